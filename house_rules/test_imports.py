"""The import rules (`.importlinter`) hold, and each was seen to break on a planted import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from house_rules.sources import ROOT, STAGES

LINT = Path(sys.executable).with_name("lint-imports")
#: a small house of the same shape
ROOMS = ["kernel.people", "face", *(f"{stage}.{room}" for stage in STAGES for room in ("lamps", "suns"))]
PLANTED = [
    ("listen.lamps.actions", "import zhiyin.resolve.lamps.reads", "Stages are layers"),
    ("kernel.people.actions", "import zhiyin.face.reads", "Stages are layers"),
    ("lib.text", "import zhiyin.kernel.people.reads", "Stages are layers"),
    *(
        (f"assure.lamps.{here}", f"import zhiyin.{stage}.lamps.{there}", f"Doors of {stage}")
        for stage in STAGES[:-1]
        for here, there in (("actions", "models"), ("reads", "policy"))
    ),
    ("config.urls", "import zhiyin.packs\nimport zhiyin.utils", "Stages are layers"),
    ("resolve.lamps.reads", "import zhiyin.resolve.suns.reads", "No circles"),
]


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    for room in ROOMS:
        folder = tmp_path / "zhiyin" / Path(*room.split("."))
        folder.mkdir(parents=True)
        for module in ("models", "policy", "actions", "reads"):
            (folder / f"{module}.py").write_text("")
    for name in ("lib", "demo", "packs", "config"):
        (tmp_path / "zhiyin" / name).mkdir()
    (tmp_path / "zhiyin" / "lib" / "text.py").write_text("")
    (tmp_path / "zhiyin" / "config" / "urls.py").write_text("")
    for folder in [tmp_path / "zhiyin", *(tmp_path / "zhiyin").rglob("*")]:
        if folder.is_dir():
            (folder / "__init__.py").write_text("")
    # one direction within a stage is allowed; the planted one closes the circle
    (tmp_path / "zhiyin/resolve/suns/actions.py").write_text("import zhiyin.resolve.lamps.actions")
    return tmp_path


def _lint(house: Path) -> tuple[int, str]:
    done = subprocess.run(
        [LINT, "--config", ROOT / ".importlinter", "--no-cache"],
        env={**os.environ, "PYTHONPATH": str(house)},
        cwd=house, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_house_keeps_its_import_rules() -> None:
    code, said = _lint(ROOT / "src")
    assert code == 0, said


def test_the_small_house_keeps_them(small_house: Path) -> None:
    code, said = _lint(small_house)
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize(("module", "planted", "rule"), PLANTED)
def test_a_planted_import_breaks_its_rule(module: str, planted: str, rule: str, small_house: Path) -> None:
    if "zhiyin.utils" in planted:
        (small_house / "zhiyin" / "utils.py").write_text("")
    path = small_house / "zhiyin" / Path(*module.split("."))
    path.with_suffix(".py").write_text(planted)
    code, said = _lint(small_house)
    assert code != 0, said
    broken = [line for line in said.splitlines() if "BROKEN" in line]
    assert any(rule in line for line in broken) or "utils" in said, said


def test_an_import_for_types_only_is_no_import(small_house: Path) -> None:
    path = small_house / "zhiyin" / "listen" / "lamps" / "actions.py"
    path.write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import zhiyin.resolve.lamps.reads\n")
    code, said = _lint(small_house)
    assert code == 0, said

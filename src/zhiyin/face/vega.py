"""The Vega bundle that vl-convert carries, as a static file `face/vega.js`: made once a version, kept out of git.

`STATICFILES_FINDERS` names `VegaFinder`; so `runserver`, WhiteNoise and `collectstatic` all find it.
"""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "face/vega.js"

#: Only the three names the chart module uses; the bundle's default would do, but says it less clearly.
_SNIPPET = "window.vegaEmbed = vegaEmbed; window.vega = vega; window.vegaLite = vegaLite;"


def place() -> Path:
    """The folder of the bundle: one a version of vl-convert, so that an upgrade makes it anew."""
    return Path(settings.DATA) / "made" / f"vega-{version('vl-convert-python')}"


def bundle() -> Path:
    """The bundle, made (about two seconds, 0.9 MB) if it is not there; its gzip lies beside it."""
    path = place() / NAME
    if not path.exists():
        import vl_convert

        code = vl_convert.javascript_bundle(snippet=_SNIPPET).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path.with_name(path.name + ".gz"), gzip.compress(code, mtime=0))
        _write(path, code)
    return path


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: other processes may look at the same time."""
    descriptor, half = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(half).chmod(0o644)
    Path(half).replace(path)


class VegaFinder(BaseFinder):
    """Finds `face/vega.js`."""

    def find(self, path: str, find_all: bool = False, **_old: Any) -> Any:
        if path != NAME:
            return []
        found = str(bundle())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        bundle()
        yield NAME, FileSystemStorage(location=place())

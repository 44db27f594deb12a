"""Rules that read the source: each takes a folder of the package and gives back the faults, one sentence each."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "zhiyin"
STAGES = ("listen", "resolve", "recover", "understand", "care", "improve", "assure")
LONGEST_FILE = 330  # "about 300"

#: words that only a stage may say
_WORDS_OF_STAGES = """
case cases promise promises breach breached survey surveys complaint complaints compensation award awards ticket tickets
hotspot hotspots outreach proposal proposals experiment experiments inbox approval approvals
"""
WORDS_OF_STAGES = frozenset(_WORDS_OF_STAGES.split())
#: files of the kernel that must speak another's language, with the reason
FOREIGN_WORDS = {"kernel/imports/readers/xes.py": "the XES standard calls its traces so"}
FORBIDDEN_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager", "handler", "service"}
)
#: what Django's account machinery calls so
ALLOWED_NAMES = frozenset({"PersonManager"})
_VERBS = """
create update delete edit assign unassign close reopen resolve send approve reject refuse add remove get do cancel activate
deactivate enable disable toggle save submit accept decide merge unmerge verify revoke
"""
VERBS = frozenset(_VERBS.split())
#: public functions in `actions` that change nothing of the story: with the reason
NO_STORY = {
    "kernel/jobs/actions.py:defer": "work for later; the job itself says by whom",
    "kernel/jobs/actions.py:wake": "tells the clock of a moment, of which a row says the same",
    "kernel/people/actions/access.py:keep_starting_roles": "runs after each migration, by nobody",
    "kernel/people/actions/access.py:actor_of_key": "finds out who acts: there is no actor yet",
    "kernel/timeline/actions.py:announce_all": "each event says because of what",
    "kernel/timeline/actions.py:react": "runs a reaction, whose entry says why",
    "kernel/search/actions.py:put_all": "an index: says nothing that a row does not say",
    "kernel/search/actions.py:put": "an index: says nothing that a row does not say",
    "kernel/search/actions.py:remove": "an index: says nothing that a row does not say",
    "listen/channels/actions/arrivals.py:store_arrival": "keeps what came in, raw, before anybody acts on it",
    "listen/channels/actions/arrivals.py:store_mail": "keeps what came in, raw, before anybody acts on it",
    "listen/channels/actions/arrivals.py:take_in": "keeps what came in, raw, before anybody acts on it",
    "listen/channels/actions/fetching.py:fetch_file": "a job of the house, because of the message's own entry",
    "listen/channels/actions/arrivals.py:process": "the house reads what came in: the sender is found out on the way",
    "listen/channels/actions/marks.py:tell_typing": "passes: it is written nowhere",
    "listen/channels/actions/marks.py:note_read": "what the customer's page reports, as a provider's reports",
    "listen/channels/actions/delivering.py:deliver": "the outbox's job, because of the message's own entry",
    "listen/channels/actions/sending.py:send_all": "each message says because of what",
    "recover/compensation/actions/awarding.py:award_for_breaches": "because of each breach's own entry",
    "recover/compensation/actions/apologising.py:apologise": "because of each award's own entry",
    "resolve/promises/actions/breaching.py:breach_overdue": "the clock, because of each promise's own entry",
    "resolve/promises/actions/handing.py:call_handovers_overdue": "the clock, because of each handover's own entry",
    "resolve/promises/actions/breaching.py:warn_in_time": "the clock, because of each promise's own entry",
    "improve/experiments/actions.py:expose": "notes that somebody was in a trial, because of the promise's entry",
    "understand/topics/actions.py:label_texts": "because of each text's own entry",
    "understand/topics/actions.py:label_unlabelled": "recurring work of the house, because of each text's own entry",
    "understand/topics/actions.py:label_anew": "recurring work of the house, because of each text's own entry",
    "understand/value/actions.py:count_all_values": "recurring work of the house",
    "understand/value/actions.py:count_all_risks": "recurring work of the house",
}


def python_files(package: Path = PACKAGE) -> Iterator[Path]:
    """The package's own Python files: no tests, no migrations."""
    for path in sorted(package.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(package).parts):
            yield path


def templates(package: Path = PACKAGE) -> Iterator[Path]:
    """The package's templates."""
    yield from sorted(path for path in package.rglob("*.html") if "templates" in path.parts)


def stage_words_in_kernel(package: Path = PACKAGE) -> list[str]:
    """The kernel speaks no stage's language: in names, texts and comments."""
    found = []
    for path in sorted((package / "kernel").rglob("*.py")):
        inside = path.relative_to(package)
        if "tests" in inside.parts or str(inside) in FOREIGN_WORDS:
            continue
        said = dict.fromkeys((line, word) for line, word in _words(path.read_text()) if word in WORDS_OF_STAGES)
        found += [f"{inside}:{line}: the kernel says “{word}”" for line, word in said]
    return found


def _words(source: str) -> Iterator[tuple[int, str]]:
    matching = {case.pattern.lineno for case in ast.walk(ast.parse(source)) if isinstance(case, ast.match_case)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME and token.string == "case" and token.start[0] in matching:
            continue  # Python's own
        if token.type in (tokenize.NAME, tokenize.STRING, tokenize.COMMENT):
            apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", token.string)
            for word in re.findall(r"[A-Za-z]+", apart.replace("_", " ")):
                if word != "CASE":  # SQL's own
                    yield token.start[0], word.lower()


def signals(package: Path = PACKAGE) -> list[str]:
    """No Django signals inside the house; only the roles are brought up to date after a migration."""
    found = []
    for path in python_files(package):
        if path.relative_to(package) == Path("kernel/people/apps.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            module = getattr(node, "module", None) if isinstance(node, ast.ImportFrom) else None
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if module in ("django.dispatch", "django.db.models.signals") or "signals" in names:
                found.append(f"{path.relative_to(package)}:{node.lineno}: imports signals")  # type: ignore[attr-defined]
    return found


def actions_without_story(package: Path = PACKAGE) -> list[str]:
    """Every public function of an `actions` module (of a package: what its `__init__` offers) takes `by` and `because`."""
    found = []
    for path in python_files(package):
        inside = path.relative_to(package)
        offered = _offered_by(path.parent) if path.parent.name == "actions" else None
        if inside.parts[0] == "demo" or not (inside.name == "actions.py" or offered is not None):
            continue
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            excused = f"{inside}:{node.name}" in NO_STORY or (offered is not None and node.name not in offered)
            if not {"by", "because"} <= keywords and not excused:
                found.append(f"{inside}:{node.lineno}: {node.name} takes no `by` and `because`")
    return found


def _offered_by(folder: Path) -> frozenset[str]:
    """The names that a package's `__init__` imports, for others to use."""
    tree = ast.parse((folder / "__init__.py").read_text())
    return frozenset(a.name for node in tree.body if isinstance(node, ast.ImportFrom) for a in node.names)


def queries_in_views(package: Path = PACKAGE) -> list[str]:
    """Views and API handlers fetch through scoped reads: no `.objects` in a file that has a function of a `request`."""
    found = []
    for path in python_files(package):
        tree = ast.parse(path.read_text())
        if not any(isinstance(node, ast.arg) and node.arg == "request" for node in ast.walk(tree)):
            continue
        inside = path.relative_to(package)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
                found.append(f"{inside}:{node.lineno}: asks the database itself")
            if isinstance(node, ast.Call) and _is_unscoped(node):
                found.append(f"{inside}:{node.lineno}: fetches a row without asking who wants it")
    return found


def _is_unscoped(call: ast.Call) -> bool:
    """`get_object_or_404(Lamp, …)`; a scoped read, `get_object_or_404(lamps_seen_by(actor), …)`, is fine."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name in ("get_object_or_404", "get_list_or_404") and bool(call.args) and isinstance(call.args[0], ast.Name)


def long_files(package: Path = PACKAGE) -> list[str]:
    """A file that has grown becomes a package with one verb or one noun a file."""
    return [
        f"{path.relative_to(package)}: {lines} lines"
        for path in python_files(package)
        if (lines := path.read_text().count("\n")) > LONGEST_FILE
    ]


def poor_names(package: Path = PACKAGE) -> list[str]:
    """No `utils`, no `Service`: such a name says nothing of what is inside."""
    found = []
    for path in python_files(package):
        if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES:
            found.append(f"{path.relative_to(package)}: such a name says nothing")
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.name not in ALLOWED_NAMES:
                last = re.findall(r"[A-Z][a-z]*", node.name)[-1:] or [""]
                if last[0].lower() in FORBIDDEN_NAMES:
                    found.append(f"{path.relative_to(package)}:{node.lineno}: class {node.name}")
    return found


_INLINE = (
    (re.compile(r"\sstyle\s*=", re.I), "an inline style"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I), "an inline event attribute"),
    (re.compile(r"\shx-on", re.I), "hx-on"),
    (re.compile(r"<style[\s>]", re.I), "a style element"),
    (
        re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json[\"'])[^>]*>", re.I),
        "an inline script",
    ),
    (re.compile(r"(?:src|href)\s*=\s*[\"']https?://", re.I), "something from another host"),
)


def inline_code(package: Path = PACKAGE) -> list[str]:
    """The content security policy forbids inline script and style: a browser would drop them silently."""
    found = []
    for path in templates(package):
        if path.suffix == ".html" and "mail" in path.stem:
            continue  # a mail has no stylesheet
        text = path.read_text()
        for pattern, what in _INLINE:
            for match in pattern.finditer(text):
                if what == "something from another host" and text[: match.start()].rpartition("<")[2].startswith("a"):
                    continue  # a link that a reader may follow
                line = text.count("\n", 0, match.start()) + 1
                found.append(f"{path.relative_to(package)}:{line}: {what}")
    return found


def verbs_in_path(route: str) -> list[str]:
    """The verbs in an address: a new verb is a new noun (`POST /cases/12/closure`)."""
    plain = re.sub(r"<[^>]*>|\{[^}]*\}", "", route)
    return [word for word in re.split(r"[/_.-]", plain) if word in VERBS]


def missing_words(text: str) -> list[str]:
    """Rows of docs/words.md in which a language is missing."""
    rows = [line for line in text.splitlines() if line.startswith("|") and not set(line) <= set("|-: ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [" | ".join(row) for row in cells if len(row) < 2 or not row[0] or not row[1]]

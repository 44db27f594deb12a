"""The catalogues: extract each room's texts, keep its translations, compile them. With Babel: no msgfmt to install.

Texts are English; each room keeps its Chinese in `locale/zh_Hans/LC_MESSAGES/django.po`. Texts outside any room
(settings, command line, the kernel's own modules) belong to `config`.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hans"
PLACE = Path("locale") / LOCALE / "LC_MESSAGES" / "django.po"
HEADER = """\
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
_PLURAL = ("ngettext", "ngettext_lazy")
_CONTEXT = ("pgettext", "pgettext_lazy")
_CONTEXT_PLURAL = ("npgettext", "npgettext_lazy")
_FUNCTIONS = (*_PLAIN, *_PLURAL, *_CONTEXT, *_CONTEXT_PLURAL)
_PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[sdifr]|%[sdifr]|%%|(?<!\{)\{\w*\}(?!\})")
_CONFIG = PACKAGE / "config"


@dataclass(frozen=True, slots=True)
class Text:
    """One text found in the source: its id (singular and perhaps plural), context and file."""

    singular: str
    plural: str | None
    context: str | None
    file: str

    @property
    def key(self) -> tuple[str, str | None]:
        return self.singular, self.context

    @property
    def id(self) -> str | tuple[str, str]:
        return self.singular if self.plural is None else (self.singular, self.plural)


def owners() -> dict[Path, list[Path]]:
    """Each folder that keeps a catalogue, with the source files whose texts it holds."""
    rooms = sorted(path.parent for path in PACKAGE.rglob("apps.py"))
    found: dict[Path, list[Path]] = {room: [] for room in (*rooms, _CONFIG)}
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt"))):
        inside = path.relative_to(PACKAGE).parts
        if {"tests", "migrations", "static"} & set(inside) or (path.suffix != ".py" and "templates" not in inside):
            continue
        owner = next((room for room in path.parents if room in found), _CONFIG)
        found[owner].append(path)
    return found


def texts_of(path: Path) -> Iterator[Text]:
    """The translatable texts of a Python file or a Django template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # Only the calls matter: indentation that templates have and Python has not is dropped.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    file = str(path.relative_to(PACKAGE))
    extracted = extract_python(BytesIO(source.encode()), dict.fromkeys(_FUNCTIONS), (), {"encoding": "utf-8"})
    for _line, function, arguments, _comments in extracted:
        values = list(arguments) if isinstance(arguments, tuple | list) else [arguments]
        context = values.pop(0) if function in (*_CONTEXT, *_CONTEXT_PLURAL) else None
        plural = values[1] if function in (*_PLURAL, *_CONTEXT_PLURAL) and len(values) > 1 else None
        if values and isinstance(values[0], str) and values[0]:
            yield Text(values[0], plural, context, file)


def catalogue_of(owner: Path) -> Catalog:
    """The catalogue as it stands; empty when there is none."""
    path = owner / PLACE
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def update(only: str = "") -> list[str]:
    """Bring every catalogue (or those under the folder `only`) up to date with the source; returns what changed.

    Translations are kept; a text that another room has translated already is filled in, so that one idea keeps one word.
    """
    kept = {owner: catalogue_of(owner) for owner in owners()}
    known = {
        (_singular(message), message.context): message.string
        for catalogue in kept.values()
        for message in catalogue
        if message.id and _translated(message) and not message.fuzzy
    }
    changed = []
    for owner, files in owners().items():
        if only and not owner.is_relative_to(PACKAGE / only):
            continue
        fresh = Catalog(locale=LOCALE)
        for path in files:
            for text in texts_of(path):
                fresh.add(text.id, locations=[(text.file, 0)], context=text.context)
        for message in fresh:
            if not message.id:
                continue
            old = kept[owner].get(_singular(message), message.context)
            string = (
                old.string if old is not None and _translated(old) else known.get((_singular(message), message.context))
            )
            if string:
                message.string = _fitting(message, string)
            if old is not None and old.fuzzy:
                message.flags.add("fuzzy")
        if _write(owner / PLACE, fresh):
            changed.append(str((owner / PLACE).relative_to(PACKAGE)))
    return changed


def compile_catalogues() -> int:
    """Compile every catalogue whose compiled file is missing or older; returns how many. Safe beside other processes."""
    compiled = 0
    for owner in owners():
        source = owner / PLACE
        target = source.with_suffix(".mo")
        if not source.exists():
            target.unlink(missing_ok=True)
            continue
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue_of(owner), use_fuzzy=False)
        unfinished.replace(target)
        compiled += 1
    return compiled


def uncompiled() -> list[str]:
    """The catalogues whose compiled file is missing or older than they are."""
    waiting = []
    for owner in owners():
        source, target = owner / PLACE, (owner / PLACE).with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
            waiting.append(str(owner.relative_to(PACKAGE)))
    return waiting


def faults() -> list[str]:
    """What is wrong with the translations, one sentence each; empty when all is well."""
    found: list[str] = []
    said: dict[tuple[str, str | None], dict[str, str]] = {}
    for owner, files in owners().items():
        room = str(owner.relative_to(PACKAGE))
        catalogue = catalogue_of(owner)
        texts = {text.key: text for path in files for text in texts_of(path)}
        for key, text in texts.items():
            message = catalogue.get(text.singular, text.context)
            if message is None or not _translated(message):
                found.append(f"{room}: not translated: {text.singular!r} ({text.file})")
                continue
            found.extend(f"{room}: {fault}" for fault in faults_of(message))
            said.setdefault(key, {})[room] = str(message.string)
        found.extend(
            f"{room}: stale, no longer in the source: {_singular(message)!r}"
            for message in catalogue
            if message.id and (_singular(message), message.context) not in texts
        )
    for (singular, _context), strings in said.items():
        if len(set(strings.values())) > 1:
            where = ", ".join(f"{room}: {string}" for room, string in sorted(strings.items()))
            found.append(f"two translations of {singular!r}, of which Django would show only one: {where}")
    return sorted(found)


def faults_of(message: Message) -> list[str]:
    """What is wrong with one translated entry: fuzzy, or placeholders that differ from the original's."""
    found = []
    singular = _singular(message)
    if message.fuzzy:
        found.append(f"marked fuzzy: {singular!r}")
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
    allowed = [_placeholders(original) for original in originals]
    return found + [
        f"placeholders differ: {singular!r} / {string!r}"
        for string in strings
        if string and _placeholders(string) not in allowed
    ]


def _placeholders(text: str) -> Counter[str]:
    return Counter(one for one in _PLACEHOLDER.findall(text) if one != "%%")


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings)


def _fitting(message: Message, string: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    """A translation in the form the entry needs: Chinese has one plural form."""
    first = string[0] if isinstance(string, tuple | list) else string
    return (first,) if message.pluralizable else first


def _write(path: Path, catalogue: Catalog) -> bool:
    if not len(catalogue):
        existed = path.exists()
        path.unlink(missing_ok=True)
        return existed
    body = BytesIO()
    write_po(
        body, catalogue, width=110, omit_header=True, sort_by_file=True, include_lineno=False, ignore_obsolete=True
    )
    content = HEADER.encode() + body.getvalue().lstrip()
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True

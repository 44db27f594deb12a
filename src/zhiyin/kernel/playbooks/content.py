"""A playbook as a YAML file: `read` and `write`. What was written reads back to the same, and the other way round."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.utils.translation import gettext as _

from zhiyin.kernel.playbooks.policy import CAPS, PARTS, Fault, Place, faults_of
from zhiyin.kernel.playbooks.register import KINDS, SHIPPED

LONGEST = 200_000
_STEP_PARTS = ("step", "name", "do", "with")


@dataclass(frozen=True, slots=True)
class Misread:
    """What is wrong with a file: the line (from 1), and what to do, in the reader's language."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("Line %(line)s: ") % {"line": self.line} + self.message


class CannotRead(ValueError):
    """The file is no playbook; `faults` says why."""

    def __init__(self, faults: list[Misread]) -> None:
        super().__init__("; ".join(str(one) for one in faults))
        self.faults = faults


class _Loader(yaml.SafeLoader):
    """No aliases (a small file could grow without end), no key twice; numbers, yes and no as in YAML 1.2's core."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise CannotRead([Misread(mark.line + 1, _("Write it out: references (*name) are not read here."))])
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise CannotRead([Misread(line, _("“%(key)s” stands here twice. Keep one.") % {"key": key.value})])
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[-1] not in ("timestamp", "bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, lists indented: as a person would write it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    fits = "\n" in text and not re.search(r"[ \t]\n|\r|\x85|\u2028|\u2029", text) and not text.startswith((" ", "\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if fits else None)


_Dumper.add_representer(str, _text)
#: so that a text that other readers of YAML take for yes, no or a date is written in quotation marks
_Dumper.yaml_implicit_resolvers = yaml.SafeDumper.yaml_implicit_resolvers


def read(text: str) -> dict[str, Any]:
    """The playbook that a file holds. Raises `CannotRead` with every fault and its line."""
    if len(text) > LONGEST:
        raise CannotRead([Misread(1, _("This file is too long for a playbook."))])
    content, lines = _parsed(text)
    if faults := faults_of(content):
        raise CannotRead([Misread(_line(lines, fault.place), _where(fault)) for fault in faults])
    return content  # type: ignore[no-any-return]


def _parsed(text: str) -> tuple[Any, dict[Place, int]]:
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lines = dict(_lines(node, ())) if node is not None else {}
            content = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = _("This is no YAML: %(problem)s. Look at the indentation and the colons here.")
        raise CannotRead(
            [Misread(mark.line + 1 if mark else 1, message % {"problem": error.problem or error.context or "?"})]
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead([Misread(1, _("This is no YAML that can be read."))]) from error
    return content, lines


def _lines(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*place, str(key.value))
            yield from _lines(value, here)
            yield here, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, one in enumerate(node.value):
            yield from _lines(one, (*place, index))


def _line(lines: Mapping[Place, int], place: Place) -> int:
    """The line of the place, or of the nearest around it that stands in the file."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _where(fault: Fault) -> str:
    names = [str(part) for part in fault.place if isinstance(part, str) and part not in ("steps", "with")]
    return f"{'.'.join(names)}: {fault.message}" if names else fault.message


def write(content: Mapping[str, Any]) -> str:
    """The file of a playbook: the same for the same content."""
    return yaml.dump(
        in_order(content), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False
    )


#: in which order what stands inside a part is written; the rest by the alphabet
_INSIDE = ("zh", "en", "event", "at", "days", "each", "from", "below", *CAPS)


def in_order(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with all its parts in the order in which they are written, however it was kept; empty ones left out."""
    found: dict[str, Any] = {
        part: _inside(content[part]) for part in PARTS if content.get(part) not in (None, {}, "") and part != "steps"
    }
    found["steps"] = [
        {part: _told(one) if part == "with" else _inside(one[part]) for part in _STEP_PARTS if _is_given(one, part)}
        for one in content["steps"]
    ]
    return found


def _is_given(one: Mapping[str, Any], part: str) -> bool:
    return one.get(part) not in (None, {}, "")


def _told(one: Mapping[str, Any]) -> dict[str, Any]:
    """What a step is told, in the order of its kind."""
    kind = KINDS.get(str(one.get("do")))
    names = [parameter.name for parameter in kind.parameters] if kind else []
    return {
        name: _inside(one["with"][name]) for name in [*names, *sorted({*one["with"]} - {*names})] if name in one["with"]
    }


def _inside(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    keys = [name for name in _INSIDE if name in value]
    return {name: _inside(value[name]) for name in [*keys, *sorted(name for name in value if name not in _INSIDE)]}


def digest_of(content: Mapping[str, Any]) -> str:
    """What tells one content from another, whatever the order of its parts."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def shipped(key: str) -> dict[str, Any] | None:
    """The playbook that a room ships under this key. Its file must be right: a mistake is one of ours."""
    path = SHIPPED.get(key)
    if path is None:
        return None
    content = read(path.read_text())
    if content["playbook"] != key:
        raise TypeError(f"{path} ships the playbook {content['playbook']}")
    return content

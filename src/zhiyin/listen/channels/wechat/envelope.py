"""The XML of pushes and of the answers to them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape


def fields_of(xml: bytes) -> dict[str, str]:
    """The fields right under the root, by name; nested ones as `Outer.Inner`. Raises `ValueError`.

    A document type is refused: pushes have none, and with it go all entities.
    """
    found: dict[str, str] = {}
    way: list[str] = []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def begin(name: str, _attributes: Mapping[str, str]) -> None:
        way.append(name)
        if len(way) > 1:
            found.setdefault(".".join(way[1:]), "")

    def end(_name: str) -> None:
        way.pop()

    def text(content: str) -> None:
        if len(way) > 1:
            found[".".join(way[1:])] += content

    def refuse(*_: object) -> None:
        raise ValueError("a push has no document type")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(f"this is no XML: {error}") from error
    return {name: value.strip() for name, value in found.items()}


def xml_of(fields: Mapping[str, str | int]) -> str:
    """A flat XML with these fields."""
    inside = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in fields.items())
    return f"<xml>{inside}</xml>"


def name_of(push: Mapping[str, str]) -> str:
    """What names a push for good: WeChat repeats one up to three times. Its MsgId, or who, when and what for an event."""
    if push.get("MsgId") and push.get("MsgType") != "event":
        return f"message {push['MsgId']}"
    parts = (push.get(one, "") for one in ("FromUserName", "CreateTime", "Event", "EventKey", "MsgID"))
    return f"event {' '.join(parts)}"[:590]

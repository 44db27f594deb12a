"""The mapping of a file's columns to the fields of a target: read, guessed, checked, applied to a chunk.

    source: shop            # names where the rows come from; with their own numbers it makes each row known again
    reader: {encoding: gb18030, delimiter: ";"}
    fields:
      external_id: InvoiceNo                                        # a column
      currency: {constant: GBP}
      external_id: {line: true}                                     # the line number of the file
      placed_at: {column: InvoiceDate, format: "%d/%m/%Y", time_zone: Europe/London}
      unit_price_minor: {column: UnitPrice, minor_of: GBP}          # pounds in the file, pence here
      state: {column: InvoiceNo, prefix: {C: cancelled}, otherwise: placed}
      rating: {column: stars, values: {good: 5, bad: 1}}
      text: {join: [title, body], with: "\\n"}
      attributes: {gather: {country: Country}}                      # a JSON object of columns

What is not mapped is guessed from equal names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from zhiyin.kernel.imports.converters import Converter, Remembered, as_json, converter_for, is_blank
from zhiyin.kernel.imports.readers.chunk import Chunk
from zhiyin.kernel.imports.reasons import ImportFault, Unfit
from zhiyin.kernel.imports.register import Bad, Columns, Field, Target

OPTIONS = {
    "column", "constant", "line", "join", "with", "gather",
    "format", "time_zone", "epoch", "minor_of", "values", "prefix", "otherwise",
}  # fmt: skip
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class FieldMap:
    """What a mapping file says: where rows come from, options of the reader, options a field."""

    source: str = ""
    reader: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "reader": dict(self.reader),
            "fields": {k: dict(v) for k, v in self.fields.items()},
        }


def read_mapping(path: Path | None, target: Target) -> FieldMap:
    """The mapping in a YAML file; an empty one without a file. Raises `ImportFault` with all that is wrong."""
    if path is None:
        return FieldMap()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ImportFault(_("The mapping cannot be read: %(fault)s") % {"fault": error}) from error
    return mapping_of(content, target)


def mapping_of(content: Any, target: Target) -> FieldMap:
    """The mapping that a structure describes. Raises `ImportFault` with all that is wrong."""
    if not isinstance(content, dict) or not isinstance(content.get("fields", {}), dict):
        raise ImportFault(_("The mapping must say under “fields:” which column fills which field."))
    fields: dict[str, Mapping[str, Any]] = {}
    faults = [
        _("The mapping has no part called “%(name)s”.") % {"name": name}
        for name in set(content) - {"target", "source", "reader", "fields"}
    ]
    if content.get("target", target.name) != target.name:
        faults.append(
            _("The mapping is for “%(theirs)s”, not for “%(ours)s”.")
            % {"theirs": content["target"], "ours": target.name}
        )
    for name, given in content.get("fields", {}).items():
        options = {"column": given} if isinstance(given, str) else given
        if target.field(str(name)) is None:
            known = ", ".join(one.name for one in target.fields)
            faults.append(_("There is no field “%(name)s”. There are: %(known)s.") % {"name": name, "known": known})
        elif not isinstance(options, dict) or not {"column", "constant", "line", "join", "gather"} & set(options):
            faults.append(_("Say for “%(name)s” a column, a constant, line, join or gather.") % {"name": name})
        elif set(options) - OPTIONS:
            unknown = ", ".join(sorted(set(options) - OPTIONS))
            faults.append(
                _("“%(name)s” has options that do not exist: %(unknown)s.") % {"name": name, "unknown": unknown}
            )
        else:
            fields[str(name)] = options
    if faults:
        raise ImportFault("\n".join(faults))
    return FieldMap(str(content.get("source", ""))[:60], content.get("reader") or {}, fields)


def _key(name: str) -> str:
    return _NOT_WORD.sub("", name).lower()


def completed(mapping: FieldMap, target: Target, columns: Sequence[str], *, open_ended: bool) -> FieldMap:
    """The mapping with what can be guessed from names. Raises `ImportFault` for columns that do not exist and for
    required fields that nothing fills. An open-ended file (JSONL, XES) may show further columns later.
    """
    by_key = {_key(column): column for column in columns}
    fields = dict(mapping.fields)
    for one in target.fields:
        if one.carried and f"_{one.name}" in columns:
            fields[one.name] = {"column": f"_{one.name}"}
        elif one.name not in fields and not one.carried:
            guess = next((by_key[_key(name)] for name in (one.name, *one.names) if _key(name) in by_key), None)
            if guess is not None:
                fields[one.name] = {"column": guess}
    missing = _("“%(field)s” is to come from the column “%(column)s”, which is not in the file. It has: %(has)s.")
    faults = [
        missing % {"field": name, "column": column, "has": ", ".join(columns)}
        for name, options in fields.items()
        for column in _columns_of(options)
        if column not in columns and not open_ended
    ]
    faults += [
        _("Nothing fills “%(field)s” (%(label)s): add it to the mapping.") % {"field": one.name, "label": one.label}
        for one in target.fields
        if one.required and one.default is None and one.name not in fields and not one.carried
    ]
    if faults:
        raise ImportFault("\n".join(faults))
    return FieldMap(mapping.source, mapping.reader, fields)


def _columns_of(options: Mapping[str, Any]) -> list[str]:
    if "gather" in options:
        return [str(one) for one in options["gather"].values()]
    if "join" in options:
        return [str(one) for one in options["join"]]
    return [str(options["column"])] if "column" in options else []


def compiled(mapping: FieldMap, target: Target) -> Callable[[Chunk], tuple[Columns, Bad]]:
    """A function that turns a chunk into values by field, and its bad rows by their index in the chunk."""
    plans = [_plan(one, mapping.fields.get(one.name)) for one in target.fields]

    def apply(chunk: Chunk) -> tuple[Columns, Bad]:
        bad: Bad = dict(chunk.bad)
        return {one.name: plan(chunk, bad) for one, plan in zip(target.fields, plans, strict=True)}, bad

    return apply


Plan = Callable[[Chunk, Bad], list[Any]]


def _plan(one: Field, options: Mapping[str, Any] | None) -> Plan:
    if options is None:
        return lambda chunk, bad: [one.default] * len(chunk)
    convert = converter_for(one, options)
    if "constant" in options:
        try:
            constant = convert(options["constant"])
        except Unfit as unfit:
            raise ImportFault(
                _("The constant of “%(field)s” does not fit: %(value)s.")
                % {"field": one.name, "value": options["constant"]}
            ) from unfit
        return lambda chunk, bad: [constant] * len(chunk)
    if "gather" in options:
        return _gathering(options["gather"])
    convert = Remembered(convert).__getitem__
    read = _reader_of(options)
    return lambda chunk, bad: _converted(read(chunk), convert, bad)


def _reader_of(options: Mapping[str, Any]) -> Callable[[Chunk], list[Any]]:
    if options.get("line"):
        return lambda chunk: list(chunk.lines)
    if "join" in options:
        parts, between = [str(one) for one in options["join"]], str(options.get("with", " "))
        return lambda chunk: [
            between.join(str(value).strip() for value in row if not is_blank(value))
            for row in zip(*(chunk.column(name) for name in parts), strict=True)
        ]
    column = str(options["column"])
    return lambda chunk: chunk.column(column)


def _gathering(columns: Mapping[str, str]) -> Plan:
    """JSON objects of several columns, without what is blank."""
    names = [str(name) for name in columns]

    def gathered(row: tuple[Any, ...]) -> str | None:
        known = {name: value for name, value in zip(names, row, strict=True) if not is_blank(value)}
        return as_json(known) if known else None

    remembered = Remembered(gathered)

    def plan(chunk: Chunk, bad: Bad) -> list[Any]:
        rows = list(zip(*(chunk.column(str(column)) for column in columns.values()), strict=True))
        return _converted(rows, remembered.__getitem__, bad)

    return plan


def _converted(values: list[Any], convert: Converter, bad: Bad) -> list[Any]:
    try:
        return list(map(convert, values))
    except (Unfit, TypeError):  # a bad or an unhashable one among them: look at each
        found = []
        for index, value in enumerate(values):
            try:
                found.append(_one(value, convert))
            except Unfit as unfit:
                found.append(None)
                bad.setdefault(index, (unfit.reason, unfit.words))
        return found


def _one(value: Any, convert: Converter) -> Any:
    try:
        return convert(value)
    except TypeError:  # a list or an object among the values: as JSON text
        return convert(as_json(value))

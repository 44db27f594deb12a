"""The targets that rooms offer: what a file can become.

    TARGET = target(
        "lamps",
        label=_("Lamps"),
        fields=(Field("external_id", _("Number"), required=True), Field("lit_at", _("Lit at"), "time")),
        load=load_lamps,
    )

`load(batch)` gets a chunk of good rows in a temporary table (`batch.table`: one column a field, `index` and `reason`),
writes them set-based and returns how many rows it made of each kind. It is idempotent by (source, external id). What a row
shows by itself to be bad is better found by `prepare`, before it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from zhiyin.kernel.imports.batch import Batch

FieldKind = Literal["text", "integer", "number", "money", "time", "boolean", "json"]

#: the type of each kind in the temporary table; money is in minor units
COLUMN_TYPES: dict[str, str] = {
    "text": "text",
    "integer": "bigint",
    "number": "double precision",
    "money": "bigint",
    "time": "timestamptz",
    "boolean": "boolean",
    "json": "jsonb",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a target. `names` are other names under which files know it; `maximum` is characters, or the largest
    number. `choices` are the values allowed. A field that is `worked_out` may be filled by `Target.prepare`; a `carried`
    one is besides kept in the side file of bad rows, so that these can be imported on their own. `once_per` names the
    field whose value this one tells more about: of a chunk's good rows, only the first that knows it is sent with it.
    """

    name: str
    label: Any
    kind: FieldKind = "text"
    required: bool = False
    default: Any = None
    names: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    worked_out: bool = False
    carried: bool = False
    once_per: str = ""


#: values by field name, one list a field, all of one length; changed in place
Columns = dict[str, list[Any]]
#: bad rows: their index in the chunk, a reason and its words
Bad = dict[int, tuple[str, dict[str, Any]]]
Load = Callable[["Batch"], Mapping[str, int]]
Prepare = Callable[[Columns, str], Bad]


@dataclass(frozen=True, slots=True)
class Target:
    """What a file can become. `prepare()` makes, for each run, a function (columns, source) that fills fields which
    depend on rows before (the place of each among its like) and returns the rows that are bad. `tables` are analysed when
    a run ends.
    """

    name: str
    label: Any
    fields: tuple[Field, ...]
    load: Load
    prepare: Callable[[], Prepare] | None = None
    tables: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)


TARGETS: dict[str, Target] = {}
REASONS: dict[str, Any] = {}


def target(
    name: str,
    *,
    label: Any,
    fields: Sequence[Field],
    load: Load,
    prepare: Callable[[], Prepare] | None = None,
    tables: Sequence[str] = (),
) -> Target:
    """Offer a target in a room's `kinds.py`."""
    if name in TARGETS:
        raise TypeError(f"two import targets are called {name}")
    TARGETS[name] = Target(name, label, tuple(fields), load, prepare, tuple(tables))
    return TARGETS[name]


def reason(name: str, words: Any) -> str:
    """Offer a reason for which rows are bad, with its translatable words (`%(field)s` and the like are filled in)."""
    REASONS[name] = words
    return name

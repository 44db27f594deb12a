"""The policy of cases, and their import targets: cases with their messages, and event logs whose steps go on the timeline.

An imported case is known again by its thread, `import:<source>:<its number there>`. It is history: nothing is announced, no
promise begins, nobody is asked how it went. Its messages and steps belong to a channel of the import that is not in use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import excerpts
from zhiyin.kernel.imports.batch import Batch
from zhiyin.kernel.imports.customers import CUSTOMER_FIELDS, PEOPLE, find_or_make, name_the_customer
from zhiyin.kernel.imports.register import Bad, Columns, Field, reason, target
from zhiyin.kernel.imports.statements import id_of, refuse_unknown_units, unit_of
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.kernel.timeline.events import Event
from zhiyin.kernel.timeline.reads import entries_seen_by
from zhiyin.lib.text import language_of
from zhiyin.listen.channels.reads import kinds_of_channel

JOINS_ACROSS_CHANNELS = declare(
    "joins_across_channels",
    label=_("One case across channels"),
    about=_(
        "For how many hours after the last word a customer who is proven to be the same goes on with their one open case "
        "when they write through another channel; 0 opens a case of its own each time. Of two open cases none is chosen."
    ),
    facts=(Fact("channel", _("Channel that is written through"), choices=kinds_of_channel()),),
    outcomes=(Outcome("hours", _("Hours"), kind="integer", minimum=0, maximum=24 * 30),),
    default=({"when": {}, "then": {"hours": 24}},),
)

STATUSES = ("open", "waiting_customer", "waiting_other", "resolved", "closed")
NO_UNIT_AT_ALL = reason("no_unit_at_all", _("There is no unit yet that a case could belong to: make one first."))
CASES_OF_CHUNK = "import_cases"

#: what both targets know about a case
CASE_FIELDS = (
    Field("case", _("Case number in the other system"), required=True, maximum=150, names=("case_id", "工单号")),
    Field("at", _("At"), "time", required=True, names=("time", "timestamp", "created_at", "时间")),
    Field("subject", _("Subject"), maximum=300, names=("title", "主题")),
    Field("status", _("Status of the case"), default="closed", choices=STATUSES, names=("状态",)),
    Field("unit", _("Unit"), maximum=120),
    Field("position", _("Place in the case"), "integer", minimum=1, worked_out=True, carried=True),
)


@dataclass(frozen=True, slots=True)
class StepImported(Event):
    """A step of a case that another system recorded. `step_id` is the entry's own identifier."""

    step_id: UUID
    case_id: UUID
    activity: str
    resource: str

    subject: ClassVar = "timeline.Entry"
    sentence: ClassVar = _("A step was recorded in another system")
    icon: ClassVar = "arrow-long-right"


@excerpts("timeline.Entry")
def activities(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What each step did."""
    rows = entries_seen_by(actor).filter(id__in=ids).values_list("id", "facts__activity")
    return {id: str(activity) for id, activity in rows if activity}


def prepare() -> Callable[[Columns, str], Bad]:
    """Fills `who`, the language of texts, and the place of each row in its case: bad rows counted too."""
    seen: dict[object, int] = {}
    name = name_the_customer(required=True)

    def prepare_chunk(columns: Columns, source: str) -> Bad:
        bad = name(columns, source)
        positions = []
        for case, told in zip(columns["case"], columns["position"], strict=True):
            nth = seen[case] = seen.get(case, 0) + 1
            positions.append(told or nth)
        columns["position"] = positions
        if "language" in columns:
            columns["language"] = [
                told or (language_of(text[:400]) if text else None)
                for told, text in zip(columns["language"], columns["text"], strict=True)
            ]
        return bad

    return prepare_chunk


def gather_cases(batch: Batch, language: str) -> dict[str, int]:
    """Make the cases of the chunk that are not known and stretch those that are; fills `import_cases` (nr, id, …).

    A row that names no unit belongs to the oldest one.
    """
    batch.refuse(NO_UNIT_AT_ALL, "NOT EXISTS (SELECT 1 FROM people_unit)")
    refuse_unknown_units(batch)
    customers = find_or_make(batch, "at")
    batch.run(f"DROP TABLE IF EXISTS {CASES_OF_CHUNK}")
    identifier = id_of("min(r.at)", """'case:' || %(source)s || ':' || r."case\"""")
    batch.run(
        f"""
        CREATE TEMPORARY TABLE {CASES_OF_CHUNK} ON COMMIT DROP AS
        SELECT r."case" AS nr, 'import:' || %(source)s || ':' || r."case" AS thread,
               {identifier} AS id, true AS fresh,
               (array_agg(p.customer_id ORDER BY r.at))[1] AS customer_id,
               coalesce({unit_of("min(r.unit)")},
                        (SELECT u.id FROM people_unit u ORDER BY u.id LIMIT 1)) AS unit_id,
               NULL::uuid AS channel_id, (array_agg(r.subject ORDER BY r.at))[1] AS subject,
               (array_agg(r.status ORDER BY r.at DESC))[1] AS status,
               (array_agg({language} ORDER BY r.at))[1] AS language, min(r.at) AS first_at, max(r.at) AS last_at
        FROM {batch.table} r JOIN {PEOPLE} p ON p.who = r.who WHERE r.reason IS NULL GROUP BY r."case"
        """
    )
    batch.run(
        f"""
        INSERT INTO channels_channel (id, name, key, kind, unit_id, address, settings, replies_armed, active, made_at)
        SELECT {id_of("%(at)s::timestamptz", "'channel:' || %(source)s || unit_id")}, 'Import: ' || %(source)s,
               'import-' || left(md5(%(source)s || unit_id), 16), 'api', unit_id, '', '{{}}', false, false, %(at)s
        FROM (SELECT DISTINCT unit_id FROM {CASES_OF_CHUNK}) units ON CONFLICT (key) DO NOTHING
        """
    )
    batch.run(
        f"""
        UPDATE {CASES_OF_CHUNK} n SET channel_id = c.id FROM channels_channel c
        WHERE c.key = 'import-' || left(md5(%(source)s || n.unit_id), 16)
        """
    )
    batch.run(f"ANALYZE {CASES_OF_CHUNK}")
    batch.run(
        f"""
        UPDATE {CASES_OF_CHUNK} n SET id = c.id, fresh = false, customer_id = c.customer_id, unit_id = c.unit_id
        FROM cases_case c WHERE c.channel_id = n.channel_id AND c.thread = n.thread
        """
    )
    made = batch.run(
        f"""
        INSERT INTO cases_case (id, customer_id, unit_id, channel_id, subject, status, severity, urgency, priority,
                                language, thread, opened_at, last_message_at, snippet, resolved_at)
        SELECT id, customer_id, unit_id, channel_id, coalesce(subject, ''), status, 2, 2, 3, coalesce(language, ''),
               thread, first_at, last_at, '', CASE WHEN status IN ('resolved', 'closed') THEN last_at END
        FROM {CASES_OF_CHUNK} WHERE fresh ORDER BY id
        """
    )
    batch.run(  # a case whose rows stand in several chunks, or of which a newer file knows more
        f"""
        UPDATE cases_case c SET opened_at = least(c.opened_at, n.first_at),
            last_message_at = greatest(c.last_message_at, n.last_at),
            status = CASE WHEN n.last_at > c.last_message_at THEN n.status ELSE c.status END,
            resolved_at = CASE WHEN n.last_at <= c.last_message_at THEN c.resolved_at
                               WHEN n.status IN ('resolved', 'closed') THEN n.last_at END
        FROM {CASES_OF_CHUNK} n
        WHERE c.id = n.id AND NOT n.fresh AND (n.first_at < c.opened_at OR n.last_at > c.last_message_at)
        """
    )
    return {"customers": customers, "cases": made}


def load_event_log(batch: Batch) -> dict[str, int]:
    """Cases, and each step as an entry on the customer's line, written without announcing it."""
    counts = gather_cases(batch, "NULL::text")
    step = id_of("r.at", "'step:' || c.id || ':' || r.position")
    counts["steps"] = batch.insert(
        f"""
        INSERT INTO timeline_entry (id, event, customer_id, unit_id, subject_id, facts, by_kind, by_id, by_name,
                                    because_id, root_id, happened_at, noted_at)
        SELECT s.step_id, 'StepImported', s.customer_id, s.unit_id, s.step_id,
               jsonb_build_object('step_id', s.step_id, 'case_id', s.case_id, 'activity', s.activity,
                                  'resource', s.resource),
               'system', NULL, coalesce(nullif(s.resource, ''), %(source)s), NULL, s.step_id, s.at, %(at)s
        FROM (
            SELECT {step} AS step_id, c.id AS case_id, c.customer_id, c.unit_id, r.activity,
                   coalesce(r.resource, '') AS resource, r.at
            FROM {batch.table} r JOIN {CASES_OF_CHUNK} c ON c.nr = r."case" WHERE r.reason IS NULL ORDER BY r.index
        ) s
        """
    )
    return counts


def load_messages(batch: Batch) -> dict[str, int]:
    """Cases, and their messages; the newest message is the one that the list of cases shows."""
    counts = gather_cases(batch, "r.language")
    key = "coalesce(r.message, r.\"case\" || '/' || r.position)"
    counts["messages"] = batch.insert(
        f"""
        INSERT INTO channels_message (id, customer_id, channel_id, direction, subject, text, quoted, html, language, at,
                                      external_id, thread, author_name, author_address, automatic)
        SELECT {id_of("r.at", f"'message:' || c.channel_id || {key}")}, c.customer_id, c.channel_id, r.direction,
               coalesce(r.subject, ''), r.text, '', '', coalesce(r.language, ''), r.at, {key}, c.thread,
               coalesce(r.author, ''), '', false
        FROM {batch.table} r JOIN {CASES_OF_CHUNK} c ON c.nr = r."case" WHERE r.reason IS NULL ORDER BY r.index
        """
    )
    batch.insert(
        f"""
        INSERT INTO cases_casemessage (id, case_id, message_id, at)
        SELECT {id_of("m.at", "'casemessage:' || m.id")}, c.id, m.id, m.at
        FROM {batch.table} r JOIN {CASES_OF_CHUNK} c ON c.nr = r."case"
        JOIN channels_message m ON m.channel_id = c.channel_id AND m.external_id = {key}
        WHERE r.reason IS NULL
        """
    )
    batch.run(
        f"""
        UPDATE cases_case c SET last_message_id = m.id, snippet = left(regexp_replace(m.text, '\\s+', ' ', 'g'), 160)
        FROM {CASES_OF_CHUNK} n CROSS JOIN LATERAL (
            SELECT m.id, m.text FROM cases_casemessage x JOIN channels_message m ON m.id = x.message_id
            WHERE x.case_id = n.id ORDER BY x.at DESC, m.id DESC LIMIT 1
        ) m
        WHERE c.id = n.id AND c.last_message_id IS DISTINCT FROM m.id
        """
    )
    return counts


_TABLES = ("customers_customer", "customers_identity", "cases_case")

EVENT_LOGS = target(
    "event_logs",
    label=_("Event logs"),
    fields=(
        *CASE_FIELDS,
        Field("activity", _("Activity"), required=True, maximum=200, names=("concept:name", "活动")),
        Field("resource", _("Who did it"), maximum=120, names=("org:resource", "执行人")),
        *CUSTOMER_FIELDS,
    ),
    load=load_event_log,
    prepare=prepare,
    tables=(*_TABLES, "timeline_entry"),
)

CASES = target(
    "cases",
    label=_("Cases with their messages"),
    fields=(
        *CASE_FIELDS,
        Field("message", _("Message number in the other system"), maximum=300, names=("message_id",)),
        Field("text", _("Text"), required=True, maximum=100_000, names=("body", "content", "内容")),
        Field("direction", _("Direction"), default="in", choices=("in", "out"), names=("方向",)),
        Field("author", _("Written by"), maximum=200, names=("author_name", "sender", "发送人")),
        Field("language", _("Language"), maximum=10, worked_out=True),
        *CUSTOMER_FIELDS,
    ),
    load=load_messages,
    prepare=prepare,
    tables=(*_TABLES, "cases_casemessage", "channels_message"),
)

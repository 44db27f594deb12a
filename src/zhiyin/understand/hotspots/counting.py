"""The statements that count: customers by topic and week, the work and the satisfaction behind each topic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from zhiyin.understand.hotspots.policy import Counts

# A customer counts once a topic and week; a text of nobody known counts for itself. Happy texts count in the exposure only.
_BY_WEEK = """
WITH said AS (
    SELECT DISTINCT topic, coalesce(customer_id, text_id) AS who, mood_label <> 'positive' AS unhappy,
           width_bucket(at, %(edges)s::timestamptz[]) AS week
    FROM topics_label WHERE at >= %(from_at)s AND at < %(to_at)s
)
SELECT topic, week, count(DISTINCT who) FILTER (WHERE unhappy), NULL FROM said GROUP BY 1, 2
UNION ALL
SELECT '', week, NULL, count(DISTINCT who) FROM said GROUP BY 2
"""


class Weekly(NamedTuple):
    """Customers by topic in successive windows, and all customers who wrote, window by window."""

    by_topic: dict[str, list[int]]
    everyone: list[int]

    def counts(self) -> list[Counts]:
        """The last window against the sum of those before."""
        everyone = self.everyone
        return [
            Counts(topic, weeks[-1], everyone[-1], sum(weeks[:-1]), sum(everyone[:-1]))
            for topic, weeks in sorted(self.by_topic.items())
        ]


def customers_by_window(edges: Sequence[datetime]) -> Weekly:
    """Customers by topic in the windows between these instants, in one statement."""
    windows = len(edges) - 1
    by_topic: dict[str, list[int]] = {}
    everyone = [0] * windows
    with connection.cursor() as cursor:
        cursor.execute(_BY_WEEK, {"edges": list(edges), "from_at": edges[0], "to_at": edges[-1]})
        for topic, week, unhappy, all_of_them in cursor.fetchall():
            if all_of_them is not None:
                everyone[week - 1] = all_of_them
            else:
                by_topic.setdefault(topic, [0] * windows)[week - 1] = unhappy
    return Weekly(by_topic, everyone)


class Work(NamedTuple):
    """Behind a topic: replies that people wrote per case, and answers to "how satisfied", satisfied ones among them."""

    replies_per_case: float
    satisfied: int
    answered: int


_WORK = """
WITH about AS (
    SELECT DISTINCT l.topic, m.case_id FROM topics_label l
    JOIN cases_casemessage m ON m.message_id = l.text_id
    WHERE l.source = 'message' AND l.at >= %(from_at)s AND l.at < %(to_at)s
), replies AS (
    SELECT a.topic, avg(n.n) AS replies FROM about a CROSS JOIN LATERAL (
        SELECT count(*) AS n FROM cases_casemessage c JOIN channels_message w ON w.id = c.message_id
        WHERE c.case_id = a.case_id AND w.direction = 'out' AND NOT w.automatic) n
    GROUP BY 1
), scores AS (
    SELECT a.topic, count(*) FILTER (WHERE s.score >= 4) AS satisfied, count(*) AS answered
    FROM about a JOIN surveys_invitation i ON i.case_id = a.case_id
    JOIN surveys_answer s ON s.invitation_id = i.id AND s.kind = 'csat' AND s.score IS NOT NULL
    GROUP BY 1
)
SELECT topic, coalesce(replies, 0)::float8, coalesce(satisfied, 0), coalesce(answered, 0)
FROM replies FULL JOIN scores USING (topic)
"""


def work_behind(from_at: datetime, to_at: datetime) -> dict[str, Work]:
    """The work and the satisfaction behind each topic of messages in [from, to)."""
    with connection.cursor() as cursor:
        cursor.execute(_WORK, {"from_at": from_at, "to_at": to_at})
        return {topic: Work(*numbers) for topic, *numbers in cursor.fetchall()}


_WHERE = """
SELECT unit_id, count(DISTINCT coalesce(customer_id, text_id)) FROM topics_label
WHERE topic = %(topic)s AND mood_label <> 'positive' AND at >= %(from_at)s AND at < %(to_at)s
GROUP BY 1 ORDER BY 2 DESC
"""


def place_of(topic: str, from_at: datetime, to_at: datetime) -> UUID | None:
    """The unit that four in five of a topic's customers wrote to; None when it is spread."""
    with connection.cursor() as cursor:
        cursor.execute(_WHERE, {"topic": topic, "from_at": from_at, "to_at": to_at})
        rows: list[tuple[UUID | None, int]] = cursor.fetchall()
    return rows[0][0] if rows and rows[0][1] * 5 >= sum(n for _unit, n in rows) * 4 else None

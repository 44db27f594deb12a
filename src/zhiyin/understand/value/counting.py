"""The statements that count value and risk: for all customers in one pass, or for one whole customer."""

from __future__ import annotations

# A customer merged into another counts with it: `whole` is the head of the parts.
_TOTALS = """
SELECT coalesce(c.whole_id, c.id) AS whole, o.currency, sum(o.amount_minor)::bigint AS amount, count(*) AS orders
FROM orders_order o
JOIN customers_customer c ON c.id = o.customer_id
JOIN rules r ON r.currency = o.currency
WHERE o.state = 'placed' AND o.placed_at < %(now)s AND o.placed_at >= %(now)s - make_interval(days => r.window_days) {only}
GROUP BY 1, 2
"""
# Who buys in several currencies is banded in the one of most orders.
_MAIN = "SELECT DISTINCT ON (whole) * FROM totals ORDER BY whole, orders DESC, amount DESC, currency"
_RULES = """
SELECT * FROM unnest(
    %(currencies)s::text[], %(methods)s::text[], %(windows)s::int[], %(middles)s::bigint[], %(highs)s::bigint[])
AS r(currency, method, window_days, middle_above, high_above)
"""

CURRENCIES = "SELECT DISTINCT currency FROM orders_order"

BOUNDS = f"""
WITH rules AS ({_RULES}), totals AS ({_TOTALS.format(only="")}), main AS ({_MAIN})
SELECT m.currency, r.window_days,
       CASE r.method WHEN 'amounts' THEN r.middle_above
            ELSE percentile_disc(1/3.0) WITHIN GROUP (ORDER BY m.amount) END AS middle_above,
       CASE r.method WHEN 'amounts' THEN r.high_above
            ELSE percentile_disc(2/3.0) WITHIN GROUP (ORDER BY m.amount) END AS high_above,
       count(*) AS n
FROM main m JOIN rules r USING (currency)
GROUP BY m.currency, r.window_days, r.method, r.middle_above, r.high_above
"""


def values(*, some: bool) -> str:
    """What each customer is worth, as trait values (customer_id, value); `some`: of those with the parts `%(parts)s` alone.

    Here the rules carry the bounds in force, whatever method they came from.
    """
    only = "AND c.id = ANY(%(parts)s)" if some else ""
    return f"""
WITH rules AS ({_RULES}), totals AS ({_TOTALS.format(only=only)}), main AS ({_MAIN})
SELECT c.id AS customer_id, jsonb_build_object(
    'band', CASE WHEN m.amount > r.high_above THEN 'high' WHEN m.amount > r.middle_above THEN 'middle' ELSE 'low' END,
    'amount_minor', m.amount, 'orders', m.orders, 'currency', m.currency) AS value
FROM main m JOIN rules r USING (currency)
JOIN customers_customer c ON c.id = m.whole OR c.whole_id = m.whole
"""


# The parts of the wholes that these customers belong to: (part, whole).
PARTS = """
WITH asked AS (SELECT DISTINCT coalesce(whole_id, id) AS whole FROM customers_customer WHERE id = ANY(%s))
SELECT c.id, a.whole FROM asked a JOIN customers_customer c ON c.id = a.whole
UNION ALL
SELECT c.id, a.whole FROM asked a JOIN customers_customer c ON c.whole_id = a.whole
"""


def signs(*, some: bool) -> str:
    """The signs of risk (whole, code, number, at) of all customers, or of those with the parts `%(parts)s` alone."""
    only = "AND c.id = ANY(%(parts)s)" if some else ""
    return f"""
SELECT coalesce(c.whole_id, c.id) AS whole, 'broken_promise' AS code, count(*)::int AS number, max(b.breached_at) AS at
FROM promises_breach b JOIN promises_promise p ON p.id = b.promise_id JOIN customers_customer c ON c.id = p.customer_id
WHERE b.breached_at >= %(now)s - make_interval(days => %(breach_days)s) AND b.breached_at < %(now)s {only}
GROUP BY 1
UNION ALL
SELECT whole, CASE WHEN score <= bad THEN 'bad_score' ELSE 'good_score' END, score, at FROM (
    SELECT DISTINCT ON (coalesce(c.whole_id, c.id)) coalesce(c.whole_id, c.id) AS whole, a.score::int, a.at,
           CASE a.kind WHEN 'csat' THEN %(bad_csat)s ELSE %(bad_nps)s END AS bad,
           CASE a.kind WHEN 'csat' THEN %(good_csat)s ELSE %(good_nps)s END AS good
    FROM surveys_answer a JOIN surveys_invitation i ON i.id = a.invitation_id
    JOIN customers_customer c ON c.id = i.customer_id
    WHERE a.kind IN ('csat', 'nps') AND a.score IS NOT NULL
      AND a.at >= %(now)s - make_interval(days => %(score_days)s) AND a.at < %(now)s {only}
    ORDER BY coalesce(c.whole_id, c.id), a.at DESC, a.id DESC) last
WHERE score <= bad OR score >= good
UNION ALL
SELECT whole, 'fewer_orders', round(100 - 100.0 * now_n / before_n)::int, last_at FROM (
    SELECT coalesce(c.whole_id, c.id) AS whole,
           count(*) FILTER (WHERE o.placed_at >= %(now)s - make_interval(days => %(orders_days)s)) AS now_n,
           count(*) FILTER (WHERE o.placed_at < %(now)s - make_interval(days => %(orders_days)s)) AS before_n,
           max(o.placed_at) AS last_at
    FROM orders_order o JOIN customers_customer c ON c.id = o.customer_id
    WHERE o.state = 'placed' AND o.placed_at >= %(now)s - make_interval(days => 2 * %(orders_days)s)
      AND o.placed_at < %(now)s {only}
    GROUP BY 1) counted
WHERE before_n >= 3 AND now_n * 2 <= before_n
UNION ALL
SELECT coalesce(c.whole_id, c.id), 'angry', count(*)::int, max(l.at)
FROM topics_label l JOIN customers_customer c ON c.id = l.customer_id
WHERE l.mood_label = 'negative' AND l.at >= %(now)s - make_interval(days => %(mood_days)s) AND l.at < %(now)s {only}
GROUP BY 1 HAVING count(*) >= 2
UNION ALL
SELECT coalesce(c.whole_id, c.id), 'reopened', count(*)::int, max(r.at)
FROM cases_reopening r JOIN cases_case k ON k.id = r.case_id JOIN customers_customer c ON c.id = k.customer_id
WHERE r.at >= %(now)s - make_interval(days => %(breach_days)s) AND r.at < %(now)s {only}
GROUP BY 1
"""


# The trait in force that says something else, or nothing any more, ends; what is new is pinned. The parts of a whole say
# the same. `wanted` is a passing table (customer_id, value).
LOCK = "SELECT pg_advisory_xact_lock(hashtext('value.' || %(name)s))"
END_OTHERS = """
UPDATE customers_trait t SET until_at = %(now)s
WHERE t.name = %(name)s AND t.until_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.customer_id = t.customer_id AND w.value = t.value)
"""
PIN_NEW = """
INSERT INTO customers_trait (id, customer_id, name, value, pinned_by, from_at)
SELECT gen_random_uuid(), w.customer_id, %(name)s, w.value, 'value', %(now)s FROM wanted w
WHERE NOT EXISTS (
    SELECT 1 FROM customers_trait t WHERE t.customer_id = w.customer_id AND t.name = %(name)s AND t.until_at IS NULL)
"""

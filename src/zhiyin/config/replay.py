"""What the command `zhiyin replay` says."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiyin.recover.guarantees.replaying import replay


def told() -> tuple[list[str], bool]:
    """The lines to say, and whether every payout is what the rules of its time say."""
    found = replay()
    counted = {"breaches": found.breaches, "evidence": found.evidence, "paid": found.paid}
    lines = [_("%(breaches)s breaches and %(evidence)s pieces of evidence, %(paid)s payouts.") % counted]
    if found.identical:
        return [*lines, _("Identical.")], True
    lines.append(_("%(n)s differ:") % {"n": found.different})
    for one in found.listed:
        due = f"{one.due.amount_minor} {one.due.currency}" if one.due else "–"
        paid = f"{one.award.amount_minor} {one.award.currency}" if one.award else "–"
        facts = {"what": one.trigger, "id": one.id, "due": due, "paid": paid, "booked": one.booked_minor}
        lines.append(_("%(what)s %(id)s: due %(due)s, paid %(paid)s, booked %(booked)s") % facts)
    return lines, False

"""Mails to those in charge when danger is reported: at once, without a queue, without the customer's words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from zhiyin.recover.complaints.models import Alarm


def call_people(report_id: UUID, *, at: datetime) -> int:
    """Mail everybody who was not mailed yet; returns how many. Each is noted at once, so that a retry mails only the rest.

    The mail says where to look, not what was written: a mailbox is no place for that.
    """
    sent = 0
    for alarm_id in list(Alarm.objects.filter(report=report_id, sent_at=None).values_list("id", flat=True)):
        with transaction.atomic():
            alarm = (
                Alarm.objects.select_for_update(of=("self",))
                .select_related("person", "report__case")
                .filter(id=alarm_id, sent_at=None)
                .first()
            )
            if alarm is None:
                continue
            subject, text = _mail(alarm)
            send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [alarm.person.email])
            alarm.sent_at = at
            alarm.save(update_fields=["sent_at"])
        sent += 1
    return sent


def _mail(alarm: Alarm) -> tuple[str, str]:
    with translation.override(alarm.person.language):
        case = alarm.report.case
        subject = _("Danger reported: case #%(number)s") % {"number": case.number} if case else _("Danger reported")
        text = _("A customer speaks of danger to people. Please look at once and take the report on: %(address)s") % {
            "address": f"{settings.PUBLIC_URL}/safety-reports/{alarm.report_id}"
        }
        return subject, text

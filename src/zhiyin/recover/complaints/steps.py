"""What complaints are to playbooks: what begins one, or ends a wait."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.playbooks.register import trigger
from zhiyin.recover.complaints.events import ComplaintAnswerMissed, ComplaintClosed, ComplaintOpened

for name, event, label in (
    ("complaint_opened", ComplaintOpened, _("A complaint was received")),
    ("complaint_closed", ComplaintClosed, _("A complaint was closed")),
    ("complaint_answer_missed", ComplaintAnswerMissed, _("Nobody answered a complaint in time")),
):
    trigger(name, event, label, gives=("case",), about=lambda told: {"case": told.case_id})

"""What webhooks offer to playbooks: to tell one other program, by the webhooks' own queue."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from zhiyin.kernel.playbooks.register import Outcome, Parameter, Situation, step
from zhiyin.listen.webhooks.models import Delivery, Webhook


def webhooks() -> list[tuple[str, Any]]:
    """The webhooks there are."""
    return [(str(id), name) for id, name in Webhook.objects.order_by("name", "id").values_list("id", "name")]


def call_webhook(now: Situation) -> Outcome:
    """Have the entry of this step delivered, once, also when the webhook does not hear such events else."""
    webhook = Webhook.objects.select_related("disabling").filter(id=UUID(now.given["webhook"])).first()
    if webhook is None or hasattr(webhook, "disabling"):
        raise ValidationError(_("This webhook is out of use. Enable it, or choose another."))
    assert now.because is not None
    Delivery.objects.bulk_create(
        [Delivery(webhook=webhook, entry=now.because, event=now.because.event, made_at=now.at, next_at=now.at)],
        ignore_conflicts=True,
    )
    return Outcome(
        gettext_noop("Told another program: %(webhook)s."),
        {"webhook": webhook.name},
        rows=(("webhooks.Webhook", webhook.id),),
    )


def would_call(now: Situation) -> Outcome:
    names = now.memory.setdefault("webhooks", dict(webhooks()))
    return Outcome(
        gettext_noop("Would tell another program: %(webhook)s."), {"webhook": names.get(now.given["webhook"], "?")}
    )


step(
    "call_webhook",
    group="call",
    label=gettext_lazy("Tell another program"),
    about=gettext_lazy("A webhook gets the step as a signed event: which playbook, which step, about what."),
    parameters=(Parameter("webhook", gettext_lazy("Webhook"), "choice", choices=webhooks),),
    run=call_webhook,
    would=would_call,
)

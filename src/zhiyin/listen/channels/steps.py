"""What channels offer to playbooks: to send the customer a message."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.playbooks.register import Outcome, Parameter, Situation, step
from zhiyin.listen.channels.actions.sending import send
from zhiyin.listen.channels.reads import last_channel_of


def filled(text: str, name: str) -> str:
    """The text with the customer's name in its place."""
    return text.replace("{name}", name)


def send_message(now: Situation) -> Outcome:
    """Send through the channel that the customer wrote through last."""
    customer = _customer(now)
    message = send(
        customer_id=customer.id,
        channel_id=None,
        subject=filled(now.words("subject", customer.language), customer.name),
        text=filled(now.words("text", customer.language), customer.name),
        automatic=True,
        by=now.by,
        because=now.because,
        at=now.at,
    )
    return Outcome(
        gettext_noop("The customer was written to."), rows=(("channels.Message", message.id),), contacted=True
    )


def would_send(now: Situation) -> Outcome:
    """What would be sent, unless nothing could be."""
    if not now.simulated and last_channel_of(_customer(now).id) is None:
        return Outcome(gettext_noop("The customer has no channel: nothing could be sent."))
    text = {"zh": now.words("text", "zh"), "en": now.words("text", "en")}
    return Outcome(gettext_noop("Would write to the customer: %(text)s"), {"text": text}, contacted=True)


def _customer(now: Situation) -> Customer:
    if now.customer_id is None:
        raise ValidationError(_("Nobody knows whom this is about: there is no customer to write to."))
    return Customer.objects.get(id=now.customer_id)


step(
    "send_message",
    group="send",
    label=gettext_lazy("Write to the customer"),
    about=gettext_lazy("Through the channel that the customer wrote through last. {name} stands for the name."),
    parameters=(
        Parameter("subject", gettext_lazy("Subject"), "words", required=False),
        Parameter("text", gettext_lazy("Text"), "words"),
    ),
    run=send_message,
    would=would_send,
)

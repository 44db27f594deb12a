"""`invite`: ask a customer, within the caps, by a message with a signed link."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import allows, whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import send
from zhiyin.listen.channels.reads import deliveries_of, last_channel_of
from zhiyin.listen.surveys.content import Form, digest_of, language_of, parse, shipped
from zhiyin.listen.surveys.events import SurveyInvited
from zhiyin.listen.surveys.links import address_of
from zhiyin.listen.surveys.models import FormVersion, Invitation, Withheld
from zhiyin.listen.surveys.policy import held_back

#: the purpose under which a customer may refuse to be asked
CONSENT = "survey"


@transaction.atomic
def invite(
    customer_id: UUID,
    form_key: str,
    *,
    about_id: UUID | None = None,
    case_id: UUID | None = None,
    channel_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Invitation | None:
    """Ask a customer to fill a form, by a message over `channel_id` or the customer's last channel.

    None when a cap, the customer's own wish or a missing address holds it back: the reason is kept in `Withheld`. Asking
    again because of the same entry changes nothing. Raises `KeyError` for a form that does not exist.
    """
    at = at or timezone.now()
    form = parse(shipped()[form_key])
    customer = Customer.objects.select_for_update().get(id=customer_id)  # two at once would both find the gap open
    if because is not None:
        earlier = Invitation.objects.filter(because=because, form_key=form_key).first()
        if earlier is not None or Withheld.objects.filter(because=because, form_key=form_key).exists():
            return earlier
    unit_id = because.unit_id if because else None
    caps = in_force("survey_caps", {"form": form_key, "transactional": form.transactional}, unit=customer_id, at=at)
    reason = _held_back(customer, form_key, caps.outcome, at)
    if channel_id is None and reason is None:
        channel = last_channel_of(customer_id)
        channel_id, reason = (channel.id, None) if channel else (None, Withheld.Reason.UNREACHABLE)
    if reason is None:
        try:
            with transaction.atomic():
                return _send(
                    customer, form, channel_id, about_id, case_id, caps.outcome["counts"], unit_id, by, because, at
                )
        except ValidationError:  # the channel knows no address of this customer
            reason = Withheld.Reason.UNREACHABLE
    Withheld.objects.create(
        customer=customer, unit_id=unit_id, form_key=form_key, reason=reason, about_id=about_id, because=because, at=at
    )
    return None


def _send(
    customer: Customer,
    form: Form,
    channel_id: UUID | None,
    about_id: UUID | None,
    case_id: UUID | None,
    counts: bool,
    unit_id: UUID | None,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> Invitation:
    invitation = Invitation.objects.create(
        customer=customer,
        unit_id=unit_id,
        form_key=form.key,
        version=_version_of(shipped()[form.key], at),
        about_id=about_id,
        case_id=case_id,
        language=language_of(customer.language),
        counts=counts,
        because=because,
        invited_at=at,
        expires_at=at + timedelta(days=form.open_days),
    )
    entry = announce(
        SurveyInvited(invitation.id, form.key, about_id, case_id),
        by=by,
        because=because,
        customer_id=customer.id,
        at=at,
    )
    subject, text = _letter(form, invitation, customer.name)
    message = send(
        customer_id=customer.id,
        channel_id=channel_id,
        text=text,
        subject=subject,
        automatic=True,
        case_id=case_id,
        purpose=CONSENT,
        by=by,
        because=entry,
        at=at,
    )
    invitation.message = message
    delivery = deliveries_of([message.id]).get(message.id)
    if delivery is not None and delivery.sent_at is not None:  # chat is there at once: its event came before the link
        invitation.delivered_at = delivery.sent_at
    invitation.save(update_fields=["message", "delivered_at"])
    return invitation


def _held_back(customer: Customer, form_key: str, caps: dict[str, int], at: datetime) -> str | None:
    if not allows(customer.id, CONSENT, default=True):
        return Withheld.Reason.REFUSED
    asked = Invitation.objects.filter(customer__in=whole_ids(customer)).aggregate(
        any=Max("invited_at", filter=Q(counts=True)), this=Max("invited_at", filter=Q(form_key=form_key))
    )
    return held_back(at, asked["any"], asked["this"], gap_days=caps["gap_days"], form_gap_days=caps["form_gap_days"])


def form_version(form_key: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> FormVersion:
    """The version of a form that is asked now; noted when it is new."""
    return _version_of(shipped()[form_key], at or timezone.now())


def _version_of(content: dict[str, object], at: datetime) -> FormVersion:
    """The stored version of a content, made when it is new."""
    key, digest = str(content["key"]), digest_of(content)
    known = FormVersion.objects.filter(key=key, digest=digest).first()
    if known is not None:
        return known
    newest = FormVersion.objects.filter(key=key).aggregate(number=Max("number"))["number"] or 0
    made = FormVersion(key=key, number=newest + 1, content=content, digest=digest, made_at=at)
    FormVersion.objects.bulk_create([made], ignore_conflicts=True)  # another may have made it this moment
    return FormVersion.objects.get(key=key, digest=digest)


def _letter(form: Form, invitation: Invitation, name: str) -> tuple[str, str]:
    """Subject and text of the invitation, in the customer's language."""
    language = invitation.language
    with override("zh-hans" if language == "zh" else "en"):
        until = date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT")
    shown = name.strip()
    if language == "en" and shown:
        shown = f" {shown}"
    words = {"{name}": shown, "{link}": address_of(invitation.id), "{until}": until}
    text = form.invitation[language]
    for place, word in words.items():
        text = text.replace(place, word)
    return form.subject[language], text

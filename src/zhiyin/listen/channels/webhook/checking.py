"""Whether a program can reach us and is reached."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.outbound import NotSent
from zhiyin.listen.channels.connecting import address_for, heard
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import Check, NotNow, Refused
from zhiyin.listen.channels.webhook.sending import post


def checks(channel: Channel) -> list[Check]:
    """The steps in order. The last one posts `{"type": "channel.checked"}` to the program, which must answer 2xx."""
    proof = _("Requests can be proven")
    if channel.secret("signing_secret") or channel.secret("shared_key"):
        steps = [Check(proof, True, _("Let the program post to %(url)s.") % {"url": address_for(channel)})]
    else:
        steps = [Check(proof, False, _("Agree on a secret or a key with the program and write it into the settings."))]
    steps.append(heard(channel))
    answers = _("Answers reach the program")
    if not channel.settings.get("callback_url"):
        return [*steps, Check(answers, None, _("No address is given: this channel only takes in."))]
    try:
        post(channel, f"msg_{new_id().hex}", {"type": "channel.checked", "timestamp": timezone.now().isoformat()})
    except (Refused, NotNow, NotSent, ConnectionError) as error:
        return [*steps, Check(answers, False, str(error))]
    return [*steps, Check(answers, True)]

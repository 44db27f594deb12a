"""Whether a program can reach us and is reached."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.outbound import NotSent
from zhiyin.listen.channels.connecting import HEARD, address_for, heard
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import Check, NotNow, Refused, Steps
from zhiyin.listen.channels.webhook.sending import post

_PROOF, _ANSWERS = gettext_lazy("Requests can be proven"), gettext_lazy("Answers reach the program")


def _proof(channel: Channel) -> Check:
    if channel.secret("signing_secret") or channel.secret("shared_key"):
        return Check(str(_PROOF), True, _("Let the program post to %(url)s.") % {"url": address_for(channel)})
    return Check(str(_PROOF), False, _("Agree on a secret or a key with the program and write it into the settings."))


def _answers(channel: Channel) -> Check:
    """Posts `{"type": "channel.checked"}` to the program, which must answer 2xx."""
    what = str(_ANSWERS)
    if not channel.settings.get("callback_url"):
        return Check(what, None, _("No address is given: this channel only takes in."))
    try:
        post(channel, f"msg_{new_id().hex}", {"type": "channel.checked", "timestamp": timezone.now().isoformat()})
    except (Refused, NotNow, NotSent, ConnectionError) as error:
        return Check(what, False, str(error))
    return Check(what, True)


checks = Steps(proof=(_PROOF, _proof), heard=(HEARD, heard), answers=(_ANSWERS, _answers))

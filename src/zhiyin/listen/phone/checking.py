"""Whether a telephone system tells of its calls."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.listen.channels.connecting import HEARD, address_for, heard
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import Check, Steps

_PROOF = gettext_lazy("Events can be proven")


def _proof(channel: Channel) -> Check:
    if channel.secret("signing_secret"):
        return Check(str(_PROOF), True, _("Signed events are taken at %(url)s.") % {"url": address_for(channel)})
    words = _(
        "No secret is agreed on: the telephone system needs an API key with the scope call.write and posts to "
        "/api/v1/phone/events. Or write a secret into the settings, and it signs its events."
    )
    return Check(str(_PROOF), None, words)


checks = Steps(proof=(_PROOF, _proof), heard=(HEARD, heard))

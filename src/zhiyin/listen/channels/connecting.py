"""What the connect pages of several kinds ask in the same way: our own address, and whether anything came."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Check

REACHABLE, HEARD = gettext_lazy("This address is on the internet"), gettext_lazy("Something came in")


def address_for(channel: Channel) -> str:
    """Where the other side sends its requests."""
    return f"{settings.PUBLIC_URL}/in/{channel.key}"


def reachable(channel: Channel, *, only_https: bool = False) -> Check:
    """Whether the address that the other side is given can be one that it reaches."""
    what = str(REACHABLE)
    parts = urlsplit(settings.PUBLIC_URL)
    if _is_inside(parts.hostname or ""):
        words = _("%(url)s is an address of this machine or network alone. Set ZHIYIN_URL to the one people use.")
        return Check(what, False, words % {"url": settings.PUBLIC_URL})
    if only_https and parts.scheme != "https":
        words = _("%(url)s is not encrypted. Put a certificate before it and write https:// into ZHIYIN_URL.")
        return Check(what, False, words % {"url": settings.PUBLIC_URL})
    return Check(what, True, address_for(channel))


def heard(channel: Channel) -> Check:
    """Whether anything came in by this channel, and when last."""
    what = str(HEARD)
    last = Arrival.objects.filter(channel=channel).order_by("-arrived_at").values_list("arrived_at", flat=True).first()
    if last is None:
        return Check(what, None, _("Nothing yet. Write a message as a customer would, and look again."))
    return Check(what, True, _("Last at %(at)s.") % {"at": date_format(localtime(last), "SHORT_DATETIME_FORMAT")})


def _is_inside(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host

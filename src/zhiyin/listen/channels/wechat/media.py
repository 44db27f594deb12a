"""Pictures, voices and videos are fetched from WeChat, which keeps them for three days."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from urllib.parse import unquote

from django.utils.translation import gettext as _

from zhiyin.kernel import outbound
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import Fetched, Refused
from zhiyin.listen.channels.wechat.asking import ask_raw
from zhiyin.listen.channels.wechat.refusals import Said
from zhiyin.listen.channels.wechat.tokens import OFFICIAL, Api

#: bytes; WeChat itself takes at most 10 MB from a customer
LARGEST_FILE = 20 * 2**20
_NAMED = re.compile(r'filename="?([^";]+)')
_NAMED_ANEW = re.compile(r"filename\*=utf-8''([^;]+)", re.IGNORECASE)


def fetch(channel: Channel, media_id: str, *, api: Api = OFFICIAL) -> Fetched:
    """The file with this media_id. Raises `Refused` when it is too large or gone."""
    try:
        answer = ask_raw(channel, "/cgi-bin/media/get", query={"media_id": media_id}, api=api, longest=LARGEST_FILE)
    except Said as said:
        if said.again_later:
            raise
        raise Refused(said.words) from said
    elsewhere = _video_url(answer)
    if elsewhere:
        try:
            answer = outbound.send("GET", elsewhere, longest_answer=LARGEST_FILE)
        except outbound.Refused as refusal:
            raise Refused(str(refusal)) from refusal
        if answer.status != 200:
            raise ConnectionError(f"{answer.status}")
    if answer.cut:
        raise Refused(_("The file is larger than %(megabytes)s MB.") % {"megabytes": LARGEST_FILE // 2**20})
    content_type = answer.headers.get("content-type", "").partition(";")[0].strip()
    return Fetched(answer.body, content_type, _name_in(answer.headers.get("content-disposition", "")))


def _name_in(disposition: str) -> str:
    """The name in a Content-Disposition: as UTF-8, or as the raw bytes that WeChat writes there."""
    anew, named = _NAMED_ANEW.search(disposition), _NAMED.search(disposition)
    if anew:
        return unquote(anew.group(1))
    name = named.group(1) if named else ""
    with suppress(UnicodeError):
        return name.encode("latin-1").decode()
    return name


def _video_url(answer: outbound.Answer) -> str:
    """Videos are not given but named: `{"video_url": …}`."""
    if not answer.body.startswith(b"{"):
        return ""
    try:
        return str(json.loads(answer.body).get("video_url", ""))
    except ValueError:
        return ""

"""Pictures, voices and videos are fetched from WeChat, which keeps them for three days."""

from __future__ import annotations

import json
import re

from django.utils.translation import gettext as _

from zhiyin.kernel import outbound
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import Fetched, Refused
from zhiyin.listen.channels.wechat.asking import ask_raw
from zhiyin.listen.channels.wechat.refusals import Said

#: bytes; WeChat itself takes at most 10 MB from a customer
LARGEST_FILE = 20 * 2**20
_NAMED = re.compile(r'filename="?([^";]+)')


def fetch(channel: Channel, media_id: str) -> Fetched:
    """The file with this media_id. Raises `Refused` when it is too large or gone."""
    try:
        answer = ask_raw(channel, "/cgi-bin/media/get", query={"media_id": media_id}, longest=LARGEST_FILE)
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
    named = _NAMED.search(answer.headers.get("content-disposition", ""))
    return Fetched(
        answer.body, answer.headers.get("content-type", "").partition(";")[0].strip(), named.group(1) if named else ""
    )


def _video_url(answer: outbound.Answer) -> str:
    """Videos are not given but named: `{"video_url": …}`."""
    if not answer.body.startswith(b"{"):
        return ""
    try:
        return str(json.loads(answer.body).get("video_url", ""))
    except ValueError:
        return ""

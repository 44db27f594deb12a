"""Mail that leaves by a service's HTTP API instead of SMTP. It is given the same mail, byte for byte: Message-ID and all.

Mailgun: documentation.mailgun.com, messages.mime. Gmail: developers.google.com/gmail/api/guides/uploads, messages.send.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from zhiyin.kernel import outbound
from zhiyin.listen.channels.email.access import NoToken, access_token
from zhiyin.listen.channels.email.tokens import domain_of
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.multipart import Upload, form_of
from zhiyin.listen.channels.provider import NotNow, PerhapsTaken, Refused

#: for a mail with files over a slow line
_SECONDS = 60.0
#: a gateway's word: what stands behind it may have heard
_GATEWAY = frozenset({502, 504})


@dataclass(frozen=True, slots=True)
class MailApi:
    """One service. `request` makes path, headers and body of a mail and its recipient; with True it asks for a new access
    token first, if it `renews` any."""

    name: str
    url: str
    request: Callable[[Channel, bytes, str, bool], tuple[str, Mapping[str, str], bytes]]
    renews: bool = False


def api_of(channel: Channel) -> MailApi | None:
    """The service by which this mailbox's mail leaves; None when it leaves by SMTP."""
    return APIS.get(str(channel.settings.get("send_by") or ""))


def post(api: MailApi, channel: Channel, mail: EmailMessage, before_data: Callable[[], None]) -> None:
    """Hand one mail over. Raises `Refused` when it is final, `NotNow` and others when it may go later, `PerhapsTaken` when
    nobody knows. `before_data` is called at the last moment at which nothing has been said."""
    content = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own takes it
    base, told = str(channel.settings.get("send_url") or api.url).rstrip("/"), False
    for anew in (False, True):
        try:
            path, headers, body = api.request(channel, content, mail.recipients()[0], anew)
        except NoToken as error:
            raise ConnectionError(str(error)) from error
        if not told:
            before_data()
            told = True
        try:
            answer = outbound.send("POST", f"{base}{path}", headers=headers, body=body, timeout_seconds=_SECONDS)
        except outbound.NoAnswer as error:
            if error.reached:
                raise PerhapsTaken from error
            raise
        if answer.status != 401 or not api.renews:
            break
    _judge(api, answer)


def _judge(api: MailApi, answer: outbound.Answer) -> None:
    if 200 <= answer.status < 300:
        return
    if answer.status in _GATEWAY:
        raise PerhapsTaken
    words = f"{api.name}: {answer.status} {words_of(answer.body)}".strip()
    if answer.status in (401, 403, 404):  # our own access is not in order: mended, the mail may go
        advice = _("Compare the key, the address of the service and the domain with its pages.")
        raise ConnectionError(f"{words} {advice}")
    if answer.status in (408, 425, 429) or answer.status >= 500:
        after = answer.headers.get("retry-after", "")
        raise NotNow(words, float(after) if after.isdecimal() and len(after) < 6 else 0)
    raise Refused(words)


def words_of(body: bytes) -> str:
    """What a service says in an answer that is no success: `message`, or `error.message`, or the beginning of it."""
    text = body[:2000].decode("utf-8", "replace")
    try:
        said = json.loads(body)
        said = said.get("error", said) if isinstance(said, dict) else said
        return str(said["message"] if isinstance(said, dict) else said)[:500]
    except (ValueError, KeyError):
        return " ".join(text.split())[:300]


def _to_mailgun(channel: Channel, mail: bytes, to: str, anew: bool) -> tuple[str, Mapping[str, str], bytes]:
    key = b64encode(f"api:{channel.secret('send_key')}".encode()).decode()
    content_type, body = form_of({"to": to}, Upload("message", "mail.eml", "application/octet-stream", mail))
    path = f"/v3/{domain_of(channel)}/messages.mime"
    return path, {"Authorization": f"Basic {key}", "Content-Type": content_type}, body


def _to_gmail(channel: Channel, mail: bytes, to: str, anew: bool) -> tuple[str, Mapping[str, str], bytes]:
    headers = {"Authorization": f"Bearer {access_token(channel, anew=anew)}", "Content-Type": "message/rfc822"}
    return "/upload/gmail/v1/users/me/messages/send?uploadType=media", headers, mail


APIS = {
    "mailgun": MailApi("Mailgun", "https://api.mailgun.net", _to_mailgun),
    "gmail": MailApi("Gmail", "https://gmail.googleapis.com", _to_gmail, renews=True),
}

"""Whether a mailbox is connected: each step, and in words what to change."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zhiyin.listen.channels.email.apis import api_of
from zhiyin.listen.channels.email.servers import (
    PLAIN,
    STARTTLS,
    TLS,
    Server,
    Unreachable,
    imap_of,
    open_imap,
    open_smtp,
    said,
    smtp_of,
)
from zhiyin.listen.channels.email.trial import LOST_AFTER, send_trial
from zhiyin.listen.channels.models import Channel, MailboxState
from zhiyin.listen.channels.provider import Check

#: who waits at a page waits no longer for a server
_PATIENCE_SECONDS = 8.0
#: a mailbox that was not looked into for so long is not being fetched
_SILENT = timedelta(minutes=20)

_BY_CODE = ("163.com", "126.com", "yeah.net", "188.com", "qq.com", "foxmail.com", "exmail.qq.com", "sina.com")
_BY_GOOGLE, _BY_MICROSOFT = ("gmail.com", "googlemail.com"), ("office365.com", "outlook.com", "hotmail.com", "live.com")


def advice(step: str, words: str, server: Server) -> str:
    """What to change when a step ended with these words of the other side."""
    where = {"host": server.host, "port": server.port, "words": words}
    match step:
        case "connect":
            text = _("%(host)s does not answer at port %(port)s: %(words)s. Compare both with your provider's guide.")
        case "tls" if server.security == TLS and server.port in (143, 587, 25):
            text = _("Port %(port)s begins without encryption: choose STARTTLS, or port 993 for IMAP and 465 for SMTP.")
        case "tls" if server.security == STARTTLS:
            text = _("%(host)s offers no STARTTLS at port %(port)s: %(words)s. Choose TLS with port 993 or 465.")
        case "tls":
            text = _("No safe connection to %(host)s: %(words)s. Its certificate must be valid for exactly this name.")
        case "token":
            text = _(
                "The token server gave no token: %(words)s. Compare URL, client and scope; then sign in there anew."
            )
        case "login":
            text = _refused(server)
        case "folder":
            text = _("The folder cannot be opened: %(words)s.")
        case _:
            text = "%(words)s"
    return text % where


def trouble(channel: Channel, state: MailboxState) -> str:
    """What keeps a mailbox from being fetched and what to change, in the reader's language; blank while all is well."""
    server = imap_of(channel)
    if server is None:
        return ""
    if state.last_error:
        return advice(state.last_step, state.last_error, server)
    lost = sum(1 for one in state.put_off.values() if one["tries"] > 1)
    if lost:
        return _("%(count)s mails could not be fetched. They lie unread in the mailbox.") % {"count": lost}
    return ""


def _refused(server: Server) -> str:
    if server.oauth:
        return _("%(host)s refused the token: %(words)s. The scope must cover IMAP and SMTP, and belong to this user.")
    if server.host.endswith(_BY_CODE):
        return _(
            "%(host)s refused: %(words)s. It wants an authorisation code (授权码), not the password: switch on IMAP/SMTP "
            "in the settings of the web mailbox, let it make a code, and enter that."
        )
    if server.host.endswith(_BY_GOOGLE):
        return _("%(host)s refused: %(words)s. Gmail wants an app password or OAuth 2.0, not the account's password.")
    if server.host.endswith(_BY_MICROSOFT):
        return _("%(host)s refused: %(words)s. Microsoft takes no passwords here: choose OAuth 2.0.")
    return _("%(host)s refused user name and password: %(words)s.")


def way_in(channel: Channel) -> list[Check]:
    """Whether the mailbox can be read where it lies."""
    server = imap_of(channel)
    if server is None:
        words = _("No IMAP server is named. Let mail to this address be forwarded to port %(port)s of this machine.")
        return [Check(_("Mail comes to Zhiyin's own door"), None, words % {"port": settings.SMTP_DOOR_PORT})]
    signed_in, opened = _("The IMAP server lets us in"), _("The folder can be read")
    try:
        client = open_imap(channel, patience_seconds=_PATIENCE_SECONDS)
    except Unreachable as fault:
        return [Check(signed_in, False, advice(fault.step, fault.words, server))]
    found = [Check(signed_in, True, _warning(server))]
    folder = str(channel.settings.get("imap_folder") or "INBOX")
    try:
        count = int(client.select_folder(folder, readonly=True).get(b"EXISTS", 0))
        found.append(Check(opened, True, _("%(count)s mails lie there.") % {"count": count}))
    except (OSError, smtplib.SMTPException, client.Error) as fault:
        names: list[str] = []
        with suppress(OSError, client.Error):
            names = [str(name) for _flags, _delimiter, name in client.list_folders()][:12]
        words = _("There is no folder “%(folder)s”: %(words)s. There are: %(names)s.")
        found.append(Check(opened, False, words % {"folder": folder, "words": said(fault), "names": ", ".join(names)}))
    with suppress(OSError, client.Error):
        client.logout()
    return found


def watched(channel: Channel) -> Check | list[Check]:
    """Whether somebody looks into it; of a mailbox whose mail comes to our door there is nothing to say."""
    if imap_of(channel) is None:
        return []
    what = _("The mailbox is being watched")
    state = MailboxState.objects.filter(channel=channel).first()
    if not channel.active:
        return Check(what, False, _("The channel is not in use. Switch it on."))
    if state is None or state.last_ok_at is None:
        return Check(what, None, _("Not yet. It begins within seconds, if “zhiyin channels” runs."))
    if state.last_ok_at < timezone.now() - _SILENT:
        return Check(what, False, _("Nobody has looked into it for a while. Is “zhiyin channels” running?"))
    words = trouble(channel, state)
    if words:
        return Check(what, False, words)
    at = date_format(localtime(state.last_ok_at), "SHORT_DATETIME_FORMAT")
    return Check(what, True, _("Last looked into at %(at)s.") % {"at": at})


def way_out(channel: Channel) -> Check:
    """Whether answers can leave."""
    what, api = _("The SMTP server lets us in"), api_of(channel)
    if api is not None:
        words = _("Answers leave by %(service)s; the test mail shows whether it takes them.")
        return Check(_("The way out"), None, words % {"service": api.name})
    server = smtp_of(channel)
    try:
        if server is not None:
            open_smtp(server, channel, patience_seconds=_PATIENCE_SECONDS).quit()
            return Check(what, True, _warning(server))
        installation = get_connection(timeout=_PATIENCE_SECONDS)
        installation.open()
        installation.close()
        return Check(what, True, _("Answers leave by the server of the installation."))
    except Unreachable as fault:
        assert server is not None
        return Check(what, False, advice(fault.step, fault.words, server))
    except (OSError, smtplib.SMTPException) as fault:
        if server is not None:  # it let us in, and stumbled over our goodbye
            return Check(what, True, _warning(server))
        words = _("The server of the installation (ZHIYIN_SMTP_HOST) does not take mail: %(words)s. Or name one here.")
        return Check(what, False, words % {"words": said(fault)})


def round_trip(channel: Channel) -> Check:
    """Whether a mail to itself comes back. Nothing is sent that could not come back, or not leave."""
    what = _("A mail to itself comes back")
    later = Check(what, None, _("It is sent when the steps above are done."))
    try:
        if imap_of(channel) is not None:
            with open_imap(channel, patience_seconds=_PATIENCE_SECONDS):
                pass
        state = send_trial(channel)
    except Unreachable:
        return later
    except Exception as fault:
        words = _("The server does not take a mail from %(address)s: %(words)s.")
        return Check(what, False, words % {"address": channel.address, "words": said(fault)})
    assert state.test_sent_at is not None
    if state.test_back_at is not None:
        took = (state.test_back_at - state.test_sent_at).total_seconds()
        return Check(what, True, _("It took %(seconds)s seconds.") % {"seconds": max(1, round(took))})
    if timezone.now() - state.test_sent_at > LOST_AFTER:
        return Check(
            what, False, _("It has not come back. Is it in the spam folder? Is mail to this address brought here?")
        )
    return Check(what, None, _("It is on its way. Look again in a moment."))


def _warning(server: Server) -> str:
    inside = server.host in ("localhost", "127.0.0.1", "::1")
    return _("Without encryption anyone on the way reads along.") if server.security == PLAIN and not inside else ""

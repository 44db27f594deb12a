"""Machines from people: absence notes, bounces, lists. Pure."""

from __future__ import annotations

import re

from zhiyin.listen.channels.email.addresses import addresses
from zhiyin.listen.channels.email.headers import Head, header
from zhiyin.listen.channels.email.parameters import kind_of, parameter

# A person may ask "自动回复怎么设置？" or "Out of office hours?": the words alone prove nothing, what follows them does.
_ENDS = r"\s*(?:$|[:：\-–—(（【\[|!！.。])"
_ABSENT = re.compile(
    r"^\s*[\[【(（]?\s*(?:"
    rf"自[动動](?:回[复覆復]|答[复覆復]|应答|應答)(?:[\]】)）]|{_ENDS})|来自.{{1,60}}的自动回复|來自.{{1,60}}的自動回[覆復]"
    rf"|(?:本人|我)?(?:现在|目前)?不在办公室{_ENDS}|(?:休假|外出|离岗|假期)(?:自动)?(?:回复|通知|提醒){_ENDS}|(?:自動応答|不在通知){_ENDS}"
    rf"|(?:automatic|auto[- ]?(?:mated|matic)?)[- ]?(?:reply|response|responder|answer)(?:[\])]|{_ENDS})"
    rf"|out of (?:the )?office(?:[\])]|{_ENDS}|\s+(?:auto|reply|message|notification|until|from|till)\b)|ooo{_ENDS}"
    rf"|(?:on\s+)?(?:vacation|annual leave|holiday)(?:\s+(?:auto|reply|response|notice|message|notification)\b|{_ENDS})"
    rf"|away from (?:my )?(?:the )?(?:office|desk|mail|e-?mail)|i am (?:currently )?(?:away|out of (?:the )?office)"
    rf"|abwesenheitsnotiz|abwesend{_ENDS}|r[ée]ponse automatique|respuesta autom[áa]tica|risposta automatica"
    r")",
    re.IGNORECASE,
)
_BOUNCED = re.compile(
    rf"^\s*[\[【(（]?\s*(?:系[统統]退信|(?:来自|來自).{{1,60}}的退信|退信(?:[\]】)）]|{_ENDS})|未(?:传递|傳遞|送达|送達){_ENDS}"
    r"|undeliver(?:ed|able)\s*(?:[:：]|$)|mail undeliverable|undelivered mail returned|delivery status notification"
    r"|mail delivery (?:failed|failure|subsystem)|mail system error"
    r"|failure notice\s*$|returned (?:e-?)?mail\s*:|nicht zustellbar)",
    re.IGNORECASE,
)
#: what customers say of parcels too: it means a bounce only in a mail that expects no answer
_PERHAPS_BOUNCED = re.compile(
    r"退信|退回|投[递遞]失[败敗]|未(?:能)?(?:送[达達]|投[递遞])|无法投[递遞]|無法(?:投|傳)遞|发送失败|寄送失敗|deliver|return|fail|undeliver|bounce",
    re.IGNORECASE,
)
_LATE = re.compile(r"\bdelay(?:ed)?\b|\bwarning\b|延[迟遲誤误]|verzögert", re.IGNORECASE)
_MACHINES = {"mailer-daemon", "postmaster", "mail-daemon", "mdaemon", "bounce", "bounces", "no-reply-bounce"}
_MACHINE_PREFIXES = ("mailer-daemon", "microsoftexchange", "bounce+", "bounces+", "bounce-", "bounces-")
_PRESENCE = (
    "x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder", "x-autoreply-from", "x-autorespond-from",
    "x-failed-recipients", "x-vacation", "x-mail-autoreply", "x-ms-exchange-inbox-rules-loop", "x-loop-autoreply",
)  # fmt: skip
_PRECEDENCES = ("bulk", "junk", "list", "auto_reply", "auto-reply")


def is_automatic(head: Head) -> bool:
    """Whether a machine wrote this mail, so that answering it by machine could go round for ever."""
    submitted = header(head, "auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(header(head, name).lower() not in ("", "no", "false") for name in _PRESENCE):
        return True
    if header(head, "precedence").lower().startswith(_PRECEDENCES):
        return True
    suppressed = header(head, "x-auto-response-suppress").lower()
    if "all" in suppressed:
        return True
    if head.first("return-path") == b"<>" or kind_of(head) == "multipart/report" or _of_a_machine(head):
        return True
    subject = header(head, "subject")
    return bool(_ABSENT.match(subject) or _BOUNCED.match(subject))


def is_bounce(head: Head) -> bool:
    """Whether this tells that a mail came back, by the standard or by custom: not that it is late, was read or is away."""
    subject = header(head, "subject")
    if _LATE.search(subject) or _ABSENT.match(subject):
        return False
    if kind_of(head) == "multipart/report":
        return parameter(head, "content-type", "report-type").lower() in ("", "delivery-status")
    if head.first("x-failed-recipients") or _of_a_machine(head) or _BOUNCED.match(subject):
        return True
    return head.first("return-path") == b"<>" and bool(_PERHAPS_BOUNCED.search(subject))


def _of_a_machine(head: Head) -> bool:
    mailboxes = [address.partition("@")[0] for _, address in addresses(head, "from")]
    return any(one in _MACHINES or one.startswith(_MACHINE_PREFIXES) for one in mailboxes)

"""What the domain of a mailbox says in the DNS: where its mail goes, and whether others can believe what comes from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from zhiyin.listen.channels.email.apis import api_of
from zhiyin.listen.channels.email.servers import smtp_of
from zhiyin.listen.channels.email.tokens import domain_of
from zhiyin.listen.channels.email.trial import trial_of
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import Check

if TYPE_CHECKING:
    import dns.resolver

#: for one question; who waits at a page waits no longer
_PATIENCE_SECONDS = 4.0
#: what receivers follow in a SPF record before they give up (RFC 7208, 4.6.4)
_MOST_LOOKUPS = 10
#: domains in which everybody has an address: what stands in their DNS is their own matter
_PROVIDERS_OWN = {
    "126.com", "139.com", "163.com", "188.com", "aliyun.com", "foxmail.com", "gmail.com", "googlemail.com", "hotmail.com",
    "icloud.com", "live.com", "outlook.com", "qq.com", "sina.com", "sohu.com", "yahoo.com", "yeah.net",
}  # fmt: skip
#: what the SPF record of a domain includes that sends by the servers whose names end so
_INCLUDED = {
    "qq.com": "spf.mail.qq.com",
    "163.com": "spf.163.com",
    "aliyun.com": "spf.qiye.aliyun.com",
    "gmail.com": "_spf.google.com",
    "office365.com": "spf.protection.outlook.com",
    "googleapis.com": "_spf.google.com",
    "mailgun.net": "mailgun.org",
}
#: names under which keys usually stand
_SELECTORS = ("default", "dkim", "mail", "s1", "s2", "selector1", "selector2", "google", "k1", "x")
_SIGNATURE = re.compile(rb"^DKIM-Signature:((?:[^\n]|\n[ \t])*)", re.MULTILINE | re.IGNORECASE)


class _NoDomain(Exception):
    """There is no such name."""


class _Unanswered(Exception):
    """Nobody answered, or nothing that can be read."""


def mx(channel: Channel) -> Check:
    """Whether the domain names a mail server that can be found."""
    what, domain = _("MX: mail finds its way here"), domain_of(channel)
    try:
        hosts = [str(one.exchange).rstrip(".") for one in sorted(_ask(domain, "MX"), key=lambda one: one.preference)]
        if hosts == [""]:
            words = _(
                "%(domain)s says that it takes no mail (MX “.”). Replace that record by one that names your server."
            )
            return Check(what, False, words % {"domain": domain})
        lost = [one for one in hosts[:3] if not _has_address(one)]
        if lost:
            words = _("The MX record names %(host)s, which has no address. Correct it in the DNS of %(domain)s.")
            return Check(what, False, words % {"host": lost[0], "domain": domain})
        if hosts:
            return Check(what, True, ", ".join(hosts[:5]))
        if _has_address(domain):
            words = _("There is no MX record, so mail goes to %(domain)s itself. Add one that names your mail server.")
            return Check(what, None, words % {"domain": domain})
    except _NoDomain:
        words = _("There is no domain %(domain)s. Is the address written correctly?")
        return Check(what, False, words % {"domain": domain})
    except _Unanswered as fault:
        return _unanswered(what, fault)
    words = _("No mail server is named for %(domain)s. Add an MX record to its DNS.")
    return Check(what, False, words % {"domain": domain})


def spf(channel: Channel) -> Check:
    """Whether the domain says who sends for it, once, and lets nobody else."""
    what, domain = _("SPF: who may send for the domain"), domain_of(channel)
    if domain in _PROVIDERS_OWN:
        return _theirs(what, domain)
    api, server = api_of(channel), smtp_of(channel)
    host = urlsplit(api.url).hostname or "" if api else server.host if server else ""
    sends = next((one for end, one in _INCLUDED.items() if host.endswith(end)), "")
    advised = f"v=spf1 {f'include:{sends}' if sends else f'a:{host}' if host else 'mx'} ~all"
    try:
        found = _records(domain, "v=spf1")
        if not found:
            words = _("Receivers cannot tell who may send for %(domain)s. Add the TXT record: %(record)s")
            return Check(what, False, words % {"domain": domain, "record": advised})
        if len(found) > 1:
            words = _("There are %(count)s SPF records, so none counts. Join them into one.")
            return Check(what, False, words % {"count": len(found)})
        named = list(_named(found[0], domain))
    except (_Unanswered, _NoDomain) as fault:
        return _unanswered(what, fault)
    last = found[0].lower().split()[-1]
    if last in ("+all", "all"):
        words = _("The record ends with %(last)s: it lets everybody send. End it with ~all.")
        return Check(what, False, words % {"last": last})
    if len(named) > _MOST_LOOKUPS:
        words = _("The record leads to more than %(most)s lookups; receivers stop there. Take includes out of it.")
        return Check(what, False, words % {"most": _MOST_LOOKUPS})
    if sends and sends not in named:
        words = _("Answers leave by %(host)s, which the record does not name. Add include:%(include)s to it.")
        return Check(what, False, words % {"host": host, "include": sends})
    return Check(what, True, found[0])


def dkim(channel: Channel) -> Check:
    """Whether mails are signed in the domain's name: told by our test mail when it was signed, else by the usual names."""
    what, domain = _("DKIM: mails are signed"), domain_of(channel)
    if domain in _PROVIDERS_OWN:
        return _theirs(what, domain)
    signed = list(_signatures(trial_of(channel)))
    own = [one for one in signed if one[1] == domain or domain.endswith(f".{one[1]}")]
    try:
        if signed and not own:
            words = _("Mails are signed by %(signer)s, not by %(domain)s. Switch on DKIM for your own domain there.")
            return Check(what, False, words % {"signer": signed[0][1], "domain": domain})
        for selector, signer in own or [(one, domain) for one in _SELECTORS]:
            name = f"{selector}._domainkey.{signer}"
            if _has_key(name):
                return Check(what, True, _("The key stands at %(name)s.") % {"name": name})
    except _Unanswered as fault:
        return _unanswered(what, fault)
    if own:
        words = _(
            "Mails are signed, but their key is missing. Add the TXT record %(name)s that your provider gives you."
        )
        return Check(what, False, words % {"name": f"{own[0][0]}._domainkey.{own[0][1]}"})
    words = _(
        "No key was found under the usual names. Switch on DKIM where your mail leaves, and add the record it gives you "
        "to the DNS of %(domain)s."
    )
    return Check(what, None, words % {"domain": domain})


def dmarc(channel: Channel) -> Check:
    """Whether the domain, or one that it belongs to, says what becomes of mails that only claim to come from it."""
    what, domain = _("DMARC: what becomes of forgeries"), domain_of(channel)
    if domain in _PROVIDERS_OWN:
        return _theirs(what, domain)
    try:
        place = next((one for one in _upwards(domain) if _records(f"_dmarc.{one}", "v=dmarc1")), "")
        found = _records(f"_dmarc.{place}", "v=dmarc1") if place else []
    except _Unanswered as fault:
        return _unanswered(what, fault)
    if not found:
        words = _("Nothing is said about forgeries. Add the TXT record _dmarc.%(domain)s: %(record)s")
        record = f"v=DMARC1; p=none; rua=mailto:{channel.address or f'postmaster@{domain}'}"
        return Check(what, False, words % {"domain": domain, "record": record})
    if len(found) > 1:
        words = _("There are %(count)s DMARC records, so none counts. Keep one.")
        return Check(what, False, words % {"count": len(found)})
    said = _tags(found[0])
    policy = said.get("sp", said.get("p", "")) if place != domain else said.get("p", "")
    if policy not in ("none", "quarantine", "reject"):
        words = _("The record says no policy: %(record)s. Put p=none, p=quarantine or p=reject into it.")
        return Check(what, False, words % {"record": found[0]})
    if policy == "none":
        words = _(
            "Forgeries are only counted (p=none). When the reports show none of your own mails, take p=quarantine."
        )
        return Check(what, True, words)
    return Check(what, True, found[0])


def _ask(name: str, kind: str) -> list[dns.resolver.Answer]:
    """The records of a name, none if it has none of the kind. Raises `_NoDomain` and `_Unanswered`."""
    import dns.exception  # here, and not with every start: only the checks of a mailbox ask
    import dns.resolver

    try:
        return list(_resolver().resolve(name, kind, search=False))
    except dns.resolver.NXDOMAIN as error:
        raise _NoDomain(name) from error
    except dns.resolver.NoAnswer:
        return []
    except (dns.exception.DNSException, OSError, UnicodeError) as error:
        raise _Unanswered(name) from error


def _resolver() -> dns.resolver.Resolver:
    import dns.resolver
    from dns.nameserver import Do53Nameserver

    own = [one.rpartition(":") for one in settings.NAME_SERVERS.split(",") if one.strip()]
    found = dns.resolver.Resolver(configure=not own)
    if own:
        found.nameservers = [
            Do53Nameserver((host or port).strip().strip("[]"), int(port) if host else 53) for host, _colon, port in own
        ]
    found.lifetime, found.timeout = _PATIENCE_SECONDS, _PATIENCE_SECONDS / 2
    return found


def _records(name: str, begins: str) -> list[str]:
    """The TXT records of a name that begin so; none where there is no such name."""
    with suppress(_NoDomain):
        texts = [b"".join(one.strings).decode("utf-8", "replace") for one in _ask(name, "TXT")]
        return [one for one in texts if one.lower().partition(" ")[0].partition(";")[0] == begins]
    return []


def _has_address(host: str) -> bool:
    with suppress(_NoDomain):
        return any(_ask(host, kind) for kind in ("A", "AAAA"))
    return False


def _named(record: str, domain: str, depth: int = 0) -> Iterator[str]:
    """What a SPF record makes receivers look up, and what the records do that it includes; cut off where they stop."""
    count = 0
    for term in record.lower().split()[1:]:
        term = term.lstrip("+-~?")
        name, _sign, value = re.split(r"([:=]|$)", term, maxsplit=1)[:3]
        if name.partition("/")[0] not in ("include", "a", "mx", "ptr", "exists", "redirect"):
            continue
        yield value or domain
        count += 1
        if name in ("include", "redirect") and depth < _MOST_LOOKUPS and "%" not in value:
            for one in _records(value, "v=spf1")[:1]:
                for inner in _named(one, value, depth + 1):
                    yield inner
                    count += 1
                    if count > _MOST_LOOKUPS:
                        return
        if count > _MOST_LOOKUPS:
            return


def _signatures(raw: bytes) -> Iterator[tuple[str, str]]:
    """Selector and domain of each DKIM signature in the head of a mail."""
    head = raw[: 2**16].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    for found in _SIGNATURE.findall(head):
        said = _tags(found.decode("ascii", "replace"))
        if said.get("s") and said.get("d"):
            yield said["s"], said["d"]


def _has_key(name: str) -> bool:
    with suppress(_NoDomain):
        texts = [b"".join(one.strings).decode("ascii", "replace") for one in _ask(name, "TXT")]
        return any(_tags(one).get("p") for one in texts)
    return False


def _tags(record: str) -> dict[str, str]:
    """`v=DMARC1; p=none` as names and values, without blanks, in small letters."""
    pairs = (one.partition("=") for one in "".join(record.lower().split()).split(";"))
    return {name: value for name, sign, value in pairs if sign}


def _upwards(domain: str) -> Iterator[str]:
    """A domain and those that it belongs to, but for the last label: `a.b.c` → `a.b.c`, `b.c`."""
    labels = domain.split(".")
    return (".".join(labels[at:]) for at in range(max(1, len(labels) - 1)))


def _theirs(what: str, domain: str) -> Check:
    return Check(what, True, _("%(domain)s belongs to its provider, who sees to this.") % {"domain": domain})


def _unanswered(what: str, fault: Exception) -> Check:
    words = _("No name server said anything about %(name)s. Look again in a moment.")
    return Check(what, None, words % {"name": fault})

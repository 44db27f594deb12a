"""What the connect page says of a mailbox's domain, asked of a real name server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import make_channel, process, store_mail
from zhiyin.listen.channels.email import trial
from zhiyin.listen.channels.models import Channel, MailboxState
from zhiyin.listen.channels.provider import PROVIDERS, Check
from zhiyin.listen.channels.tests.name_server import NameServer

pytestmark = pytest.mark.django_db
DOMAIN = "zhiyin.example"


@pytest.fixture
def names(settings: Any) -> Iterator[NameServer]:
    server = NameServer()
    settings.NAME_SERVERS = server.address
    with translation.override("en"):
        yield server
    server.close()


def look(step: str, channel: Channel) -> Check:
    (found,) = PROVIDERS["email"].steps.run(step, channel)
    return found


def said(step: str, channel: Channel) -> tuple[bool | None, str]:
    found = look(step, channel)
    return found.well, found.words


def test_the_way_of_mail_is_followed_to_a_server_that_exists(mailbox: Channel, names: NameServer) -> None:
    well, words = said("mx", mailbox)
    assert (well, "There is no domain zhiyin.example" in words) == (False, True)
    names.say(DOMAIN, "TXT", "hello")
    assert "Add an MX record" in said("mx", mailbox)[1]
    names.say(DOMAIN, "A", "192.0.2.1")
    well, words = said("mx", mailbox)
    assert (well, "no MX record" in words) == (None, True)
    names.say(DOMAIN, "MX", "20 mx2.zhiyin.example.", "10 mx1.zhiyin.example.")
    well, words = said("mx", mailbox)
    assert (well, "mx1.zhiyin.example, which has no address" in words) == (False, True)
    names.say("mx1.zhiyin.example", "A", "192.0.2.1")
    names.say("mx2.zhiyin.example", "AAAA", "2001:db8::1")
    assert said("mx", mailbox) == (True, "mx1.zhiyin.example, mx2.zhiyin.example")
    names.say(DOMAIN, "MX", "0 .")
    assert "takes no mail" in said("mx", mailbox)[1]


def test_who_may_send_is_said_once_and_names_the_server_that_sends(mailbox: Channel, names: NameServer) -> None:
    names.say(DOMAIN, "TXT", "some-other=word", "v=spf10 no")
    well, words = said("spf", mailbox)
    assert (well, "v=spf1 mx ~all" in words) == (False, True)
    mailbox.settings["smtp_host"] = "smtp.exmail.qq.com"
    assert "v=spf1 include:spf.mail.qq.com ~all" in said("spf", mailbox)[1]
    names.say(DOMAIN, "TXT", "v=spf1 mx -all")
    assert said("spf", mailbox)[1].endswith("Add include:spf.mail.qq.com to it.")
    names.say(DOMAIN, "TXT", "v=spf1 include:ours.example -all")
    names.say("ours.example", "TXT", "v=spf1 include:spf.mail.qq.com -all")
    assert said("spf", mailbox) == (True, "v=spf1 include:ours.example -all"), "also by what it includes"
    names.say(DOMAIN, "TXT", "v=spf1 mx -all", "V=SPF1 a -all")
    assert "none counts" in said("spf", mailbox)[1]
    names.say(DOMAIN, "TXT", "v=spf1 include:spf.mail.qq.com +all")
    assert "everybody" in said("spf", mailbox)[1]


def test_a_record_that_leads_round_in_circles_ends(mailbox: Channel, names: NameServer) -> None:
    names.say(DOMAIN, "TXT", "v=spf1 include:a.example ~all")
    names.say("a.example", "TXT", f"v=spf1 a mx ptr exists:x include:{DOMAIN} include:a.example ~all")
    assert "more than 10 lookups" in said("spf", mailbox)[1]
    assert len(names.asked) < 60


def test_the_key_is_found_by_the_signature_of_the_test_mail(mailbox: Channel, names: NameServer) -> None:
    assert said("dkim", mailbox)[0] is None
    names.say("s1._domainkey.zhiyin.example", "TXT", "v=DKIM1; k=rsa; p=" + "A" * 300)
    assert said("dkim", mailbox) == (True, "The key stands at s1._domainkey.zhiyin.example.")

    def back(signer: str) -> None:
        at = timezone.now()
        MailboxState.objects.update_or_create(channel=mailbox, defaults={"test_sent_at": at, "test_back_at": None})
        token = trial._token(mailbox.id, at)
        signature = f"DKIM-Signature: v=1; a=rsa-sha256;\r\n\td={signer};\r\n s=Key7; bh=x; b=y\r\n"
        raw = f"Message-ID: <{token}@{DOMAIN}>\r\n{signature}From: care@{DOMAIN}\r\n\r\nd=other.example; s=no".encode()
        assert process(store_mail(mailbox.id, raw).id) is None

    back("tenant.onmicrosoft.example")
    assert "signed by tenant.onmicrosoft.example, not by zhiyin.example" in said("dkim", mailbox)[1]
    back(DOMAIN)
    assert "Add the TXT record key7._domainkey.zhiyin.example" in said("dkim", mailbox)[1]
    names.say("key7._domainkey.zhiyin.example", "TXT", "v=DKIM1; p=")
    assert said("dkim", mailbox)[0] is False, "a key that was taken back is none"
    names.say("key7._domainkey.zhiyin.example", "TXT", "v=DKIM1; p=MIGf")
    assert said("dkim", mailbox) == (True, "The key stands at key7._domainkey.zhiyin.example.")


def test_what_becomes_of_forgeries_may_be_said_by_the_domain_above(unit: Unit, names: NameServer) -> None:
    shop = make_channel("email", "Shop", unit.id, "care@mail.shop.example", by=system("test"))
    well, words = said("dmarc", shop)
    assert (well, "v=DMARC1; p=none; rua=mailto:care@mail.shop.example" in words) == (False, True)
    names.say("_dmarc.shop.example", "TXT", "v=DMARC1; p=none; sp=reject")
    assert said("dmarc", shop) == (True, "v=DMARC1; p=none; sp=reject")
    names.say("_dmarc.mail.shop.example", "TXT", "v=DMARC1; p=none")
    assert "only counted" in said("dmarc", shop)[1]
    names.say("_dmarc.mail.shop.example", "TXT", "v=DMARC1; rua=mailto:x@y.example")
    assert "no policy" in said("dmarc", shop)[1]
    names.say("_dmarc.mail.shop.example", "TXT", "v=DMARC1; p=reject", "v=DMARC1; p=none")
    assert "none counts" in said("dmarc", shop)[1]
    assert ("_dmarc.example", "TXT") not in names.asked


@pytest.mark.parametrize("step", ["mx", "spf", "dkim", "dmarc"])
def test_who_is_not_answered_says_so_and_waits_no_longer(
    mailbox: Channel, names: NameServer, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhiyin.listen.channels.email.domain._PATIENCE_SECONDS", 0.4)
    names.silent |= {DOMAIN, f"_dmarc.{DOMAIN}", f"default._domainkey.{DOMAIN}"}
    well, words = said(step, mailbox)
    assert (well, "No name server said anything about" in words) == (None, True)
    assert len(names.asked) <= 4


def test_of_a_provider_s_own_domain_only_the_way_is_asked(unit: Unit, names: NameServer) -> None:
    li = make_channel("email", "Li", unit.id, "li@163.com", by=system("test"))
    assert [said(step, li)[0] for step in ("spf", "dkim", "dmarc")] == [True] * 3
    assert names.asked == []


def test_a_test_mail_of_long_ago_is_not_taken_for_another(mailbox: Channel) -> None:
    at = timezone.now() - timedelta(days=2)
    MailboxState.objects.create(channel=mailbox, test_sent_at=at, test_back_at=at)
    assert trial.trial_of(mailbox) == b""

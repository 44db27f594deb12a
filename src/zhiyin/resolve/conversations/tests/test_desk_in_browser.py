"""The desk in a real browser: a day's work from the keyboard, drafts that survive, news that move nothing, every look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from zhiyin.face.testing import LOOKS
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.channels.actions import Incoming, make_channel, receive
from zhiyin.listen.channels.models import Message
from zhiyin.resolve.cases.actions import set_priority
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import case_of_message
from zhiyin.resolve.conversations.actions import reply, write_note
from zhiyin.resolve.conversations.models import Draft, Note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUSE = system("test")


class Mailbox:
    """Customers who write to one mailbox; every mail is a minute older than the one before, unless it answers."""

    def __init__(self) -> None:
        unit, _made = Unit.objects.get_or_create(name="总部", defaults={"name_en": "Headquarters"})
        self.channel = make_channel("email", "客服邮箱", unit.id, "care@shop.example", replies_armed=True, by=HOUSE)
        self.now, self.count = timezone.now(), 0

    def writes(self, name: str, text: str, subject: str = "", answers: Any = None, quoted: str = "") -> Case:
        self.count += 1
        address = f"{name}@example.cn"
        incoming = Incoming(
            external_id=f"<{self.count}@x>",
            identity_kind="email",
            identity=address,
            name=name,
            text=text,
            subject=subject,
            quoted=quoted,
            author_address=address,
            answers_id=answers,
        )
        at = timezone.now() if answers else self.now - timedelta(minutes=self.count)
        case = case_of_message(receive(self.channel, incoming, by=HOUSE, because=None, at=at).id)
        assert case is not None
        return case


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def agent(sign_in: Any) -> Any:
    """`agent(...)` is `sign_in("agent", …)` with patience for a busy machine."""

    def open_page(*look: Any) -> Any:
        page = sign_in("agent", *look)
        page.set_default_timeout(25_000)
        return page

    return open_page


def write(page: Any, key: str, face: str, text: str) -> None:
    """Open a face of the composer by its key and type."""
    page.settled()
    page.keyboard.press(key)
    page.wait_for_selector(f'[data-draft-face="{face}"]:focus')
    page.keyboard.type(text)


def number_of(page: Any) -> int:
    return int(page.locator("#work").get_attribute("data-number"))


def test_a_day_goes_from_the_keyboard_alone(agent: Any, mailbox: Mailbox) -> None:
    first = mailbox.writes("fang", "我的订单还没有发货", "发货")
    second = mailbox.writes("wei", "发票抬头开错了", "发票")
    third = mailbox.writes("li", "积分没有到账", "积分")
    page = agent().visit("/inbox?view=open")

    page.keyboard.press("j")
    page.wait_for_selector(f'#work[data-number="{first.number}"]')
    page.keyboard.press("j")
    page.wait_for_selector(f'#work[data-number="{second.number}"]')
    page.keyboard.press("k")
    page.wait_for_selector(f'#work[data-number="{first.number}"]')
    assert page.url.endswith(f"/cases/{first.number}?view=open")

    write(page, "r", "reply", "今天发货。kje")
    assert number_of(page) == first.number  # single letters are text while one writes
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".bubble.out")
    assert Message.objects.get(direction="out").text == "今天发货。kje"
    assert page.locator("#reply-form textarea").input_value() == ""

    page.keyboard.press("Escape")
    write(page, "n", "note", "仓库缺一个配件")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".bubble.note")
    assert Note.objects.get().text == "仓库缺一个配件"

    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.wait_for_selector("[data-go]")
    first.refresh_from_db()
    assert (first.status, first.assignee_id) == ("resolved", page.person.id)

    page.keyboard.press("j")
    page.wait_for_selector(f'#work[data-number="{second.number}"]')
    page.keyboard.press("a")
    page.wait_for_selector("details.drop[open] .drop-menu button:focus")
    page.keyboard.press("Enter")
    page.locator("#case-head", has_text=page.person.name).wait_for()
    page.settled()
    page.keyboard.press("Shift+E")
    page.wait_for_selector(f'#work[data-number="{third.number}"]')
    second.refresh_from_db()
    assert (second.status, second.assignee_id) == ("resolved", page.person.id)
    page.locator("#toasts button.small").click()  # undo
    page.wait_for_selector(f'#work[data-number="{second.number}"]')
    second.refresh_from_db()
    assert second.status == "new"


def test_enter_never_sends_while_an_input_method_composes(agent: Any, mailbox: Mailbox) -> None:
    case = mailbox.writes("fang", "发货")
    page = agent().visit(f"/cases/{case.number}")
    write(page, "r", "reply", "jintian")
    page.evaluate(
        """() => document.querySelector('[data-draft-face="reply"]').dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", code: "Enter", ctrlKey: true, isComposing: true, bubbles: true}))"""
    )
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert not Message.objects.filter(direction="out").exists()


def test_a_draft_survives_leaving_and_reloading(agent: Any, mailbox: Mailbox) -> None:
    case, other = mailbox.writes("fang", "发货"), mailbox.writes("wei", "发票")
    page = agent().visit(f"/cases/{case.number}?view=open")
    write(page, "r", "reply", "亲爱的王芳")
    page.keyboard.press("Escape")
    page.keyboard.press("j")  # at once, before the pause after which drafts are kept
    page.wait_for_selector(f'#work[data-number="{other.number}"]')
    write(page, "n", "note", "问仓库")
    page.locator("[data-draft-state]", has_text="草稿").wait_for()
    page.visit(f"/cases/{case.number}?view=open")
    assert page.locator("#reply-form textarea").input_value() == "亲爱的王芳"
    page.visit(f"/cases/{other.number}?view=open")
    assert page.locator("#note-form textarea").input_value() == "问仓库"
    assert page.locator("#note-form").is_visible()
    assert Draft.objects.count() == 2


def test_what_came_meanwhile_is_shown_before_sending(agent: Any, mailbox: Mailbox) -> None:
    case = mailbox.writes("fang", "发货")
    page = agent().visit(f"/cases/{case.number}")
    write(page, "r", "reply", "今天发")
    mailbox.writes("fang", "不用了，已经收到", answers=case.last_message_id)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#reply-form .callout")
    assert page.locator(".bubble.in").count() == 2
    assert page.locator("#reply-form textarea").input_value() == "今天发"
    assert not Message.objects.filter(direction="out").exists()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".bubble.out")


def test_news_wait_above_the_list_and_move_nothing(agent: Any, mailbox: Mailbox) -> None:
    case = mailbox.writes("fang", "发货")
    page = agent().visit(f"/cases/{case.number}?view=open")
    top = page.locator(f"#row-{case.number}").bounding_box()
    newer = mailbox.writes("wei", "发票")
    Case.objects.filter(id=newer.id).update(last_message_at=timezone.now())
    page.hear(event="CaseOpened", case_id=newer.id)
    page.wait_for_selector("#news a")
    assert page.locator(f"#row-{case.number}").bounding_box() == top
    page.locator("#news a").click()
    page.wait_for_selector(f"#row-{newer.number}")
    mailbox.writes("fang", "还在吗", answers=case.last_message_id)
    page.hear(event="MessageJoinedCase", case_id=case.id)
    page.locator(f"#row-{case.number}", has_text="还在吗").wait_for()
    page.locator("#talk", has_text="还在吗").wait_for()


def test_the_desk_is_sound_in_every_look(agent: Any, mailbox: Mailbox) -> None:
    case = mailbox.writes("王芳", "我的订单还没有发货。\n\n什么时候能发？", "发货", quoted="> 之前\n> 谢谢")
    for name in ("刘洋", "张伟", "赵敏"):
        mailbox.writes(name, "空调不制冷，家里有老人。", "空调不制冷")
    me: Actor | None = None
    for language, theme, width in LOOKS:
        page = agent(language, theme, width)
        if me is None:
            me = actor_of(Person.objects.get(id=page.person.id))
            reply(case.id, "今天下午发出。", by=me, because=None)
            write_note(case.id, "仓库缺配件。", by=me, because=None)
            set_priority(case.id, 1, 2, "老人在家", by=me, because=None)
        for address in ("/inbox?view=open", f"/cases/{case.number}?view=open", "/inbox/set-aside"):
            page.visit(address).must_be_sound()
        if width < 500:
            page.visit(f"/cases/{case.number}")
            page.locator(".context-open").click()
            page.must_be_sound()

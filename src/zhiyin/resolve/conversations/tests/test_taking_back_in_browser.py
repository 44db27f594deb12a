"""A reply taken back, and files with a reply, in a real browser and by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from zhiyin.listen.channels.actions import Part, send
from zhiyin.listen.channels.models import Attachment, Delivery
from zhiyin.resolve.conversations.models import Draft
from zhiyin.resolve.conversations.tests.test_desk_in_browser import HOUSE, Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("look", [("zh-hans", "light", 1440), ("en", "dark", 390)], ids=str)
def test_a_reply_with_a_file_is_taken_back_by_keyboard_and_sent_after_all(sign_in: Any, look: tuple[Any, ...]) -> None:
    case = Mailbox().writes("fang", "我的发票还没有收到", subject="发票")
    page = sign_in("agent", *look)
    page.set_default_timeout(25_000)
    page.visit(f"/cases/{case.number}")
    page.set_input_files("[data-files]", [{"name": "发票.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 1"}])
    page.locator("[data-files-chosen] li").wait_for()
    page.fill("#reply-form textarea", "发票在附件里")
    page.must_be_sound()
    page.focus("#reply-form textarea")
    page.keyboard.press("Control+Enter")
    undo = page.locator("form.delivery button")
    undo.wait_for()
    assert page.locator("[data-chosen]").count() == 0, "what was sent is not chosen any more"
    page.must_be_sound()
    undo.focus()
    page.keyboard.press("Enter")
    page.locator("#reply-form [name=kept]").wait_for(state="attached")
    assert page.input_value("#reply-form textarea") == "发票在附件里"
    assert [one.state for one in Delivery.objects.all()] == ["withdrawn"]
    assert Draft.objects.get().text == "发票在附件里"
    page.focus("#reply-form textarea")
    page.keyboard.press("Control+Enter")
    undo.wait_for()
    sent = Delivery.objects.get(state="queued")
    assert [(one.name, one.size) for one in Attachment.objects.filter(message=sent.message)] == [("发票.pdf", 10)]


def test_files_are_pasted_and_removed_and_stay_with_their_case(sign_in: Any) -> None:
    mailbox = Mailbox()
    case, other = mailbox.writes("fang", "一"), mailbox.writes("na", "二")
    page = sign_in("agent")
    page.set_default_timeout(25_000)
    page.visit(f"/cases/{case.number}")
    page.focus("#reply-form textarea")
    for name in ("a.png", "b.png"):
        page.evaluate(
            """name => { const bag = new DataTransfer(); bag.items.add(new File(["x"], name, {type: "image/png"}));
            document.activeElement.dispatchEvent(new ClipboardEvent("paste",
                {clipboardData: bag, bubbles: true, cancelable: true})); }""",
            name,
        )
    assert page.locator("[data-chosen]").count() == 2
    page.locator("[data-chosen] button").first.click()
    assert "b.png" in page.locator("[data-chosen]").inner_text()
    page.keyboard.press("Escape")
    page.click(f'a[href^="/cases/{other.number}"]')
    page.locator(f'#work[data-number="{other.number}"]').wait_for()
    assert page.locator("[data-chosen]").count() == 0


@pytest.mark.parametrize("look", [("zh-hans", "dark", 1440), ("en", "light", 390)], ids=str)
def test_the_outbox_says_why_each_message_waits(sign_in: Any, look: tuple[Any, ...]) -> None:
    mailbox = Mailbox()
    case = mailbox.writes("fang", "一")
    for state, reason in (("unsure", "unsure"), ("held", "loop"), ("failed", "")):
        given = {"customer_id": case.customer_id, "channel_id": mailbox.channel.id, "subject": state}
        files = [Part("a.pdf", "application/pdf", 4, b"%PDF")]
        message = send(text=state, files=files, by=HOUSE, because=None, **given)
        Delivery.objects.filter(message=message).update(state=state, reason=reason, next_at=None, error="550 no")
    page = sign_in("lead", *look)
    page.set_default_timeout(25_000)
    page.visit("/channels/outbox")
    page.must_be_sound()
    assert page.locator("main form[action$='/sent']").count() == 1
    page.locator("main form[action$='/sent'] button").click()
    page.wait_for_load_state()
    assert Delivery.objects.get(message__subject="unsure").state == "sent"

"""The frame's own pages in a real browser: zh and en, light and dark, wide and narrow; the keyboard; live updates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from zhiyin.face.testing import LOOKS
from zhiyin.kernel.customers.actions import identify, merge, note_consent, pin_trait
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import system

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def li_na() -> Customer:
    """Li Na, joined with her second address; two consents, two traits."""
    us, now = system("test"), timezone.now()
    one = identify("email", "li.na@mail.example", name="李娜", language="zh", verified_how="mail", by=us)
    other = identify("phone", "13800138000", name="Li Na", by=us)
    merge(other, one, "the same phone in a letter", at=now - timedelta(days=1), by=us)
    note_consent(one.id, "survey", True, "web form", at=now - timedelta(days=2), by=us)
    note_consent(one.id, "marketing", False, "by telephone", at=now, by=us)
    pin_trait(one.id, "segment", "regular guests", pinned_by="test", at=now, by=us)
    return one


def test_the_sign_in_page_is_sound_in_every_look(visitor: Any) -> None:
    for language, theme, width in LOOKS:
        page = visitor(language, theme, width).visit("/accounts/login/")
        assert page.locator("html").get_attribute("lang") == ("en" if language == "en" else "zh-Hans")
        page.must_be_sound()


def test_what_a_finger_misses_is_found(visitor: Any) -> None:
    page = visitor("en", width=390).visit("/accounts/login/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button>tiny</button>')")
    with pytest.raises(AssertionError, match=r"a finger misses:\n +\d+ px: <button>tiny"):
        page.must_be_sound()


def test_every_page_of_the_frame_is_sound_in_every_look(sign_in: Any, li_na: Customer) -> None:
    entry = li_na.consents.first()
    addresses = (
        "/customers",
        f"/customers/{li_na.number}",
        "/policies",
        "/policies/first_reply",
        "/policies/first_reply/change",
        f"/why/{entry.id}",
        "/search?q=li",
        "/settings",
    )
    for language, theme, width in LOOKS:
        page = sign_in("experience", language, theme, width)
        for address in addresses:
            page.visit(address).must_be_sound()


def test_narrow_pages_open_the_rail_as_a_drawer(sign_in: Any) -> None:
    page = sign_in("lead", "en", width=320).visit("/customers")
    page.must_be_sound()
    assert not page.locator("#rail").is_visible()
    page.get_by_role("navigation", name="Most used").get_by_role("button", name="More").click()
    page.locator("#rail").get_by_role("link", name="Customers").click()
    page.wait_for_url("**/customers")


def test_the_keyboard_reaches_search_commands_and_the_sheet(sign_in: Any) -> None:
    page = sign_in("lead", "en").visit("/settings")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("?")  # while typing, it is a character
    assert not page.locator("#shortcut-sheet").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+?")
    page.locator("#shortcut-sheet").wait_for(state="visible")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("customers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers")


def test_enter_does_nothing_while_an_input_method_composes(sign_in: Any) -> None:
    page = sign_in("lead", "en").visit("/settings")
    page.keyboard.press("Control+k")
    page.locator("#command-bar input").fill("customers")
    page.evaluate(
        """document.querySelector("#command-bar input").dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    assert page.locator("#command-bar").is_visible()


def test_the_theme_changes_at_once_and_stays(sign_in: Any) -> None:
    page = sign_in("lead", "en").visit("/customers")
    page.get_by_role("button", name="your menu").click()
    with page.expect_response("**/settings/look"):
        page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.visit("/customers")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_new_entries_are_announced_without_moving_what_one_reads(sign_in: Any, li_na: Customer) -> None:
    page = sign_in("lead", "en").visit(f"/customers/{li_na.number}")
    assert not page.locator("[data-new-items]").is_visible()
    page.hear(event="MessageReceived", id="1", customer_id=li_na.id)
    page.hear(event="CaseOpened", id="2", customer_id=li_na.id)
    assert page.locator("[data-new-items]").inner_text().split() == ["2", "new"]


def test_a_policy_is_changed_with_a_note_and_shows_what_changed(sign_in: Any) -> None:
    page = sign_in("experience", "en").visit("/policies/first_reply/change")
    page.locator("[name='4.then.minutes']").fill("soon")
    page.get_by_label("Why do you change it?").fill("Autumn is calmer")
    page.get_by_role("button", name="Put in force").click()
    page.get_by_text("Give a whole number.").wait_for()
    page.locator("[name='4.then.minutes']").fill("180")
    page.get_by_role("button", name="Put in force").click()
    page.wait_for_url("**/policies/first_reply")
    assert page.get_by_text("Autumn is calmer").is_visible()
    assert (
        page.locator(".changes .added")
        .inner_text()
        .strip()
        .endswith("Working minutes: 180; Calendar: office hours (office)")
    )

"""Fixtures for tests in a real browser, and checks of pages, for every room.

In a room's test:

    pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

    def test_the_inbox_reads_well(sign_in):
        page = sign_in("agent", language="en", theme="dark", width=390)
        page.visit("/inbox")                          # fails on a status of 400 and above
        page.get_by_role("link", name="#12").click()
        page.must_be_sound()                          # axe finds nothing serious, nothing overflows sideways

`sign_in(role)` makes a person with that starting role (in a unit `Headquarters`), signs them in and returns a `Visit`: a
Playwright page with `visit(address)` and `must_be_sound()`; `.person` is who it is. `visitor()` is the same for somebody
who is not signed in. At the end of a test every page must have written no error to the console and asked no other host.
Live updates are answered by an empty stream; `page.hear(event="CaseOpened", case_id=…)` plays one.
Put what the page shows into the database first; the pages are served by a thread of the same process.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:  # models cannot be imported before Django is set up
    from zhiyin.kernel.people.models import Person

T = TypeVar("T")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_HEIGHTS = {True: 844, False: 900}
#: looks in which every two of language, light and width meet, for `sign_in(role, *look)`
LOOKS = [("zh-hans", "light", 1440), ("zh-hans", "dark", 390), ("en", "light", 390), ("en", "dark", 1440)]
#: What a finger must hit on a phone: lower than 40 px is a fault, but for links within a text and what a label covers.
_TOO_LOW = """() => {
  const low = [];
  for (const one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    const box = one.getBoundingClientRect();
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (box.width <= 1 || box.height >= 39.5 || one.closest(".sr-only, .skip")) continue;
    if (one.matches("[type=checkbox], [type=radio]") && one.labels.length) continue;
    const about = one.parentElement.textContent.trim().length - one.textContent.trim().length;
    if (one.matches("a") && getComputedStyle(one).display === "inline" && about > 3) continue;
    low.push(`${Math.round(box.height)} px: ${one.outerHTML.slice(0, 120)}`);
  }
  return low;
}"""
#: Pictures that did not come.
_NOT_DRAWN = "[...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.src)"


class Visit:
    """A page of the browser, with what the house asks of every page. Anything else goes to the Playwright page."""

    def __init__(self, page: Any, home: str, person: Any = None) -> None:
        self.page, self.home, self.person = page, home, person
        self.faults: list[str] = []
        host = urlsplit(home).netloc
        page.on("console", lambda said: self._hear_console(said))
        page.on("pageerror", lambda error: self.faults.append(f"error in a script: {error}"))
        page.on("request", lambda asked: self._ask(asked.url, host))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def _hear_console(self, said: Any) -> None:
        if said.type == "error" and not self._expected(said.text):
            self.faults.append(f"console: {said.text} {said.location.get('url', '')}")

    @staticmethod
    def _expected(text: str) -> bool:
        return "status of 422" in text  # a form sent back with its errors is no fault

    def _ask(self, url: str, host: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.netloc != host and parts.path != "/events":
            self.faults.append(f"asked another host: {url}")

    def visit(self, address: str) -> Visit:
        """Open an address of the house; fails when the answer is a fault."""
        answer = self.page.goto(self.home + address)
        assert answer is not None
        assert answer.status < 400, f"{address} answered {answer.status}"
        return self

    def must_be_sound(self, without: tuple[str, ...] = ()) -> None:
        """axe finds nothing serious or critical; nothing is wider than the window; every picture came; on a phone a finger
        hits everything. `without` names axe rules to skip."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_load_state("load")
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{self.page.url} is {wider} px wider than the window"
        assert not self.page.locator("[data-panel-fault]").count(), f"{self.page.url} has a panel that failed"
        assert not (missing := self.page.evaluate(_NOT_DRAWN)), f"{self.page.url} lacks pictures: {missing}"
        if self.page.viewport_size["width"] < 500:
            low = self.page.evaluate(_TOO_LOW)
            assert not low, f"{self.page.url} has what a finger misses:\n" + "\n".join(low[:8])
        rules = {rule: {"enabled": False} for rule in without}
        found = Axe().run(self.page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
        grave = [
            f"{one['id']}: {one['help']} {[node['html'][:120] for node in one['nodes'][:3]]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert not grave, f"{self.page.url}\n" + "\n".join(grave)

    def settled(self) -> Visit:
        """Wait until what htmx fetches is here and stays: at first it has the attributes of what it replaced."""
        self.page.wait_for_load_state("load")
        # no function to wait for: the page's policy forbids what asks it a second time
        self.page.wait_for_selector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added", state="detached")
        return self

    def hear(self, **facts: Any) -> None:
        """Play a live event to the page, as live.js would dispatch it."""
        self.page.evaluate(
            """facts => {
                const names = ["any", facts.event, facts.case_id && `case-${facts.case_id}`,
                               facts.customer_id && `customer-${facts.customer_id}`].filter(Boolean);
                for (const name of names)
                    document.body.dispatchEvent(new CustomEvent(`live:${name}`, {detail: facts, bubbles: true}));
            }""",
            json.loads(json.dumps(facts, default=str)),
        )


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Any]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}; set CHROMIUM")
    from playwright.sync_api import sync_playwright

    # Playwright's synchronous calls run an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def _open(_chromium: Any, live_server: Any) -> Iterator[Callable[..., Visit]]:
    opened: list[tuple[Any, Visit]] = []

    def opening(
        language: str, theme: str, width: int, cookies: dict[str, str] | None = None, person: Any = None
    ) -> Visit:
        context = _chromium.new_context(viewport={"width": width, "height": _HEIGHTS[width < 500]})
        chosen = {"django_language": language, "theme": theme, **(cookies or {})}
        context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in chosen.items()])
        context.route("**/events?*", _answer_live)
        context.set_default_timeout(8000)
        visit = Visit(context.new_page(), live_server.url, person)
        opened.append((context, visit))
        return visit

    yield opening
    faults = [fault for _context, visit in opened for fault in visit.faults]
    for context, _visit in opened:
        context.close()
    assert not faults, "\n".join(faults)


def _answer_live(route: Any) -> None:
    headers = {"Access-Control-Allow-Origin": "*"}
    route.fulfill(status=200, content_type="text/event-stream", body="retry: 600000\n\n", headers=headers)


@pytest.fixture
def visitor(_open: Callable[..., Visit]) -> Callable[..., Visit]:
    """`visitor(language="zh-hans", theme="light", width=1440)`: a page of somebody who is not signed in."""

    def open_page(language: str = "zh-hans", theme: str = "light", width: int = 1440) -> Visit:
        return _open(language, theme, width)

    return open_page


@pytest.fixture
def sign_in(_open: Callable[..., Visit]) -> Callable[..., Visit]:
    """`sign_in(role, language="zh-hans", theme="light", width=1440)`: a page of a person with this starting role."""

    def open_page(role: str, language: str = "zh-hans", theme: str = "light", width: int = 1440) -> Visit:
        from django.conf import settings
        from django.test import Client

        person = person_with(role, language)
        client = Client()
        client.force_login(person)
        cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
        return _open(language, theme, width, cookies, person)

    return open_page


def person_with(role: str, language: str = "zh-hans") -> Any:
    """A person with this starting role in the unit `Headquarters`; made once for each test."""
    from zhiyin.kernel.people.actions import keep_starting_roles
    from zhiyin.kernel.people.models import Person, Role, Unit

    if not Role.objects.filter(key=role).exists():
        keep_starting_roles()
    unit, _made = Unit.objects.get_or_create(name="总部", defaults={"name_en": "Headquarters"})
    email = f"{role}@zhiyin.example"
    return Person.objects.filter(email=email).first() or hire(role, unit, email, "王芳", language)


def hire(role: str, unit: Any, email: str, name: str, language: str = "zh-hans") -> Person:
    """A new person with this starting role in a unit."""
    from zhiyin.kernel.people.models import Membership, Person, Role

    person: Person = Person.objects.create_user(email, "a long password", name=name, language=language)
    Membership.objects.create(person=person, unit=unit, role=Role.objects.get(key=role))
    return person


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end in a thread of its own: an open browser keeps a loop running in the test's thread."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(asyncio.run, work).result()

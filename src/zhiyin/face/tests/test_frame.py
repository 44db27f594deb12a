"""The frame: sign-in before pages, the rail, languages."""

import re
from pathlib import Path

import pytest
from django.test import Client

from zhiyin import face
from zhiyin.face.icons import drawing
from zhiyin.face.stages import STAGES
from zhiyin.face.stylesheets import MODULES
from zhiyin.face.testing import hire
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.rooms import pages
from zhiyin.kernel.timeline.events import EVENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    unit = Unit.objects.create(name="总部", name_en="Headquarters")
    return hire("lead", unit, "wang.fang@zhiyin.example", "王芳")


def test_who_is_not_signed_in_gets_the_sign_in_page_and_comes_back(client: Client) -> None:
    answer = client.get("/customers?q=li")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/customers%3Fq%3Dli"


def test_the_page_stands_in_the_persons_language(client: Client, person: Person) -> None:
    client.force_login(person)
    page = client.get("/customers")
    assert page.status_code == 200
    assert '<html lang="zh-Hans"' in page.content.decode()
    client.post("/settings/language", {"language": "en", "next": "/customers"})
    assert '<html lang="en"' in client.get("/customers").content.decode()
    person.refresh_from_db()
    assert person.language == "en"


def test_no_permission_gives_a_page_that_says_what_is_missing(client: Client) -> None:
    nobody = Person.objects.create_user("nobody@zhiyin.example", "a long password", name="Nobody", language="en")
    client.force_login(nobody)
    answer = client.get("/customers")
    said = answer.content.decode()
    assert answer.status_code == 403
    assert "See customers" in said
    assert "customer.read" not in said


def test_a_switch_never_sends_to_another_site(client: Client) -> None:
    answer = client.post("/settings/language", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_every_module_that_the_frame_imports_is_fetched_at_once() -> None:
    folder = Path(face.__file__).parent / "static"
    waiting, known = ["face/frame.js"], set()
    while waiting:
        module = waiting.pop()
        for name in re.findall(r'from "\./(\w+)\.js"|import "\./(\w+)\.js"', (folder / module).read_text()):
            imported = f"face/{name[0] or name[1]}.js"
            if imported not in known:
                known.add(imported)
                waiting.append(imported)
    assert known == set(MODULES)


def test_every_icon_that_a_page_or_an_event_names_exists() -> None:
    named = {page.icon for page in pages()} | {event.icon for event in EVENTS.values()} | {s.icon for s in STAGES}
    unknown = {name for name in named - {"circle"} if 'r="5"' in drawing(name)}
    assert not unknown

"""What stands around every page: headers, sessions, messages and languages, whatever the answer."""

from collections.abc import Mapping

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory

from zhiyin.face.middleware import ReaderMiddleware
from zhiyin.face.safety import SafetyMiddleware, let_frame
from zhiyin.kernel.people.models import Person

pytestmark = pytest.mark.django_db


def directives(headers: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: sources for name, *sources in map(str.split, headers["Content-Security-Policy"].split(";"))}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/accounts/login/", 200),
        ("/inbox", 302),
        ("/nothing-here", 404),
        ("/chat/unknown", 404),
        ("/api/v1/cases", 401),
        ("/api/v1/nothing-here", 404),
        ("/static/face/frame.js", 200),
    ],
)
def test_every_answer_is_safe_to_show(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    allowed = directives(answer.headers)
    for name in ("default-src", "script-src", "style-src", "form-action", "frame-ancestors"):
        assert allowed[name] == ["'self'"]
    assert allowed["object-src"] == allowed["base-uri"] == ["'none'"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_an_unknown_host_is_refused_and_the_refusal_is_safe(client: Client) -> None:
    answer = client.get("/accounts/login/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers


def test_a_form_from_elsewhere_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post("/settings/language", {"language": "en"})
    assert answer.status_code == 403
    assert "Content-Security-Policy" in answer.headers


def test_a_view_may_let_named_sites_frame_it() -> None:
    def view(request: object) -> HttpResponse:
        response = HttpResponse()
        let_frame(response, ["https://shop.example"])
        return response

    answer = SafetyMiddleware(view)(RequestFactory().get("/"))
    assert directives(answer.headers)["frame-ancestors"] == ["'self'", "https://shop.example"]
    assert directives(answer.headers)["script-src"] == ["'self'"]
    assert "X-Frame-Options" not in answer.headers


def test_pages_of_a_session_are_kept_by_nobody_else(client: Client) -> None:
    person = Person.objects.create_user("wang@zhiyin.example", "a long password", name="王芳")
    client.force_login(person)
    assert {"Cookie", "Accept-Language"} <= set(client.get("/settings").headers["Vary"].split(", "))


def test_the_browsers_language_is_spoken_until_one_is_chosen(client: Client) -> None:
    english = client.get("/accounts/login/", headers={"accept-language": "en-GB,en;q=0.8"})
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en"' in english.content.decode()
    assert client.get("/accounts/login/", headers={"accept-language": "fr"}).headers["Content-Language"] == "zh-hans"
    client.post("/settings/language", {"language": "zh-hans"})
    chosen = client.get("/accounts/login/", headers={"accept-language": "en"})
    assert chosen.headers["Content-Language"] == "zh-hans"


def test_a_message_waits_for_the_page_that_shows_it(client: Client) -> None:
    person = Person.objects.create_user("wang@zhiyin.example", "a long password", name="王芳", language="en")
    client.force_login(person)
    left = client.post("/settings", {"name": "王芳", "language": "en", "theme": "dark", "density": "roomy"})
    assert "messages" in left.cookies
    assert "Your settings are kept." in client.get("/settings").content.decode()
    assert "Your settings are kept." not in client.get("/settings").content.decode()


def test_messages_cost_nothing_where_none_is_left_or_read() -> None:
    request = RequestFactory().get("/")  # has no session, which making the storage would ask for
    assert ReaderMiddleware(lambda _request: HttpResponse("fine"))(request).content == b"fine"
    with pytest.raises(ImproperlyConfigured):
        list(get_messages(request))

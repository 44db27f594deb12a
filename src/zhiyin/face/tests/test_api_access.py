"""The API's ground: keys, sessions, scopes, problems, idempotency keys, pages."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import path
from ninja import Query, Router, Schema
from ninja.responses import Status

from zhiyin.face.api_access import ZhiyinAPI, scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import IdempotentReply, Membership, Person, Role, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

router = Router(tags=["lamps"])


class LampIn(Schema):
    name: str
    watts: int = 1


class LampOut(Schema):
    id: UUID
    name: str


@router.get("", response=Listing[LampOut])
@scope("lamp.read")
def lamps(request: HttpRequest, paging: Query[Paging]) -> Any:
    return listing(Unit.objects.all(), paging, order=("-name", "-id"))


@router.post("", response={201: LampOut})
@scope("lamp.light")
def light(request: HttpRequest, lamp: LampIn) -> Any:
    unit = Unit.objects.create(name=lamp.name)
    if lamp.name == "broken":
        raise RuntimeError("the bulb burst")
    return Status(201, unit)


@router.get("/{uuid:lamp_id}", response=LampOut)
@scope("lamp.read")
def one(request: HttpRequest, lamp_id: UUID) -> Any:
    raise Http404


api = ZhiyinAPI(title="Lamps", version="1", urls_namespace="lamps")
api.add_router("/lamps", router)
urlpatterns = [path("api/", api.urls)]


@pytest.fixture
def secret() -> str:
    return make_key("a robot", ["lamp.read", "lamp.light"], by=system("tests"), because=None)[1]


def _send(secret: str, body: object, **headers: str) -> Any:
    content = body if isinstance(body, str) else json.dumps(body)
    return Client(raise_request_exception=False).post(
        "/api/lamps",
        content,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en", **headers},
    )


def _get(secret: str, address: str) -> Any:
    return Client().get(address, headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})


def _is_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["detail"]
    return body


def test_a_key_with_the_scope_comes_in(secret: str) -> None:
    assert _get(secret, "/api/lamps").json() == {"items": [], "next": None}


def test_without_key_or_session_the_door_says_how_to_come_in() -> None:
    response = Client().get("/api/lamps", headers={"Accept-Language": "en"})
    assert "API key" in _is_problem(response, 401)["detail"]
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_revoked_or_unknown_key_is_refused() -> None:
    _is_problem(_get("zy_unknown", "/api/lamps"), 401)


def test_a_key_without_the_scope_is_refused_before_its_body_is_read() -> None:
    secret = make_key("a reader", ["lamp.read"], by=system("tests"), because=None)[1]
    assert "lamp.light" in _is_problem(_send(secret, {"no": "name"}), 403)["detail"]


def test_a_signed_in_person_comes_in_with_a_csrf_token_only() -> None:
    unit = Unit.objects.create(name="Shop")
    role = Role.objects.create(name="Lighter", permissions=["lamp.light", "lamp.read"])
    person = Person.objects.create_user("lin@example.test", "a long password", name="Lin")
    Membership.objects.create(person=person, unit=unit, role=role)
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.get("/api/lamps").status_code == 200
    refused = client.post("/api/lamps", {"name": "a"}, content_type="application/json")
    _is_problem(refused, 403)
    client.cookies["csrftoken"] = "t" * 32
    done = client.post("/api/lamps", {"name": "a"}, content_type="application/json", headers={"X-CSRFToken": "t" * 32})
    assert done.status_code == 201


def test_a_fault_names_the_field_and_what_to_do(secret: str) -> None:
    body = _is_problem(_send(secret, {"watts": "bright"}), 422)
    assert body["errors"] == [
        {"field": "body.lamp.name", "message": "Give this field."},
        {"field": "body.lamp.watts", "message": "Give a whole number."},
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ('{"name": NaN}', 400),
        ('{"name": "a\\u0000b"}', 422),
        ('{"name": "a\\ud800b"}', 422),
        ('{"name": "a", "watts": 99999999999999999999999999999999999999}', 201),
        ('{"name": "a", "watts": ' + "9" * 5000 + "}", 400),
        ('{"name": "' + "a" * 5000 + '"}', 422),
        ("[" * 100_000, 400),
    ],
)
def test_what_cannot_be_stored_or_read_is_a_problem_never_a_crash(secret: str, body: str, status: int) -> None:
    response = _send(secret, body)
    if status == 201:
        assert response.status_code == 201
    else:
        _is_problem(response, status)


def test_an_unforeseen_fault_is_a_problem_that_tells_nothing_of_the_inside(secret: str) -> None:
    body = _is_problem(_send(secret, {"name": "broken"}), 500)
    assert "bulb" not in json.dumps(body)


def test_unknown_rows_addresses_and_methods_are_problems(secret: str) -> None:
    _is_problem(_get(secret, "/api/lamps/019a0000-0000-7000-8000-000000000000"), 404)
    _is_problem(_get(secret, "/api/nothing"), 404)
    refused = Client().delete("/api/lamps", headers={"Authorization": f"Bearer {secret}"})
    _is_problem(refused, 405)
    assert refused["Allow"]


def test_a_repeat_under_the_same_key_is_done_once(secret: str) -> None:
    first = _send(secret, {"name": "a"}, **{"Idempotency-Key": "k1"})
    second = _send(secret, {"name": "a"}, **{"Idempotency-Key": "k1"})
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, first.json())
    assert second["Idempotency-Replayed"] == "true"
    assert Unit.objects.count() == 1


def test_the_same_key_for_another_request_is_a_mistake(secret: str) -> None:
    _send(secret, {"name": "a"}, **{"Idempotency-Key": "k1"})
    _is_problem(_send(secret, {"name": "b"}, **{"Idempotency-Key": "k1"}), 422)


def test_a_refused_request_may_be_mended_under_its_key(secret: str) -> None:
    _is_problem(_send(secret, {}, **{"Idempotency-Key": "k1"}), 422)
    _is_problem(_send(secret, {"name": "broken"}, **{"Idempotency-Key": "k1"}), 500)
    assert Unit.objects.count() == 0
    assert _send(secret, {"name": "a"}, **{"Idempotency-Key": "k1"}).status_code == 201


def test_two_actors_may_use_the_same_key(secret: str) -> None:
    other = make_key("another", ["lamp.light"], by=system("tests"), because=None)[1]
    _send(secret, {"name": "a"}, **{"Idempotency-Key": "k1"})
    assert _send(other, {"name": "b"}, **{"Idempotency-Key": "k1"}).status_code == 201
    assert IdempotentReply.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_time_is_a_conflict(secret: str) -> None:
    import psycopg

    from zhiyin.kernel.people.models import Key

    name = f"{Key.objects.get().id} k1"
    settings = connection.settings_dict
    with psycopg.connect(
        dbname=settings["NAME"], user=settings["USER"], password=settings["PASSWORD"], host=settings["HOST"]
    ) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        _is_problem(_send(secret, {"name": "a"}, **{"Idempotency-Key": "k1"}), 409)


def test_a_key_of_strange_characters_is_refused(secret: str) -> None:
    _is_problem(_send(secret, {"name": "a"}, **{"Idempotency-Key": "a b" * 100}), 422)


def test_a_list_is_walked_by_cursor_without_gap_or_double(secret: str) -> None:
    Unit.objects.bulk_create(Unit(name=f"lamp {i // 3}") for i in range(25))
    seen: list[str] = []
    address = "/api/lamps?limit=7"
    while True:
        page = _get(secret, address).json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        address = f"/api/lamps?limit=7&after={page['next']}"
    assert len(seen) == len(set(seen)) == 25


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIl0", "é", "W3t9LDFd", "MQ", "WyJhIiwgImIiXQ"])
def test_a_cursor_of_another_list_is_a_problem(secret: str, cursor: str) -> None:
    _is_problem(_get(secret, f"/api/lamps?after={cursor}"), 422)


def test_the_document_tells_scopes_problems_and_idempotency() -> None:
    document = api.document()
    assert document["openapi"].startswith("3.1")
    post = next(methods["post"] for methods in document["paths"].values() if "post" in methods)
    assert post["x-scope"] == "lamp.light"
    assert post["responses"]["default"]["content"].keys() == {"application/problem+json"}
    assert post["parameters"][-1]["name"] == "Idempotency-Key"

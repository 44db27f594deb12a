"""The matrix: every address for every starting role and for a stranger, against what the view and the rooms declare."""

from __future__ import annotations

import pytest
from django.test import Client

from house_rules.addresses import Address, addresses
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.people.roles import OPERATOR, STARTING_ROLES
from zhiyin.kernel.rooms import declared_permissions

pytestmark = pytest.mark.django_db


def _ask(client: Client, address: Address) -> tuple[int, str]:
    """Status and where it sends us; pages that only take a form are asked with an empty one."""
    if address.is_api:
        response = client.generic(address.method, address.path, "", content_type="application/json")
    else:
        response = client.get(address.path)
        if response.status_code == 405:
            response = client.post(address.path)
    return response.status_code, str(response.headers.get("Location", ""))


def _refused(status: int, location: str, address: Address) -> bool:
    return status == 403 or (address.is_api and status == 401) or "/accounts/login" in location


@pytest.mark.slow
@pytest.mark.parametrize("role", [role.key for role in STARTING_ROLES])
def test_a_role_opens_what_its_permissions_say_and_nothing_else(role: str) -> None:
    unit = Unit.objects.create(name="Shop")
    person = Person.objects.create_user(f"{role}@example.test", "a long password", name=role)
    Membership.objects.create(person=person, unit=unit, role=Role.objects.get(key=role))
    client = Client(raise_request_exception=False)
    client.force_login(person)
    declared = declared_permissions()
    wrong = []
    for address in addresses():
        status, location = _ask(client, address)
        if address.access in ("public", "signed in", None):
            may = True
        else:
            may = role == OPERATOR or role in declared.get(str(address.access), ())
        refused = _refused(status, location, address)
        # someone who may come can still be told that this row is not theirs
        if status >= 500 or (refused and may and status != 403) or (not refused and not may):
            wrong.append(f"{address.method} {address.path} ({address.access}): {status} {location}")
    assert wrong == []


def test_a_stranger_is_sent_to_sign_in() -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for address in addresses():
        status, location = _ask(client, address)
        if status >= 500 or (address.access != "public" and not _refused(status, location, address)):
            wrong.append(f"{address.method} {address.path} ({address.access}): {status} {location}")
    assert wrong == []

"""The API against its own document: whatever is sent, no crash, and no answer that the document does not tell of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from zhiyin.config.wsgi import application
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.rooms import declared_permissions

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def requests_keep_the_connection() -> Iterator[None]:
    """The test's own transaction must outlive a request, as it does under Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("requests_keep_the_connection")
def test_the_api_answers_as_its_document_says() -> None:
    Unit.objects.create(name="Shop")
    secret = make_key("a robot", sorted(declared_permissions()), by=system("tests"))[1]
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en", "Host": "localhost"}
    headers["Accept-Encoding"] = "identity"
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    wrong: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            with transaction.atomic():
                case.call_and_validate(checks=CHECKS, headers=headers)
                transaction.set_rollback(True)

        try:
            ask()
        except BaseExceptionGroup as group:
            wrong += [f"{operation.label}: {one}" for one in group.exceptions]
        except Exception as error:
            wrong.append(f"{operation.label}: {error}")
    assert wrong == [], "\n\n".join(wrong)

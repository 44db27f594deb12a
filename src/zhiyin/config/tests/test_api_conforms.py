"""The API against its own document: whatever is sent, no crash, and no answer that the document does not tell of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
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
def document(db: None) -> Iterator[Any]:
    for signal in (request_started, request_finished):  # the test's own transaction must outlive a request
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.pytest.from_fixture("document")


@pytest.fixture
def secret(db: None) -> str:
    Unit.objects.create(name="Shop")
    return make_key("a robot", sorted(declared_permissions()), by=system("tests"))[1]


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_api_answers_as_its_document_says(case: Any, secret: str) -> None:
    case.call_and_validate(
        checks=CHECKS, headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en", "Host": "localhost"}
    )

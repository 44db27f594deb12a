"""What every API handler stands on: who asks (`request.actor`), what they may (`scope`), and one kind of answer.

    router = Router(tags=["lamps"])

    @router.get("/lamps/{number}", response=LampOut)
    @scope("lamp.read")
    def lamp(request, number: int):
        return lamp_for(request.actor, number)

The scope is checked before the request's fields are looked at. Writes may carry an `Idempotency-Key`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.parser import Parser
from ninja.security import HttpBearer
from ninja.security.session import SessionAuth

from zhiyin.face.idempotency import once_per_key
from zhiyin.face.problems import MEDIA_TYPE, SCHEMA, Problem, answer
from zhiyin.kernel.people.actions import actor_of_key
from zhiyin.kernel.people.actor import Actor

View = TypeVar("View", bound=Callable[..., Any])


def scope(permission: str) -> Callable[[View], View]:
    """Let only actors with this permission in: for a person a role's, for a key one of its scopes."""

    def dress(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(run)
        def scoped(request: HttpRequest, **values: Any) -> HttpResponse:
            request.scope = permission  # type: ignore[attr-defined]
            return run(request, **values)

        return scoped

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return decorate_view(dress)(view)

    return mark


def anyone(view: View) -> View:
    """A handler that asks for no permission: it stands on `auth=None` and checks a signature or token itself."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


class KeyAuth(HttpBearer):
    """`Authorization: Bearer zy_…`: the actor is the key, with its scopes and its unit."""

    openapi_name = "key"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return identified(request)


class PersonAuth(SessionAuth):
    """A signed-in person; writes need the page's CSRF token."""

    openapi_name = "session"

    def __init__(self) -> None:
        super().__init__(csrf=True)
        self.openapi_name = "session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor = identified(request)
        return actor if actor is not None and actor.kind == "person" else None


key_auth = KeyAuth()
session_auth = PersonAuth()


def identified(request: HttpRequest) -> Actor | None:
    """Who asks: the key of the Authorization header, else the signed-in person. Asked of the database once a request."""
    if not hasattr(request, "_identified"):
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            actor = actor_of_key(secret.strip())
            if actor is not None:
                request.actor = actor  # type: ignore[attr-defined]
        else:
            actor = request.actor if request.actor.kind == "person" else None  # type: ignore[attr-defined]
        request._identified = actor  # type: ignore[attr-defined]
    return request._identified  # type: ignore[attr-defined, no-any-return]


class StrictParser(Parser):
    """JSON as the standard has it: no NaN, and no text that PostgreSQL cannot hold (NUL, half a surrogate pair)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        body = json.loads(request.body, parse_constant=_no_constant)
        _check_texts(body, "body")
        return body  # type: ignore[no-any-return]

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:  # fmt: skip
        found = super().parse_querydict(data, list_fields, request)
        _check_texts(found, "query")
        return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check_texts(value: Any, place: str) -> None:
    if isinstance(value, str):
        if "\x00" in value or (not value.isascii() and any("\ud800" <= one <= "\udfff" for one in value)):
            message = _("Leave out characters that are no text (NUL, or half a surrogate pair).")
            raise Problem(422, message, [{"field": place, "message": message}])
    elif isinstance(value, dict):
        for key, one in value.items():
            _check_texts(key, place)
            _check_texts(one, f"{place}.{key}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            _check_texts(one, f"{place}.{index}")


class ZhiyinAPI(NinjaAPI):
    """The API of the house: keys and sessions, scopes, problem details, idempotency keys, OpenAPI 3.1."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            auth=[key_auth, session_auth], parser=StrictParser(), docs_url=None, openapi_url=None, **options
        )
        for known in (Exception, *self._exception_handlers):
            self.add_exception_handler(known, answer)  # type: ignore[arg-type]
        self.add_decorator(once_per_key, mode="view")

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        needed = getattr(request, "scope", None)
        if needed is not None:
            request.actor.require(needed)  # type: ignore[attr-defined]
        for value in (request.resolver_match.kwargs if request.resolver_match else {}).values():
            _check_texts(value, "path")
        return super().create_temporal_response(request)

    def document(self) -> dict[str, Any]:
        """The OpenAPI 3.1 document, with scopes, problems and idempotency keys."""
        found: dict[str, Any] = json.loads(json.dumps(self.get_openapi_schema(path_prefix=""), default=str))
        found["components"].setdefault("schemas", {})["Problem"] = SCHEMA
        problem = {
            "description": "A problem (RFC 9457)",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        accesses = self._accesses()
        for path, methods in found["paths"].items():
            for method, operation in methods.items():
                operation.setdefault("responses", {})["default"] = problem
                access = accesses.get(operation["operationId"])
                if access and access != "public":
                    operation["x-scope"] = access
                if method in ("post", "put", "patch", "delete") and access != "public":
                    operation.setdefault("parameters", []).append(_IDEMPOTENCY_PARAMETER)
            found["paths"][path] = methods
        return found

    def _accesses(self) -> dict[str, str]:
        return {
            operation.operation_id or self.get_openapi_operation_id(operation): access
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
            if (access := getattr(operation.view_func, "access", None))
        }


_IDEMPOTENCY_PARAMETER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Send the same key again after a lost answer: the work is done once, the answer is the same.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}

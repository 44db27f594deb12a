"""Errors of the API as problem details (RFC 9457): what is wrong, in which field, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"

#: the shape of a problem in the OpenAPI document
SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "An address that names the kind of problem, or about:blank."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do about it."},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


class Problem(Exception):
    """Raise it anywhere below an API handler: `status`, what is wrong (translated), and faults by field."""

    def __init__(self, status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, list(errors)


def problem(
    request: HttpRequest, status: int, detail: str, errors: Sequence[Mapping[str, str]] = (), **headers: str
) -> HttpResponse:
    """The response for one problem. `errors` name fields as `body.amount`."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    if errors:
        body["errors"] = list(errors)
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", errors="replace")
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)


def answer(request: HttpRequest, error: Exception) -> HttpResponse:
    """The problem that an exception is, as a response; what nobody foresaw is logged and a 500."""
    match error:
        case Problem():
            return problem(request, error.status, error.detail, error.errors)
        case NinjaValidationError():
            faults = [_fault(one) for one in error.errors]
            return problem(request, 422, _("Some fields are not as they should be. Mend them and send again."), faults)
        case DjangoValidationError():
            faults = [{"field": field, "message": text} for field, texts in _by_field(error) for text in texts]
            return problem(request, 422, " ".join(error.messages), faults)
        case Http404():
            return problem(request, 404, _("There is nothing here, or nothing that you may see."))
        case PermissionDenied():
            return problem(request, 403, str(error) or _("You may not do this."))
        case HttpError():
            return _of_http_error(request, error)
        case RequestDataTooBig():
            return problem(request, 413, _("The request is too big."))
        case SuspiciousOperation() | BadRequest():
            return problem(request, 400, str(error) or _("The request cannot be understood."))
        case DataError() | UnicodeEncodeError() | OverflowError():
            detail = _("A value does not fit: a number is too large, or a text has characters that cannot be stored.")
            return problem(request, 422, detail)
        case IntegrityError():
            log.warning("api_conflict", path=request.path, error=str(error))
            detail = _("This contradicts what is stored: it exists already, or something it names does not.")
            return problem(request, 409, detail)
        case _:
            log.error("api_failed", path=request.path, exc_info=error)
            return problem(request, 500, _("Something failed on our side. It was noted; try again later."))


def _of_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, Problem):  # the parser said it better
        return answer(request, cause)
    if error.status_code == 401:
        detail = _("Sign in, or send an API key as “Authorization: Bearer zy_…”.")
        return problem(request, 401, detail, (), **{"WWW-Authenticate": "Bearer"})
    if error.status_code == 400:
        return problem(request, 400, _("The body is not valid JSON."))
    return problem(request, error.status_code, str(error))


def _by_field(error: DjangoValidationError) -> list[tuple[str, list[str]]]:
    return list(error.message_dict.items()) if hasattr(error, "error_dict") else []


def _fault(found: Mapping[str, Any]) -> dict[str, str]:
    field = ".".join(str(part) for part in found["loc"])
    sentence = _SENTENCES.get(found["type"])
    return {"field": field, "message": sentence(found.get("ctx", {})) if sentence else str(found["msg"])}


_Sentence = Callable[[Mapping[str, Any]], str]
_SENTENCES: dict[str, _Sentence] = {
    "missing": lambda _ctx: _("Give this field."),
    "extra_forbidden": lambda _ctx: _("This field is not known here: leave it out."),
    "string_type": lambda _ctx: _("Give a text."),
    "string_too_short": lambda ctx: _("Give at least %(n)s characters.") % {"n": ctx.get("min_length")},
    "string_too_long": lambda ctx: _("Give at most %(n)s characters.") % {"n": ctx.get("max_length")},
    "int_parsing": lambda _ctx: _("Give a whole number."),
    "int_type": lambda _ctx: _("Give a whole number."),
    "int_parsing_size": lambda _ctx: _("Give a smaller number."),
    "int_from_float": lambda _ctx: _("Give a whole number."),
    "bool_parsing": lambda _ctx: _("Give true or false."),
    "uuid_parsing": lambda _ctx: _("Give an identifier (a UUID)."),
    "datetime_from_date_parsing": lambda _ctx: _("Give a time such as 2026-11-22T09:00:00+08:00."),
    "datetime_parsing": lambda _ctx: _("Give a time such as 2026-11-22T09:00:00+08:00."),
    "date_from_datetime_parsing": lambda _ctx: _("Give a date such as 2026-11-22."),
    "literal_error": lambda ctx: _("Give one of: %(expected)s.") % {"expected": ctx.get("expected")},
    "enum": lambda ctx: _("Give one of: %(expected)s.") % {"expected": ctx.get("expected")},
    "greater_than_equal": lambda ctx: _("Give %(n)s or more.") % {"n": ctx.get("ge")},
    "less_than_equal": lambda ctx: _("Give %(n)s or less.") % {"n": ctx.get("le")},
}


class ProblemMiddleware:
    """Under `/api/` every error is a problem, also those that never reach a handler (unknown path, wrong method)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = response.get("Content-Type", "").startswith(MEDIA_TYPE)
        if response.status_code < 400 or known or not request.path.startswith("/api/"):
            return response
        detail = {
            403: _("The request was refused: a page's request must carry its CSRF token."),
            404: _("There is nothing here, or nothing that you may see."),
            405: _("This address does not know that method."),
        }.get(response.status_code, HTTPStatus(response.status_code).phrase)
        answered = problem(request, response.status_code, detail)
        if "Allow" in response:
            answered["Allow"] = response["Allow"]
        return answered

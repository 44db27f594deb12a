"""A person at the pages without a browser: opens an address, fills in the form that stands there, sends it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from zhiyin.kernel.people.models import Person


class _Forms(HTMLParser):
    """The fields of every form of a page, by the address it goes to."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, list[str]]] = {}
        self._fields: dict[str, list[str]] | None = None
        self._select = self._textarea = self._first = ""
        self._aside = False  # within a <template>, which a browser does not send

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._aside = self._aside or tag == "template"
        if self._aside:
            return
        if tag == "form":
            address = given.get("action") or given.get("hx-post") or ""
            self._fields = self.forms.setdefault(address, {})
        if self._fields is None:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            ticked = given.get("type") in ("checkbox", "radio")
            if ticked and "checked" not in given:
                return
            self._fields.setdefault(name, []).append(given.get("value", "on" if ticked else ""))
        elif tag == "select":
            self._select, self._first = name, "" if "multiple" in given else "first"
        elif tag == "option" and self._select:
            if self._first == "first":
                self._first = given.get("value", "")
                self._fields[self._select] = [self._first]
            if "selected" in given:
                known = self._fields.setdefault(self._select, [])
                known[:] = [given.get("value", "")] if known == [self._first] else [*known, given.get("value", "")]
        elif tag == "textarea":
            self._textarea = name
            self._fields[name] = [""]

    def handle_data(self, data: str) -> None:
        if self._textarea and self._fields is not None:
            self._fields[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._aside = False
        elif tag == "form":
            self._fields = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""


class Visitor:
    """Someone with a browser of their own; a person of the house when signed in."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-hans"})
        if person is not None:
            self.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def reads(self, address: str) -> str:
        """The text of a page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        return answer.content.decode()

    def sends(self, address: str, to: str, **filled: Any) -> str:
        """Open `address`, fill in the form there that goes to `to` (a button counts as filled in), send it; returns where
        it led."""
        parser = _Forms()
        parser.feed(self.reads(address))
        here = address.split("?")[0]
        fields = next((one for action, one in parser.forms.items() if (action or here).split("?")[0] == to), None)
        assert fields is not None, f"{address} has no form to {to}; it has {sorted(parser.forms)}"
        token = self.client.cookies.get("csrftoken")
        data = {**fields, **filled} | ({"csrfmiddlewaretoken": token.value} if token is not None else {})
        answer = self.client.post(to, data)
        assert answer.status_code < 400, f"{to} answered {answer.status_code}: {_complaints(answer.content.decode())}"
        return answer.headers.get("Location", to)


def _complaints(page: str) -> list[str]:
    """What a page says is wrong."""
    marked = re.findall(r'class="(?:error|errorlist|fault)[^>]*>(.{0,500})', page, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split())[:200] for one in marked[:5]]

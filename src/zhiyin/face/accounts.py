"""How people come in: nobody signs up by themselves, the operator invites."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from zhiyin.kernel.people.reads import memberships_in_use


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: accounts are made by an operator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def demo_logins(most: int = 8) -> list[dict[str, str]]:
    """The people of a demonstration who may come in with one click, one a role: name, role, e-mail, password.

    The demonstration sets `DEMO_PASSWORD`, the one password of its invented people.
    """
    password = getattr(settings, "DEMO_PASSWORD", "")
    english = get_language() == "en"
    chosen: dict[str, dict[str, str]] = {}
    for one in memberships_in_use():
        role = one.role.name_en if english and one.role.name_en else one.role.name
        chosen.setdefault(
            role, {"name": one.person.name, "role": role, "email": one.person.email, "password": password}
        )
    return list(chosen.values())[:most] if password else []

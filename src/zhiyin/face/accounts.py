"""How people come in: nobody signs up by themselves, the operator invites."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: accounts are made by an operator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

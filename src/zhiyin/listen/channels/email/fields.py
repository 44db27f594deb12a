"""What a mailbox is asked for when it is connected."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SECRETS = frozenset({"password", "smtp_password", "send_key", "oauth_client_secret", "oauth_refresh_token"})

_KNOWN = _("Left empty with Google and Microsoft, it is theirs.")
_SECURITY = (
    ("tls", pgettext_lazy("mail server", "TLS")),
    ("starttls", pgettext_lazy("mail server", "STARTTLS")),
    ("none", pgettext_lazy("mail server", "none (only inside your own network)")),
)


def fields() -> Mapping[str, forms.Field]:
    """All but the address may stay empty: then mail comes to our own door, and leaves by the installation's server."""
    return {
        "address": forms.EmailField(
            label=_("Address of the mailbox"),
            help_text=_("Mail to this address comes in here, and answers leave from it."),
        ),
        "imap_host": forms.CharField(
            label=_("IMAP server"),
            max_length=253,
            required=False,
            widget=forms.TextInput(attrs={"placeholder": "imap.example.com"}),
            help_text=_("Where the mailbox lies. Left empty, its mail must be forwarded to Zhiyin's own mail door."),
        ),
        "imap_port": _port(_("IMAP port"), 993),
        "imap_security": _choice(_("IMAP encryption"), _SECURITY),
        "imap_folder": _text(_("Folder"), "INBOX"),
        "imap_user": _text(_("User name"), help_text=_("Left empty, it is the address.")),
        "sign_in": _choice(
            _("Signs in with"), (("password", _("a password")), ("oauth", _("OAuth 2.0 (Gmail, Microsoft 365)")))
        ),
        "password": _text(
            _("Password"), help_text=_("163, 126 and QQ want the authorisation code (授权码) here, not the password.")
        ),
        "oauth_provider": _choice(
            _("OAuth 2.0 of"), (("", _("another provider")), ("google", "Google"), ("microsoft", "Microsoft"))
        ),
        "oauth_client_id": _text(
            _("Client id"), help_text=_("Of the application that you registered there for Zhiyin.")
        ),
        "oauth_client_secret": _text(_("Client secret")),
        "oauth_consent_url": _url(_("Consent URL"), help_text=_KNOWN),
        "oauth_token_url": _url(_("Token URL"), help_text=_KNOWN),
        "oauth_scope": _text(_("Scope"), size=500, help_text=_KNOWN),
        "oauth_refresh_token": _text(
            _("Refresh token"),
            size=8000,
            help_text=_("“Connect” on the connect page brings it; or enter one you have."),
        ),
        "fetch_from": _choice(
            _("Fetch mail"),
            (("now", _("from now on")), ("week", _("of the last seven days too")), ("all", _("all that lies there"))),
            help_text=_("Counts for the first connection. Everything fetched becomes a case, also what was answered."),
        ),
        "after_fetching": _choice(
            _("Fetched mail there"),
            (("leave", _("stays as it is")), ("read", _("is marked as read")), ("move", _("is moved to a folder"))),
        ),
        "move_to": _text(_("Moved to folder"), "Zhiyin"),
        "send_by": _choice(
            _("Answers leave by"),
            (("", _("SMTP")), ("mailgun", _("the API of Mailgun")), ("gmail", _("the API of Gmail, with OAuth 2.0"))),
        ),
        "send_key": _text(_("Key of the API"), help_text=_("Mailgun's. Gmail takes the OAuth 2.0 above.")),
        "send_url": _url(
            _("Address of the API"),
            help_text=_("Left empty, it is the usual one. Mailgun in Europe: https://api.eu.mailgun.net"),
        ),
        "smtp_host": forms.CharField(
            label=_("SMTP server"),
            max_length=253,
            required=False,
            widget=forms.TextInput(attrs={"placeholder": "smtp.example.com"}),
            help_text=_("By which answers leave. Left empty, they leave by the server of the installation."),
        ),
        "smtp_port": _port(_("SMTP port"), 465),
        "smtp_security": _choice(_("SMTP encryption"), _SECURITY),
        "smtp_user": _text(_("SMTP user name"), help_text=_("Left empty, it is the one above.")),
        "smtp_password": _text(_("SMTP password"), help_text=_("Left empty, it is the one above.")),
    }


def _text(label: object, placeholder: str = "", *, size: int = 300, help_text: object = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"placeholder": placeholder} if placeholder else {})
    return forms.CharField(label=label, max_length=size, required=False, widget=widget, help_text=help_text)  # type: ignore[arg-type]  # stubs know no lazy text by that name


def _url(label: object, help_text: object = "") -> forms.URLField:
    return forms.URLField(label=label, required=False, assume_scheme="https", help_text=help_text)  # type: ignore[arg-type]


def _port(label: object, usual: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=65535, initial=usual)  # type: ignore[arg-type]


def _choice(label: object, choices: tuple[tuple[str, object], ...], help_text: object = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=choices,
        required=False,
        initial=choices[0][0],
        help_text=help_text,  # type: ignore[arg-type]
    )

"""Whether a bot is connected; the webhook is set on the way, for nobody else can set it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.kernel.outbound import NotSent
from zhiyin.listen.channels.connecting import HEARD, REACHABLE, address_for, heard, reachable
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import Check, Steps
from zhiyin.listen.channels.telegram.asking import NoBotApi, Said, ask
from zhiyin.listen.channels.telegram.taking import secret_of

#: what we want to be told
UPDATES = ["message", "edited_message"]
_BOT, _WEBHOOK = gettext_lazy("Telegram knows the bot"), gettext_lazy("Telegram knows our address")


def _reachable(channel: Channel) -> Check:
    return reachable(channel, only_https=True)


def _bot(channel: Channel) -> Check:
    what = str(_BOT)
    try:
        bot = ask(channel, "getMe")
    except Said as said:
        advice = _("Copy the token anew from @BotFather into the settings.") if said.code in (401, 404) else ""
        return Check(what, False, f"{said.words} {advice}".strip())
    except (NotSent, NoBotApi) as error:
        return Check(what, False, str(error))
    return Check(what, True, f"@{bot.get('username', '')}")


def _webhook(channel: Channel) -> Check:
    """Told anew each time: that repeats the secret too."""
    what, url = str(_WEBHOOK), address_for(channel)
    later = Check(what, None, _("It is told when the steps above are done."))
    if not _reachable(channel).well:
        return later
    try:
        ask(channel, "setWebhook", {"url": url, "secret_token": secret_of(channel), "allowed_updates": UPDATES})
        found = ask(channel, "getWebhookInfo")
    except Said as said:
        return later if said.code in (401, 404) else Check(what, False, said.words)
    except (NotSent, NoBotApi) as error:
        return Check(what, False, str(error))
    if found.get("url") != url:
        return Check(what, False, _("Another program set its own address: %(url)s.") % {"url": found.get("url")})
    if found.get("last_error_message") and found.get("pending_update_count"):
        words = _("Telegram could not reach us and keeps %(n)s messages: %(words)s.")
        return Check(what, False, words % {"n": found["pending_update_count"], "words": found["last_error_message"]})
    return Check(what, True, url)


checks = Steps(reachable=(REACHABLE, _reachable), bot=(_BOT, _bot), webhook=(_WEBHOOK, _webhook), heard=(HEARD, heard))

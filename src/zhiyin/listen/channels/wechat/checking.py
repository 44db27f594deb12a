"""Whether an official account is connected."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.kernel.outbound import NotSent
from zhiyin.listen.channels.connecting import HEARD, REACHABLE, address_for, heard, reachable
from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Check, Steps
from zhiyin.listen.channels.wechat.asking import ask
from zhiyin.listen.channels.wechat.refusals import Said

_ACCOUNT, _ADDRESS = gettext_lazy("WeChat knows the account"), gettext_lazy("WeChat knows our address")


def _account(channel: Channel) -> Check:
    what = str(_ACCOUNT)
    try:
        ask(channel, "/cgi-bin/get_api_domain_ip")
    except Said as said:
        return Check(what, False, said.words)
    except (NotSent, ConnectionError, ValueError, KeyError) as error:
        return Check(what, False, str(error))
    return Check(what, True)


def _address(channel: Channel) -> Check:
    what = str(_ADDRESS)
    if channel.settings.get("encrypted") and not channel.secret("aes_key"):
        return Check(what, False, _("Messages are to be encrypted: enter the EncodingAESKey, or untick it."))
    if Arrival.objects.filter(channel=channel).exists():
        return Check(what, True)
    words = _(
        "On the WeChat platform, under 服务器配置, enter the URL %(url)s and the Token of this channel, choose "
        "%(mode)s, and press 提交 and 启用."
    )
    mode = "安全模式" if channel.settings.get("encrypted") else "明文模式"
    return Check(what, None, words % {"url": address_for(channel), "mode": mode})


checks = Steps(
    reachable=(REACHABLE, reachable), account=(_ACCOUNT, _account), address=(_ADDRESS, _address), heard=(HEARD, heard)
)

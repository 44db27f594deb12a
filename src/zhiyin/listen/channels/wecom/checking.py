"""Whether WeChat customer service is connected."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.kernel.outbound import NotSent
from zhiyin.listen.channels.connecting import HEARD, REACHABLE, address_for, heard, reachable
from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Check, Steps
from zhiyin.listen.channels.wecom.asking import ask
from zhiyin.listen.channels.wecom.refusals import Said

_ACCOUNTS, _ADDRESS = gettext_lazy("WeCom lets us serve an account"), gettext_lazy("WeCom knows our address")


def _accounts(channel: Channel) -> Check:
    what = str(_ACCOUNTS)
    try:
        found = ask(channel, "/cgi-bin/kf/account/list", {"offset": 0, "limit": 100}).get("account_list") or []
    except Said as said:
        return Check(what, False, said.words)
    except (NotSent, ConnectionError, ValueError, KeyError) as error:
        return Check(what, False, str(error))
    if not found:
        return Check(what, False, _("There is no customer service account yet. Make one in WeCom under 微信客服."))
    names = ", ".join(str(one.get("name") or one.get("open_kfid")) for one in found)
    if not any(one.get("manage_privilege", True) for one in found):
        words = _("This app may not manage any of %(names)s. In WeCom, under 微信客服, let it.")
        return Check(what, False, words % {"names": names})
    return Check(what, True, names)


def _address(channel: Channel) -> Check:
    what = str(_ADDRESS)
    if Arrival.objects.filter(channel=channel).exists():
        return Check(what, True)
    words = _(
        "In WeCom, under 微信客服, 可调用接口的应用 (or 开发配置), set 接收消息: enter the URL %(url)s and the Token and "
        "EncodingAESKey of this channel, and save."
    )
    return Check(what, None, words % {"url": address_for(channel)})


checks = Steps(
    reachable=(REACHABLE, reachable),
    accounts=(_ACCOUNTS, _accounts),
    address=(_ADDRESS, _address),
    heard=(HEARD, heard),
)

"""The kinds of channel that this house offers, one line a provider; and the policies of what leaves."""

from zhiyin.listen.channels import limits
from zhiyin.listen.channels.api_posts import provider as api_posts
from zhiyin.listen.channels.chat import provider as chat
from zhiyin.listen.channels.email import provider as email
from zhiyin.listen.channels.telegram import provider as telegram
from zhiyin.listen.channels.webhook import provider as webhook
from zhiyin.listen.channels.wechat import provider as wechat
from zhiyin.listen.channels.wecom import provider as wecom

__all__ = ["api_posts", "chat", "email", "limits", "telegram", "webhook", "wechat", "wecom"]

"""Pages of the frame and of the kernel's nouns, a module a noun."""

from zhiyin.face.views.customers import consents, customer, customers, merge_undoing, merges
from zhiyin.face.views.home import home, live_token
from zhiyin.face.views.policies import policies, policy, policy_change
from zhiyin.face.views.preferences import language, look, preferences
from zhiyin.face.views.search import search
from zhiyin.face.views.why import why

__all__ = [
    "consents",
    "customer",
    "customers",
    "home",
    "language",
    "live_token",
    "look",
    "merge_undoing",
    "merges",
    "policies",
    "policy",
    "policy_change",
    "preferences",
    "search",
    "why",
]

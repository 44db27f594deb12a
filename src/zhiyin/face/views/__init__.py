"""Pages of the frame and of the kernel's nouns, a module a noun."""

from zhiyin.face.views.customers import customers
from zhiyin.face.views.home import home, live_token
from zhiyin.face.views.preferences import language, look, preferences
from zhiyin.face.views.search import search
from zhiyin.face.views.why import why

__all__ = ["customers", "home", "language", "live_token", "look", "preferences", "search", "why"]

"""Reading one text: its language, words, mood, topic, and what must be hidden in it. Chinese and English, no database.

>>> from zhiyin.lib.text import mood_of, query_tokens
>>> mood_of("房间很干净，前台也很热情").label
'positive'
>>> query_tokens("订单")
['订单']
"""

from zhiyin.lib.text.language import Language, language_of
from zhiyin.lib.text.mood import Mood, MoodLabel, mood_of
from zhiyin.lib.text.redaction import redact
from zhiyin.lib.text.topic import OTHER, Topic, TopicLexicon, topic_of
from zhiyin.lib.text.words import index_tokens, normal, query_tokens, segment, stem

__all__ = [
    "OTHER",
    "Language",
    "Mood",
    "MoodLabel",
    "Topic",
    "TopicLexicon",
    "index_tokens",
    "language_of",
    "mood_of",
    "normal",
    "query_tokens",
    "redact",
    "segment",
    "stem",
    "topic_of",
]

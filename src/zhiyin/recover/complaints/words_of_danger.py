"""Words that tell of danger to people, found in a text; a list as people edit it. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from zhiyin.lib.text.spotting import Spotter

#: what the house begins with; longer words win, so that an exception that contains a word of danger is none
DEFAULT_WORDS = (
    "着火, 起火, 失火, 冒烟, 爆炸, 漏电, 触电, 燃气泄漏, 煤气泄漏, 漏煤气, 一氧化碳, 食物中毒, 中毒, 送医, 急救, "
    "救护车, 住进医院, 骨折, 流血, 出血, 昏迷, 晕倒, 窒息, 溺水, 烫伤, 烧伤, 割伤, 砸伤, 摔伤, 受伤, 过敏反应, 性骚扰, "
    "猥亵, 跟踪我, 殴打, 被打, 持刀, 威胁我, 自杀, 不想活, 报警, 孩子不见了, 被困, "
    "on fire, caught fire, full of smoke, smoke coming out, exploded, explosion, electric shock, gas leak, "
    "carbon monoxide, food poisoning, poisoned, ambulance, in hospital, to hospital, unconscious, fainted, choked, "
    "drowned, bleeding, broken bone, burnt, scalded, injured, injury, allergic reaction, assaulted, harassed, "
    "threatened me, stalking me, with a knife, suicide, kill myself, called the police, trapped, missing child"
)
DEFAULT_EXCEPTIONS = (
    "爆炸优惠, 爆炸价, 电脑中毒, 急救包, 急救箱, 报警器, 未受伤, 没有受伤, 没受伤, "
    "burnt out, burnt toast, not injured, nobody was injured, no one was injured, data explosion, next to hospital"
)
_APART = re.compile(r"[,，、;；\n]+")


def words_in(listed: str) -> list[str]:
    """The words of a list as people write it, lower-cased, each once.

    >>> words_in("着火、Gas leak,, gas leak")
    ['着火', 'gas leak']
    """
    return list(dict.fromkeys(word for one in _APART.split(listed) if (word := " ".join(one.lower().split()))))


def fault_of_words(listed: str) -> str:
    """What is wrong with a list: nothing in it, or a word so short that it would be found everywhere."""
    words = words_in(listed)
    short = [word for word in words if len(word) < (3 if word.isascii() else 2)]
    if not words:
        return _("List at least one word.")
    return _("Too short to mean anything alone: %(words)s.") % {"words": ", ".join(short)} if short else ""


def dangers_in(text: str, words: str, exceptions: str = "") -> list[str]:
    """The words of danger that a text holds, each once, in order.

    >>> dangers_in("房间插座冒烟，像是着火了", "冒烟, 着火"), dangers_in("爆炸优惠！", "爆炸", "爆炸优惠")
    (['冒烟', '着火'], [])
    """
    found = _spotter(words, exceptions).spots(text.lower())
    return list(dict.fromkeys(str(spot.value) for spot in found if spot.value))


@lru_cache(maxsize=8)
def _spotter(words: str, exceptions: str) -> Spotter[str]:
    return Spotter({word: word for word in words_in(words)} | dict.fromkeys(words_in(exceptions), ""))

"""Which answers speak against each other, and what may be said of how few. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: from this satisfaction on a customer was content with how the case was handled
CONTENT_FROM = 4


def outweighed(kind: str, satisfaction: int | None) -> bool:
    """Whether a poor recommendation is outweighed by the satisfaction given in the same answers.

    Somebody may be content with how this case was handled and still not recommend us; reopening it would help nobody.

    >>> outweighed("nps", 5), outweighed("nps", None), outweighed("csat", 5)
    (True, False, False)
    """
    return kind == "nps" and satisfaction is not None and satisfaction >= CONTENT_FROM


#: the end of the scale of each kind of question
SCALES = {"csat": 5, "nps": 10, "ces": 7}

#: the three that fairness is made of, in the order in which they are asked
JUSTICE = ("outcome", "process", "treatment")
#: from so many complete answers on it is said which of the three moves satisfaction most (M129)
RANKED_FROM = 100
#: of the scores before a failure, so many of the last count, none older than so many days
BEFORE_MOST, BEFORE_DAYS = 5, 365
#: of the scores after it, those of so many days up to the newest count
AFTER_DAYS = 30
#: who is not back after so many days needs another plan
REPLAN_DAYS = 30


def is_back(before: float | None, after: float | None) -> bool:
    """Whether somebody is at least as satisfied as before; who had not answered before is to be content.

    >>> is_back(4.5, 4.4), is_back(4.5, 4.5), is_back(2.0, 2.5), is_back(None, 3.9), is_back(5.0, None)
    (False, True, True, False, False)
    """
    return after is not None and after >= (CONTENT_FROM if before is None else before) - 1e-9


#: what a reply to a review begins as; whoever writes it fills the brackets
FIRST_DRAFT = {
    "zh": "谢谢您的评价。这次没有让您满意，非常抱歉。【写明发生了什么、我们改了什么】欢迎您再联系我们，我们一定跟到底。",
    "en": "Thank you for telling us. We are sorry that we let you down. [What happened, and what we have changed] "
    "Please write to us, and we will see it through.",
}
_GAP = re.compile(r"【[^】]*】|\[[^\]]*\]")
_PRIVATE = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\+?\d(?:[ -]?\d){5,}|\b[A-Za-z]{1,5}[-_]?\d{4,}\b", re.ASCII)


def fault_of_reply(text: str, order_numbers: Iterable[str] = ()) -> str:
    """What keeps a public reply from being approved: "empty" (nothing, or gaps), else the private words; blank: nothing.

    Order numbers, telephone numbers and addresses stay out of what everybody reads (M43).

    >>> fault_of_reply("抱歉，订单 HM-20931 已退款"), fault_of_reply("Sorry. [what]"), fault_of_reply("24 小时内改好")
    ('HM-20931', 'empty', '')
    """
    if not text.strip() or _GAP.search(text):
        return "empty"
    known = next((number for number in order_numbers if number and number in text), "")
    found = _PRIVATE.search(text)
    return known or (found[0] if found else "")

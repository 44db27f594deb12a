"""Which answers speak against each other, and what may be said of how few. Pure."""

from __future__ import annotations

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

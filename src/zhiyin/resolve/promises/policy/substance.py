"""What counts as an answer: more than a greeting, a signature and "we have got it". Pure."""

from __future__ import annotations

import re

# What says only that a message came in, or that somebody will look: no answer yet. Whole sentences, without punctuation.
_MERELY = (
    r"您好|你好|亲|在的|在|嗯|好|好的|好滴|ok|okay|祝好|此致|敬礼",
    r"您的(?:消息|来信|邮件|反馈)(?:我们)?已?经?收到了?",
    r"(?:我们)?已?经?收到了?(?:(?:您|你)的)?(?:消息|来信|邮件|反馈|问题)?了?",
    r"请?您?(?:稍等|稍候|稍后|等一下|等一等|耐心等待)(?:一下|片刻|一会儿?)?",
    r"(?:我们|我)?[会将]?(?:尽快|稍后|马上|及时)(?:[为给跟与]您)?(?:处理|回复|联系|答复|查看|核实|跟进)[您你]?(?:的|一下)?",
    r"(?:我们|我)?(?:马上|正在)?(?:[帮为给]您)?(?:看看|看一下|查看|查一下|核实)(?:一下)?",
    r"(?:感谢|谢谢)[您你]?的?(?:来信|来电|反馈|耐心等待|理解|支持|联系我们)?",
    r"(?:hi|hello|hey|dear)(?: (?:there|all|sir|madam|[a-z]+))?(?: [a-z]+)?",
    r"(?:thank you|thanks|many thanks)(?: (?:for|so|very) [a-z' ]{0,60})?",
    r"got it|noted|received|understood|sure|hold on|please wait|(?:one|just a) (?:moment|minute|second)(?: please)?",
    r"(?:we|i)(?: have|'ve)? (?:got|received) your (?:message|e-?mail|request|question|ticket|note)",
    r"your (?:message|e-?mail|request)(?: has)?(?: been)? (?:arrived|received)",
    r"(?:we|i)(?: will|'ll| shall|'re going to| are going to) "
    r"(?:get back to you|look into (?:it|this)|check|reply|answer|be in touch|contact you)"
    r"(?: (?:soon|shortly|asap|as soon as (?:we|i) can|as soon as possible|right away))?",
    r"(?:kind|best|warm)? ?(?:regards|wishes)|sincerely(?: yours)?|cheers",
)
_MERE = re.compile("|".join(f"(?:{one})" for one in _MERELY), re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？!?;；，,~～…\n\r]+|\.(?=\s|$)")
#: a letter, a sign or a digit: without one of these nothing is said
_SAYS = re.compile(r"\w")


def is_substantive(text: str, *, files: int = 0, automatic: bool = False) -> bool:
    """Whether a person's text answers: not if a machine wrote it, if it is empty, or if each of its sentences merely says
    that the message came in, that somebody will look, or is a greeting. A file is an answer.

    >>> is_substantive("您好，已收到，我们会尽快处理。"), is_substantive("您好，已收到。退款今天到账。")
    (False, True)
    """
    if automatic:
        return False
    if files:
        return True
    said = [" ".join(one.split()) for one in _SENTENCE.split(text)]
    return any(_SAYS.search(one) and not _MERE.fullmatch(one.strip(" .:：-—")) for one in said)


def asks(text: str) -> bool:
    """Whether a text asks the customer something: only then may a clock stand while we wait for them (B17)."""
    return "?" in text or "？" in text

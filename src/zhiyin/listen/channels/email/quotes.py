"""What is new in a text, and what is folded away: quoted history and signatures of many mail programs. Pure, linear.

Lines are looked at one by one. Nothing is lost: what is not new stands in the second text. When in doubt all is new:
answers between quoted lines stay where they are.
"""

from __future__ import annotations

import re

#: no more lines are looked at, and no more characters of a line
_MOST_LINES, _LONGEST_LINE = 20_000, 500
#: an attribution ("On … wrote:") is broken into so many lines at most
_ATTRIBUTION_LINES = 4
#: a signature has so many lines and characters at most
_SIGNATURE_LINES, _SIGNATURE = 12, 1_000

_DIVIDER = re.compile(
    r"[>\s]*-{2,}[\s\xa0]*(?:original message|original appointment|forwarded message|reply message"
    r"|ursprüngliche nachricht|message d'origine|mensaje original"
    r"|原始邮件|原始郵件|原邮件|原文|回复的原邮件"
    r"|转发的?邮件(?:信息)?|轉寄(?:的)?郵件|转发邮件信息|邮件原件|回覆的原郵件|元のメッセージ)[\s\xa0]*-{2,}\s*",
    re.IGNORECASE,
)
_FORWARDING = re.compile(
    r"[>\s]*(?:begin forwarded message|开始转发的消息|開始轉寄郵件|下面是转发的邮件)\s*[:：]\s*", re.IGNORECASE
)
#: how the last line of an attribution ends
_WROTE = re.compile(
    r"(?:\bwrote|写道|寫道|\bschrieb(?: .{1,200})?|\ba écrit|\bescribió"
    r"|\bha scritto|\bescreveu|のメール|さんは書きました|(?<=[)>])\s?写)\s*[:：]\s*$",
    re.IGNORECASE,
)
#: who or when: without it "他在信里写道：" is somebody's own sentence
_WHO_OR_WHEN = re.compile(r"@|\d{1,2}\s*[:：h]\s*\d{2}|\d{4}\s*[-/年.]\s*\d{1,2}|\d{1,2}[-/月.]\s*\d{1,2}|\b20\d\d\b")
_BEGINS = re.compile(r"[>\s]*(?:On|At|In|Am|Le|El|Il|Em|在|于|於)\b|.*(?:@|\d)", re.IGNORECASE)
_FROM = re.compile(
    r"[>|\s*【\[]*(?:From|发件人|發件人|寄件者|寄件人|Von|De|Da|差出人|送信者)[\s*】\]|]*[:：|]", re.IGNORECASE
)
_FIELDS = re.compile(
    r"[>|\s*【\[]*(?:Sent|Date|To|Cc|Subject|Reply-To|Importance|发送时间|發送時間|发送日期"
    r"|寄件日期|日期|时间|時間|收件人|收件者"
    r"|抄送|副本|主题|主題|主旨|重要性"
    r"|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado(?: el)?|Para|Asunto"
    r"|Inviato|A|Oggetto|送信日時|日時|宛先|件名)[\s*】\]|]*[:：|]",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s>]*[-_=*—]{3,}\s*$")
_QUOTED = re.compile(r"\s*[>＞]")
_DELIMITER = re.compile(r"(?:--|-{18})\s*$")
_PROGRAM = (
    r"(?:my |outlook|yahoo|mail for|proton|samsung|mailbird|spark|gmail|the new|blackberry|thunderbird"
    r"|iphone|ipad|android|foxmail|wps)"
)
_DEVICE = re.compile(
    r"\s*[*_(（\[]*(?:"
    r"(?:从|從)我的\s?.{1,40}(?:发送|寄出|發送|传送|傳送)"
    r"|(?:发|發|寄)自(?:我的)?\s?(?!内心|真心|肺腑|心底)[^，。！？,.!?]{1,40}"
    r"|(?:来自|發送自|发送自)(?:我的)?\s?[^，。！？]{0,30}(?:手机|客户端|邮箱|iphone|ipad|android|outlook)"
    r"|(?:此邮件)?(?:由|通过)?\s?.{0,12}(?:网易邮箱大师|(?:网易邮箱|QQ邮箱|foxmail|阿里邮箱|新浪邮箱)"
    r"(?:手机版|客户端|移动版)?(?:发送|发出|寄出|手机版|客户端))(?:发送|发出|定制)?"
    rf"|sent (?:from|via|with|by|using) {_PROGRAM}.{{0,60}}|get outlook for (?:ios|android|mac).{{0,80}}"
    r"|获取适用于.{1,60}|下载适用于.{1,60}"
    r"|von meinem .{1,30} gesendet|envoyé de mon .{1,30}|enviado desde mi .{1,30}|iPhoneから送信"
    r")[.。)）\]*_]*\s*(?:<https?://\S{1,200}>)?\s*$",
    re.IGNORECASE,
)


def fold(text: str) -> tuple[str, str]:
    """What is new, and what is not: first the signature, then the history. All is new when nothing would stay above it."""
    lines = text.split("\n")
    begin, end = _history(lines[:_MOST_LINES])
    if begin < end < len(lines):
        lines_after = lines[end:]
        above, _ = _unsigned(lines[:begin])
        below, signature = _unsigned(lines_after)
        if any(line.strip() for line in below):
            # Written below the history. With more history further down they are answers between the lines: all is shown.
            if any(_QUOTED.match(line) for line in below):
                return text.strip(), ""
            return _shown([*above, "", *below] if above else below, [*lines[begin:end], *signature], text)
        return _shown(lines[:begin], [*lines[begin:end], *lines_after], text)
    return _shown(lines[:begin], lines[begin:], text) if begin < end else _shown(lines, [], text)


def may_begin_history(words: str) -> bool:
    """Whether these first words of a line could be those of a history."""
    return words.strip("\xa0 \n").startswith("-") or bool(_FROM.match(words.strip("\xa0 \n") + ":"))


def begins_history(text: str) -> bool:
    """Whether a text begins with the head of a quoted mail, or the line that stands above one."""
    lines = [one.strip() for one in text.split("\n")]
    return bool(_DIVIDER.fullmatch(lines[0][:_LONGEST_LINE]) or (_FROM.match(lines[0]) and _is_head(lines, 0)))


def _shown(said: list[str], history: list[str], text: str) -> tuple[str, str]:
    said, signature = _unsigned(said)
    new = "\n".join(said).strip()
    rest = "\n".join(signature).strip(), "\n".join(history).strip()
    return (new, "\n\n".join(one for one in rest if one)) if new else (text.strip(), "")


def _history(lines: list[str]) -> tuple[int, int]:
    """From which line to which the history stands; both are the number of lines when there is none."""
    for number, line in enumerate(lines):
        line = line[:_LONGEST_LINE]
        if not line.strip():
            continue
        if _DIVIDER.fullmatch(line) or _FORWARDING.fullmatch(line) or (_FROM.match(line) and _is_head(lines, number)):
            return _with_rule(lines, number), len(lines)
        last = _attribution(lines, number)
        if last:
            return number, _quoted_until(lines, last)
        if _QUOTED.match(line):
            return number, _quoted_until(lines, number)
    return len(lines), len(lines)


def _is_head(lines: list[str], number: int) -> bool:
    """Whether at least two more fields of a mail's head follow within the next lines."""
    following = [line for line in lines[number + 1 : number + 12] if line.strip()][:6]
    return sum(bool(_FIELDS.match(line[:_LONGEST_LINE])) for line in following) >= 2


def _with_rule(lines: list[str], number: int) -> int:
    """The line of the history's own rule, when one stands just above it."""
    above = number
    while above and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above and _RULE.match(lines[above - 1][:_LONGEST_LINE]) else number


def _attribution(lines: list[str], number: int) -> int:
    """The line after an attribution that begins here, else 0."""
    if not _BEGINS.match(lines[number][:_LONGEST_LINE]):
        return 0
    joined = ""
    for last in range(number, min(number + _ATTRIBUTION_LINES, len(lines))):
        line = lines[last][:_LONGEST_LINE]
        if not line.strip() and joined:
            return 0
        joined += " " + line.strip()
        if _WROTE.search(joined[-300:]):
            return last + 1 if _WHO_OR_WHEN.search(joined) else 0
        if last > number and _WROTE.search(line):
            return last + 1
    return 0


def _quoted_until(lines: list[str], number: int) -> int:
    """Where the lines marked `>` end; without any marked one, the history goes on to the end."""
    first = number
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first == len(lines) or not _QUOTED.match(lines[first]):
        return len(lines)
    end = first
    while end < len(lines) and (not lines[end].strip() or _QUOTED.match(lines[end])):
        end += 1
    return end


def _unsigned(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without the signature at their end, and the signature."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for number in range(end - 1, max(-1, end - _SIGNATURE_LINES - 1), -1):
        if _DELIMITER.match(lines[number]) and sum(map(len, lines[number:end])) <= _SIGNATURE:
            return lines[:number], lines[number:]
    if end and _DEVICE.match(lines[end - 1][:_LONGEST_LINE]) and len(lines[end - 1]) <= 200:
        return lines[: end - 1], lines[end - 1 :]
    return lines, []

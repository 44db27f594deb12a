"""Promises that stand for everybody: a share kept over time, a right within a window, delivery by cut-off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.resolve.promises.kinds.shared import AUDIENCES, CHANNELS, NAMES
from zhiyin.resolve.promises.policy import fault_of_cut_offs, fault_of_exclusions, fault_of_time_zone

_KEY = Fact("key", pgettext_lazy("promise", "Key"), kind="text")
_GIVEN_TO = Outcome("audience", _("Given to"), kind="choice", choices=AUDIENCES)
_TEXTS = (
    Outcome("text_zh", _("Text in Chinese"), kind="text", required=False),
    Outcome("text_en", _("Text in English"), kind="text", required=False),
)

CUT_OFFS = declare(
    "cut_offs",
    label=_("Delivery by cut-off"),
    about=_(
        "By when an order is there, by when it came in on the clock of the customer's region: each cut-off has before "
        "(wall time), days (later) and by (wall time; 24:00 is the end of that day). An empty list promises nothing."
    ),
    facts=(Fact("region", _("Region"), kind="text"), Fact("tier", _("Tier of the customer"), kind="text")),
    outcomes=(
        Outcome("time_zone", _("Time zone"), kind="text", check=fault_of_time_zone),
        Outcome("cut_offs", _("Cut-offs"), kind="json", check=fault_of_cut_offs),
    ),
    default=({"when": {}, "then": {"time_zone": "Asia/Shanghai", "cut_offs": []}},),
)

RATIO_PROMISES = declare(
    "ratio_promises",
    label=_("Promises of a share"),
    about=_(
        "Which share of promises of a kind we keep within a month, a quarter or a year, by the name under which it is "
        "published. It is met when Wilson’s interval lies above the target, missed when it lies below; else it is not yet "
        "decided."
    ),
    facts=(_KEY,),
    outcomes=(
        Outcome("promise", _("Promise"), kind="choice", choices=(("", "–"), *NAMES), required=False),
        Outcome("channel", _("Channel"), kind="choice", choices=(("", "–"), *CHANNELS), required=False),
        Outcome("percent", _("Share in per cent"), kind="number", minimum=0, maximum=100),
        Outcome(
            "window",
            _("Window"),
            kind="choice",
            choices=(("month", _("month")), ("quarter", _("quarter")), ("year", _("year"))),
        ),
        _GIVEN_TO,
        *_TEXTS,
    ),
    default=(
        {
            "when": {"key": ["first_replies_in_time"]},
            "then": {
                "promise": "first_reply",
                "channel": "",
                "percent": 95,
                "window": "month",
                "audience": "public",
                "text_zh": "每个月，95% 的首次回复都按时给出。",
                "text_en": "Each month, 95 % of first replies are in time.",
            },
        },
        {"when": {}, "then": {"promise": "", "channel": "", "percent": 0, "window": "month", "audience": "internal"}},
    ),
)

ENTITLEMENTS = declare(
    "entitlements",
    label=_("Promises of a right"),
    about=_(
        "What whoever asks within a window gets: it ends at 23:59:59 of that day after the day of receipt, on the "
        "customer’s clock. What it does not cover is named (key, zh, en). 0 days promise nothing."
    ),
    facts=(
        _KEY,
        Fact("channel", _("Channel"), choices=CHANNELS),
        Fact("tier", _("Tier of the customer"), kind="text"),
    ),
    outcomes=(
        Outcome("days", _("Days"), kind="integer", minimum=0, maximum=3660),
        Outcome("exclusions", _("Exclusions"), kind="json", check=fault_of_exclusions),
        _GIVEN_TO,
        *_TEXTS,
    ),
    default=(
        {
            "when": {"key": ["return_in_seven_days"]},
            "then": {
                "days": 7,
                "exclusions": [
                    {"key": "made_to_measure", "zh": "定作的商品", "en": "goods made to measure"},
                    {"key": "perishable", "zh": "鲜活易腐的商品", "en": "fresh and perishable goods"},
                    {
                        "key": "unsealed_digital",
                        "zh": "在线下载或已拆封的音像制品、计算机软件",
                        "en": "downloads, and unsealed recordings and software",
                    },
                    {"key": "periodicals", "zh": "交付的报纸、期刊", "en": "newspapers and periodicals"},
                    {"key": "not_intact", "zh": "不完好的商品", "en": "goods that are not intact"},
                ],
                "audience": "public",
                "text_zh": "自收货次日起七天内，可以无理由退货。",
                "text_en": "You may return what you bought without a reason within seven days after the day of receipt.",
            },
        },
        {"when": {}, "then": {"days": 0, "exclusions": [], "audience": "internal"}},
    ),
)

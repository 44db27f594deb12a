"""The import target of feedback."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.imports.batch import Batch
from zhiyin.kernel.imports.converters import Remembered
from zhiyin.kernel.imports.customers import CUSTOMER_FIELDS, PEOPLE, find_or_make, name_the_customer
from zhiyin.kernel.imports.register import Bad, Columns, Field, reason, target
from zhiyin.kernel.imports.statements import id_of, refuse_unknown_units, unit_of
from zhiyin.lib.text import language_of

NOTHING = reason("says_nothing", _("There is neither a text nor a rating."))


def prepare() -> Callable[[Columns, str], Bad]:
    """Fills `who`, and the language of the text where the file does not say it."""
    name = name_the_customer()
    language = Remembered(lambda text: language_of(text[:400]) if text else None)

    def prepare_chunk(columns: Columns, source: str) -> Bad:
        bad = name(columns, source)
        columns["language"] = [
            told or language.convert(text) for told, text in zip(columns["language"], columns["text"], strict=True)
        ]
        said = zip(columns["text"], columns["rating"], strict=True)
        return {n: (NOTHING, {}) for n, (text, rating) in enumerate(said) if not text and rating is None} | bad

    return prepare_chunk


def load(batch: Batch) -> dict[str, int]:
    """Make the feedback that is not known. It may come without a customer: a review often does."""
    refuse_unknown_units(batch)
    customers = find_or_make(batch, "coalesce(at, %(at)s)")
    feedback = batch.insert(
        f"""
        INSERT INTO feedback_feedback
            (id, source, external_id, customer_id, unit_id, product, place, text, rating, language, at)
        SELECT {id_of("coalesce(r.at, %(at)s)", "%(source)s || ':' || r.external_id")}, %(source)s, r.external_id,
               p.customer_id,
               {unit_of("r.unit")},
               coalesce(r.product, ''), coalesce(r.place, ''), coalesce(r.text, ''),
               r.rating, coalesce(r.language, ''), coalesce(r.at, %(at)s)
        FROM {batch.table} r LEFT JOIN {PEOPLE} p ON p.who = r.who
        WHERE r.reason IS NULL
        """
    )
    return {"customers": customers, "feedback": feedback}


FEEDBACK = target(
    "feedback",
    label=_("Feedback"),
    fields=(
        Field(
            "external_id",
            _("Number in the other system"),
            required=True,
            maximum=200,
            names=("id", "review_id", "编号"),
        ),
        Field("text", _("Text"), maximum=20_000, names=("review", "comment", "content", "评论", "内容")),
        Field("rating", _("Rating (1–5)"), "integer", minimum=1, maximum=5, names=("stars", "score", "评分")),
        Field("product", _("Product"), maximum=200, names=("category", "商品", "产品")),
        Field("place", _("Place"), maximum=200, names=("store", "branch", "counter", "门店", "网点", "柜台", "地点")),
        Field("at", _("Said at"), "time", names=("date", "created_at", "时间")),
        Field("language", _("Language"), maximum=10, worked_out=True),
        Field("unit", _("Unit"), maximum=120),
        *CUSTOMER_FIELDS,
    ),
    load=load,
    prepare=prepare,
    tables=("customers_customer", "customers_identity", "feedback_feedback"),
)

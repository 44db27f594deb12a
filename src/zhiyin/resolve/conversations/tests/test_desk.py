"""The pages of the desk."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.listen.channels.models import Message
from zhiyin.resolve.cases.actions import assign, resolve
from zhiyin.resolve.cases.models import Case, Closure
from zhiyin.resolve.cases.reads import case_of_message
from zhiyin.resolve.conversations.models import Draft, Note

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client: Client, li_na: Person) -> Client:
    client.force_login(li_na, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def part(target: str) -> dict[str, str]:
    return {**HTMX, "HX-Target": target}


def test_the_inbox_opens_the_first_view_with_something_in_it(desk: Client, case: Any, na: Actor) -> None:
    assert desk.get("/inbox").context["view"] == "unassigned"
    assign(case.id, na.id, by=na, because=None)
    page = desk.get("/inbox")
    assert page.context["view"] == "mine"
    assert "发货" in page.content.decode()


def test_a_case_is_one_address_and_its_parts(desk: Client, case: Any) -> None:
    address = f"/cases/{case.number}"
    whole = desk.get(address).content.decode()
    assert "<html" in whole
    assert "我的订单还没有发货" in whole
    work = desk.get(address, headers=part("work")).content.decode()
    assert "<html" not in work
    assert 'id="work"' in work
    row = desk.get(address + "?view=open", headers=part(f"row-{case.number}")).content.decode()
    assert row.strip().startswith("<li")
    assert 'id="talk"' in desk.get(address, headers=part("talk")).content.decode()
    assert 'id="context"' in desk.get(address, headers=part("context")).content.decode()


def test_a_case_of_another_unit_is_not_found(desk: Client, case: Any) -> None:
    Case.objects.update(unit=Unit.objects.create(name="北京店"))
    for path in ("", "/assignment"):
        assert desk.get(f"/cases/{case.number}{path}").status_code == 404
    for path in ("replies", "notes", "draft", "closure", "priority", "status", "reopening", "assignment"):
        assert desk.post(f"/cases/{case.number}/{path}", {"text": "?", "face": "note"}).status_code == 404
    assert not Message.objects.filter(direction="out").exists()
    assert "发货" not in desk.get("/inbox?view=open").content.decode()


def test_an_auditor_reads_and_changes_nothing(client: Client, auditor: Person, case: Any) -> None:
    client.force_login(auditor, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/cases/{case.number}")
    assert page.status_code == 200
    assert "data-composer" not in page.content.decode()
    assert client.post(f"/cases/{case.number}/replies", {"text": "?"}).status_code == 403
    assert client.post(f"/cases/{case.number}/closure").status_code == 403
    assert not Message.objects.filter(direction="out").exists()


def test_replying_without_script_comes_back_to_the_case(desk: Client, case: Any) -> None:
    answer = desk.post(f"/cases/{case.number}/replies", {"text": "今天发", "view": "open"})
    assert answer.headers["Location"] == f"/cases/{case.number}?view=open"
    assert Message.objects.get(direction="out").text == "今天发"


def test_a_reply_written_unseeing_keeps_its_text_and_says_so(desk: Client, case: Any, mail: Any) -> None:
    seen = case.last_message_id
    mail("不用了", answers=seen)
    answer = desk.post(f"/cases/{case.number}/replies", {"text": "今天发", "seen": seen}, headers=HTMX)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "今天发" in body
    assert "不用了" in body
    assert 'role="alert"' in body
    assert not Message.objects.filter(direction="out").exists()
    assert Draft.objects.get().text == "今天发"


def test_resolving_and_going_on_leads_to_the_next_of_the_view(desk: Client, case: Any, mail: Any) -> None:
    older = case_of_message(mail("退款", after=-timedelta(hours=1)).id)
    assert older is not None
    answer = desk.post(f"/cases/{case.number}/closure", {"next": "1", "view": "open"}, headers=HTMX)
    assert f"/cases/{older.number}?view=open" in answer.headers["HX-Location"]
    assert "desk:resolved" in answer.headers["HX-Trigger"]
    last = desk.post(f"/cases/{older.number}/closure", {"next": "1", "view": "open"}, headers=HTMX)
    assert last.headers["HX-Redirect"] == "/inbox?view=open"
    assert Closure.objects.count() == 2


def test_resolving_can_be_taken_back(desk: Client, case: Any) -> None:
    desk.post(f"/cases/{case.number}/closure", headers=HTMX)
    assert desk.delete(f"/cases/{case.number}/closure", headers=HTMX).status_code == 200
    case.refresh_from_db()
    assert case.status == "new"


def test_what_the_rules_refuse_is_said_in_words(desk: Client, case: Any, na: Actor) -> None:
    resolve(case.id, by=na, because=None)
    answer = desk.post(f"/cases/{case.number}/status", {"status": "waiting_customer"}, headers=HTMX)
    assert f"#{case.number}" in answer.headers["HX-Trigger"]
    case.refresh_from_db()
    assert case.status == "resolved"


def test_a_case_goes_to_whom_may_reply_and_back_to_the_queue(desk: Client, case: Any, na: Actor, wei: Actor) -> None:
    menu = desk.get(f"/cases/{case.number}/assignment", headers=HTMX).content.decode()
    assert "陈伟" in menu
    desk.post(f"/cases/{case.number}/assignment", {"person": wei.id}, headers=HTMX)
    case.refresh_from_db()
    assert case.assignee_id == wei.id
    desk.post(f"/cases/{case.number}/assignment", {"person": ""}, headers=HTMX)
    case.refresh_from_db()
    assert case.assignee_id is None
    stranger = Person.objects.create_user("x@shop.example", "a long password", name="X")
    assert desk.post(f"/cases/{case.number}/assignment", {"person": stranger.id}).status_code == 400


def test_the_news_count_what_is_not_shown(desk: Client, case: Any, mail: Any, now: Any) -> None:
    since = (now - timedelta(minutes=1)).isoformat()
    mail("退款", after=timedelta(minutes=1))
    address = {"view": "open", "since": since, "shown": [case.number]}
    assert desk.get("/inbox", address, headers=part("news")).context["count"] == 1
    nothing = {"view": "open", "since": (now + timedelta(hours=1)).isoformat()}
    assert desk.get("/inbox", nothing, headers=part("news")).context["count"] == 0
    assert desk.get("/inbox", {"view": "open", "since": "yesterday"}, headers=part("news")).status_code == 400


def test_a_draft_is_kept_and_others_are_told(desk: Client, case: Any, wei: Actor) -> None:
    from zhiyin.resolve.conversations.actions import save_draft

    save_draft(case.id, "reply", "您好", by=wei)
    told = desk.post(f"/cases/{case.number}/draft", {"face": "reply", "text": "亲爱的"}).content.decode()
    assert "陈伟" in told
    assert "亲爱的" in desk.get(f"/cases/{case.number}").content.decode()


def test_automatic_mail_is_shown_and_put_away(desk: Client, mail: Any) -> None:
    mail("我在休假", subject="自动回复", automatic=True)
    page = desk.get("/inbox/set-aside")
    assert "自动回复" in page.content.decode()
    aside = page.context["page"].rows[0]
    assert desk.post(f"/inbox/set-aside/{aside.id}/dismissal").status_code == 302
    assert "自动回复" not in desk.get("/inbox/set-aside").content.decode()
    assert not Case.objects.exists()


def test_notes_are_written_and_found_in_the_talk(desk: Client, case: Any) -> None:
    body = desk.post(f"/cases/{case.number}/notes", {"text": "仓库缺货"}, headers=HTMX).content.decode()
    assert "仓库缺货" in body
    assert Note.objects.get().text == "仓库缺货"


def _statements(desk: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(address).status_code == 200
    print("\n".join(query["sql"][:150] for query in seen))  # shown when the count is wrong
    return len(seen)


def test_pages_cost_the_same_however_much_is_on_them(desk: Client, case: Any, mail: Any, na: Actor) -> None:
    from zhiyin.resolve.conversations.actions import reply, write_note

    def more(number: int) -> None:
        mail(f"第{number}个", sender=f"c{number}@example.cn")
        mail(f"还有{number}", answers=case.last_message_id)
        reply(case.id, f"答{number}", by=na, because=None)
        write_note(case.id, f"记{number}", by=na, because=None)

    more(0)
    desk.get("/inbox")
    inbox, page = _statements(desk, "/inbox?view=open"), _statements(desk, f"/cases/{case.number}?view=open")
    for number in range(1, 12):
        more(number)
    assert _statements(desk, "/inbox?view=open") == inbox
    assert _statements(desk, f"/cases/{case.number}?view=open") == page


def _rows_read(plan: dict[str, Any]) -> int:
    """How many rows the scans of a plan looked at, taken or not."""
    inner = sum(_rows_read(one) for one in plan.get("Plans", []))
    looked = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return inner + (int(looked * plan["Actual Loops"]) if "Scan" in plan["Node Type"] else 0)


def _cost_of_the_inbox(desk: Client) -> int:
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as seen:
        cursor.execute("ANALYZE cases_case")
        assert desk.get("/inbox?view=open").status_code == 200
        asked = [query["sql"] for query in seen if 'FROM "cases_case"' in query["sql"]]
        assert len(asked) == 2  # the counters, and the page
        plans = []
        for sql in asked:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
            plans.append(cursor.fetchone()[0][0]["Plan"])
    return sum(map(_rows_read, plans))


def test_the_inbox_reads_the_same_few_rows_among_any_number_of_cases(desk: Client, case: Any, now: Any) -> None:
    def more(count: int) -> None:
        Case.objects.bulk_create(
            Case(
                customer=case.customer, unit=case.unit, channel=case.channel, status=status, opened_at=at,
                last_message_at=at, waiting_since=waiting, next_due_at=waiting, resolved_at=resolved,
            )
            for number in range(count)
            for at in [now - timedelta(seconds=number)]
            for status, waiting, resolved in [("open", at, None), ("open", None, None), ("closed", None, at)]
        )  # fmt: skip

    with patch("zhiyin.resolve.conversations.inbox.COUNTED", 20):
        more(300)
        few = _cost_of_the_inbox(desk)
        more(3000)
        assert few < 400
        assert _cost_of_the_inbox(desk) <= few * 1.2
        views = desk.get("/inbox?view=open", headers=part("views")).content.decode()
    assert views.count('<span class="badge">20+</span>') == 4
    assert views.count('<span class="badge">0</span>') == 1  # mine


def test_a_case_costs_the_desk_itself_at_most_fifteen_statements(desk: Client, case: Any) -> None:
    """Who asks takes three, the list two; the panels and cells of other rooms come on top."""
    desk.get("/inbox")
    with (
        patch("zhiyin.face.slots._PANELS", defaultdict(list)),
        patch("zhiyin.resolve.conversations.views.desk.cells_for", return_value={}),
    ):
        assert _statements(desk, f"/cases/{case.number}?view=open") <= 15

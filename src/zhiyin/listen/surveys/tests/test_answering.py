"""Answering: one row a question with its history, one event an answer; the form works by taps alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import allows
from zhiyin.kernel.people.actor import system, the_customer
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.feedback.models import Feedback
from zhiyin.listen.surveys.actions import NotAnAnswer, answer, invite
from zhiyin.listen.surveys.links import token_for
from zhiyin.listen.surveys.models import Answer, Change, Invitation, RefusedLink
from zhiyin.listen.surveys.reads import answers_about, distributions, invitation_for_token, newest_form

pytestmark = pytest.mark.django_db
HOUSE = system("test")


@pytest.fixture
def invitation(li_na: Customer) -> Invitation:
    made = invite(li_na.id, "after_case", about_id=uuid4(), case_id=uuid4(), by=HOUSE, because=None)
    assert made is not None
    return made


def give(invitation: Invitation, question: str, value: str) -> Answer | None:
    return answer(invitation, question, value, by=the_customer(invitation.customer_id))


def test_each_answer_is_announced_because_of_the_invitation(invitation: Invitation) -> None:
    given = give(invitation, "satisfaction", "s2")
    assert given is not None
    entry = last_entry_of(given.id, "SurveyAnswered")
    assert entry is not None
    assert entry.because == last_entry_of(invitation.id, "SurveyInvited")
    assert (entry.facts["kind"], entry.facts["score"], entry.facts["case_id"]) == ("csat", 2, str(invitation.case_id))
    assert entry.customer_id == invitation.customer_id


def test_a_changed_answer_stays_one_row_and_keeps_what_it_was(invitation: Invitation) -> None:
    first = give(invitation, "satisfaction", "s2")
    same, changed = give(invitation, "satisfaction", "s2"), give(invitation, "satisfaction", "s5")
    assert first is not None
    assert same is not None
    assert changed is not None
    assert first.id == same.id == changed.id
    assert (Answer.objects.get().score, Change.objects.get().score) == (5, 2)
    assert [entry.facts["changed"] for entry in Entry.objects.filter(event="SurveyAnswered").order_by("id")] == [
        False,
        True,
    ]


def test_what_is_no_answer_is_refused(invitation: Invitation) -> None:
    for question, value in (("satisfaction", "s9"), ("recommendation", "11"), ("nothing", "s1"), ("words", "x" * 6000)):
        with pytest.raises(NotAnAnswer):
            give(invitation, question, value)
    assert give(invitation, "words", "   ") is None
    with pytest.raises(NotAnAnswer):
        answer(invitation, "satisfaction", "s1", by=HOUSE, at=timezone.now() + timedelta(days=31))


def test_open_words_are_taken_in_as_feedback_once(invitation: Invitation) -> None:
    give(invitation, "words", "回复很快")
    give(invitation, "words", "回复很快，谢谢")
    feedback = Feedback.objects.get()
    assert (feedback.source, feedback.text, feedback.customer_id) == ("survey", "回复很快", invitation.customer_id)


def test_a_phone_without_script_or_cookies_answers_one_question_a_screen(invitation: Invitation) -> None:
    page = Client(enforce_csrf_checks=True)
    address = f"/f/{token_for(invitation.id)}"
    first = page.get(address)
    assert "您对这次的处理满意吗" in first.content.decode()
    assert "Question" not in first.content.decode()
    after = page.post(address, {"question": "satisfaction", "value": "s4"})
    assert (after.status_code, after["Location"]) == (302, f"{address}?q=recommendation")
    # closing the page now leaves one stored answer
    assert Answer.objects.get().score == 4
    assert page.post(address, {"question": "recommendation", "value": "n9"})["Location"] == f"{address}?q=words"
    assert page.post(address, {"question": "words", "value": ""})["Location"] == f"{address}/thanks"
    assert "满意" in page.get(f"{address}/thanks").content.decode()
    assert page.get(address)["Location"] == f"{address}/thanks"
    invitation.refresh_from_db()
    assert None not in (invitation.opened_at, invitation.answered_at, invitation.finished_at)


def test_the_form_speaks_the_language_that_the_reader_switched_to(invitation: Invitation) -> None:
    page = Client()
    page.cookies["django_language"] = "en"
    assert "How satisfied are you" in page.get(f"/f/{token_for(invitation.id)}").content.decode()


def test_both_languages_count_as_one_option(invitation: Invitation, li_na: Customer) -> None:
    give(invitation, "satisfaction", "s4")
    other = invite(li_na.id, "after_case", by=HOUSE, because=None)
    assert other is not None
    answer(other, "satisfaction", "s4", language="en", by=HOUSE)
    now = timezone.now()
    counted = distributions(HOUSE, newest_form("after_case"), now - timedelta(days=1), now + timedelta(days=1))[0]
    assert counted.n == 2
    assert {option.id: n for option, n in counted.counts} == {"s5": 0, "s4": 2, "s3": 0, "s2": 0, "s1": 0}


def test_links_that_do_not_open_say_so_and_leave_a_trace(invitation: Invitation) -> None:
    page, token = Client(), token_for(invitation.id)
    assert page.get(f"/f/{token[:-1]}x").status_code == 404
    assert page.get("/f/nonsense").status_code == 404
    assert page.post(f"/f/{token}x", {"question": "satisfaction", "value": "s1"}).status_code == 404
    assert page.get(f"/f/{token_for(UUID(int=5))}").status_code == 404
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    expired = page.get(f"/f/{token}")
    assert expired.status_code == 410
    assert "过期" in expired.content.decode() or "expired" in expired.content.decode()
    assert page.post(f"/f/{token}", {"question": "satisfaction", "value": "s1"}).status_code == 410
    assert not Answer.objects.exists()
    traces = {one.reason: (one.times, one.invitation_id) for one in RefusedLink.objects.all()}
    assert traces == {"forged": (3, None), "unknown": (1, None), "expired": (2, invitation.id)}


def test_an_old_invitation_shows_the_questions_that_it_was_sent_with(invitation: Invitation) -> None:
    content = invitation.version.content
    content["questions"][0]["text"]["zh"] = "您还满意吗？"
    invitation.version.save()
    assert "您还满意吗" in Client().get(f"/f/{token_for(invitation.id)}").content.decode()


def test_a_customer_may_ask_not_to_be_asked_again(invitation: Invitation) -> None:
    page, token = Client(), token_for(invitation.id)
    give(invitation, "satisfaction", "s5")
    assert page.post(f"/f/{token}/refusal")["Location"].endswith("/thanks?refused=1")
    assert not allows(invitation.customer_id, "survey", default=True)
    assert invite(invitation.customer_id, "after_case", by=HOUSE, because=None) is None


def test_answers_are_found_by_what_they_are_about(invitation: Invitation) -> None:
    give(invitation, "satisfaction", "s1")
    assert invitation.about_id is not None
    assert [one.score for one in answers_about(invitation.about_id)] == [1]
    assert invitation_for_token(token_for(invitation.id), timezone.now()).about_id == invitation.about_id

"""From a suggestion to a decision, with everyone in their part."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from zhiyin.improve.proposals.actions import decide, draft, review
from zhiyin.improve.proposals.evidence import texts_behind
from zhiyin.improve.proposals.models import Proposal
from zhiyin.improve.proposals.panels import drafted_by_hotspot
from zhiyin.improve.proposals.policy import Suggestion
from zhiyin.improve.proposals.reads import proposals_seen_by, reviews_of, score_now, suggestion_for
from zhiyin.improve.proposals.wording import change_of
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.understand.hotspots.events import HotspotFound
from zhiyin.understand.hotspots.models import Hotspot
from zhiyin.understand.topics.models import Label

pytestmark = pytest.mark.django_db
HOUSE = system("hotspots")
NUMBERS = {"count": 30, "exposure": 1000, "baseline_count": 15, "baseline_exposure": 1000, "ratio": 2.0, "low": 1.04}
NUMBERS |= {"high": 3.98, "p_adjusted": 0.04}
GOOD = {"benefit": 5, "ease": 4, "evidence": 4}


def drafted(unit: Unit | None = None) -> Proposal:
    proposal = draft(
        suggestion=suggestion_for("response", {"email": 8, "chat": 1}),
        hotspot_id=new_id(),
        topic="response",
        evidence={**NUMBERS, "labels": []},
        unit_id=unit.id if unit else None,
        by=HOUSE,
        because=None,
    )
    proposal.refresh_from_db()
    return proposal


def test_a_hint_suggests_a_shorter_promise_where_the_evidence_is() -> None:
    hint = suggestion_for("response", {"email": 8, "chat": 1})
    assert (hint.policy_key, hint.metric_key) == ("first_reply", "satisfaction")
    assert hint.rows is not None
    assert hint.rows[0]["when"]["channel"] == ["email"]
    assert hint.rows[-1]["then"]["minutes"] == 240
    assert suggestion_for("response", {}).rows[-1]["then"]["minutes"] == 120
    assert suggestion_for("price", {"email": 9}).rows is None


def test_people_change_the_hints_and_a_hint_that_makes_no_sense_suggests_nothing() -> None:
    rows = [{"when": {}, "then": {"policy": "first_reply", "value": "no such", "factor": 0.5, "metric": "reopened"}}]
    put_in_force("proposal_hints", rows, "try", by=HOUSE, because=None)
    assert suggestion_for("response", {}) == Suggestion("reopened")


def test_one_hotspot_drafts_one_proposal() -> None:
    first = drafted()
    again = draft(suggestion=Suggestion("x"), hotspot_id=first.hotspot_id, by=HOUSE, because=None)
    assert again.id == first.id
    assert Entry.objects.filter(event="ProposalDrafted").count() == 1
    assert "50 %" in change_of(first)


def test_a_proposal_is_reviewed_by_others_and_decided_with_a_reason(manager: Actor, lead: Actor) -> None:
    mine = draft("Reply faster", "Guests wait", suggestion=Suggestion("satisfaction"), by=lead, because=None)
    with pytest.raises(PermissionDenied):
        review(mine.id, GOOD, by=lead)
    with pytest.raises(ValidationError, match="1"):
        decide(mine.id, True, "good", by=manager)
    review(mine.id, GOOD, "worth it", by=manager)
    review(mine.id, GOOD | {"ease": 2}, by=manager)
    score, needed = score_now(reviews_of(mine))
    assert score is not None
    assert (score.n, needed) == (1, 1)
    assert score.value == pytest.approx(0.4 * 5 + 0.3 * 2 + 0.3 * 4)
    with pytest.raises(ValidationError):
        decide(mine.id, True, "  ", by=manager)
    with pytest.raises(PermissionDenied):
        decide(mine.id, True, "mine", by=lead)
    decision = decide(mine.id, True, "the evidence is strong", by=manager)
    assert (decision.score, decision.reviews, decision.by_name) == (score.value, 1, "何敏")
    chain = Entry.objects.get(event="ProposalAccepted")
    assert chain.because is not None
    assert chain.because.event == "ProposalDrafted"
    with pytest.raises(ValidationError):
        review(mine.id, GOOD, by=manager)
    with pytest.raises(ValidationError):
        decide(mine.id, False, "again", by=manager)


def test_nobody_decides_about_their_own_proposal(manager: Actor, lead: Actor) -> None:
    mine = draft("Reply faster", "Guests wait", suggestion=Suggestion("satisfaction"), by=manager, because=None)
    review(mine.id, GOOD, by=lead)
    with pytest.raises(PermissionDenied):
        decide(mine.id, True, "mine", by=manager)


def test_people_see_the_proposals_of_their_units(lead: Actor, manager: Actor, shop: Unit) -> None:
    here, everywhere, elsewhere = drafted(shop), drafted(), drafted(Unit.objects.create(name="北京店"))
    assert set(proposals_seen_by(lead)) == {here, everywhere}
    assert set(proposals_seen_by(manager)) == {here, everywhere, elsewhere}
    assert not proposals_seen_by(Actor("person")).exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_pages_take_a_proposal_from_draft_to_acceptance(
    client: Client, min_: Person, lei: Person, language: str
) -> None:
    Person.objects.update(language=language)
    proposal = drafted()
    client.force_login(lei)
    page = client.get("/proposals")
    assert page.status_code == 200
    assert f"/proposals/{proposal.number}" in page.text
    page = client.get(f"/proposals/{proposal.number}")
    assert page.status_code == 200
    assert "× 2.00" in page.text
    assert client.post(f"/proposals/{proposal.number}/review", {"benefit": "5"}).status_code == 422
    assert client.post(f"/proposals/{proposal.number}/review", {**GOOD, "comment": "好"}).status_code == 302
    assert client.post(f"/proposals/{proposal.number}/decision", {"accepted": "yes", "reason": "x"}).status_code == 403
    client.force_login(min_)
    assert client.post(f"/proposals/{proposal.number}/decision", {"accepted": "yes", "reason": ""}).status_code == 422
    assert client.post(f"/proposals/{proposal.number}/decision", {"accepted": "yes", "reason": "ok"}).status_code == 302
    page = client.get(f"/proposals/{proposal.number}")
    assert f"/experiments/new?proposal={proposal.number}" in page.text
    assert f"/proposals/{proposal.number}" in client.get("/proposals?state=accepted").text


def test_a_person_writes_a_proposal(client: Client, lei: Person) -> None:
    client.force_login(lei)
    assert client.get("/proposals/new").status_code == 200
    assert client.post("/proposals/new", {"title": "x"}).status_code == 422
    sent = {"title": "更快回复", "problem": "客人等得太久", "idea": "", "metric_key": "satisfaction"}
    answer = client.post("/proposals/new", sent)
    proposal = Proposal.objects.get()
    assert answer.headers["Location"] == f"/proposals/{proposal.number}"
    assert proposal.author == lei
    assert "others review it" in client.get(f"/proposals/{proposal.number}").text


def test_the_api_reads_proposals(client: Client, lei: Person, manager: Actor) -> None:
    proposal = drafted()
    review(proposal.id, GOOD, by=manager)
    client.force_login(lei)
    listed = client.get("/api/v1/proposals").json()
    assert [one["number"] for one in listed["items"]] == [proposal.number]
    one = client.get(f"/api/v1/proposals/{proposal.number}").json()
    assert one["evidence"]["count"] == 30
    assert one["score"] == pytest.approx(4.4)
    assert client.get("/api/v1/proposals/999999").status_code == 404


def test_a_hotspot_drafts_a_proposal_with_its_numbers_and_a_change_where_most_wrote(lead: Actor, shop: Unit) -> None:
    now = timezone.now().replace(microsecond=0)
    channel = Channel.objects.create(kind="email", name="邮箱", unit=shop, made_at=now)
    customer = Customer.objects.create(made_at=now, language="zh")
    labels = []
    for index in range(3):
        message = Message.objects.create(
            customer=customer, channel=channel, external_id=str(index), direction="in", text="一直没人回复", at=now
        )
        labels.append(
            Label.objects.create(
                source="message", text_id=message.id, customer=customer, unit=shop, topic="response", mood=-0.5,
                mood_label="negative", confidence=0.9, machine_topic="response", machine_mood_label="negative",
                version=1, at=now,
            )
        )  # fmt: skip
    hotspot = Hotspot.objects.create(
        topic="response", unit=shop, window_from=now, window_to=now, baseline_from=now, count=30, exposure=1000,
        baseline_count=15, baseline_exposure=1000, ratio=2.0, low=1.04, high=None, p=0.0357, p_adjusted=0.04, pain=90,
        handle_minutes=9, satisfied_share=0.7, satisfied_n=12, evidence=[str(one.id) for one in labels], found_at=now,
        looked_at=now,
    )  # fmt: skip
    for _again in range(2):
        announce(HotspotFound(hotspot.id, "response", 2.0, 0.04), by=HOUSE, because=None, unit_id=shop.id)
    proposal = Proposal.objects.get()
    assert (proposal.hotspot_id, proposal.unit_id, proposal.topic) == (hotspot.id, shop.id, "response")
    assert proposal.change == {"value": "minutes", "factor": 0.5, "channel": "email"}
    assert proposal.evidence["high"] is None
    assert [one.text for one in texts_behind(lead, proposal.evidence["labels"])] == ["一直没人回复"] * 3
    assert Entry.objects.get(event="ProposalDrafted").because.event == "HotspotFound"
    panel = drafted_by_hotspot(lead, hotspot)
    assert panel is not None
    assert panel.context["proposal"] == proposal

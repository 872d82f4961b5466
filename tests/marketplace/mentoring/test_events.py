"""What was opened, and the stream of events that the trainer reads."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.mentoring.actions import add_goal, close_mentorship, decline_request, log_session, propose_pairs, set_goal_met
from marketplace.mentoring.actions.impressions import Shown, note_click, note_impressions, remove_old_impressions
from marketplace.mentoring.evaluation.outcomes import PairOutcomes
from marketplace.mentoring.events import Event, EventKind, Item, event_counts, events
from marketplace.mentoring.models import Click, Impression
from marketplace.mentoring.terms import DeclineReason
from marketplace.ventures.actions import register_opening
from marketplace.ventures.terms import Form
from tests.makers import make_learner, make_mentor, make_mentorship, make_person, make_project, make_request, make_trial
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
FIRST = Shown(7, 1, 1.0, False)


def of_kind(session: Session, kind: EventKind, since: datetime = ALWAYS) -> list[Event]:
    return [event for event in events(session, since) if event.kind == kind]


def seen_list(reader: Visitor) -> str:
    return str(reader.visit("/for-me").select_one("[data-seen]")["data-seen"])  # type: ignore[index]


def test_what_is_opened_from_a_list_is_noted_with_its_place(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    reader = visitor(make_learner(session))
    word = seen_list(reader)
    reader.post("/clicks", 204, seen=word, place="1")
    reader.post("/impressions", 204, seen=word)
    reader.post("/clicks", 204, seen=word, place="1")
    (click,), (shown,) = session.exec(select(Click)).all(), session.exec(select(Impression)).all()
    assert (click.kind, click.item_id, click.place, click.impression_id) == ("project", project.id, 1, shown.id)


def test_nothing_is_noted_of_who_wants_nothing_personal(session: Session) -> None:
    learner = make_learner(session)
    learner.personalised = False
    assert note_click(session, "mentor", FIRST, None, by=learner) is None
    assert not session.exec(select(Click)).all()


@on_sqlite
def test_the_door_of_clicks(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader, other = visitor(make_learner(session)), visitor(make_learner(session))
    word = seen_list(reader)
    visitor().post("/clicks", 303, seen=word, place="1")
    other.post("/clicks", 409, seen=word, place="1")
    reader.post("/clicks", 409, seen="forged", place="1")
    for place in ("0", "2", "x", ""):
        reader.post("/clicks", 404, seen=word, place=place)


@on_sqlite
def test_in_plain_order_nothing_is_sent(session: Session, visitor: Enter) -> None:
    make_project(session)
    assert not visitor(make_learner(session)).visit("/for-me?order=plain").select("[data-seen]")


def test_a_click_is_kept_no_longer_than_what_it_was_opened_from(session: Session) -> None:
    learner = make_learner(session)
    with clock.stopped_at(clock.now() - timedelta(days=401)):
        note_impressions(session, "mentor", [FIRST], None, by=learner)
        note_click(session, "mentor", FIRST, None, by=learner)
    note_click(session, "mentor", FIRST, None, by=learner)
    remove_old_impressions(session, clock.now())
    for kind in (Impression, Click):
        assert len(session.exec(select(kind)).all()) == 1


def test_a_mentorship_leaves_its_events(session: Session) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    pair = make_trial(session, learner, mentor)
    log_session(session, pair.id or 0, by=mentor.person, held_on=clock.today(), minutes=45, topics="成本")
    goal = add_goal(session, pair.id or 0, by=learner, text="前三十个订单")
    set_goal_met(session, goal.id or 0, met=True, by=learner)
    item = Item("mentor", mentor.person_id)
    for kind, value in ((EventKind.request, 1), (EventKind.answer, 1), (EventKind.session, 45), (EventKind.goal_met, 1)):
        (event,) = of_kind(session, kind)
        assert (event.person, event.item, event.value) == (learner.id, item, value)


def test_a_no_is_an_answer_of_nought(session: Session) -> None:
    mentor = make_mentor(session)
    request = make_request(session, make_learner(session), mentor)
    decline_request(session, request.id or 0, by=mentor.person, reason=DeclineReason.no_time)
    assert [event.value for event in of_kind(session, EventKind.answer)] == [0]


def test_what_staff_proposed_is_nobodys_own_wish(session: Session) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    propose_pairs(session, [(learner.id or 0, mentor.person_id)], by=make_person(session, Role.city_staff))
    assert not of_kind(session, EventKind.request)


def test_a_business_leaves_its_events(session: Session) -> None:
    founder, project = make_learner(session), make_project(session)
    content = {"name": "小单直播间", "form": Form.sole_trader, "region": "330483", "sector": "JX05", "opened_on": clock.today(), "jobs": 2}
    register_opening(session, content | {"project_id": project.id}, by=founder)
    (event,) = of_kind(session, EventKind.venture_opened)
    assert (event.person, event.item, event.value) == (founder.id, Item("project", project.id or 0), 2)


def everything(session: Session) -> Person:
    learner, mentor = make_learner(session), make_mentor(session)
    note_impressions(session, "mentor", [FIRST], None, by=learner)
    note_click(session, "mentor", FIRST, None, by=learner)
    pair = make_trial(session, learner, mentor)
    log_session(session, pair.id or 0, by=mentor.person, held_on=clock.today(), minutes=45, topics="成本")
    return learner


def test_who_switched_recommendations_off_is_left_out(session: Session) -> None:
    learner = everything(session)
    assert len(list(events(session, ALWAYS))) == 5
    learner.personalised = False
    session.add(learner)
    session.flush()
    assert not list(events(session, ALWAYS))


def test_events_come_in_the_order_of_time_and_from_a_moment_on(session: Session) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=40)):
        everything(session)
    everything(session)
    moments = [event.at for event in events(session, ALWAYS)]
    assert moments == sorted(moments)
    assert len(list(events(session, clock.now() - timedelta(days=20)))) == 5


def test_counts_name_every_kind(session: Session) -> None:
    everything(session)
    counts = event_counts(session, ALWAYS)
    assert set(counts) == set(EventKind)
    assert (counts["click"], counts["venture_closed"]) == (1, 0)


@pytest.mark.parametrize(("sessions", "days", "weight"), [(0, 10, 1.0), (0, 90, 0.75), (3, 90, 1.0), (6, 90, 1.25)])
def test_a_pair_weighs_by_what_was_known_of_it(session: Session, sessions: int, days: int, weight: float) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    asked = clock.now() - timedelta(days=days)
    with clock.stopped_at(asked):
        pair = make_trial(session, learner, mentor)
    for number in range(sessions):
        held = clock.today() - timedelta(days=number + 1)
        log_session(session, pair.id or 0, by=mentor.person, held_on=held, minutes=45, topics="成本")
    outcomes = PairOutcomes(session)
    assert outcomes.weight(learner.id or 0, mentor.person_id, asked, clock.now()) == pytest.approx(weight)
    assert outcomes.weight(learner.id or 0, mentor.person_id, asked, asked) == 1.0


def test_a_closing_word_tells_of_use_and_of_goals_that_were_never_ticked(session: Session) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    pair = make_mentorship(session, learner, mentor)
    ticked, other = (add_goal(session, pair.id or 0, by=learner, text=text) for text in ("前三十个订单", "算清成本"))
    set_goal_met(session, ticked.id or 0, met=True, by=learner)
    close_mentorship(session, pair.id or 0, by=mentor.person, useful=2, goals_met=[other.id or 0])
    close_mentorship(session, pair.id or 0, by=learner, useful=5, goals_met=[ticked.id or 0, other.id or 0])
    assert [event.value for event in of_kind(session, EventKind.closing)] == [5]
    assert len(of_kind(session, EventKind.goal_met)) == 2

"""Asking and answering: what the actions do, write down and refuse."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.actions import tie
from marketplace.accounts.models import Person
from marketplace.accounts.queries import tied_people
from marketplace.accounts.terms import TieKind
from marketplace.errors import NotFound
from marketplace.history import history_of
from marketplace.mentoring.actions import (
    accept_request,
    avoid_mentor,
    decline_request,
    end_early,
    meet_mentor_again,
    propose_pairs,
    run_mentoring_clock,
    send_request,
    set_mentor_state,
    withdraw_request,
)
from marketplace.mentoring.actions.refusals import AnsweredAlready, AskedAlready, CannotMeet, HasMentor, SeatsFull, TooManyPending
from marketplace.mentoring.terms import OPEN, DeclineReason, MentorState, RequestState
from marketplace.notifications.models import Notification
from marketplace.outbox import OutboxRow
from tests.makers import LETTER, make_mentor, make_mentorship, make_person, make_request
from tests.marks import on_sqlite

pytestmark = on_sqlite


def told(session: Session) -> list[tuple[str, str]]:
    """What was told to whom."""
    rows = session.exec(select(Notification).order_by(Notification.id))
    return [(row.kind, session.get_one(Person, row.person_id).email) for row in rows]


def test_a_request_waits_seven_days_and_is_mailed_to_the_mentor(session: Session) -> None:
    mentor = make_mentor(session)
    asked = make_request(session, make_person(session), mentor)
    assert (asked.state, asked.expires_at - asked.sent_at) == (RequestState.pending, timedelta(days=7))
    assert told(session) == [("request_new", mentor.person.email)]
    assert [row.becomes for row in history_of(session, "request", asked.id)] == ["queued", "pending"]


def test_the_reasons_are_kept_as_they_were_seen(session: Session) -> None:
    reasons = [{"part": "sector", "value": 1.0, "facts": {"sectors": ["JX05"]}}]
    asked = send_request(session, make_mentor(session).person_id, LETTER, by=make_person(session), reasons=reasons)
    session.commit()
    session.expire_all()
    assert asked.reasons == reasons


def test_nobody_asks_a_mentor_who_is_not_there(session: Session) -> None:
    with pytest.raises(NotFound):
        send_request(session, 999, LETTER, by=make_person(session))


def test_a_mentor_does_not_ask_herself(session: Session) -> None:
    mentor = make_mentor(session)
    with pytest.raises(CannotMeet):
        make_request(session, mentor.person, mentor)


def test_a_pausing_mentor_is_not_asked_but_answers_what_waits(session: Session) -> None:
    mentor = make_mentor(session)
    asked = make_request(session, make_person(session), mentor)
    set_mentor_state(session, MentorState.paused, by=mentor.person)
    with pytest.raises(CannotMeet):
        make_request(session, make_person(session), mentor)
    assert accept_request(session, asked.id, by=mentor.person).learner_id == asked.learner_id


def test_a_full_mentor_refuses_the_next_request(session: Session) -> None:
    mentor = make_mentor(session, seats=1)
    make_mentorship(session, make_person(session), mentor)
    with pytest.raises(SeatsFull):
        make_request(session, make_person(session), mentor)


def test_the_same_mentor_is_asked_once_at_a_time(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    first = make_request(session, learner, mentor)
    with pytest.raises(AskedAlready):
        make_request(session, learner, mentor)
    withdraw_request(session, first.id, by=learner)
    assert make_request(session, learner, mentor).state == RequestState.pending


def test_the_fourth_waiting_request_is_refused_until_one_ends(session: Session) -> None:
    learner = make_person(session)
    first, *_ = [make_request(session, learner, make_mentor(session)) for _ in range(3)]
    with pytest.raises(TooManyPending):
        make_request(session, learner, make_mentor(session))
    decline_request(session, first.id, by=first.mentor.person, reason=DeclineReason.no_time)
    assert make_request(session, learner, make_mentor(session)).state == RequestState.pending


def test_a_yes_ends_the_learners_other_requests_and_tells_her(session: Session) -> None:
    learner, chosen, other = make_person(session), make_mentor(session), make_mentor(session)
    asked, left = make_request(session, learner, chosen), make_request(session, learner, other)
    pair = accept_request(session, asked.id, by=chosen.person)
    assert (asked.state, left.state) == (RequestState.accepted, RequestState.superseded)
    assert [goal.text for goal in pair.goals] == [LETTER["goal"]]
    assert told(session)[-1] == ("request_accepted", learner.email)
    assert tied_people(session, learner.id, [TieKind.mentorship]) == {chosen.person_id}


def test_the_goal_may_be_put_in_other_words(session: Session) -> None:
    mentor = make_mentor(session)
    asked = make_request(session, make_person(session), mentor)
    assert accept_request(session, asked.id, by=mentor.person, goal="thirty orders").goals[0].text == "thirty orders"


def test_every_step_of_a_request_is_in_the_history(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    decline_request(session, asked.id, by=mentor.person, reason=DeclineReason.not_my_field, note="ask Zhao")
    rows = history_of(session, "request", asked.id)
    assert [(row.was, row.becomes, row.by_id) for row in rows] == [
        (None, "queued", learner.id),
        ("queued", "pending", learner.id),
        ("pending", "declined", mentor.person_id),
    ]
    assert rows[-1].reason == "not_my_field"


@pytest.mark.parametrize("who", ["the learner", "a stranger", "another mentor"])
def test_only_the_mentor_who_was_asked_answers(session: Session, who: str) -> None:
    asked = make_request(session, make_person(session), make_mentor(session))
    people = {"the learner": asked.learner, "a stranger": make_person(session), "another mentor": make_mentor(session).person}
    with pytest.raises(NotFound):
        accept_request(session, asked.id, by=people[who])
    with pytest.raises(NotFound):
        decline_request(session, asked.id, by=people[who], reason=DeclineReason.no_time)


def test_only_the_learner_withdraws(session: Session) -> None:
    asked = make_request(session, make_person(session), make_mentor(session))
    with pytest.raises(NotFound):
        withdraw_request(session, asked.id, by=asked.mentor.person)


@pytest.mark.parametrize("state", [state for state in RequestState if state not in OPEN])
def test_an_ended_request_stays_as_it_is(session: Session, state: RequestState) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    end_as(session, asked, state)
    assert asked.state == state
    with pytest.raises(AnsweredAlready):
        accept_request(session, asked.id, by=mentor.person)
    with pytest.raises(AnsweredAlready):
        withdraw_request(session, asked.id, by=learner)


def end_as(session: Session, asked, state: RequestState) -> None:
    """End a request in one of the ways there are."""
    if state == RequestState.accepted:
        accept_request(session, asked.id, by=asked.mentor.person)
    elif state == RequestState.declined:
        decline_request(session, asked.id, by=asked.mentor.person, reason=DeclineReason.other)
    elif state == RequestState.withdrawn:
        withdraw_request(session, asked.id, by=asked.learner)
    elif state == RequestState.superseded:
        make_mentorship(session, asked.learner, make_mentor(session))
    else:
        with clock.stopped_at(clock.now() + timedelta(days=7)):
            run_mentoring_clock(session)


def test_the_clock_ends_a_request_after_seven_days_and_not_before(session: Session) -> None:
    asked = make_request(session, make_person(session), make_mentor(session))
    with clock.stopped_at(asked.expires_at - timedelta(seconds=1)):
        run_mentoring_clock(session)
        assert asked.state == RequestState.pending
    with clock.stopped_at(asked.expires_at):
        assert run_mentoring_clock(session) == 1
        assert run_mentoring_clock(session) == 0
    assert ("request_expired", asked.learner.email) in told(session)
    assert history_of(session, "request", asked.id)[-1].by_id is None


def test_people_of_the_demo_village_get_no_mail(session: Session) -> None:
    mentor = make_mentor(session)
    mentor.person.synthetic = True
    make_request(session, make_person(session), mentor)
    assert session.exec(select(OutboxRow).where(OutboxRow.topic == "mail")).all() == []


def test_avoided_means_not_asked_and_can_be_taken_back(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    avoid_mentor(session, mentor.person_id, by=learner)
    with pytest.raises(CannotMeet):
        make_request(session, learner, mentor)
    meet_mentor_again(session, mentor.person_id, by=learner)
    assert make_request(session, learner, mentor).mentor_id == mentor.person_id


def test_a_block_by_the_mentor_counts_as_much(session: Session) -> None:
    learner, mentor, other = make_person(session), make_mentor(session), make_mentor(session)
    make_mentor_of(session, learner)
    avoid_mentor(session, learner.id, by=mentor.person)
    with pytest.raises(CannotMeet):
        make_request(session, learner, mentor)
    assert make_request(session, learner, other)


def make_mentor_of(session: Session, person) -> None:
    """Make a person a mentor too: only mentors can be avoided."""
    from marketplace.mentoring.actions import add_mentor

    empty = {"sectors": [], "languages": ["zh"], "seats": 1, "weekly_hours": 1, "online": False, "founder": False, "skills": {}}
    texts = {f"{text}_{language}": "" for text in ("headline", "bio") for language in ("zh", "en")}
    add_mentor(session, person, {"kind": "MK1", "region": "330483", **empty, **texts})


def test_after_an_ending_the_learner_may_ask_again(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    pair = make_mentorship(session, learner, mentor)
    with pytest.raises(HasMentor):
        make_request(session, learner, make_mentor(session))
    end_early(session, pair.id, by=learner, reason="a new plan")
    assert make_mentorship(session, learner, mentor).id != pair.id


def test_mentors_whose_request_ended_with_anothers_yes_are_told(session: Session) -> None:
    learner, chosen, other = make_person(session), make_mentor(session), make_mentor(session)
    asked, left = make_request(session, learner, chosen), make_request(session, learner, other)
    accept_request(session, asked.id, by=chosen.person)
    assert ("request_superseded", other.person.email) in told(session)
    assert history_of(session, "request", left.id)[-1].reason == "another mentor accepted"


def test_a_declared_conflict_is_neither_asked_nor_proposed(session: Session) -> None:
    learner, mentor, staff = make_person(session), make_mentor(session), make_person(session)
    tie(session, mentor.person_id, learner.id, TieKind.conflict)
    with pytest.raises(CannotMeet):
        make_request(session, learner, mentor)
    with pytest.raises(CannotMeet):
        propose_pairs(session, [(learner.id, mentor.person_id)], by=staff)

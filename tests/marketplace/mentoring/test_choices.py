"""Ranked choices: they move on by themselves, and nobody falls out of them unseen."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.actions import tie
from marketplace.accounts.models import Person
from marketplace.accounts.terms import TieKind
from marketplace.mentoring.actions import (
    accept_request,
    decline_request,
    run_mentoring_clock,
    send_request,
    set_mentor_state,
    withdraw_request,
)
from marketplace.mentoring.actions.refusals import AskedLately, CannotMeet, InboxFull, TooManyChoices
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.queries import waiting_of
from marketplace.mentoring.terms import DeclineReason, MentorState, RequestState, WaitingReason
from tests.makers import LETTER, make_mentor, make_mentorship, make_person, make_request
from tests.marks import on_sqlite

pytestmark = on_sqlite


def ask(session: Session, learner: Person, mentors: Sequence[Mentor], *, waits: bool = False) -> list[MentoringRequest]:
    """Ask mentors in order; the requests in that order."""
    first, *others = mentors
    send_request(session, first.person_id, LETTER, by=learner, others={mentor.person_id: () for mentor in others}, waits=waits)
    rows = select(MentoringRequest).where(MentoringRequest.learner_id == learner.id).order_by(MentoringRequest.rank)
    return list(session.exec(rows))


def states(requests: Sequence[MentoringRequest]) -> list[str]:
    return [request.state.value for request in requests]


def test_only_the_first_choice_is_asked(session: Session) -> None:
    chain = ask(session, make_person(session), [make_mentor(session) for _ in range(3)])
    assert states(chain) == ["pending", "queued", "queued"]


def test_a_no_asks_the_next_choice_with_a_full_time_to_answer(session: Session) -> None:
    chain = ask(session, make_person(session), [make_mentor(session) for _ in range(2)])
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        decline_request(session, chain[0].id, by=chain[0].mentor.person, reason=DeclineReason.no_time)
        assert states(chain) == ["declined", "pending"]
        assert chain[1].expires_at == clock.now() + timedelta(days=7)


def test_silence_asks_the_next_choice(session: Session) -> None:
    chain = ask(session, make_person(session), [make_mentor(session) for _ in range(2)])
    with clock.stopped_at(clock.now() + timedelta(days=7)):
        run_mentoring_clock(session)
    assert states(chain) == ["expired", "pending"]


def test_a_mentor_who_pauses_meanwhile_is_passed_over(session: Session) -> None:
    mentors = [make_mentor(session) for _ in range(3)]
    chain = ask(session, make_person(session), mentors)
    set_mentor_state(session, MentorState.paused, by=mentors[1].person)
    decline_request(session, chain[0].id, by=mentors[0].person, reason=DeclineReason.no_time)
    assert states(chain) == ["declined", "superseded", "pending"]


def test_when_nobody_is_left_a_person_helps(session: Session) -> None:
    learner = make_person(session)
    chain = ask(session, learner, [make_mentor(session) for _ in range(2)])
    for request in chain:
        decline_request(session, request.id, by=request.mentor.person, reason=DeclineReason.no_time)
    waiting = waiting_of(session, learner.id)
    assert (waiting.reason, waiting.request_id) == (WaitingReason.exhausted, chain[-1].id)


def test_a_yes_ends_the_choices_behind_it(session: Session) -> None:
    chain = ask(session, make_person(session), [make_mentor(session) for _ in range(3)])
    accept_request(session, chain[0].id, by=chain[0].mentor.person)
    assert states(chain) == ["accepted", "superseded", "superseded"]


def test_taking_the_letter_back_takes_back_the_whole_list(session: Session) -> None:
    learner = make_person(session)
    chain = ask(session, learner, [make_mentor(session) for _ in range(3)])
    withdraw_request(session, chain[0].id, by=learner)
    assert set(states(chain)) == {"withdrawn"}
    assert waiting_of(session, learner.id) is None


def test_one_choice_alone_can_be_taken_out(session: Session) -> None:
    learner = make_person(session)
    chain = ask(session, learner, [make_mentor(session) for _ in range(3)])
    withdraw_request(session, chain[1].id, by=learner)
    assert states(chain) == ["pending", "withdrawn", "queued"]


@pytest.mark.parametrize("count", [6, 7])
def test_five_choices_are_enough(session: Session, count: int) -> None:
    with pytest.raises(TooManyChoices):
        ask(session, make_person(session), [make_mentor(session) for _ in range(count)])


def test_a_list_counts_as_one_of_the_three_that_may_wait(session: Session) -> None:
    learner = make_person(session)
    for _ in range(3):
        first, second = make_mentor(session), make_mentor(session)
        send_request(session, first.person_id, LETTER, by=learner, others={second.person_id: ()})
    requests = session.exec(select(MentoringRequest).where(MentoringRequest.learner_id == learner.id)).all()
    assert sorted(states(requests)) == ["pending"] * 3 + ["queued"] * 3


def test_a_full_inbox_takes_no_more(session: Session) -> None:
    mentor = make_mentor(session, seats=1)
    for _ in range(2):
        make_request(session, make_person(session), mentor)
    with pytest.raises(InboxFull):
        make_request(session, make_person(session), mentor)


def test_who_said_no_is_asked_again_after_sixty_days(session: Session) -> None:
    learner, mentor = make_person(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    decline_request(session, asked.id, by=mentor.person, reason=DeclineReason.no_time)
    with clock.stopped_at(clock.now() + timedelta(days=59)), pytest.raises(AskedLately):
        make_request(session, learner, mentor)
    with clock.stopped_at(clock.now() + timedelta(days=61)):
        assert make_request(session, learner, mentor).state == RequestState.pending


def test_a_mentor_who_became_full_loses_what_waits_and_the_next_is_asked(session: Session) -> None:
    full, other = make_mentor(session, seats=1), make_mentor(session)
    chain = ask(session, make_person(session), [full, other])
    make_mentorship(session, make_person(session), full)
    run_mentoring_clock(session)
    assert states(chain) == ["superseded", "pending"]


def test_a_list_with_somebody_blocked_is_refused(session: Session) -> None:
    from marketplace.mentoring.actions import avoid_mentor

    learner, mentors = make_person(session), [make_mentor(session) for _ in range(2)]
    avoid_mentor(session, mentors[1].person_id, by=learner)
    with pytest.raises(CannotMeet):
        ask(session, learner, mentors)


def test_a_conflict_that_is_declared_later_ends_the_letter_and_asks_the_next(session: Session) -> None:
    learner, mentors = make_person(session), [make_mentor(session) for _ in range(2)]
    chain = ask(session, learner, mentors)
    tie(session, mentors[0].person_id, learner.id or 0, TieKind.conflict)
    run_mentoring_clock(session)
    assert states(chain) == ["superseded", "pending"]

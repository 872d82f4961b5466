"""What holds however many click at once: seats, three requests, one mentorship, one ending."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, col, func, select

from marketplace import clock
from marketplace.accounts.actions import tie
from marketplace.accounts.terms import TieKind
from marketplace.history import history_of
from marketplace.mentoring.actions import (
    accept_request,
    avoid_mentor,
    close_mentorship,
    decline_request,
    end_early,
    run_mentoring_clock,
    send_request,
    withdraw_request,
)
from marketplace.mentoring.actions.mentorships import MentorshipOver
from marketplace.mentoring.actions.refusals import AnsweredAlready, HasMentor, PairKeptApart, SeatsFull, TooManyPending
from marketplace.mentoring.models import MentoringRequest, Mentorship
from marketplace.mentoring.queries import open_of
from marketplace.mentoring.terms import LIVE, DeclineReason, MentorshipState, RequestState
from tests.crowd import at_once, one, while_open
from tests.makers import LETTER, make_mentor, make_mentorship, make_person, make_request


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


def states(session: Session, requests: list[MentoringRequest]) -> Counter[RequestState]:
    """In which states the requests are now."""
    session.rollback()
    ids = [request.id for request in requests]
    return Counter(session.exec(select(MentoringRequest.state).where(col(MentoringRequest.id).in_(ids))))


def pairs(session: Session, **of: int) -> int:
    """Live mentorships of somebody."""
    session.rollback()
    return session.exec(select(func.count()).select_from(Mentorship).filter_by(**of).where(col(Mentorship.state).in_(LIVE))).one()


def accepting(request: MentoringRequest):
    return lambda session: accept_request(session, request.id, by=one(session, request.mentor_id))


def test_fifty_acceptances_at_once_fill_two_seats_and_no_more(session: Session, database_url: str) -> None:
    mentor = make_mentor(session, seats=25)
    requests = [make_request(session, make_person(session), mentor) for _ in range(50)]
    mentor.seats = 2
    session.commit()
    answers = at_once(database_url, [accepting(request) for request in requests])
    assert Counter(map(type, answers)) == {type(None): 2, SeatsFull: 48}
    assert pairs(session, mentor_id=mentor.person_id) == 2
    assert states(session, requests) == {RequestState.accepted: 2, RequestState.pending: 48}


def test_four_requests_at_once_give_three(session: Session, database_url: str) -> None:
    learner = make_person(session)
    mentors = [make_mentor(session).person_id for _ in range(4)]
    session.commit()
    answers = at_once(
        database_url,
        [lambda session, mentor=mentor: send_request(session, mentor, LETTER, by=one(session, learner.id)) for mentor in mentors],
    )
    assert Counter(map(type, answers)) == {type(None): 3, TooManyPending: 1}
    session.rollback()
    assert [request.state for request in open_of(session, learner.id)] == [RequestState.pending] * 3


def test_two_mentors_who_accept_at_once_do_not_both_get_the_learner(session: Session, database_url: str) -> None:
    learner = make_person(session)
    requests = [make_request(session, learner, make_mentor(session)) for _ in range(2)]
    session.commit()
    answers = at_once(database_url, [accepting(request) for request in requests])
    assert sorted(type(answer).__name__ for answer in answers) == ["AnsweredAlready", "NoneType"]
    assert pairs(session, learner_id=learner.id) == 1
    assert states(session, requests) == {RequestState.accepted: 1, RequestState.superseded: 1}


def test_a_double_click_on_accept_pairs_once(session: Session, database_url: str) -> None:
    request = make_request(session, make_person(session), make_mentor(session))
    session.commit()
    answers = at_once(database_url, [accepting(request)] * 2)
    assert Counter(map(type, answers)) == {type(None): 1, AnsweredAlready: 1}


def test_a_request_that_just_expired_cannot_be_accepted(session: Session, database_url: str) -> None:
    request = make_request(session, make_person(session), make_mentor(session))
    session.commit()
    with clock.stopped_at(clock.now() + timedelta(days=8)):
        assert isinstance(while_open(database_url, run_mentoring_clock, accepting(request)), AnsweredAlready)
    assert states(session, [request]) == {RequestState.expired: 1}


def test_a_request_that_was_just_accepted_does_not_expire(session: Session, database_url: str) -> None:
    request = make_request(session, make_person(session), make_mentor(session))
    session.commit()
    with clock.stopped_at(clock.now() + timedelta(days=8)):
        while_open(database_url, accepting(request), run_mentoring_clock)
    assert states(session, [request]) == {RequestState.accepted: 1}


@pytest.mark.parametrize("late", ["declined", "withdrawn"])
def test_an_accepted_request_is_neither_declined_nor_withdrawn(session: Session, database_url: str, late: str) -> None:
    request = make_request(session, make_person(session), make_mentor(session))
    session.commit()
    ends = {
        "declined": lambda session: decline_request(session, request.id, by=one(session, request.mentor_id), reason=DeclineReason.no_time),
        "withdrawn": lambda session: withdraw_request(session, request.id, by=one(session, request.learner_id)),
    }
    assert isinstance(while_open(database_url, accepting(request), ends[late]), AnsweredAlready)


def test_both_may_end_it_at_once_and_it_ends_once(session: Session, database_url: str) -> None:
    pair = make_mentorship(session, make_person(session), make_mentor(session))
    session.commit()
    ending = [
        lambda session, person=person: end_early(session, pair.id, by=one(session, person), reason="moving away")
        for person in (pair.learner_id, pair.mentor_id)
    ]
    assert Counter(map(type, at_once(database_url, ending))) == {type(None): 1, MentorshipOver: 1}
    session.rollback()
    assert [row.becomes for row in history_of(session, "mentorship", pair.id)] == ["trial", "active", "ended_early"]


def test_two_closing_words_at_once_complete_it(session: Session, database_url: str) -> None:
    pair = make_mentorship(session, make_person(session), make_mentor(session))
    session.commit()
    words = [
        lambda session, person=person: close_mentorship(session, pair.id, by=one(session, person), useful=5, word="good")
        for person in (pair.learner_id, pair.mentor_id)
    ]
    assert at_once(database_url, words) == [None, None]
    session.expire_all()
    assert session.get_one(Mentorship, pair.id).state == MentorshipState.completed


def test_a_completed_mentorship_does_not_end_early_a_moment_later(session: Session, database_url: str) -> None:
    pair = make_mentorship(session, make_person(session), make_mentor(session))
    close_mentorship(session, pair.id, by=one(session, pair.learner_id), useful=5, word="")
    session.commit()
    closing = lambda session: close_mentorship(session, pair.id, by=one(session, pair.mentor_id), useful=5, word="")  # noqa: E731
    ending = lambda session: end_early(session, pair.id, by=one(session, pair.learner_id), reason="too late")  # noqa: E731
    assert isinstance(while_open(database_url, closing, ending), MentorshipOver)


def test_the_next_learner_takes_the_seat_that_an_ending_gives_back(session: Session, database_url: str) -> None:
    mentor = make_mentor(session, seats=1)
    waiting = make_request(session, make_person(session), mentor)
    pair = make_mentorship(session, make_person(session), mentor)
    with pytest.raises(SeatsFull):
        accept_request(session, waiting.id, by=mentor.person)
    end_early(session, pair.id, by=mentor.person, reason="moving away")
    session.commit()
    assert at_once(database_url, [accepting(waiting)]) == [None]


def test_a_block_before_the_yes_stops_the_yes(session: Session, database_url: str) -> None:
    request = make_request(session, make_person(session), make_mentor(session))
    session.commit()
    block = lambda session: avoid_mentor(session, request.mentor_id, by=one(session, request.learner_id))  # noqa: E731
    assert at_once(database_url, [block]) == [None]
    (answer,) = at_once(database_url, [accepting(request)])
    assert isinstance(answer, AnsweredAlready)
    assert states(session, [request]) == {RequestState.withdrawn: 1}


def test_a_conflict_before_the_yes_stops_the_yes(session: Session, database_url: str) -> None:
    request = make_request(session, make_person(session), make_mentor(session))
    tie(session, request.learner_id, request.mentor_id, TieKind.conflict)
    session.commit()
    (answer,) = at_once(database_url, [accepting(request)])
    assert isinstance(answer, PairKeptApart)


def test_a_paired_learner_asks_nobody_else(session: Session) -> None:
    learner = make_person(session)
    make_mentorship(session, learner, make_mentor(session))
    with pytest.raises(HasMentor):
        make_request(session, learner, make_mentor(session))

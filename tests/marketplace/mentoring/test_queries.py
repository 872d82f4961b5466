"""Reads of mentoring: figures that pages show."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from marketplace import clock
from marketplace.errors import NotFound
from marketplace.mentoring import documents
from marketplace.mentoring.actions import accept_request, decline_request, end_early, run_mentoring_clock, set_mentor_state
from marketplace.mentoring.queries import (
    answer_records,
    get_mentor,
    get_mentorship,
    get_request,
    inbox_of,
    live_mentorship,
    mentorships_of_person,
    published_mentors,
    requests_of,
    seats_left,
)
from marketplace.mentoring.terms import DeclineReason, MentorState
from tests.makers import make_mentor, make_mentorship, make_person, make_request
from tests.marks import on_sqlite

pytestmark = on_sqlite


def test_the_inbox_is_oldest_first_and_forgets_what_was_answered(session: Session) -> None:
    mentor = make_mentor(session)
    first, second, third = [make_request(session, make_person(session), mentor) for _ in range(3)]
    decline_request(session, second.id, by=mentor.person, reason=DeclineReason.no_time)
    assert [asked.id for asked in inbox_of(session, mentor.person_id)] == [first.id, third.id]


def test_a_learner_sees_all_she_asked_latest_first(session: Session) -> None:
    learner = make_person(session)
    asked = [make_request(session, learner, make_mentor(session)).id for _ in range(3)]
    assert [request.id for request in requests_of(session, learner.id)] == asked[::-1]


def test_an_unanswered_request_counts_against_the_mentor(session: Session) -> None:
    mentor = make_mentor(session)
    yes, no, _silence = [make_request(session, make_person(session), mentor) for _ in range(3)]
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        accept_request(session, yes.id, by=mentor.person)
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        decline_request(session, no.id, by=mentor.person, reason=DeclineReason.no_time)
    with clock.stopped_at(clock.now() + timedelta(days=7)):
        run_mentoring_clock(session)
    record = answer_records(session)[mentor.person_id]
    assert (record.answered, record.accepted, record.days) == (3, 1, 3.0)


def test_seats_are_never_below_nought(session: Session) -> None:
    mentor = make_mentor(session, seats=1)
    make_mentorship(session, make_person(session), mentor)
    mentor.seats = 0
    assert seats_left(session, [mentor]) == {mentor.person_id: 0}


def test_live_mentorships_come_before_ended_ones(session: Session) -> None:
    mentor = make_mentor(session)
    live = make_mentorship(session, make_person(session), mentor)
    ended = make_mentorship(session, make_person(session), mentor)
    end_early(session, ended.id, by=mentor.person, reason="moving away")
    assert [pair.id for pair in mentorships_of_person(session, mentor.person_id)] == [live.id, ended.id]
    assert live_mentorship(session, ended.learner_id) is None


def test_a_pausing_mentor_is_not_listed_but_still_there(session: Session) -> None:
    mentor = make_mentor(session)
    set_mentor_state(session, MentorState.paused, by=mentor.person)
    assert published_mentors(session) == []
    assert get_mentor(session, mentor.person_id) is mentor


def test_what_is_not_ones_own_is_not_found(session: Session) -> None:
    stranger, pair = make_person(session), make_mentorship(session, make_person(session), make_mentor(session))
    for get, number in ((get_request, pair.request_id), (get_mentorship, pair.id), (get_request, 999), (get_mentorship, 999)):
        with pytest.raises(NotFound):
            get(session, number, by=stranger)


def test_a_document_knows_the_free_places_and_no_contact(session: Session) -> None:
    mentor = make_mentor(session, seats=1)
    (document,) = documents.documents(session)
    assert document.facets["free"] == ("yes",)
    make_mentorship(session, make_person(session), mentor)
    (document,) = documents.documents(session, [mentor.person_id])
    assert document.facets["free"] == ()
    assert mentor.person.email not in str(document)

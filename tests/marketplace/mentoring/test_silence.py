"""Nobody waits in silence: a request that nobody touches ends by itself, and each thing is told once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.mentoring.actions import accept_request, resume_mentor, run_mentoring_clock, send_request
from marketplace.mentoring.actions.silence import end_by_silence, remind
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.queries import waiting_of
from marketplace.mentoring.terms import MentorState, RequestState
from marketplace.notifications.models import Notification
from tests.makers import LETTER, make_mentor, make_person, make_request

# A Tuesday; the following working days are Wednesday 4 (1), Thursday 5 (2), Friday 6 (3), Monday 9 (4).
TUESDAY = datetime(2026, 3, 3, 1, tzinfo=UTC)


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


def told(session: Session, person: Person) -> Counter[str]:
    return Counter(session.exec(select(Notification.kind).where(col(Notification.person_id) == person.id)))


def pass_time(session: Session, start: datetime, days: int) -> None:
    """The worker looks every six hours."""
    for hours in range(0, days * 24 + 1, 6):
        with clock.stopped_at(start + timedelta(hours=hours)):
            run_mentoring_clock(session)


def test_the_mentor_is_reminded_on_the_second_and_the_fourth_working_day(session: Session) -> None:
    with clock.stopped_at(TUESDAY):
        mentor = make_mentor(session)
        make_request(session, make_person(session), mentor)
    seen = {}
    for day in range(7):
        pass_time(session, TUESDAY + timedelta(days=day), 0)
        seen[day] = told(session, mentor.person)["request_reminder"]
    assert seen == {0: 0, 1: 0, 2: 1, 3: 1, 4: 1, 5: 1, 6: 2}


def test_a_request_that_nobody_touches_goes_down_the_list_and_ends_with_staff(session: Session) -> None:
    with clock.stopped_at(TUESDAY):
        learner, mentors = make_person(session), [make_mentor(session) for _ in range(3)]
        first, *others = [mentor.person_id for mentor in mentors]
        send_request(session, first, LETTER, by=learner, others=dict.fromkeys(others, ()))
    pass_time(session, TUESDAY, 22)
    assert told(session, learner) == {"request_expired": 3, "request_moved_on": 2}
    for mentor in mentors:
        assert told(session, mentor.person) == {"request_new": 1, "request_reminder": 2, "request_unanswered": 1}
    waiting = waiting_of(session, learner.id or 0)
    assert waiting is not None
    assert waiting.since <= TUESDAY + timedelta(days=21, hours=6)


def test_two_unanswered_requests_pause_the_mentor_and_one_click_brings_her_back(session: Session) -> None:
    with clock.stopped_at(TUESDAY):
        mentor = make_mentor(session, seats=4)
        for _ in range(2):
            make_request(session, make_person(session), mentor)
    pass_time(session, TUESDAY, 8)
    assert (mentor.state, mentor.paused_by_clock) == (MentorState.paused, True)
    with clock.stopped_at(TUESDAY + timedelta(days=9)):
        resume_mentor(session, mentor, by=mentor.person)
        run_mentoring_clock(session)
        assert mentor.state == MentorState.published
    assert told(session, mentor.person)["mentor_paused_by_clock"] == 1


def test_two_that_are_more_than_ninety_days_apart_pause_nobody(session: Session) -> None:
    mentor = silent_twice(session, timedelta(days=95))
    assert mentor.state == MentorState.published


def silent_twice(session: Session, apart: timedelta) -> Mentor:
    """A mentor who lets two requests run out."""
    with clock.stopped_at(TUESDAY):
        mentor = make_mentor(session, seats=4)
    for start in (TUESDAY, TUESDAY + apart):
        with clock.stopped_at(start):
            make_request(session, make_person(session), mentor)
        pass_time(session, start, 8)
    return mentor


def test_what_waits_for_a_mentor_who_was_paused_by_the_clock_moves_on(session: Session) -> None:
    with clock.stopped_at(TUESDAY):
        mentor = make_mentor(session, seats=4)
        for _ in range(2):
            make_request(session, make_person(session), mentor)
    with clock.stopped_at(TUESDAY + timedelta(days=6)):
        late = make_request(session, make_person(session), mentor)
    pass_time(session, TUESDAY + timedelta(days=6), 2)
    assert late.state == RequestState.superseded


def test_who_answered_in_the_last_moment_is_neither_reminded_nor_ended(session: Session) -> None:
    with clock.stopped_at(TUESDAY):
        mentor = make_mentor(session)
        request = make_request(session, make_person(session), mentor)
        accept_request(session, request.id or 0, by=mentor.person)
    with clock.stopped_at(TUESDAY + timedelta(days=8)):
        assert (remind(session, request, 2), end_by_silence(session, request)) == (False, False)
    assert told(session, mentor.person)["request_reminder"] == 0

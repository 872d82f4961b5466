"""Meetings: proposed, moved, taken, called off, logged, and put into calendars."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlmodel import Session

from marketplace import clock
from marketplace.history import history_of
from marketplace.mentoring import actions
from marketplace.mentoring.actions.meetings import AnsweredMeanwhile, NotAlone, TimesWrong
from marketplace.mentoring.calendar import meeting_events
from marketplace.mentoring.models import Meeting, Mentorship
from marketplace.mentoring.queries import agreed_meetings, appointments_of
from marketplace.mentoring.terms import MeetingFormat, MeetingState
from tests.makers import make_learner, make_mentor, make_mentorship, make_person
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
HERE: dict[str, Any] = {"minutes": 60, "format": MeetingFormat.online, "place": "", "body": None, "is_group": False}


@pytest.fixture
def pair(session: Session) -> Mentorship:
    return make_mentorship(session, make_learner(session), make_mentor(session))


def soon(hours: int) -> datetime:
    """A whole hour in some hours, in the city."""
    return (clock.now() + timedelta(hours=hours)).astimezone(clock.CITY_ZONE).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def meeting(session: Session, pair: Mentorship) -> Meeting:
    return actions.propose_meeting(session, pair.id, [soon(24), soon(48)], HERE, by=pair.learner)


def test_the_other_takes_one_of_the_times(session: Session, pair: Mentorship, meeting: Meeting) -> None:
    actions.accept_meeting(session, meeting.id, soon(48), by=pair.mentor.person)
    assert (meeting.state, meeting.starts_at, meeting.sequence) == (MeetingState.accepted, soon(48), 0)
    assert [one.id for one in appointments_of(session, pair.id).to_come] == [meeting.id]


def test_nobody_takes_ones_own_time_nor_another_one(session: Session, pair: Mentorship, meeting: Meeting) -> None:
    for person, time in ((pair.learner, soon(24)), (pair.mentor.person, soon(30)), (pair.mentor.person, None)):
        with pytest.raises(AnsweredMeanwhile):
            actions.accept_meeting(session, meeting.id, time, by=person)


@pytest.mark.parametrize("hours", [[], [-2], [24, 24], [24, 25, 26, 27], [24 * 400]])
def test_one_to_three_times_that_are_to_come(session: Session, pair: Mentorship, hours: list[int]) -> None:
    with pytest.raises(TimesWrong):
        actions.propose_meeting(session, pair.id, [soon(one) for one in hours], HERE, by=pair.learner)


def test_moving_it_keeps_the_appointment_and_asks_anew(session: Session, pair: Mentorship, meeting: Meeting) -> None:
    actions.accept_meeting(session, meeting.id, soon(24), by=pair.mentor.person)
    actions.propose_other_times(session, meeting.id, [soon(72)], HERE, by=pair.mentor.person)
    assert (meeting.state, meeting.starts_at, meeting.sequence) == (MeetingState.proposed, None, 1)
    actions.accept_meeting(session, meeting.id, soon(72), by=pair.learner)
    assert [row.becomes for row in history_of(session, "meeting", meeting.id)] == ["proposed", "accepted", "proposed", "accepted"]


def test_a_meeting_is_declined_or_called_off_and_then_it_is_over(session: Session, pair: Mentorship, meeting: Meeting) -> None:
    with pytest.raises(AnsweredMeanwhile):
        actions.decline_meeting(session, meeting.id, by=pair.learner)
    actions.decline_meeting(session, meeting.id, by=pair.mentor.person)
    with pytest.raises(AnsweredMeanwhile):
        actions.call_off_meeting(session, meeting.id, by=pair.learner)


def test_proposals_whose_times_are_over_go_by_themselves(session: Session, pair: Mentorship, meeting: Meeting) -> None:
    with clock.stopped_at(soon(49)):
        actions.run_mentorships_clock(session)
    assert meeting.state == MeetingState.cancelled


def test_an_ending_calls_open_meetings_off(session: Session, pair: Mentorship, meeting: Meeting) -> None:
    actions.accept_meeting(session, meeting.id, soon(24), by=pair.mentor.person)
    actions.end_early(session, pair.id, by=pair.learner)
    assert (meeting.state, meeting.sequence) == (MeetingState.cancelled, 1)
    assert agreed_meetings(session, pair.learner_id) == []


def test_who_is_younger_than_eighteen_meets_in_a_service_body_or_a_group(
    session: Session, pair: Mentorship, monkeypatch: pytest.MonkeyPatch
) -> None:
    born = clock.months_after(clock.today().replace(day=1), -12 * 16)
    monkeypatch.setitem(pair.learner.__dict__, "birth_month", born)
    in_person = HERE | {"format": MeetingFormat.in_person, "place": "a café"}
    with pytest.raises(NotAlone):
        actions.propose_meeting(session, pair.id, [soon(24)], in_person, by=pair.mentor.person)
    for allowed in ({"body": "SB1"}, {"is_group": True}, {"format": MeetingFormat.online}):
        actions.propose_meeting(session, pair.id, [soon(24)], in_person | allowed, by=pair.mentor.person)


FORM = {"length": "45", "format": "in_person", "place": "the studio", "body": "SB2"}


def typed(hours: int) -> str:
    return soon(hours).strftime("%Y-%m-%dT%H:%M")


def test_on_the_pages_times_are_proposed_taken_and_logged(session: Session, visitor: Enter, pair: Mentorship) -> None:
    learner, mentor = visitor(pair.learner), visitor(pair.mentor.person)
    learner.visit(f"/mentorships/{pair.id}")
    learner.submit("form[action$='/meetings']", first=typed(24), second=typed(30), **FORM)
    page = mentor.visit(f"/mentorships/{pair.id}")
    assert page.select_one(".note.first a")["href"] == "#meetings"
    mentor.submit("form[action$='/acceptance']")
    assert "the studio" in mentor.follow().select_one("#meetings").get_text()
    with clock.stopped_at(soon(26)):
        page = learner.visit(f"/mentorships/{pair.id}")
        assert page.select_one(".note.first a")["href"] == "#log"
        assert page.select_one("#minutes")["value"] == "45"
        learner.submit("form[action$='/sessions']", topics="prices")
        assert learner.follow().select_one(".note.first a")["href"] == "#propose-meeting"


def test_the_calendar_file_keeps_its_uid_raises_its_sequence_and_says_when_it_is_off(
    session: Session, visitor: Enter, pair: Mentorship, meeting: Meeting
) -> None:
    actions.accept_meeting(session, meeting.id, soon(24), by=pair.mentor.person)
    learner = visitor(pair.learner)

    def event() -> Any:
        learner.visit(f"/meetings/{meeting.id}/calendar.ics")
        return Calendar.from_ical(learner.response.data).walk("VEVENT")[0]

    first = event()
    assert first["DTSTART"].dt == soon(24)
    learner.post(f"/meetings/{meeting.id}/cancellation")
    last = event()
    assert (last["UID"], last["SEQUENCE"], last["STATUS"]) == (first["UID"], 1, "CANCELLED")


def test_an_agreed_meeting_stands_in_the_calendars_of_both(session: Session, pair: Mentorship, meeting: Meeting) -> None:
    assert meeting_events(session, pair.learner_id) == []
    actions.accept_meeting(session, meeting.id, soon(24), by=pair.mentor.person)
    titles = {meeting_events(session, number)[0].title for number in (pair.learner_id, pair.mentor_id)}
    assert titles == {"与沈静的辅导见面", "与王小明的辅导见面"}


def test_other_times_are_proposed_on_their_own_page_and_bad_ones_come_back(
    session: Session, visitor: Enter, pair: Mentorship, meeting: Meeting
) -> None:
    mentor = visitor(pair.mentor.person)
    mentor.visit(f"/meetings/{meeting.id}/times")
    page = mentor.submit("main form", 422, first=typed(-5), place="a café")
    assert page.select_one("#first")["value"] == typed(-5)
    assert page.select(".wrong li")
    mentor.submit("main form", first=typed(50))
    assert "You proposed" in mentor.follow().get_text()
    mentor.post(f"/mentorships/{pair.id}/meetings", 422, first="", **FORM)
    visitor(pair.learner).post(f"/meetings/{meeting.id}/decline")


@pytest.mark.parametrize("door", ["times", "acceptance", "decline", "cancellation"])
def test_a_stranger_finds_no_meeting(session: Session, visitor: Enter, pair: Mentorship, meeting: Meeting, door: str) -> None:
    stranger = visitor(make_person(session))
    stranger.post(f"/meetings/{meeting.id}/{door}", 404, first=typed(24), time=soon(24).isoformat(), **FORM)
    stranger.visit(f"/meetings/{meeting.id}/times", 404)
    stranger.visit(f"/meetings/{meeting.id}/calendar.ics", 404)
    nobody = visitor()
    nobody.post(f"/meetings/{meeting.id}/{door}")
    assert nobody.response.headers["Location"].startswith("/sign-in")


def test_a_time_that_is_none_is_refused(session: Session, visitor: Enter, pair: Mentorship, meeting: Meeting) -> None:
    mentor = visitor(pair.mentor.person)
    for wrong in ("", "tomorrow", "2026-12-01T10:00"):
        mentor.post(f"/meetings/{meeting.id}/acceptance", 409, time=wrong)

"""What happened between people and what was suggested to them, as one stream: read from the tables that hold it, never copied.

Who switched recommendations off is left out of it.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy import select as columns
from sqlmodel import Session, col

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.history import HistoryRow
from marketplace.mentoring.models import Click, Goal, Impression, MentoringRequest, MentoringSession, Mentorship, MentorshipClosing
from marketplace.mentoring.terms import RequestState
from marketplace.ventures.models import FollowUp, Venture
from marketplace.ventures.terms import FollowUpState, VentureState

ANSWERS = (RequestState.accepted, RequestState.declined, RequestState.expired)
UNSENT = (RequestState.draft, RequestState.queued, RequestState.awaiting_guardian)


class EventKind(StrEnum):
    """What happened; in brackets what its value says."""

    impression = "impression"  # the place in the list
    click = "click"  # the place in the list
    request = "request"  # the rank among the learner's choices
    answer = "answer"  # 1 a yes, 0 a no or silence
    session = "session"  # minutes
    goal_met = "goal_met"  # 1
    closing = "closing"  # how useful it was to the learner, 1 to 5
    venture_opened = "venture_opened"  # people employed
    venture_checked = "venture_checked"  # 1 it trades, 0 it does not
    venture_closed = "venture_closed"  # 0


class Item(NamedTuple):
    """What it was about: a project, a mentor, a course or a venture, by number."""

    kind: str
    id: int


@dataclass(frozen=True)
class Event:
    """Something happened between a person and an item."""

    kind: EventKind
    person: int
    item: Item
    at: datetime
    value: float


def events(session: Session, since: datetime) -> Iterator[Event]:
    """Everything since then, in the order of time. What is only known by its day counts as of noon."""
    streams = (_seen, _opened, _asked, _answered, _met, _reached, _called_met, _closed_pairs, _began, _checked, _gave_up)
    return heapq.merge(*(stream(session, since) for stream in streams), key=lambda event: event.at)


def event_counts(session: Session, since: datetime) -> dict[str, int]:
    """How many there are of each kind."""
    counts = dict.fromkeys((kind.value for kind in EventKind), 0)
    for event in events(session, since):
        counts[event.kind] += 1
    return counts


def _seen(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (Impression.person_id, Impression.kind, Impression.item_id, Impression.seen_at, Impression.place)))
    for person, kind, item, at, place in _rows(session, rows, col(Impression.person_id), col(Impression.seen_at), since):
        yield Event(EventKind.impression, person, Item(kind, item), at, place)


def _opened(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (Click.person_id, Click.kind, Click.item_id, Click.clicked_at, Click.place)))
    for person, kind, item, at, place in _rows(session, rows, col(Click.person_id), col(Click.clicked_at), since):
        yield Event(EventKind.click, person, Item(kind, item), at, place)


def _asked(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (MentoringRequest.learner_id, MentoringRequest.mentor_id, MentoringRequest.sent_at, MentoringRequest.rank)))
    rows = rows.where(col(MentoringRequest.state).not_in(UNSENT), _own_wish())
    for person, mentor, at, rank in _rows(session, rows, col(MentoringRequest.learner_id), col(MentoringRequest.sent_at), since):
        yield Event(EventKind.request, person, Item("mentor", mentor), at, rank)


def _answered(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (MentoringRequest.learner_id, MentoringRequest.mentor_id, MentoringRequest.ended_at, MentoringRequest.state)))
    rows = rows.where(col(MentoringRequest.state).in_(ANSWERS), _own_wish())
    for person, mentor, at, state in _rows(session, rows, col(MentoringRequest.learner_id), col(MentoringRequest.ended_at), since):
        yield Event(EventKind.answer, person, Item("mentor", mentor), at, float(state == RequestState.accepted))


def _own_wish() -> ColumnElement[bool]:
    """What staff or a round proposed was nobody's own wish."""
    proposed = columns(col(HistoryRow.subject_id)).where(
        col(HistoryRow.subject) == "request", col(HistoryRow.becomes) == RequestState.proposed, col(HistoryRow.was).is_(None)
    )
    return col(MentoringRequest.id).not_in(proposed)


def _met(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (Mentorship.learner_id, Mentorship.mentor_id, MentoringSession.held_on, MentoringSession.minutes)))
    rows = rows.join(MentoringSession, col(MentoringSession.mentorship_id) == col(Mentorship.id))
    for person, mentor, on, minutes in _rows(session, rows, col(Mentorship.learner_id), col(MentoringSession.held_on), _day(since)):
        yield Event(EventKind.session, person, Item("mentor", mentor), _noon(on), minutes)


def _reached(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (Mentorship.learner_id, Mentorship.mentor_id, Goal.met_on)))
    rows = rows.join(Goal, col(Goal.mentorship_id) == col(Mentorship.id))
    for person, mentor, on in _rows(session, rows, col(Mentorship.learner_id), col(Goal.met_on), _day(since)):
        yield Event(EventKind.goal_met, person, Item("mentor", mentor), _noon(on), 1)


def _called_met(session: Session, since: datetime) -> Iterable[Event]:
    """Goals that were never ticked, which the learner calls met in her closing word."""
    ticked = set(session.execute(columns(col(Goal.id)).where(col(Goal.met_on).is_not(None))).scalars())
    for person, mentor, at, _, goals in _closing_words(session, since):
        for goal in goals:
            if goal not in ticked:
                yield Event(EventKind.goal_met, person, Item("mentor", mentor), at, 1)


def _closed_pairs(session: Session, since: datetime) -> Iterable[Event]:
    for person, mentor, at, useful, _ in _closing_words(session, since):
        yield Event(EventKind.closing, person, Item("mentor", mentor), at, useful)


def _closing_words(session: Session, since: datetime) -> Iterable[Any]:
    said = (MentorshipClosing.at, MentorshipClosing.useful, MentorshipClosing.goals_met)
    rows = columns(*map(col, (Mentorship.learner_id, Mentorship.mentor_id, *said)))
    rows = rows.join(MentorshipClosing, col(MentorshipClosing.mentorship_id) == col(Mentorship.id))
    rows = rows.where(col(MentorshipClosing.person_id) == col(Mentorship.learner_id))
    return _rows(session, rows, col(Mentorship.learner_id), col(MentorshipClosing.at), since)


def _began(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (Venture.founder_id, Venture.project_id, Venture.id, Venture.opened_on, Venture.jobs)))
    for person, project, number, on, jobs in _rows(session, rows, col(Venture.founder_id), col(Venture.opened_on), _day(since)):
        yield Event(EventKind.venture_opened, person, _origin(project, number), _noon(on), jobs)


def _checked(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (Venture.founder_id, Venture.project_id, Venture.id, FollowUp.answered_on, FollowUp.trading)))
    rows = rows.join(FollowUp, col(FollowUp.venture_id) == col(Venture.id)).where(col(FollowUp.state) == FollowUpState.done)
    for person, project, number, on, trades in _rows(session, rows, col(Venture.founder_id), col(FollowUp.answered_on), _day(since)):
        yield Event(EventKind.venture_checked, person, _origin(project, number), _noon(on), float(bool(trades)))


def _gave_up(session: Session, since: datetime) -> Iterable[Event]:
    rows = columns(*map(col, (Venture.founder_id, Venture.project_id, Venture.id, Venture.closed_on)))
    rows = rows.where(col(Venture.state) == VentureState.closed)
    for person, project, number, on in _rows(session, rows, col(Venture.founder_id), col(Venture.closed_on), _day(since)):
        yield Event(EventKind.venture_closed, person, _origin(project, number), _noon(on), 0)


def _rows(session: Session, rows: Any, whose: Any, at: Any, since: datetime | date) -> Iterable[Any]:
    """Those since then, of people who have recommendations on, in the order of time; what has no moment did not happen."""
    ours = rows.join(Person, col(Person.id) == whose).where(col(Person.personalised), at >= since)
    return session.execute(ours.order_by(at))


def _day(since: datetime) -> date:
    return since.astimezone(clock.CITY_ZONE).date()


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=clock.CITY_ZONE)


def _origin(project: int | None, venture: int) -> Item:
    """The entry a business came from, where it came from one."""
    return Item("project", project) if project else Item("venture", venture)

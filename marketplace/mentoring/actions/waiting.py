"""The wait for a person's help: learners for whom nothing is left that goes on by itself."""

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import profile_of
from marketplace.history import write_history
from marketplace.mentoring.actions.refusals import HasMentor
from marketplace.mentoring.models import Waiting
from marketplace.mentoring.queries import live_mentorship
from marketplace.mentoring.terms import WaitingOutcome, WaitingReason
from marketplace.notifications.actions import notify

SUBJECT = "waiting"


def put_on_waiting_list(
    session: Session, person_id: int, *, reason: WaitingReason, priority: int = 1, request_id: int | None = None
) -> Waiting:
    """Let a learner wait for a person's help; who waits already keeps her place, or gets a better one."""
    waiting = _open_wait(session, person_id)
    if waiting is None:
        profile = profile_of(session, person_id)
        waiting = Waiting(
            person_id=person_id,
            region=profile.region if profile else None,
            reason=reason,
            priority=priority,
            request_id=request_id,
            since=clock.now(),
        )
        session.add(waiting)
        session.flush()
        write_history(session, SUBJECT, waiting.id or 0, was=None, becomes="waiting", by_id=None, reason=reason)
    elif priority < waiting.priority:
        # She lost a mentor while she waited: that moves her forward, and says why.
        waiting.priority, waiting.reason = priority, reason
        waiting.request_id = request_id or waiting.request_id
        session.add(waiting)
        session.flush()
    return waiting


def end_waiting(session: Session, person_id: int, outcome: WaitingOutcome, *, by_id: int | None = None, note: str | None = None) -> None:
    """The wait is over; nothing happens where nobody waits."""
    waiting = _open_wait(session, person_id)
    if waiting is None:
        return
    waiting.ended_at, waiting.outcome, waiting.note = clock.now(), outcome, note
    session.add(waiting)
    session.flush()
    write_history(session, SUBJECT, waiting.id or 0, was="waiting", becomes=outcome, by_id=by_id, reason=note)


def _open_wait(session: Session, person_id: int) -> Waiting | None:
    # Two things may happen to one learner at once; her row is the lock of all of them.
    session.exec(select(Person.id).where(Person.id == person_id).with_for_update()).one()
    return session.exec(select(Waiting).where(Waiting.person_id == person_id, col(Waiting.ended_at).is_(None))).first()


def ask_for_help(session: Session, *, by: Person) -> Waiting:
    """A learner asks staff to find a mentor for her."""
    if live_mentorship(session, by.id or 0):
        raise HasMentor()
    return put_on_waiting_list(session, by.id or 0, reason=WaitingReason.asked)


def close_wait(session: Session, person_id: int, *, by: Person, note: str) -> None:
    """Staff find no mentor: the wait ends with a word for the learner."""
    end_waiting(session, person_id, WaitingOutcome.no_mentor, by_id=by.id, note=note)
    learner = session.get_one(Person, person_id)
    notify(session, learner, "wait_ended", {"note": note}, "/mentoring", key=f"wait_ended:{person_id}:{clock.now():%Y%m%d%H%M}")

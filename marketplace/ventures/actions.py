"""Writes of the ventures room: openings, answers, losses, closings."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.history import write_history
from marketplace.projects.actions import note_closed, note_registered, note_trading
from marketplace.projects.queries import get_project
from marketplace.ventures.models import FollowUp, OutcomeCheck, Venture
from marketplace.ventures.policies import may_check, may_give_up
from marketplace.ventures.queries import get_venture, regions_of_passes
from marketplace.ventures.terms import (
    EARLY_DAYS,
    FOLLOW_UP_MONTHS,
    STOPPED_BY,
    TRIES,
    WAYS,
    ClosingReason,
    FollowUpState,
    VentureState,
    Way,
)


class InTheFuture(Refusal):
    """What is told has happened."""

    def __init__(self) -> None:
        super().__init__(N_("This day is still to come. Tell us when it has happened: choose today or an earlier day."))


class BeforeTheOpening(Refusal):
    """Nothing happens to a business before it opens."""

    def __init__(self) -> None:
        super().__init__(N_("This day lies before the opening of the business. Choose a later one."))


class AlreadyTold(Refusal):
    """One business, one record."""

    def __init__(self) -> None:
        super().__init__(N_("You told us of a business of this name already, and it is still open. You find it under My businesses."))


class AlreadyAnswered(Refusal):
    """A question is answered once."""

    def __init__(self) -> None:
        super().__init__(N_("This question was answered already, and the answer stays. The next one comes in time."))


class NotDueYet(Refusal):
    """Too early, there is little to say."""

    def __init__(self, day: date) -> None:
        super().__init__(N_("This question comes on %(day)s. Please answer it then, or in the month before."), day=day.isoformat())


class DoesNotFit(Refusal):
    """An answer and the closing must agree."""

    def __init__(self, day: date) -> None:
        msgid = N_("This does not fit with what we were told: closed on %(day)s. Look at the page of the business again.")
        super().__init__(msgid, day=day.isoformat())


class StillTrading(Refusal):
    """Nothing ends before it was last seen alive."""

    def __init__(self) -> None:
        super().__init__(N_("An answer after this day says that the business was still trading. Choose a later day for the closing."))


class AlreadyClosed(Refusal):
    """A business is closed once."""

    def __init__(self) -> None:
        super().__init__(N_("We know already that this business has closed; there is nothing more to do."))


class TooFewTries(Refusal):
    """Somebody is called lost only after honest tries."""

    def __init__(self) -> None:
        msgid = N_("Please try at least %(tries)s times and in %(ways)s ways, for example by phone and by message, before you give up.")
        super().__init__(msgid, tries=TRIES, ways=WAYS)


def register_opening(session: Session, content: Mapping[str, Any], *, by: Person, synthetic: bool = False) -> Venture:
    """Write down that ``by`` opened a business, and when to ask how it goes. ``content`` holds the model's plain fields."""
    if content["opened_on"] > clock.today():
        raise InTheFuture()
    if content.get("project_id"):
        # Only entries that everybody can see: a draft is nothing one could have taken up.
        get_project(session, content["project_id"], by=None)
    _refuse_twice(session, content["name"], by)
    venture = Venture(**content, founder_id=_id(by), synthetic=synthetic)
    session.add(venture)
    session.flush()
    for months in FOLLOW_UP_MONTHS:
        session.add(FollowUp(venture_id=_id(venture), months=months, due_on=clock.months_after(venture.opened_on, months)))
    session.flush()
    write_history(session, "venture", _id(venture), was=None, becomes=venture.state, by_id=by.id)
    if venture.project_id:
        note_registered(session, _id(by), venture.project_id, _id(venture), venture.opened_on)
    return venture


def record_follow_up(
    session: Session,
    venture_id: int,
    months: int,
    *,
    trading: bool,
    jobs: int | None,
    note: str | None = None,
    by: Person,
    on: date | None = None,
) -> FollowUp:
    """Keep the answer to one question; "not trading any more" closes the business, and the reason can be told afterwards."""
    venture, day = _held(session, venture_id, by=by), on or clock.today()
    asked = _question(venture, months)
    _check_answer(venture, asked, day, trading=trading)
    was, asked.state, asked.answered_on = asked.state, FollowUpState.done, day
    asked.trading, asked.jobs, asked.note = trading, jobs if trading else 0, note or None
    session.add(asked)
    write_history(session, "follow_up", _id(asked), was=was, becomes=asked.state, by_id=by.id)
    if trading:
        note_trading(session, _id(venture), months, by=by)
    if not trading and venture.state == VentureState.trading:
        _close(session, venture, on=day, reason=None, by=by)
    session.flush()
    return asked


def mark_lost(session: Session, venture_id: int, months: int, *, tries: int, ways: Collection[str], by: Person) -> FollowUp:
    """Say that nobody could be reached, after honest tries. Who turns up later may still answer."""
    venture = _held(session, venture_id, by=by)
    if not may_give_up(by, venture):
        raise NotAllowed()
    asked = _question(venture, months)
    if asked.state != FollowUpState.scheduled:
        raise AlreadyAnswered()
    if asked.due_on > clock.today():
        raise NotDueYet(asked.due_on)
    if tries < TRIES or len(set(ways)) < WAYS:
        raise TooFewTries()
    asked.state = FollowUpState.lost
    session.add(asked)
    reason = f"{tries}: {', '.join(sorted(Way(way) for way in ways))}"
    write_history(session, "follow_up", _id(asked), was=FollowUpState.scheduled, becomes=asked.state, by_id=by.id, reason=reason)
    session.flush()
    return asked


def close_venture(session: Session, venture_id: int, *, on: date, reason: str, by: Person) -> Venture:
    """Write down that a business has closed, or why and when exactly, where an answer only said that it has."""
    venture = _held(session, venture_id, by=by)
    if venture.closing_reason is not None:
        raise AlreadyClosed()
    if on > clock.today():
        raise InTheFuture()
    if on < venture.opened_on:
        raise BeforeTheOpening()
    if any(one.trading and one.answered_on and one.answered_on > on for one in venture.follow_ups):
        raise StillTrading()
    if venture.closed_on and on > venture.closed_on:
        raise DoesNotFit(venture.closed_on)
    _close(session, venture, on=on, reason=ClosingReason(reason), by=by)
    session.flush()
    return venture


def record_outcome_check(session: Session, person_id: int, *, reached: bool, by: Person, on: date | None = None) -> OutcomeCheck:
    """Keep whether a person whose year is over could be reached; the last word of a day stands."""
    day = on or clock.today()
    if not may_check(by, regions_of_passes(session, person_id)):
        raise NotFound()
    if day > clock.today():
        raise InTheFuture()
    _lock_person(session, person_id)
    known = session.exec(select(OutcomeCheck).where(OutcomeCheck.person_id == person_id, OutcomeCheck.checked_on == day)).first()
    check = known or OutcomeCheck(person_id=person_id, checked_on=day, reached=reached)
    check.reached, check.by_id = reached, by.id
    session.add(check)
    session.flush()
    write_history(session, "outcome_check", _id(check), was=None, becomes="reached" if reached else "not_reached", by_id=by.id)
    return check


def _close(session: Session, venture: Venture, *, on: date, reason: ClosingReason | None, by: Person) -> None:
    was, venture.state, venture.closed_on, venture.closing_reason = venture.state, VentureState.closed, on, reason
    session.add(venture)
    write_history(session, "venture", _id(venture), was=was, becomes=venture.state, by_id=by.id, reason=reason)
    note_closed(session, _id(venture), on, STOPPED_BY[reason], by=by)


def _check_answer(venture: Venture, asked: FollowUp, day: date, *, trading: bool) -> None:
    if asked.state == FollowUpState.done:
        raise AlreadyAnswered()
    if day > clock.today():
        raise InTheFuture()
    if day < asked.due_on - timedelta(days=EARLY_DAYS):
        raise NotDueYet(asked.due_on)
    if venture.closed_on and day != venture.closed_on and trading == (day > venture.closed_on):
        raise DoesNotFit(venture.closed_on)


def _question(venture: Venture, months: int) -> FollowUp:
    asked = next((one for one in venture.follow_ups if one.months == months), None)
    if asked is None:
        raise NotFound()
    return asked


def _held(session: Session, venture_id: int, *, by: Person) -> Venture:
    # Held until the end of the transaction, so that two answers at once become one answer and one refusal.
    row = select(Venture).where(Venture.id == venture_id).with_for_update().execution_options(populate_existing=True)
    session.exec(row).first()
    return get_venture(session, venture_id, by=by)


def _refuse_twice(session: Session, name: str, by: Person) -> None:
    _lock_person(session, _id(by))
    same = select(Venture.id).where(Venture.founder_id == by.id, Venture.name == name, Venture.state == VentureState.trading)
    if session.exec(same).first():
        raise AlreadyTold()


def _lock_person(session: Session, person_id: int) -> None:
    session.exec(select(Person.id).where(Person.id == person_id).with_for_update()).first()


def _id(thing: Any) -> int:
    return int(thing.id)

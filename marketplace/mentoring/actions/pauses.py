"""A pair's time: a pause with a day of return, and a later last day that both agree to."""

from datetime import date, timedelta

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentorships import SUBJECT, NotNow, become, held, other_of, tell_one
from marketplace.mentoring.models import Mentorship
from marketplace.mentoring.terms import LONGEST_PAUSE_DAYS, LONGEST_WITH_EXTENSIONS, MentorshipState

RUNNING = (MentorshipState.active, MentorshipState.paused)


class PauseTooLong(Refusal):
    """A longer pause is an ending."""

    def __init__(self) -> None:
        super().__init__(N_("A pause ends on a day from tomorrow on and within %(days)s days."), days=LONGEST_PAUSE_DAYS)


class EndOutOfReach(Refusal):
    """Nobody is mentored for ever."""

    def __init__(self) -> None:
        super().__init__(
            N_("The new last day has to be later than the present one, and within %(months)s months of the beginning."),
            months=LONGEST_WITH_EXTENSIONS,
        )


class NothingProposed(Refusal):
    """The proposal was taken back, or answered already."""

    def __init__(self) -> None:
        super().__init__(N_("No new last day is proposed any more."))


def pause_mentorship(session: Session, mentorship_id: int, *, by: Person, until: date) -> Mentorship:
    """Either may pause; the seat stays taken, and the clock brings the pair back."""
    mentorship = held(session, mentorship_id, by, (MentorshipState.active,))
    if not clock.today() < until <= clock.today() + timedelta(days=LONGEST_PAUSE_DAYS):
        raise PauseTooLong()
    mentorship.paused_until = until
    become(session, mentorship, MentorshipState.paused, by_id=by.id, reason=f"until {until.isoformat()}")
    tell_one(session, mentorship, "pair_paused", to=other_of(mentorship, by), key=until.isoformat(), values={"day": until.isoformat()})
    return mentorship


def resume_mentorship(session: Session, mentorship_id: int, *, by: Person) -> Mentorship:
    """Come back before the day; either may."""
    mentorship = held(session, mentorship_id, by, (MentorshipState.paused,))
    back_from_pause(session, mentorship, by_id=by.id)
    return mentorship


def back_from_pause(session: Session, mentorship: Mentorship, *, by_id: int | None) -> None:
    """The pause is over."""
    key = f"{mentorship.paused_until}"
    mentorship.paused_until = None
    become(session, mentorship, MentorshipState.active, by_id=by_id)
    for person in (mentorship.learner, mentorship.mentor.person):
        if person.id != by_id:
            tell_one(session, mentorship, "pair_resumed", to=person, key=key)


def last_possible_end(mentorship: Mentorship) -> date:
    """The latest last day with all extensions."""
    return clock.months_after(mentorship.began_at.astimezone(clock.CITY_ZONE).date(), LONGEST_WITH_EXTENSIONS)


def propose_end(session: Session, mentorship_id: int, *, by: Person, day: date) -> Mentorship:
    """Propose a later last day; it holds once the other agrees. A new proposal replaces the old one."""
    mentorship = held(session, mentorship_id, by, RUNNING)
    if day <= (mentorship.ends_on or clock.today()) or day > last_possible_end(mentorship):
        raise EndOutOfReach()
    mentorship.proposed_end, mentorship.proposed_end_by_id = day, by.id
    session.add(mentorship)
    session.flush()
    tell_one(
        session,
        mentorship,
        "end_proposed",
        to=other_of(mentorship, by),
        key=day.isoformat(),
        values={"day": day.isoformat()},
        anchor="#time",
    )
    return mentorship


def agree_to_end(session: Session, mentorship_id: int, *, by: Person) -> Mentorship:
    """The other agrees: the mentorship goes on until then."""
    mentorship = held(session, mentorship_id, by, RUNNING)
    day, proposer = mentorship.proposed_end, mentorship.proposed_end_by_id
    if day is None:
        raise NothingProposed()
    if proposer == by.id:
        raise NotNow()
    write_history(
        session,
        SUBJECT,
        mentorship_id,
        was=mentorship.state,
        becomes=mentorship.state,
        by_id=by.id,
        reason=f"extended until {day.isoformat()}",
    )
    mentorship.ends_on, mentorship.proposed_end, mentorship.proposed_end_by_id = day, None, None
    session.add(mentorship)
    session.flush()
    tell_one(session, mentorship, "end_agreed", to=other_of(mentorship, by), key=day.isoformat(), values={"day": day.isoformat()})
    return mentorship


def drop_proposed_end(session: Session, mentorship_id: int, *, by: Person) -> Mentorship:
    """Take the proposal back, or say no to it: the last day stays as it is."""
    mentorship = held(session, mentorship_id, by, RUNNING)
    day, proposer = mentorship.proposed_end, mentorship.proposed_end_by_id
    if day is None:
        raise NothingProposed()
    mentorship.proposed_end = mentorship.proposed_end_by_id = None
    session.add(mentorship)
    session.flush()
    if proposer != by.id:
        tell_one(session, mentorship, "end_refused", to=other_of(mentorship, by), key=day.isoformat())
    return mentorship

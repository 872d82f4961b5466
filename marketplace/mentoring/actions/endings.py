"""How a pair ends: both sides' closing words, early by one side alone, or handed over by the staff when a mentor leaves."""

from collections.abc import Sequence

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.policies import is_suspended
from marketplace.mentoring.actions.meetings import call_off_open_meetings
from marketplace.mentoring.actions.mentorships import MentorshipOver, become, finish, held, lock, other_of, tell_both, tell_one
from marketplace.mentoring.actions.pauses import RUNNING
from marketplace.mentoring.actions.proposals import propose_pairs
from marketplace.mentoring.actions.waiting import put_on_waiting_list
from marketplace.mentoring.models import Mentorship, MentorshipClosing
from marketplace.mentoring.policies import may_leave_frozen
from marketplace.mentoring.queries import LATE_WORDS, closings_of, get_mentorship, get_pair_of_staff, takes_late_words
from marketplace.mentoring.terms import CLOSING_DAYS, FROZEN_DAYS, TOGETHER, EndReason, MentorshipState, VentureStatus, WaitingReason

CLOSING = (*RUNNING, MentorshipState.closing)


def start_closing(session: Session, mentorship_id: int, *, by: Person) -> Mentorship:
    """Either says “we are done”, or staff of the learner's county do: both are asked for their closing word."""
    mentorship = lock(session, get_pair_of_staff(session, mentorship_id, by=by), RUNNING)
    open_closing(session, mentorship, by_id=by.id)
    return mentorship


def open_closing(session: Session, mentorship: Mentorship, *, by_id: int | None) -> None:
    """Fourteen days for both sides' word."""
    mentorship.closing_since, mentorship.paused_until = clock.now(), None
    mentorship.proposed_end = mentorship.proposed_end_by_id = None
    become(session, mentorship, MentorshipState.closing, by_id=by_id)
    for person in (mentorship.learner, mentorship.mentor.person):
        if person.id != by_id:
            tell_one(session, mentorship, "pair_closing", to=person, key="", anchor="#closing")


def close_mentorship(
    session: Session,
    mentorship_id: int,
    *,
    by: Person,
    useful: int,
    word: str = "",
    recommend: int | None = None,
    goals_met: Sequence[int] = (),
    venture: VentureStatus | None = None,
    thanks: str = "",
) -> Mentorship:
    """Give one's closing word: the first opens the closing, the second (or 14 days) completes it.

    Neither reads the other's word before both are in; until then one's own can be changed.
    """
    mentorship = _open_for_words(session, mentorship_id, by)
    if mentorship.state in RUNNING:
        open_closing(session, mentorship, by_id=by.id)
    known = {goal.id for goal in mentorship.goals}
    said = session.get(MentorshipClosing, (mentorship_id, by.id)) or MentorshipClosing(
        mentorship_id=mentorship_id, person_id=by.id or 0, useful=useful
    )
    said.useful, said.recommend, said.word, said.thanks, said.at = useful, recommend, word, thanks, clock.now()
    said.goals_met = [number for number in goals_met if number in known]
    # Where the business stands is the learner's to say.
    said.venture = venture if by.id == mentorship.learner_id else None
    session.add(said)
    session.flush()
    if mentorship.state == MentorshipState.closing and len(closings_of(session, mentorship_id)) > 1:
        complete(session, mentorship, by_id=by.id)
    return mentorship


def _open_for_words(session: Session, mentorship_id: int, by: Person) -> Mentorship:
    mentorship = held(session, mentorship_id, by, (*CLOSING, *LATE_WORDS))
    if mentorship.state in LATE_WORDS and not takes_late_words(mentorship, closings_of(session, mentorship_id)):
        raise MentorshipOver()
    return mentorship


def complete(session: Session, mentorship: Mentorship, *, by_id: int | None) -> None:
    """Both words are in, or the time for them is over."""
    words = len(closings_of(session, mentorship.id or 0))
    mentorship.one_sided = words < 2
    call_off_open_meetings(session, mentorship, by_id=by_id)
    reason = None if words == 2 else f"{words} of 2 words, {CLOSING_DAYS} days"
    finish(session, mentorship, MentorshipState.completed, by_id=by_id, reason=reason)
    tell_both(session, mentorship, "pair_completed", key="")


def end_early(
    session: Session,
    mentorship_id: int,
    *,
    by: Person,
    reason: str = "",
    code: EndReason = EndReason.other,
    wants_another: bool = False,
) -> Mentorship:
    """Either side may end it without the other's consent. A learner who wants another mentor stands in front of those who wait.

    A pair that stands still can be left by the one who is not suspended, where the other is.
    """
    mentorship = get_mentorship(session, mentorship_id, by=by)
    lock(session, mentorship, (*TOGETHER, MentorshipState.suspended) if may_leave_frozen(by, mentorship) else TOGETHER)
    mentorship.frozen_from = None
    if wants_another and by.id == mentorship.learner_id:
        _wait_in_front(session, mentorship, WaitingReason.ended_early)
    mentorship.end_code, mentorship.end_reason = code, reason or None
    call_off_open_meetings(session, mentorship, by_id=by.id)
    finish(session, mentorship, MentorshipState.ended_early, by_id=by.id, reason=f"{code}: {reason}" if reason else code)
    tell_one(session, mentorship, "pair_ended", to=other_of(mentorship, by), key="")
    return mentorship


def end_frozen(session: Session, mentorship: Mentorship) -> None:
    """A pair that stood still for thirty days is over; a learner who may go on stands in front of those who wait."""
    if not is_suspended(mentorship.learner):
        _wait_in_front(session, mentorship, WaitingReason.ended_early)
    mentorship.frozen_from, mentorship.end_code = None, EndReason.other
    call_off_open_meetings(session, mentorship, by_id=None)
    finish(session, mentorship, MentorshipState.ended_early, by_id=None, reason=f"stood still for {FROZEN_DAYS} days")
    tell_both(session, mentorship, "pair_frozen_over", key="")


def ask_for_another(session: Session, mentorship_id: int, *, by: Person) -> None:
    """The learner of a pair that ended before its time wants another mentor: she stands in front of those who wait."""
    mentorship = get_mentorship(session, mentorship_id, by=by)
    states = (MentorshipState.ended_early, MentorshipState.not_started)
    lock(session, mentorship, states)
    if by.id == mentorship.learner_id:
        reason = WaitingReason(mentorship.state.value)
        _wait_in_front(session, mentorship, reason)


def transfer_mentorship(session: Session, mentorship_id: int, *, by: Person, handover: str, next_id: int | None = None) -> Mentorship:
    """Staff end it because the mentor leaves, with a note for the next one; the learner stands in front of those who wait.

    Where the next mentor (``next_id``) is known, she and the learner get a proposal with the pair's goal, and both confirm it.
    """
    mentorship = lock(session, get_pair_of_staff(session, mentorship_id, by=by, only_staff=True), (*TOGETHER, MentorshipState.suspended))
    _wait_in_front(session, mentorship, WaitingReason.mentor_left)
    mentorship.handover, mentorship.frozen_from = handover, None
    call_off_open_meetings(session, mentorship, by_id=by.id)
    finish(session, mentorship, MentorshipState.transferred, by_id=by.id, reason=handover[:300])
    tell_both(session, mentorship, "pair_transferred", key="")
    if next_id:
        people = (mentorship.learner_id, next_id)
        goals = {people: mentorship.goals[0].text} if mentorship.goals else None
        propose_pairs(session, [people], by=by, goals=goals)
    return mentorship


def _wait_in_front(session: Session, mentorship: Mentorship, reason: WaitingReason) -> None:
    put_on_waiting_list(session, mentorship.learner_id, reason=reason, priority=0, request_id=mentorship.request_id)

"""All that stands on a pair's page, read in the same number of statements however much the two have written."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from marketplace.accounts.models import Person
from marketplace.mentoring.models import Agreement, Mentorship, MentorshipClosing, NextStep, PairMessage, SharedNote
from marketplace.mentoring.policies import contact_is_open, may_leave_frozen, side_of
from marketplace.mentoring.queries.flags import flag_of
from marketplace.mentoring.queries.meetings import Appointments, appointments_of
from marketplace.mentoring.queries.mentorships import closings_of, get_mentorship
from marketplace.mentoring.queries.ties import are_kept_apart
from marketplace.mentoring.queries.writing import latest_note, message_count, messages_of, read_to, unread_counts
from marketplace.mentoring.terms import TOGETHER, Flag, MentorshipState

SHOWN_MESSAGES = 8
SHOWN_STEPS = 12


@dataclass(frozen=True)
class Workspace:
    """A pair's page for one of the two."""

    mentorship: Mentorship
    reader: Person
    other: Person
    agreement: Agreement | None
    steps: Sequence[NextStep]
    appointments: Appointments
    messages: Sequence[PairMessage]
    message_count: int
    seen_to: int
    unread: int
    is_closed_thread: bool
    note: SharedNote | None
    closings: Sequence[MentorshipClosing]
    flag: Flag | None

    @property
    def side(self) -> str:
        return side_of(self.reader, self.mentorship)

    @property
    def is_live(self) -> bool:
        """True while the two may write here."""
        return self.mentorship.state in TOGETHER

    @property
    def step(self) -> NextStep | None:
        """The one that stands at the top."""
        return next((step for step in self.steps if step.done_on is None), None)

    @property
    def have_i_confirmed(self) -> bool:
        return self.agreement is not None and getattr(self.agreement, f"{self.side}_confirmed_at") is not None

    @property
    def is_agreed(self) -> bool:
        agreement = self.agreement
        return agreement is not None and None not in (agreement.learner_confirmed_at, agreement.mentor_confirmed_at)

    @property
    def mine(self) -> MentorshipClosing | None:
        """The reader's own closing word."""
        return next((said for said in self.closings if said.person_id == self.reader.id), None)

    @property
    def theirs(self) -> MentorshipClosing | None:
        """The other's closing word, once it may be read: both are in, or nothing can be said any more."""
        is_over = self.mentorship.state == MentorshipState.completed
        return next((said for said in self.closings if said.person_id != self.reader.id and (is_over or self.mine)), None)

    @property
    def may_leave(self) -> bool:
        return may_leave_frozen(self.reader, self.mentorship)

    @property
    def has_contact(self) -> bool:
        return contact_is_open(self.mentorship)

    @property
    def first_thing(self) -> str:
        """What the reader does best now; the page says it first."""
        return _FIRST.get(self.mentorship.state, _nothing)(self)


def workspace_of(session: Session, mentorship_id: int, *, by: Person) -> Workspace:
    """Read the page."""
    mentorship = get_mentorship(session, mentorship_id, by=by)
    number = mentorship.id or 0
    is_learner = side_of(by, mentorship) == "learner"
    steps = select(NextStep).where(NextStep.mentorship_id == number).order_by(col(NextStep.id).desc()).limit(SHOWN_STEPS)
    last = mentorship.sessions[0].held_on if mentorship.sessions else None
    return Workspace(
        mentorship=mentorship,
        reader=by,
        other=mentorship.mentor.person if is_learner else mentorship.learner,
        agreement=session.get(Agreement, number),
        steps=session.exec(steps).all(),
        appointments=appointments_of(session, number),
        messages=messages_of(session, number, 0, SHOWN_MESSAGES),
        message_count=message_count(session, number),
        seen_to=read_to(session, number, by.id or 0),
        unread=unread_counts(session, by.id or 0, [number]).get(number, 0),
        is_closed_thread=are_kept_apart(session, mentorship.learner_id, mentorship.mentor_id),
        note=latest_note(session, number),
        closings=closings_of(session, number),
        flag=flag_of(mentorship, last),
    )


def _nothing(_page: Workspace) -> str:
    return ""


def _in_trial(page: Workspace) -> str:
    if page.agreement is None:
        return "propose"
    if not page.have_i_confirmed:
        return "confirm"
    return _meet(page) or ("wait" if page.mentorship.sessions else "hold")


def _at_work(page: Workspace) -> str:
    mentorship = page.mentorship
    if mentorship.proposed_end and mentorship.proposed_end_by_id != page.reader.id:
        return "answer_end"
    return _meet(page) or ("read" if page.unread else "step" if page.step is None else "")


def _meet(page: Workspace) -> str:
    dates = page.appointments
    if dates.to_log:
        return "log"
    if any(meeting.proposed_by_id != page.reader.id for meeting in dates.proposed):
        return "answer"
    return "" if dates.to_come or dates.proposed else "meet"


def _at_the_end(page: Workspace) -> str:
    return "wait_word" if page.mine else "word"


_FIRST = {
    MentorshipState.trial: _in_trial,
    MentorshipState.active: _at_work,
    MentorshipState.paused: lambda _page: "resume",
    MentorshipState.closing: _at_the_end,
}

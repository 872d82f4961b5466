"""The agreement of a pair, and how a trial becomes a mentorship, or does not."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.mentoring.actions.mentorships import NotNow, become, finish, held, other_of, tell_both, tell_one
from marketplace.mentoring.actions.waiting import put_on_waiting_list
from marketplace.mentoring.models import Agreement, Meeting, MentoringSession, Mentorship, PairMessage
from marketplace.mentoring.policies import side_of
from marketplace.mentoring.terms import AGREEMENT_TEXT, TOGETHER, MentorshipState, WaitingReason

SUBJECT = "agreement"


class NothingToConfirm(Refusal):
    """Nobody has proposed an agreement yet."""

    def __init__(self) -> None:
        super().__init__(N_("There is no agreement yet. Propose one: it takes two minutes."))


class ChangedMeanwhile(Refusal):
    """One confirms what one has read, not what the other wrote a moment ago."""

    def __init__(self) -> None:
        super().__init__(N_("The other changed the agreement a moment ago. Please read it once more before you confirm it."))


def propose_agreement(session: Session, mentorship_id: int, content: Mapping[str, Any], *, by: Person) -> Agreement:
    """Propose the agreement, or change it; the one who does so confirms it with that, the other has to confirm anew."""
    mentorship = held(session, mentorship_id, by, TOGETHER)
    agreement = session.get(Agreement, mentorship_id)
    if mentorship.state != MentorshipState.trial and agreement and is_confirmed(agreement):
        # What two agreed on holds; later only the last day can be moved, by both.
        raise NotNow()
    was = None if agreement is None else f"version {agreement.version}"
    if agreement is None:
        agreement = Agreement(mentorship_id=mentorship_id, proposed_by_id=by.id or 0, **content)
    else:
        agreement.sqlmodel_update(dict(content))
        agreement.version += 1
    agreement.text = AGREEMENT_TEXT
    agreement.proposed_by_id, agreement.proposed_at = by.id or 0, clock.now()
    agreement.learner_confirmed_at = agreement.mentor_confirmed_at = None
    _confirm(agreement, mentorship, by)
    session.add(agreement)
    session.flush()
    write_history(session, SUBJECT, mentorship_id, was=was, becomes=f"version {agreement.version}", by_id=by.id)
    tell_one(session, mentorship, "agreement_proposed", to=other_of(mentorship, by), key=f"{agreement.version}", anchor="#agreement")
    return agreement


def confirm_agreement(session: Session, mentorship_id: int, version: int, *, by: Person) -> Agreement:
    """Confirm the version one has read; with the second confirmation it holds."""
    mentorship = held(session, mentorship_id, by, TOGETHER)
    agreement = session.get(Agreement, mentorship_id, populate_existing=True)
    if agreement is None:
        raise NothingToConfirm()
    if agreement.version != version:
        raise ChangedMeanwhile()
    if is_confirmed(agreement):
        return agreement
    _confirm(agreement, mentorship, by)
    session.add(agreement)
    session.flush()
    if is_confirmed(agreement):
        mentorship.ends_on = clock.months_after(clock.today(), agreement.months)
        session.add(mentorship)
        write_history(session, SUBJECT, mentorship_id, was=f"version {version}", becomes="confirmed", by_id=by.id)
        tell_one(session, mentorship, "agreement_confirmed", to=other_of(mentorship, by), key=f"{version}")
        start_if_ready(session, mentorship, by_id=by.id)
    return agreement


def _confirm(agreement: Agreement, mentorship: Mentorship, person: Person) -> None:
    setattr(agreement, f"{side_of(person, mentorship)}_confirmed_at", clock.now())


def is_confirmed(agreement: Agreement) -> bool:
    """Both said yes to the same version."""
    return agreement.learner_confirmed_at is not None and agreement.mentor_confirmed_at is not None


def start_if_ready(session: Session, mentorship: Mentorship, *, by_id: int | None) -> None:
    """A trial becomes a mentorship with both confirmations and the first session."""
    if mentorship.state != MentorshipState.trial:
        return
    agreement = session.get(Agreement, mentorship.id)
    met = session.exec(select(MentoringSession.id).where(MentoringSession.mentorship_id == mentorship.id).limit(1)).first()
    if agreement and is_confirmed(agreement) and met:
        become(session, mentorship, MentorshipState.active, by_id=by_id)
        tell_both(session, mentorship, "pair_started", key="")


def decline_start(session: Session, mentorship_id: int, *, by: Person, wants_another: bool = True) -> Mentorship:
    """Either says “we don't start”: nobody's fault; the learner stands in front of those who wait, where she wants another mentor."""
    mentorship = held(session, mentorship_id, by, (MentorshipState.trial,))
    # Only the learner herself can say that she wants nobody.
    is_waiting = wants_another or by.id != mentorship.learner_id
    not_started(session, mentorship, by_id=by.id, priority=0 if is_waiting else None)
    tell_one(session, mentorship, "pair_not_started", to=other_of(mentorship, by), key="")
    return mentorship


def not_started(session: Session, mentorship: Mentorship, *, by_id: int | None, priority: int | None) -> None:
    """The trial came to nothing: the seat is free, and the learner waits with ``priority`` (None: she does not)."""
    if priority is not None:
        put_on_waiting_list(
            session, mentorship.learner_id, reason=WaitingReason.not_started, priority=priority, request_id=mentorship.request_id
        )
    finish(session, mentorship, MentorshipState.not_started, by_id=by_id)


def learner_answered(session: Session, mentorship: Mentorship) -> bool:
    """True where the learner did anything at all in her trial: confirmed, wrote, met, answered a meeting."""
    agreement = session.get(Agreement, mentorship.id)
    if agreement and (agreement.learner_confirmed_at or agreement.proposed_by_id == mentorship.learner_id):
        return True
    me = mentorship.learner_id
    wrote = select(PairMessage.id).where(PairMessage.mentorship_id == mentorship.id, PairMessage.by_id == me)
    met = select(MentoringSession.id).where(MentoringSession.mentorship_id == mentorship.id)
    # A meeting that she proposed, or that the mentor proposed and she took.
    dated = select(Meeting.id).where(
        Meeting.mentorship_id == mentorship.id, (col(Meeting.proposed_by_id) == me) | col(Meeting.starts_at).is_not(None)
    )
    return any(session.exec(rows.limit(1)).first() for rows in (wrote, met, dated))

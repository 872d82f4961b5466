"""The moment in which two people become a pair."""

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.actions import tie
from marketplace.accounts.terms import TieKind
from marketplace.history import write_history
from marketplace.mentoring.models import Goal, MentoringRequest, Mentorship
from marketplace.mentoring.terms import MentorshipState


def begin_mentorship(session: Session, request: MentoringRequest, *, goal: str, by_id: int | None) -> Mentorship:
    """Pair the two of a request that was just accepted. The caller holds the locks and has counted the seats."""
    mentorship = Mentorship(
        request_id=request.id or 0,
        learner_id=request.learner_id,
        mentor_id=request.mentor_id,
        project_id=request.project_id,
        began_at=clock.now(),
    )
    session.add(mentorship)
    session.flush()
    session.add(Goal(mentorship_id=mentorship.id or 0, text=goal[:200]))
    # Other rooms (judging, say) must know of the tie without knowing mentoring.
    tie(session, request.mentor_id, request.learner_id, TieKind.mentorship)
    write_history(session, "mentorship", mentorship.id or 0, was=None, becomes=MentorshipState.trial, by_id=by_id)
    return mentorship

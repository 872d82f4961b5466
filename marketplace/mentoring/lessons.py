"""What happened on this database, as matching learns from it: projects kept, pairs that came about, answers given.

Each learner is taken as she was that day, so that a model cannot know what it is to foretell.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from marketplace.mentoring import profiles
from marketplace.mentoring.models import MentoringRequest, Mentorship
from marketplace.mentoring.terms import RequestState
from marketplace.projects.models import Favourite
from marketplace.projects.queries import kept_before
from matching import Answer, Kind, Learner, Pair

ANSWERS = (RequestState.accepted, RequestState.declined)


def kept_pairs(session: Session, until: datetime) -> list[tuple[int, int]]:
    """Pairs (person id, project id) of everything kept before ``until``."""
    pairs = select(Favourite.person_id, Favourite.project_id).where(col(Favourite.since) < until)
    return list(session.exec(pairs.order_by(col(Favourite.person_id), col(Favourite.project_id))))


def pairs_of(session: Session, until: datetime) -> dict[Kind, list[Pair]]:
    """What came about before ``until``, by kind. Classes come and go too fast to learn from: their weights are set by hand."""
    return {
        "project": list(_projects(session, until)),
        "mentor": list(_mentors(session, until)),
    }


def _projects(session: Session, until: datetime) -> Iterator[Pair]:
    rows = select(Favourite).where(col(Favourite.since) < until).order_by(col(Favourite.since), col(Favourite.project_id))
    for row in session.exec(rows):
        yield Pair(_then(session, row.person_id, row.since), row.project_id, row.since.toordinal())


def _mentors(session: Session, until: datetime) -> Iterator[Pair]:
    rows = select(Mentorship).where(col(Mentorship.began_at) < until).order_by(col(Mentorship.began_at), col(Mentorship.id))
    for row in session.exec(rows):
        yield Pair(_then(session, row.learner_id, row.began_at), row.mentor_id, row.began_at.toordinal())


def answers_of(session: Session, until: datetime) -> list[Answer]:
    """Every yes and no of a mentor before ``until``."""
    ended = col(MentoringRequest.ended_at)
    rows = select(MentoringRequest).where(col(MentoringRequest.state).in_(ANSWERS), ended < until).order_by(ended, col(MentoringRequest.id))
    return [
        Answer(
            _then(session, row.learner_id, row.sent_at),
            row.mentor_id,
            (row.ended_at or row.sent_at).toordinal(),
            row.state == RequestState.accepted,
        )
        for row in session.exec(rows)
    ]


def _then(session: Session, person_id: int, at: datetime) -> Learner:
    """The learner as she was at a moment."""
    return profiles.learner(session, person_id, known=kept_before(session, person_id, at), at=at)

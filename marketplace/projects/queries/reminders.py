"""Reads for the clock: who is still to be told of something. What was told before is left out by the database."""

from datetime import timedelta
from typing import Any

from sqlalchemy import String, cast, literal, or_
from sqlalchemy.orm import contains_eager
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.notifications.queries import untold
from marketplace.projects.models import Project, Rating, TakeUp
from marketplace.projects.terms import RATING_AFTER_DAYS, Status

# As many as one look of the clock tells; the others come with the next.
AT_ONCE = 200


def unreminded_projects(session: Session) -> list[tuple[str, Project]]:
    """Published entries of active people whose year is over, with the key of the reminder that their author has not had."""
    key = literal("project_due:") + _text(Project.id) + ":" + _text(Project.review_by)
    rows = select(key, Project).where(Project.status == Status.published, col(Project.author_id).in_(_active()))
    rows = rows.where(col(Project.review_by) <= clock.today(), untold(key))
    return [(str(told), project) for told, project in session.exec(rows.order_by(col(Project.id)).limit(AT_ONCE))]


def unasked_ratings(session: Session) -> list[tuple[str, TakeUp]]:
    """Ways of active people that may be rated, are not, and of which nobody was told, with the key of that notice. See ``may_rate``."""
    key = literal("takeup_rating_open:") + _text(TakeUp.id)
    long_ago = clock.today() - timedelta(days=RATING_AFTER_DAYS)
    rows: Any = select(key, TakeUp).join(Project).options(contains_eager(TakeUp.project))  # type: ignore[arg-type]
    rows = rows.where(
        col(TakeUp.adopted_on).is_not(None),
        or_(col(TakeUp.stopped_on).is_not(None), col(TakeUp.adopted_on) <= long_ago),
        or_(col(Project.author_id).is_(None), col(Project.author_id) != TakeUp.person_id),
        col(TakeUp.person_id).in_(_active()),
        col(TakeUp.id).not_in(select(Rating.take_up_id)),
        untold(key),
    )
    return [(str(told), take_up) for told, take_up in session.exec(rows.order_by(col(TakeUp.id)).limit(AT_ONCE))]


def _active() -> Any:
    # Who has left gets no mail any more.
    return select(Person.id).where(col(Person.active))


def _text(column: Any) -> Any:
    return cast(column, String)

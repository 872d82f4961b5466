"""Reads of saved searches."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from marketplace import clock
from marketplace.projects.models import Project, SavedSearch
from marketplace.projects.terms import Alert, Status


def saved_searches_of(session: Session, person_id: int) -> list[SavedSearch]:
    """The person's saved searches, latest first."""
    mine = select(SavedSearch).where(SavedSearch.person_id == person_id)
    return list(session.exec(mine.order_by(col(SavedSearch.since).desc(), col(SavedSearch.id).desc())))


def saved_search_count(session: Session, person_id: int) -> int:
    """How many the person has."""
    return session.exec(select(func.count()).select_from(SavedSearch).where(SavedSearch.person_id == person_id)).one()


def searches_due(session: Session) -> list[SavedSearch]:
    """Searches with an alert that were not looked at today, held so that no other worker looks at the same time."""
    midnight = datetime.combine(clock.today(), datetime.min.time(), clock.CITY_ZONE)
    due = select(SavedSearch).where(SavedSearch.alert != Alert.none, col(SavedSearch.looked_at) < midnight)
    return list(session.exec(due.order_by(col(SavedSearch.person_id), col(SavedSearch.id)).with_for_update(skip_locked=True)))


def published_since(session: Session, moment: datetime) -> dict[int, datetime]:
    """Entries first published after ``moment``, with the moment; what is only rechecked or brought back is not new."""
    day = moment.astimezone(clock.CITY_ZONE).date()
    rows = select(Project.id, Project.state_since).where(
        Project.status == Status.published, col(Project.first_published_on) >= day, col(Project.state_since) > moment
    )
    return {number or 0: since for number, since in session.exec(rows)}

"""What mentoring hangs on the pages below: what fits, what is missing and who closes it, what is alike."""

from typing import Any

from flask import Flask
from flask_login import current_user
from sqlmodel import Session

from marketplace.accounts.models import LearnerProfile
from marketplace.accounts.queries import profile_of
from marketplace.mentoring import matchmaking
from marketplace.mentoring.models import Mentor
from marketplace.mentoring.profiles import mentor_outcomes
from marketplace.mentoring.queries import answer_records, mentorships_of_person, seats_left
from marketplace.mentoring.routes.blueprint import words
from marketplace.projects.models import Project
from marketplace.projects.terms import Status
from marketplace.web.panels import hang


def hang_panels(app: Flask) -> None:
    """Hang them."""
    hang(app, "project", "mentoring/_fit.html", _fit)
    hang(app, "project", "mentoring/_guides.html", _guides)
    hang(app, "project", "mentoring/_similar.html", _similar, place="below")
    hang(app, "mentor", "mentoring/_mentor_outcomes.html", _mentor_outcomes)


def _is_personal(session: Session) -> bool:
    return current_user.is_authenticated and current_user.personalised and _profile(session) is not None


def _profile(session: Session) -> LearnerProfile | None:
    # Held for the other panels: the session itself forgets a row that nobody holds.
    profile = session.info["profile"] = profile_of(session, current_user.id)
    return profile


def _fit(session: Session, project: Project) -> dict[str, Any] | None:
    if project.status != Status.published or not _is_personal(session):
        return None
    reasons = matchmaking.reasons_for_project(session, current_user.id, project.id or 0)
    return {"project": project, "reasons": reasons, "path": matchmaking.path_to(session, current_user.id, project.id or 0), **words()}


def _guides(session: Session, project: Project) -> dict[str, Any] | None:
    if project.status != Status.published:
        return None
    reader = current_user.id if _is_personal(session) else matchmaking.NOBODY
    guides = matchmaking.mentors_for(session, reader, project_id=project.id, n=3)
    mentors = [guide.thing for guide in guides]
    records = answer_records(session, [mentor.person_id for mentor in mentors])
    return {"project": project, "guides": guides, "free": seats_left(session, mentors), "records": records, **words()}


def _similar(session: Session, project: Project) -> dict[str, Any] | None:
    alike = matchmaking.similar_projects(session, project.id or 0)
    return {"alike": alike, **words()} if alike else None


def _mentor_outcomes(session: Session, mentor: Mentor) -> dict[str, Any]:
    opened, matured = mentor_outcomes(session).get(mentor.person_id, (0, 0))
    pairs = [pair for pair in mentorships_of_person(session, mentor.person_id) if pair.mentor_id == mentor.person_id]
    return {"opened": opened, "matured": matured, "pairs": len(pairs), "synthetic": mentor.person.synthetic}

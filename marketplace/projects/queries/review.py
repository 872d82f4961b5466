"""Reads of the review: what waits, who is asked, what stood in the library before."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_with_role, tied_people
from marketplace.accounts.terms import STAFF, Role, TieKind
from marketplace.errors import NotFound
from marketplace.places.queries import CITY
from marketplace.projects.models import Appraisal, Project, ProjectVersion, Verification
from marketplace.projects.policies import works_for
from marketplace.projects.terms import COUNTED_APPRAISALS, IN_REVIEW, UNFINISHED, AppraisalState, Status

# Who is tied to an author in one of these ways does not judge what she wrote.
TIES = (TieKind.blocked, TieKind.conflict, TieKind.mentorship)


def appraisals_of(session: Session, project: Project) -> list[Appraisal]:
    """The opinions of the present round, in the order of asking."""
    rows = select(Appraisal).where(Appraisal.project_id == project.id, Appraisal.round == project.review_round)
    return list(session.exec(rows.order_by(col(Appraisal.id))))


def is_asked(session: Session, person: Person | None, project: Project) -> bool:
    """Experts read what they are asked about, while they are."""
    if person is None or project.status != Status.appraising:
        return False
    return any(one.expert_id == person.id and one.state in COUNTED_APPRAISALS for one in appraisals_of(session, project))


def own_appraisal(session: Session, appraisal_id: int, *, by: Person) -> Appraisal:
    """One opinion that the person is or was asked for; another's is as absent as one that never was."""
    appraisal = session.get(Appraisal, appraisal_id)
    if appraisal is None or appraisal.expert_id != by.id:
        raise NotFound()
    return appraisal


def appraisals_asked_of(session: Session, person_id: int) -> list[Appraisal]:
    """What an expert still has to read, the longest waiting first."""
    rows = select(Appraisal).join(Project).where(Appraisal.expert_id == person_id, Appraisal.state == AppraisalState.asked)
    return list(session.exec(rows.where(Project.status == Status.appraising).order_by(col(Appraisal.asked_at), col(Appraisal.id))))


def eligible_experts(session: Session, project: Project) -> list[Person]:
    """Judges who may be asked about an entry: not its author, not tied to the author, not asked in this round; least to read first."""
    recused = select(Appraisal.expert_id).where(Appraisal.project_id == project.id, Appraisal.state == AppraisalState.recused)
    known = {one.expert_id for one in appraisals_of(session, project)} | set(session.exec(recused))
    author = project.author_id
    kept_out = known | ({author} | tied_people(session, author, TIES) if author else set())
    load = _open_load(session)
    experts = [person for person in people_with_role(session, Role.judge) if person.id not in kept_out and not works_for(person, project)]
    return sorted(experts, key=lambda person: (load.get(person.id or 0, 0), person.id))


def caretakers_of(session: Session, project: Project) -> list[Person]:
    """The staff who look after an entry: those of its counties, or the city's where there are none. Never its own author."""
    for role in STAFF:
        found = [one for one in people_with_role(session, role) if works_for(one, project) and one.id != project.author_id]
        if found:
            return found
    return []


def next_version_of(session: Session, project_id: int) -> Project | None:
    """The version of an entry that is being written or reviewed, if there is one."""
    on_the_way = (*UNFINISHED, *IN_REVIEW)
    rows = select(Project).where(Project.next_of_id == project_id, col(Project.status).in_(on_the_way))
    return session.exec(rows.order_by(col(Project.id))).first()


def review_queue(session: Session, regions: Collection[str] | None) -> list[Project]:
    """What waits for the staff of some counties (None: of the whole city), the longest waiting first."""
    rows = select(Project).where(col(Project.status).in_(IN_REVIEW)).order_by(col(Project.state_since), col(Project.id))
    return [project for project in session.exec(rows) if _concerns(project, regions)]


def projects_due(session: Session, regions: Collection[str] | None = None) -> list[Project]:
    """Published entries whose year is over, the longest overdue first."""
    rows = select(Project).where(Project.status == Status.published, col(Project.review_by) <= clock.today())
    return [project for project in session.exec(rows.order_by(col(Project.review_by), col(Project.id))) if _concerns(project, regions)]


def open_appraisal_counts(session: Session, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """By entry in appraisal: how many of the asked have answered, and how many are asked in its present round."""
    rows = select(Appraisal.project_id, Appraisal.state, func.count()).join(Project)
    rows = rows.where(
        Appraisal.round == Project.review_round, col(Appraisal.project_id).in_(list(ids)), col(Appraisal.state).in_(COUNTED_APPRAISALS)
    )
    counts: dict[int, tuple[int, int]] = {}
    for number, state, count in session.exec(rows.group_by(col(Appraisal.project_id), col(Appraisal.state))):
        done, asked = counts.get(number, (0, 0))
        counts[number] = (done + count * (state == AppraisalState.done), asked + count)
    return counts


def versions_of(session: Session, project_id: int) -> list[ProjectVersion]:
    """All that stood in the library under this address, the latest first."""
    rows = select(ProjectVersion).where(ProjectVersion.project_id == project_id)
    return list(session.exec(rows.order_by(col(ProjectVersion.number).desc())))


def verifications_of(session: Session, project_id: int) -> list[Verification]:
    """Who looked at what, the latest first."""
    rows = select(Verification).where(Verification.project_id == project_id)
    return list(session.exec(rows.order_by(col(Verification.id).desc())))


def days_waiting(project: Project) -> int:
    """How long an entry has stood at its present step."""
    return (clock.now() - project.state_since) // timedelta(days=1)


def _concerns(project: Project, regions: Collection[str] | None) -> bool:
    # What fits the whole city is the city's to decide.
    return regions is None or (CITY not in project.regions and bool(set(project.regions) & set(regions)))


def _open_load(session: Session) -> dict[int, int]:
    rows = select(Appraisal.expert_id, func.count()).where(Appraisal.state == AppraisalState.asked)
    return dict(session.exec(rows.group_by(col(Appraisal.expert_id))).all())

"""Reads of the competitions room: contests, entries, judges."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace.accounts.models import Person
from marketplace.accounts.queries import people_with_role
from marketplace.accounts.terms import Role
from marketplace.competitions.models import Contest, Entry, JudgeSeat, Score
from marketplace.competitions.policies import is_public, may_decide_consent, may_enter, may_see, runs
from marketplace.competitions.terms import ContestState
from marketplace.errors import NotFound
from marketplace.projects.models import Project
from marketplace.projects.queries import projects_of


def get_contest(session: Session, contest_id: int, *, by: Person | None) -> Contest:
    """One contest that the person may see."""
    contest = session.get(Contest, contest_id)
    if contest is None or not may_see(by, contest):
        raise NotFound()
    return contest


def get_own_contest(session: Session, contest_id: int, *, by: Person) -> Contest:
    """One contest that the person runs; another organiser's is as absent as one that never was."""
    contest = session.get(Contest, contest_id)
    if contest is None or not runs(by, contest):
        raise NotFound()
    return contest


def public_contests(session: Session) -> list[Contest]:
    """All contests that were opened, latest last day first."""
    rows = select(Contest).where(Contest.state != ContestState.draft)
    return list(session.exec(rows.order_by(col(Contest.closes_on).desc(), col(Contest.id).desc())))


def contests_of(session: Session, organiser_id: int) -> list[Contest]:
    """The organiser's own contests, drafts included, latest first."""
    return list(session.exec(select(Contest).where(Contest.organiser_id == organiser_id).order_by(col(Contest.id).desc())))


def entry_counts(session: Session, contest_ids: Iterable[int]) -> dict[int, int]:
    """How many entries each contest has; 0 where there is none."""
    counted = select(Entry.contest_id, func.count()).where(col(Entry.contest_id).in_(list(contest_ids))).group_by(col(Entry.contest_id))
    return defaultdict(int, session.exec(counted).all())


def winners(session: Session, contest_ids: Iterable[int]) -> dict[int, list[Entry]]:
    """Winning entries that are in the library, by contest, the highest prize first."""
    won = _entries().where(col(Entry.contest_id).in_(list(contest_ids)), col(Entry.grade).is_not(None))
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in session.exec(won.order_by(col(Entry.grade), col(Entry.id))):
        if is_public(entry):
            found[entry.contest_id].append(entry)
    return found


def entries_of(session: Session, contest_ids: Iterable[int]) -> list[Entry]:
    """All entries of some contests, in the order they came in."""
    return list(session.exec(_entries().where(col(Entry.contest_id).in_(list(contest_ids))).order_by(col(Entry.id))))


def entries_by(session: Session, author_id: int) -> list[Entry]:
    """The person's own entries, latest first."""
    return list(session.exec(_entries().where(Entry.author_id == author_id).order_by(col(Entry.id).desc())))


def get_own_entry(session: Session, entry_id: int, *, by: Person) -> Entry:
    """One entry of the person's own."""
    entry = session.exec(_entries().where(Entry.id == entry_id)).first()
    if entry is None or not may_decide_consent(by, entry):
        raise NotFound()
    return entry


def own_entry(session: Session, contest_id: int, author_id: int) -> Entry | None:
    """An entry of the person in this contest, if there is one."""
    return session.exec(_entries().where(Entry.contest_id == contest_id, Entry.author_id == author_id)).first()


def enterable_drafts(session: Session, contest_id: int, *, by: Person) -> list[Project]:
    """The person's drafts that are not in this contest yet, latest first."""
    entered = set(session.exec(select(Entry.project_id).where(Entry.contest_id == contest_id)))
    return [project for project in projects_of(session, by.id or 0) if may_enter(by, project) and project.id not in entered]


def judges_of(session: Session, contest_id: int) -> list[Person]:
    """The judges of a contest, by name."""
    seated = select(Person).join(JudgeSeat).where(JudgeSeat.contest_id == contest_id)
    return list(session.exec(seated.order_by(Person.name, col(Person.id))))


def judges_to_seat(session: Session, contest_id: int) -> list[Person]:
    """People with the role of a judge who do not sit in this contest yet."""
    seated = set(session.exec(select(JudgeSeat.person_id).where(JudgeSeat.contest_id == contest_id)))
    return [person for person in people_with_role(session, Role.judge) if person.id not in seated]


def contests_judged_by(session: Session, judge_id: int) -> list[Contest]:
    """The contests in which the person has a seat and judging has begun or is to come, latest first."""
    seated = select(Contest).join(JudgeSeat).where(JudgeSeat.person_id == judge_id, Contest.state != ContestState.draft)
    return list(session.exec(seated.order_by(col(Contest.id).desc())))


def points_of(session: Session, entry_id: int, judge_id: int) -> dict[str, int]:
    """One judge's points for one entry by criterion."""
    rows = session.exec(select(Score).where(Score.entry_id == entry_id, Score.judge_id == judge_id))
    return {row.criterion: row.points for row in rows}


def _entries() -> SelectOfScalar[Entry]:
    # Pages always name the contest, the project and the author: one statement brings all of them.
    together = (joinedload(Entry.contest), joinedload(Entry.project), joinedload(Entry.author))  # type: ignore[arg-type]
    return select(Entry).options(*together)

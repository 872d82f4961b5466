"""Reads of take-up: one's own ways, what others ask, what waits, what those say who did it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import contains_eager, joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.projects.models import Project, Rating, TakeUp
from marketplace.projects.policies import may_answer, may_see_take_up
from marketplace.projects.terms import ENDED, SMALLEST_GROUP


@dataclass(frozen=True)
class Ratings:
    """What those say who did it: ``mean`` and ``words`` only where enough of them speak."""

    n: int
    mean: float | None
    true_costs: int | None
    words: tuple[str, ...]


def get_take_up(session: Session, take_up_id: int, *, by: Person) -> TakeUp:
    """One way that the person may see; another's is as absent as one that never was."""
    take_up = session.get(TakeUp, take_up_id)
    if take_up is None or not may_see_take_up(by, take_up):
        raise NotFound()
    return take_up


def take_up_of(session: Session, project_id: int, person_id: int) -> TakeUp | None:
    """The person's way with an entry, if she has begun one."""
    return session.exec(select(TakeUp).where(TakeUp.project_id == project_id, TakeUp.person_id == person_id)).first()


def take_ups_of(session: Session, person_id: int) -> list[TakeUp]:
    """All the person's ways: live ones first, the latest change first."""
    found = session.exec(_take_ups().where(TakeUp.person_id == person_id).order_by(col(TakeUp.state_since).desc(), col(TakeUp.id).desc()))
    return sorted(found, key=lambda take_up: take_up.state in ENDED)


def asked_of(session: Session, person_id: int) -> list[TakeUp]:
    """What others asked about the person's own entries, or what she answered for the centre: open questions first, oldest first."""
    rows = _take_ups().where(col(TakeUp.question) != "", (col(Project.author_id) == person_id) | (col(TakeUp.answered_by_id) == person_id))
    found = session.exec(rows.order_by(col(TakeUp.enquired_at), col(TakeUp.id)))
    return sorted(found, key=lambda take_up: not take_up.waits)


def take_up_queue(session: Session, person: Person) -> list[TakeUp]:
    """Questions that wait for the centre, the oldest first: of the library's own entries, and those an author let lie too long."""
    rows = _take_ups().where(col(TakeUp.question) != "", col(TakeUp.answered_by_id).is_(None), col(TakeUp.state).not_in(ENDED))
    waiting = session.exec(rows.order_by(col(TakeUp.enquired_at), col(TakeUp.id)))
    return [take_up for take_up in waiting if may_answer(person, take_up)]


def days_asked(take_up: TakeUp) -> int:
    """How long ago somebody asked."""
    return (clock.now() - take_up.enquired_at).days


def other_side(session: Session, take_up: TakeUp, reader: Person) -> Person | None:
    """Whom the reader may reach: only after a yes, and only the one who gave it and the one who asked."""
    if take_up.introduced_at is None or take_up.answered_by_id is None:
        return None
    if reader.id == take_up.person_id:
        return session.get(Person, take_up.answered_by_id)
    return take_up.person if reader.id == take_up.answered_by_id else None


def rating_of(session: Session, take_up_id: int) -> Rating | None:
    """What was said at the end of one way."""
    return session.get(Rating, take_up_id)


def ratings_of(session: Session, project_ids: Collection[int]) -> Ratings:
    """The ratings of an entry and of what was merged into it, without names."""
    rows = select(Rating).join(TakeUp).where(col(TakeUp.project_id).in_(list(project_ids))).order_by(col(Rating.at).desc())
    found = list(session.exec(rows))
    if len(found) < SMALLEST_GROUP:
        return Ratings(len(found), None, None, ())
    costs = sorted(one.true_costs for one in found if one.true_costs is not None)
    return Ratings(
        n=len(found),
        mean=sum(one.stars for one in found) / len(found),
        true_costs=costs[len(costs) // 2] if len(costs) >= SMALLEST_GROUP else None,
        words=tuple(one.word for one in found if one.word)[:SMALLEST_GROUP],
    )


def adoptions_of(session: Session, project_ids: Collection[int]) -> list[TakeUp]:
    """Everybody who began with an entry, opened or not."""
    rows = select(TakeUp).where(col(TakeUp.project_id).in_(list(project_ids)), col(TakeUp.adopted_on).is_not(None))
    return list(session.exec(rows.order_by(col(TakeUp.id))))


def leads(session: Session) -> dict[int, int]:
    """By merged entry: the entry that its address leads to in the end."""
    rows = select(Project.id, Project.merged_into_id).where(col(Project.merged_into_id).is_not(None))
    into = {number or 0: other or 0 for number, other in session.exec(rows)}
    return {number: _end_of(into, number) for number in into}


def ids_that_count_for(session: Session, project_id: int) -> list[int]:
    """An entry, and all that were merged into it."""
    return [project_id, *sorted(number for number, end in leads(session).items() if end == project_id)]


def _take_ups() -> SelectOfScalar[TakeUp]:
    return select(TakeUp).join(Project).options(contains_eager(TakeUp.project), joinedload(TakeUp.answered_by))  # type: ignore[arg-type]


def _end_of(into: dict[int, int], number: int) -> int:
    # As many steps as there are merges: a circle, which no action makes, would still come to an end.
    for _ in into:
        number = into.get(number, number)
    return number

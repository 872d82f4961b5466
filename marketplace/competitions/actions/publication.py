"""One act that publishes the winners: prizes, the library, history."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.competitions.actions.contests import OutOfTurn, locked_own_contest, move
from marketplace.competitions.actions.results import keep_result
from marketplace.competitions.models import Contest, ContestResult, Entry
from marketplace.competitions.panel import stored_ranking, winning_ranks
from marketplace.competitions.queries import entries_of
from marketplace.competitions.terms import MERIT, ContestState, grade_of
from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.projects.actions import give_award, publish_project, release_project
from marketplace.projects.models import Award, Project
from marketplace.projects.terms import READABLE, Source, Status


class WinnersPublished(Refusal):
    """Winners are published once."""

    def __init__(self) -> None:
        super().__init__(N_("The winners of this contest are published already. Nothing was changed."))


@dataclass(frozen=True)
class PublishedWinners:
    """What came of it: the projects now in the library, and the winning entries whose author has not agreed."""

    published: list[Project] = field(default_factory=list)
    without_consent: list[Entry] = field(default_factory=list)


def publish_winners(session: Session, contest_id: int, *, by: Person) -> PublishedWinners:
    """Give the prizes, and publish every winning project whose author agreed; the others are named, not published."""
    contest = locked_own_contest(session, contest_id, by=by)
    if contest.state == ContestState.published:
        raise WinnersPublished()
    # Notice and objections will stand here: then only a confirmed result is published.
    if contest.state != ContestState.judged:
        raise OutOfTurn()
    result = PublishedWinners()
    for entry in _winners_with_grade(session, contest, by=by):
        if entry.consented_at is None or entry.project.status == Status.rejected:
            result.without_consent.append(entry)
        else:
            result.published.append(_publish(session, contest, entry, by=by))
    for entry in entries_of(session, [contest.id or 0]):
        _let_go(session, entry)
    contest.published_on = clock.today()
    move(session, contest, ContestState.published, by=by)
    return result


def _winners_with_grade(session: Session, contest: Contest, *, by: Person) -> list[Entry]:
    result = session.get(ContestResult, contest.id) or keep_result(session, contest)
    ranks = winning_ranks(stored_ranking(session, result), contest.winners)
    entries = {entry.id: entry for entry in entries_of(session, [contest.id or 0])}
    for number, place in ranks.items():
        entries[number].grade = grade_of(place)
        write_history(session, "entry", number, was=None, becomes=grade_of(place), by_id=by.id)
    return [entries[number] for number in ranks]


def _publish(session: Session, contest: Contest, entry: Entry, *, by: Person) -> Project:
    project = entry.project
    # It may be there already: a county winner who also won the city's contest only gets one more prize.
    if project.status not in READABLE:
        project.source = Source.contest
        publish_project(session, project, by=by, reason=contest.name_zh)
    give_award(session, project, _award(contest, entry))
    return project


def _let_go(session: Session, entry: Entry) -> None:
    """The text is its author's again, unless another contest is judging it too."""
    judging = (ContestState.judging, ContestState.judged)
    other = select(Entry.id).join(Contest).where(Entry.project_id == entry.project_id, Contest.id != entry.contest_id)
    if session.exec(other.where(col(Contest.state).in_(judging))).first() is None:
        release_project(session, entry.project)


def _award(contest: Contest, entry: Entry) -> Award:
    return Award(
        project_id=entry.project_id,
        contest_id=contest.id or 0,
        contest_zh=contest.name_zh,
        contest_en=contest.name_en,
        level=contest.level,
        grade=entry.grade or MERIT,
        decided_on=clock.today(),
    )

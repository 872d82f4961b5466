"""The way of a contest: created, opened, judges seated, judged."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.competitions.actions.readings import draw, draw_if_it_can_be
from marketplace.competitions.actions.results import keep_result
from marketplace.competitions.models import Contest, Entry, JudgeSeat, Recusal
from marketplace.competitions.panel import TooFewFree, check_linked
from marketplace.competitions.policies import may_organise, runs
from marketplace.competitions.queries import entries_of
from marketplace.competitions.sheets import Workload, short_entries, workloads
from marketplace.competitions.terms import SETTLED, ContestState
from marketplace.errors import N_, NotAllowed, NotFound, Refusal
from marketplace.history import write_history
from marketplace.projects.actions import freeze_project


class OutOfTurn(Refusal):
    """A contest goes its way step by step."""

    def __init__(self) -> None:
        super().__init__(
            N_("The contest is not at this step: it was done already, or an earlier one is missing. The desk shows what comes next.")
        )


class LastDayPast(Refusal):
    """Nobody could enter any more."""

    def __init__(self) -> None:
        super().__init__(N_("The last day for entries is over, so nobody could enter. Create the contest again with a later day."))


class NotAJudge(Refusal):
    """Only people with the role of a judge are seated."""

    def __init__(self) -> None:
        super().__init__(N_("This person is not registered as a judge. Choose somebody from the list."))


class NoEntries(Refusal):
    """There is nothing to judge."""

    def __init__(self) -> None:
        super().__init__(N_("Nobody has entered yet, so there is nothing to judge. Judging can begin with the first entry."))


class EntriesWithoutJudge(Refusal):
    """Every entry needs a judge who is free to judge it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        numbers = ", ".join(str(entry.id) for entry in entries)
        super().__init__(
            N_("No judge is free to judge these entries: %(numbers)s. Add a judge who has no tie to their authors."), numbers=numbers
        )


class SheetsMissing(Refusal):
    """Somebody has not scored everything yet."""

    def __init__(self, behind: Iterable[Workload]) -> None:
        people = ", ".join(f"{work.judge.name} ({len(work.left)})" for work in behind)
        msgid = N_("Entries still to be scored: %(people)s. Remind them, or take a judge who cannot go on off the panel.")
        super().__init__(msgid, people=people)


def create_contest(session: Session, content: Mapping[str, Any], *, by: Person) -> Contest:
    """Write a contest down as a draft; only its organiser sees it."""
    if not may_organise(by):
        raise NotAllowed()
    contest = Contest(**content, organiser_id=by.id or 0)
    session.add(contest)
    session.flush()
    write_history(session, "contest", contest.id or 0, was=None, becomes=contest.state, by_id=by.id)
    return contest


def open_contest(session: Session, contest_id: int, *, by: Person) -> Contest:
    """Take entries, up to and with the last day."""
    contest = locked_own_contest(session, contest_id, at=ContestState.draft, by=by)
    if contest.closes_on < clock.today():
        raise LastDayPast()
    return move(session, contest, ContestState.open, by=by)


def seat_judge(session: Session, contest_id: int, person_id: int, *, by: Person) -> JudgeSeat:
    """Put a judge on the panel; twice is once."""
    contest, judge = _contest_without_result(session, contest_id, by=by), session.get(Person, person_id)
    if judge is None or not judge.active or Role.judge not in judge.role_names:
        raise NotAJudge()
    if seat := session.get(JudgeSeat, (contest_id, person_id)):
        return seat
    seat = JudgeSeat(contest_id=contest_id, person_id=person_id)
    session.add(seat)
    _note_seat(session, contest, judge, "judge seated", by=by)
    draw_if_it_can_be(session, contest, by=by)
    return seat


def release_judge(session: Session, contest_id: int, person_id: int, *, by: Person) -> Contest:
    """Take a judge off the panel, for example one who fell ill. The points given stay written down, but do not count."""
    contest = _contest_without_result(session, contest_id, by=by)
    seat = session.get(JudgeSeat, (contest_id, person_id))
    if seat is None:
        raise NotFound()
    judge = seat.person
    session.delete(seat)
    _note_seat(session, contest, judge, "judge released", by=by)
    draw_if_it_can_be(session, contest, by=by)
    return contest


def start_judging(session: Session, contest_id: int, *, by: Person) -> Contest:
    """Close the entries and hand them to the judges."""
    contest = locked_own_contest(session, contest_id, at=ContestState.open, by=by)
    if contest.judges_per_entry and entries_of(session, [contest_id]):
        draw(session, contest, by=by)
    _check_every_entry_has_its_judges(session, contest)
    for entry in entries_of(session, [contest.id or 0]):
        freeze_project(session, entry.project)
    return move(session, contest, ContestState.judging, by=by)


def fill_readings(session: Session, contest_id: int, *, by: Person) -> Contest:
    """Draw judges for the entries that have too few, or that nobody links with the others."""
    contest = locked_own_contest(session, contest_id, at=ContestState.judging, by=by)
    if contest.judges_per_entry is None:
        raise OutOfTurn()
    draw(session, contest, by=by)
    return contest


def finish_judging(session: Session, contest_id: int, *, by: Person) -> Contest:
    """Close the score sheets: from now on the result stands still."""
    contest = locked_own_contest(session, contest_id, at=ContestState.judging, by=by)
    work = _check_every_entry_has_its_judges(session, contest)
    if behind := [part for part in work if part.left]:
        raise SheetsMissing(behind)
    _write_down_step_backs(session, work)
    move(session, contest, ContestState.judged, by=by)
    # Whoever holds the file can see later that it is this one.
    result = keep_result(session, contest)
    reason = f"sheets frozen: sha256 {result.fingerprint}, by {result.method}"
    write_history(session, "contest", contest_id, was=contest.state, becomes=contest.state, by_id=by.id, reason=reason)
    return contest


def _check_every_entry_has_its_judges(session: Session, contest: Contest) -> list[Workload]:
    entries, work = entries_of(session, [contest.id or 0]), workloads(session, contest)
    if not entries:
        raise NoEntries()
    if bare := short_entries(contest, entries, work):
        raise (
            TooFewFree([entry.id or 0 for entry in bare], contest.judges_per_entry)
            if contest.judges_per_entry
            else EntriesWithoutJudge(bare)
        )
    check_linked((entry.id or 0, part.judge.id or 0) for part in work for entry in (*part.left, *part.done))
    return work


def _write_down_step_backs(session: Session, work: Iterable[Workload]) -> None:
    # Ties come and go; the result rests on those that were there when it was made.
    for part in work:
        for entry, back in part.kept_out:
            if back.is_automatic:
                session.merge(Recusal(entry_id=entry.id or 0, judge_id=part.judge.id or 0, reason=back.reason))


def _contest_without_result(session: Session, contest_id: int, *, by: Person) -> Contest:
    contest = locked_own_contest(session, contest_id, by=by)
    if contest.state in SETTLED:
        raise OutOfTurn()
    return contest


def _note_seat(session: Session, contest: Contest, judge: Person, what: str, *, by: Person) -> None:
    write_history(session, "contest", contest.id or 0, was=contest.state, becomes=contest.state, by_id=by.id, reason=f"{what}: {judge.id}")
    session.flush()


def locked_contest(session: Session, contest_id: int) -> Contest:
    """One contest, held until the end of the transaction: steps, entries and scores come one after the other."""
    row = select(Contest).where(Contest.id == contest_id).with_for_update().execution_options(populate_existing=True)
    contest = session.exec(row).first()
    if contest is None:
        raise NotFound()
    return contest


def locked_own_contest(session: Session, contest_id: int, *, at: ContestState | None = None, by: Person) -> Contest:
    """One of the organiser's own contests, held; with ``at`` only when it stands at that step."""
    contest = locked_contest(session, contest_id)
    if not runs(by, contest):
        raise NotFound()
    if at is not None and contest.state != at:
        raise OutOfTurn()
    return contest


def move(session: Session, contest: Contest, state: ContestState, *, by: Person) -> Contest:
    """The next step of a contest, with its row of history."""
    was, contest.state = contest.state, state
    session.add(contest)
    write_history(session, "contest", contest.id or 0, was=was, becomes=state, by_id=by.id)
    session.flush()
    return contest

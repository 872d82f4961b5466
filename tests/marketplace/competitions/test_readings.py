"""Judges drawn by lot: who reads what, what happens when somebody goes, and what stops a contest."""

from collections import Counter

import pytest
from sqlmodel import Session

from marketplace.accounts.actions import tie
from marketplace.accounts.terms import Role, TieKind
from marketplace.competitions import actions
from marketplace.competitions.actions.contests import OutOfTurn
from marketplace.competitions.models import Contest
from marketplace.competitions.panel import EntriesApart, TooFewFree, rank
from marketplace.competitions.queries import entries_of, judges_of
from marketplace.competitions.sheets import judged_entry, readings_of, workloads
from marketplace.competitions.terms import CRITERIA, ContestState
from marketplace.errors import NotFound
from marketplace.history import history_of
from tests.makers import make_person
from tests.marketplace.competitions.makers import make_contest, make_judged, make_judging, score_drawn


def drawn(session: Session, contest: Contest) -> set[tuple[int, int]]:
    return readings_of(session, entries_of(session, [contest.id or 0]))


def test_every_entry_gets_its_judges_and_everybody_reads_as_much(session: Session) -> None:
    contest, _ = make_judging(session, judges=4, entries=8, judges_per_entry=2)
    pairs = drawn(session, contest)
    assert set(Counter(entry for entry, _ in pairs).values()) == {2}
    assert set(Counter(judge for _, judge in pairs).values()) == {4}
    assert {part.total for part in workloads(session, contest)} == {4}
    assert "seed" in (history_of(session, "contest", contest.id or 0)[-2].reason or "")


def test_an_entry_of_others_is_not_there(session: Session) -> None:
    contest, _ = make_judging(session, judges=3, entries=3, judges_per_entry=2)
    judge, entries = judges_of(session, contest.id or 0)[0], entries_of(session, [contest.id or 0])
    (other,) = [entry for entry in entries if (entry.id, judge.id) not in drawn(session, contest)]
    with pytest.raises(NotFound):
        judged_entry(session, other.id or 0, by=judge)


def test_nobody_is_drawn_against_a_tie(session: Session) -> None:
    contest, organiser = make_contest(session, judges=3, entries=3, judges_per_entry=2)
    entry, judge = entries_of(session, [contest.id or 0])[0], judges_of(session, contest.id or 0)[0]
    tie(session, entry.author_id, judge.id or 0, TieKind.conflict)
    actions.start_judging(session, contest.id or 0, by=organiser)
    assert (entry.id, judge.id) not in drawn(session, contest)


def test_too_few_free_judges_are_told_before_judging_begins(session: Session) -> None:
    contest, organiser = make_contest(session, judges=2, entries=2, judges_per_entry=3)
    with pytest.raises(TooFewFree, match="Fewer than 3"):
        actions.start_judging(session, contest.id or 0, by=organiser)


def test_whoever_steps_back_is_replaced(session: Session) -> None:
    contest, _ = make_judging(session, judges=4, entries=4, judges_per_entry=2)
    before = drawn(session, contest)
    judge = judges_of(session, contest.id or 0)[0]
    number = min(entry for entry, one in before if one == judge.id)
    actions.step_back(session, number, "我们合作过", by=judge)
    after = drawn(session, contest)
    assert before - after == {(number, judge.id)}
    assert len(after) == len(before)


def test_whoever_leaves_the_panel_is_replaced_in_every_entry(session: Session) -> None:
    contest, organiser = make_judging(session, judges=4, entries=6, judges_per_entry=2)
    judge = judges_of(session, contest.id or 0)[0]
    actions.release_judge(session, contest.id or 0, judge.id or 0, by=organiser)
    pairs = drawn(session, contest)
    assert judge.id not in {one for _, one in pairs}
    assert set(Counter(entry for entry, _ in pairs).values()) == {2}


def test_a_gap_stays_open_until_somebody_is_free(session: Session) -> None:
    contest, organiser = make_judging(session, judges=2, entries=3, judges_per_entry=2)
    judge, entry = judges_of(session, contest.id or 0)[0], entries_of(session, [contest.id or 0])[0]
    actions.step_back(session, entry.id or 0, "我们合作过", by=judge)
    score_drawn(session, contest)
    with pytest.raises(TooFewFree):
        actions.finish_judging(session, contest.id or 0, by=organiser)
    newcomer = make_person(session, Role.judge)
    actions.seat_judge(session, contest.id or 0, newcomer.id or 0, by=organiser)
    assert (entry.id, newcomer.id) in drawn(session, contest)
    score_drawn(session, contest)
    assert actions.finish_judging(session, contest.id or 0, by=organiser).state == ContestState.judged


def test_gaps_that_a_new_tie_leaves_are_filled_at_the_desk(session: Session) -> None:
    contest, organiser = make_judging(session, judges=4, entries=4, judges_per_entry=2)
    entry = entries_of(session, [contest.id or 0])[0]
    judge_id = min(judge for one, judge in drawn(session, contest) if one == entry.id)
    tie(session, entry.author_id, judge_id, TieKind.mentorship)
    actions.fill_readings(session, contest.id or 0, by=organiser)
    assert (entry.id, judge_id) not in drawn(session, contest)
    assert sum(one == entry.id for one, _ in drawn(session, contest)) == 2


def test_where_all_read_all_there_is_nothing_to_draw(session: Session) -> None:
    contest, organiser = make_judging(session)
    with pytest.raises(OutOfTurn):
        actions.fill_readings(session, contest.id or 0, by=organiser)


def test_entries_that_nobody_links_are_not_judged(session: Session) -> None:
    contest, organiser = make_contest(session, judges=2, entries=2)
    for entry, judge in zip(entries_of(session, [contest.id or 0]), judges_of(session, contest.id or 0), strict=True):
        tie(session, entry.author_id, judge.id or 0, TieKind.conflict)
    with pytest.raises(EntriesApart, match="cannot be compared"):
        actions.start_judging(session, contest.id or 0, by=organiser)


def test_sheets_so_far_that_nobody_links_have_no_ranking(session: Session) -> None:
    contest, _ = make_judging(session)
    for entry, judge in zip(entries_of(session, [contest.id or 0]), judges_of(session, contest.id or 0), strict=False):
        actions.score_entry(session, entry.id or 0, dict.fromkeys(CRITERIA, 70), by=judge)
    with pytest.raises(EntriesApart):
        rank(session, contest)


def test_the_fingerprint_of_the_sheets_is_written_down(session: Session) -> None:
    contest, _ = make_judged(session, 90, 80)
    assert "sheets frozen: sha256 " in (history_of(session, "contest", contest.id or 0)[-1].reason or "")

"""What the room reads."""

from sqlmodel import Session

from marketplace.competitions import actions, queries
from marketplace.competitions.panel import rank, winning_ranks
from marketplace.competitions.sheets import workloads_of
from marketplace.competitions.terms import grade_of
from tests.makers import make_project
from tests.marketplace.competitions.makers import make_contest, make_entry, make_judged, make_judging


def test_drafts_are_not_among_the_public_contests(session: Session) -> None:
    make_contest(session, opened=False)
    contest, _ = make_contest(session)
    assert queries.public_contests(session) == [contest]


def test_only_published_winners_have_a_name(session: Session) -> None:
    contest, organiser = make_judged(session, 90, 80, 70)
    assert queries.winners(session, [contest.id or 0]) == {}
    actions.publish_winners(session, contest.id or 0, by=organiser)
    assert [entry.grade for entry in queries.winners(session, [contest.id or 0])[contest.id or 0]] == ["AG2", "AG3"]


def test_drafts_that_take_part_already_are_not_offered_again(session: Session) -> None:
    contest, _ = make_contest(session)
    entry = make_entry(session, contest)
    other = make_project(session, author=entry.author, published=False)
    make_project(session, author=entry.author)
    assert queries.enterable_drafts(session, contest.id or 0, by=entry.author) == [other]


def test_a_judge_sees_what_is_left_in_each_contest(session: Session) -> None:
    contest, _ = make_judging(session, judges=1, entries=2)
    (judge,) = queries.judges_of(session, contest.id or 0)
    first, second = queries.entries_of(session, [contest.id or 0])
    actions.score_entry(session, first.id or 0, {"concept": 1, "strategy": 2, "market": 3, "results": 4}, by=judge)
    work = workloads_of(session, judge, queries.contests_judged_by(session, judge.id or 0))[contest.id or 0]
    assert (work.done, work.left) == ([first], [second])


def test_weights_decide_the_order(session: Session) -> None:
    weights = {"concept": 70, "strategy": 10, "market": 10, "results": 10}
    contest, _ = make_judging(session, judges=1, entries=2, weights=weights)
    (judge,), (first, second) = queries.judges_of(session, contest.id or 0), queries.entries_of(session, [contest.id or 0])
    actions.score_entry(session, first.id or 0, {"concept": 50, "strategy": 100, "market": 100, "results": 100}, by=judge)
    actions.score_entry(session, second.id or 0, {"concept": 100, "strategy": 50, "market": 50, "results": 50}, by=judge)
    ranking = rank(session, contest)
    assert [(row.entry_id, row.mean) for row in ranking.rows] == [(second.id, 85), (first.id, 65)]
    assert winning_ranks(ranking, 1) == {second.id: 1}


def test_prizes_by_place() -> None:
    assert [grade_of(place) for place in (1, 2, 3, 4, 9)] == ["AG2", "AG3", "AG4", "AG5", "AG5"]

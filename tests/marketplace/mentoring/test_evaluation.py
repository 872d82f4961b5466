"""What is held out, what is known before, and that the better way is seen to be better."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.mentoring.evaluation.cases import Event, TooLittle, popularity, split
from marketplace.mentoring.evaluation.fairness import by_county, by_group
from marketplace.mentoring.evaluation.folder import FolderPast
from marketplace.mentoring.evaluation.measuring import Trial, foretell
from marketplace.mentoring.evaluation.reading import tables_of
from tests.marketplace.mentoring.evaluation_makers import town, with_mentors

BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)


def event(day: int, person: int = 1, item: int = 1) -> Event:
    return Event(BEGINNING + timedelta(days=day), person, item)


@pytest.fixture(scope="module")
def trial() -> Trial:
    return Trial(FolderPast(tables_of(town())), "project")


def test_the_last_three_tenths_are_held_out():
    before, after = split([event(day) for day in reversed(range(10))])
    assert [one.at.day for one in before] == list(range(1, 8))
    assert len(after) == 3


def test_one_moment_is_never_cut_in_two():
    before, after = split([event(0), *[event(1, person=number) for number in range(9)]])
    assert (len(before), len(after)) == (1, 9)
    assert split([]) == ([], [])


def test_who_comes_twice_counts_once():
    assert popularity([event(1), event(2), event(2, person=2)]) == {1: 2}


def test_a_case_holds_only_what_was_not_known(trial):
    for case in trial.cases:
        assert not case.wanted & case.learner.favourites
        assert not set(case.candidates) & case.learner.favourites
        assert len(case.learner.favourites) >= 2


def test_all_ways_rank_the_same_things(trial):
    for way in trial.ranked.values():
        assert all(set(shown) <= set(case.candidates) for case, shown in zip(trial.cases, way, strict=True))


def test_what_fits_is_found_better_than_what_many_have(trial):
    ways = trial.comparison().ways
    assert ways["recommender"]["NDCG@10"].value > ways["popularity"]["NDCG@10"].value
    assert list(ways) == ["recommender", "cosine", "popularity", "random"]
    assert list(ways["random"]) == ["NDCG@10", "recall@10", "MAP@10", "coverage@10", "Gini@10"]


def test_what_came_later_changes_nothing_that_is_shown(trial):
    """The same town, but all that is held out points elsewhere."""
    files = town()
    header, *rows = files["pairs.csv"].split("\n")
    later = [row if row.split(",")[2] < trial.cut.isoformat() else row.replace(",i0", ",i1") for row in rows]
    other = Trial(FolderPast(tables_of(files | {"pairs.csv": "\n".join([header, *later])})), "project")
    shown = {case.learner.id: ids for case, ids in zip(trial.cases, trial.shown, strict=True)}
    assert other.cut == trial.cut
    assert all(shown[case.learner.id] == ids for case, ids in zip(other.cases, other.shown, strict=True))


def test_too_little_is_said_and_not_measured():
    with pytest.raises(TooLittle, match="at least 5"):
        Trial(FolderPast(tables_of(town(people=4))), "project")
    with pytest.raises(TooLittle, match="mentor"):
        Trial(FolderPast(tables_of(town())), "mentor")


def test_the_chance_of_a_yes_is_held_against_later_answers():
    (told,) = foretell(FolderPast(tables_of(with_mentors(town()))))
    assert told.calibration.n == 8
    # Eight answers each before the cut, one always yes, the other always no, drawn to a half by a prior worth 20 cases:
    # the yes is foretold with 18 / 28, the no with 10 / 28.
    assert told.brier.value == pytest.approx((10 / 28) ** 2)
    assert told.calibration.value == pytest.approx(10 / 28)
    assert foretell(FolderPast(tables_of(town()))) == []


def test_a_no_is_not_a_pair_to_be_found():
    past = FolderPast(tables_of(with_mentors(town())))
    assert len(past.events("mentor")) == 12
    assert len(past.answers()) == 24


def test_fairness_counts_people_and_entries(trial):
    (line,) = by_county(trial.city, trial.cases, trial.shown)
    assert (line.key, line.persons, line.entries, line.exposure) == ("330483", len(trial.cases), 0, None)
    assert line.fit == trial.comparison().ways["recommender"]["NDCG@10"]
    assert by_group(trial.city, trial.cases, trial.shown) == ()


def test_entries_for_a_group_are_held_against_an_even_share():
    files = town()
    header, *rows = files["items.csv"].split("\n")
    items = [f"{row},{'LG.WOMEN' if number < 12 else ''}" for number, row in enumerate(rows)]
    trial = Trial(FolderPast(tables_of(files | {"items.csv": "\n".join([header + ",groups", *items])})), "project")
    (line,) = by_group(trial.city, trial.cases, trial.shown)
    assert (line.key, line.persons, line.fit, line.entries) == ("LG.WOMEN", 0, None, 12)
    assert line.exposure is not None
    assert line.exposure.low <= line.exposure.value <= line.exposure.high

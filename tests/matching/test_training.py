"""Villages in which one part decides, and villages in which nothing does."""

import random
from dataclasses import replace

import pytest

from matching import Answer, Learner, Mentor, Models, Pair, PairModel, Project, Recommender, outcome_weight, train
from matching.scoring import PART_NAMES
from matching.training import learn_chance, learn_fit

SECTORS = [f"JX{number:02d}" for number in range(1, 11)]
TOWNS = ["330402", "330411", "330483"]
CITY = Recommender().fit(
    projects=[
        Project(
            number, sectors=frozenset({SECTORS[number % 10]}), regions=frozenset({TOWNS[number % 3]}), online=True, hours=number % 7 * 6
        )
        for number in range(1, 61)
    ],
    mentors=[Mentor(number, sectors=frozenset({SECTORS[number % 10]}), online=True, seats_free=2) for number in range(1, 41)],
)


def wanderer(number: int, chance: random.Random) -> Learner:
    return Learner(number, sectors=frozenset({chance.choice(SECTORS)}), region=chance.choice(TOWNS), hours=chance.choice([6, 12, 36]))


def pairs(n: int, *, by_hours: bool) -> list[Pair]:
    """Who keeps by the hours alone, or by nothing at all."""
    chance, found = random.Random(1), []
    for day in range(n):
        learner = wanderer(1000 + day, chance)
        wanted = [one.id for one in CITY.projects_.values() if not by_hours or one.hours == learner.hours]
        found.append(Pair(learner, chance.choice(wanted), day))
    return found


def test_a_model_that_wins_on_later_pairs_is_used() -> None:
    # By hand a named sector counts most; here people keep what is near and leave the sectors they named.
    chance, lessons = random.Random(2), []
    for day in range(200):
        learner = wanderer(1000 + day, chance)
        near = [one for one in CITY.projects_.values() if TOWNS[one.id % 3] == learner.region and not one.sectors & learner.sectors]
        lessons.append(Pair(learner, chance.choice(near).id, day))
    model, trial = learn_fit(CITY, "project", lessons)
    assert trial.is_used
    assert model is not None
    weights = dict(zip(model.names, model.weights, strict=True))
    assert max(weights, key=lambda name: weights[name]) == "region"
    assert min(model.weights) >= 0


def test_where_nothing_decides_the_weights_stay() -> None:
    model, trial = learn_fit(CITY, "project", pairs(200, by_hours=False))
    assert model is None
    assert not trial.is_used
    assert trial.n_early + trial.n_late == 200


def test_too_few_pairs_are_not_learnt_from() -> None:
    model, trial = learn_fit(CITY, "project", pairs(30, by_hours=True))
    assert (model, trial.gain) == (None, None)


def test_pairs_of_unknown_items_are_left_out() -> None:
    lessons = [replace(pair, item_id=999) for pair in pairs(100, by_hours=False)]
    assert learn_fit(CITY, "project", lessons)[1].n_early == 0


def test_pairs_count_by_their_outcome_only_where_that_is_not_worse() -> None:
    lessons = pairs(200, by_hours=True)
    plain, told = learn_fit(CITY, "project", lessons)
    assert told.by_outcome is None
    weighed, trial = learn_fit(CITY, "project", [replace(pair, weight=0.5 + pair.day % 4 / 2) for pair in lessons])
    assert trial.by_outcome is not None
    assert trial.weighs_outcomes == (trial.by_outcome.value >= 0)
    assert trial.weighs_outcomes or weighed == plain


@pytest.mark.parametrize(
    ("became", "weight"), [((0, 0, 0, 1), 0.5), ((0, 0, 0, None), 0.75), ((3, 2, 1, 3), 1.25), ((6, 2, 2, 5), 2.0), ((60, 1, 1, 5), 2.0)]
)
def test_what_became_of_a_mentorship_is_its_weight(became: tuple[int, int, int, int | None], weight: float) -> None:
    assert outcome_weight(*became) == pytest.approx(weight)


def answers(n: int, *, sector_decides: bool) -> list[Answer]:
    chance, found = random.Random(3), []
    for day in range(n):
        learner, mentor = wanderer(day, chance), CITY.mentors_[chance.randint(1, 40)]
        likely = 0.9 if learner.sectors & mentor.sectors else 0.2
        found.append(Answer(learner, mentor.id, day, chance.random() < (likely if sector_decides else 0.5)))
        if sector_decides and chance.random() < 0.5:
            same = next(one for one in CITY.mentors_.values() if one.sectors & learner.sectors)
            found.append(Answer(learner, same.id, day, chance.random() < 0.9))
    return found


def test_a_chance_is_learnt_where_the_pair_decides() -> None:
    model, trial = learn_chance(CITY, answers(400, sector_decides=True))
    assert trial.is_used
    assert model is not None
    assert trial.calibration is not None
    assert trial.calibration.value < 0.15


def test_a_chance_that_only_guesses_is_not_used() -> None:
    model, trial = learn_chance(CITY, answers(300, sector_decides=False))
    assert model is None
    assert trial.n_late > 0


def test_mentors_who_always_say_yes_teach_nothing() -> None:
    model, trial = learn_chance(CITY, [replace(answer, accepted=True) for answer in answers(200, sector_decides=False)])
    assert (model, trial.gain) == (None, None)


def test_a_training_tells_of_every_trial() -> None:
    training = train(CITY, {"project": pairs(10, by_hours=True), "mentor": []})
    assert training.models == Models()
    assert set(training.trials) == {"project", "mentor", "acceptance"}


def test_a_learnt_fit_explains_itself() -> None:
    names = PART_NAMES["project"]
    model = PairModel(names, tuple(1.0 if name == "region" else 0.1 for name in names), (0.5,) * len(names), (0.3,) * len(names), -1.0)
    learner = Learner(1, sectors=frozenset({"JX01"}), region="330402", hours=12)
    first = CITY.with_models(Models(project=model)).suggest_projects(learner)[0]
    assert first.base > 0
    assert first.base + sum(reason.contribution for reason in first.reasons) == pytest.approx(first.score, abs=1e-12)
    assert first.reasons[0].part == "region"

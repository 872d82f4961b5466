import numpy as np

from matching import Recommender, Together, Weights
from matching.together import ENOUGH_PEOPLE
from tests.matching.makers import learner, project

# Everybody keeps 1 with 2, some of them 3; nobody keeps 4 with anything.
KEPT = [(person, item) for person in range(ENOUGH_PEOPLE) for item in ((1, 2, 3) if person % 5 == 0 else (1, 2))] + [(99, 4)]


def test_who_keeps_one_keeps_its_companion() -> None:
    found = Together(penalty=5).fit(KEPT).of([1])
    assert max(found, key=lambda number: found[number]) == 2
    assert found[2] == 1.0
    assert 4 not in found


def test_weights_are_the_closed_form_of_ridge_regression_without_self() -> None:
    together = Together(penalty=5).fit(KEPT)
    kept = np.array(
        [[item in basket for item in together.ids_] for basket in ({1, 2, 3} if p % 5 == 0 else {1, 2} for p in range(50))]
    ).astype(float)
    for target in range(3):
        others = [column for column in range(3) if column != target]
        # Steck's solution equals the ridge of each item on the others.
        a = kept[:, others]
        ridge = np.linalg.solve(a.T @ a + 5 * np.eye(2), a.T @ kept[:, target])
        scale = together.weights_[others, target].sum() / np.maximum(ridge, 0).sum()
        assert np.allclose(together.weights_[others, target], np.maximum(ridge, 0) * scale)


def test_order_and_repeats_do_not_matter() -> None:
    one, other = Together().fit(KEPT), Together().fit([*reversed(KEPT), *KEPT])
    assert one.ids_ == other.ids_
    assert np.array_equal(one.weights_, other.weights_)


def test_too_few_people_teach_nothing() -> None:
    together = Together().fit([(1, 1), (1, 2), (2, 1)])
    assert together.ids_ == ()
    assert together.of([1]) == {}


def test_what_goes_together_can_decide() -> None:
    city = Recommender(Weights(project={"together": 1.0})).fit(projects=[project(n) for n in range(1, 5)], kept=KEPT)
    first = city.suggest_projects(learner(favourites=frozenset({1})))[0]
    assert first.id == 2


def test_what_has_left_the_pool_is_passed_over() -> None:
    city = Recommender(Weights(project={"together": 1.0})).fit(projects=[project(1), project(3)], kept=KEPT)
    scores = {one.id: one.score for one in city.suggest_projects(learner(favourites=frozenset({1})))}
    assert scores[3] == Together().fit(KEPT).of([1])[3]
    assert scores[1] == 0.0


def test_without_favourites_it_is_neutral() -> None:
    city = Recommender(Weights(project={"together": 1.0})).fit(projects=[project(1)], kept=KEPT)
    assert city.suggest_projects(learner())[0].score == 0.5

"""The columns say what the parts of a single pair say, for every item."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from matching import Learner, Recommender, why_not
from matching.needs import needs_of
from matching.pairs import course_parts, mentor_parts, project_parts, similar_parts
from tests.matching.makers import learner, learners, mentor, pools

village = settings(max_examples=20, deadline=None)


@village
@given(learners, pools)
def test_projects(learner: Learner, pools: dict[str, Any]) -> None:
    city = Recommender().fit(**pools)
    for number, project in city.projects_.items():
        told = project_parts(learner, project, city.priors_)
        values = city.values("project", learner, [number])
        assert {name: float(values[name][0]) for name in told} == {name: part.value for name, part in told.items()}


@village
@given(learners, pools)
def test_mentors_and_courses(learner: Learner, pools: dict[str, Any]) -> None:
    city = Recommender().fit(**pools)
    project = min(city.projects_)
    needs = needs_of(learner, [city.projects_[project]])
    for kind, told_of in (("mentor", mentor_parts), ("course", course_parts)):
        question = city._about(kind, learner, project)  # type: ignore[arg-type]
        for place, item in enumerate(question.shelf.items):
            told = told_of(learner, item, needs, city.priors_)  # type: ignore[arg-type]
            assert {name: float(question.vectors[name][place]) for name in told} == {name: part.value for name, part in told.items()}


@village
@given(learners, pools)
def test_what_is_closed(learner: Learner, pools: dict[str, Any]) -> None:
    city = Recommender().fit(**pools)
    for kind, pool in city._pools().items():
        assert set(city.open_ids(kind, learner)) == {number for number, item in pool.items() if why_not(learner, item) is None}


@village
@given(pools)
def test_two_projects(pools: dict[str, Any]) -> None:
    city = Recommender().fit(**pools)
    for one in city.projects_.values():
        vectors = city._projects.similar(one)
        for place, other in enumerate(city.projects_.values()):
            told = similar_parts(one, other)
            assert {name: float(vectors[name][place]) for name in told} == {name: part.value for name, part in told.items()}


def test_who_shares_no_language_is_closed_in_the_columns_too() -> None:
    city = Recommender().fit(mentors=[mentor(1, languages=frozenset({"zh"})), mentor(2, languages=frozenset({"zh", "en"})), mentor(3)])
    assert city.open_ids("mentor", learner(languages=frozenset({"en"}))) == (2, 3)
    assert city.open_ids("mentor", learner()) == (1, 2, 3)


def test_a_kept_vector_cannot_be_written() -> None:
    from matching.columns import KEPT, Kept

    kept = Kept()
    vector = kept.get("a", lambda: np.ones(3))
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 2
    for number in range(KEPT + 1):
        kept.get(number, lambda: np.zeros(1))
    assert kept.get("a", lambda: np.zeros(3))[0] == 0

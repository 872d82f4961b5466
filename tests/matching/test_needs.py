from matching import Gap, Recommender
from matching.needs import closed_share, needs_of
from tests.matching.makers import course, learner, mentor, project


def test_help_wanted_means_working_alone_and_then_the_next_level() -> None:
    asking = learner(skills={"SK801": 3, "SK902": 4}, help_wanted=frozenset({"SK401", "SK801", "SK902"}))
    assert needs_of(asking) == (Gap("SK401", 3, 0), Gap("SK801", 4, 3))


def test_the_highest_wish_for_a_skill_counts() -> None:
    asking = learner(help_wanted=frozenset({"SK401"}))
    low, high = project(skills={"SK401": 2}), project(skills={"SK401": 4})
    assert needs_of(asking, [low]) == (Gap("SK401", 3, 0),)
    assert needs_of(asking, [high, low]) == (Gap("SK401", 4, 0),)


def test_equal_closers_are_ordered_by_who_is_free_soonest() -> None:
    skills = {"SK401": 3}
    city = Recommender().fit(
        projects=[project(skills=skills)],
        mentors=[mentor(1, skills=skills, pending=3), mentor(2, skills=skills)],
        courses=[course(1, skills=skills, starts_in=30), course(2, skills=skills, starts_in=2)],
    )
    (closure,) = city.path(learner(), 1).closures
    assert (closure.course_ids, closure.mentor_ids) == ((2, 1), (2, 1))


def test_without_a_need_all_is_closed() -> None:
    assert closed_share((), {}) == 1.0
    city = Recommender().fit(projects=[project(skills={"SK401": 3})])
    path = city.path(learner(skills={"SK401": 3}), 1)
    assert (path.closures, path.closed_share) == ((), 1.0)

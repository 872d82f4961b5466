from matching import Gap, Recommender
from tests.matching.makers import course, learner, mentor, project

KNITWEAR = project(1, text="毛衫", skills={"SK902": 3, "SK401": 3, "SK801": 2})
HOMESTAY = project(2, text="民宿", skills={"SK707": 3})
LIN = learner(text="毛衫", skills={"SK902": 3})


def test_a_triad_closes_what_it_can() -> None:
    city = Recommender().fit(
        projects=[KNITWEAR, HOMESTAY], mentors=[mentor(11, skills={"SK401": 4})], courses=[course(21, skills={"SK801": 2})]
    )
    first = city.suggest_triads(LIN)[0]
    assert (first.project_id, first.mentor_id, first.course_id) == (1, 11, 21)
    assert (first.closed_share, first.open_gaps) == (1.0, ())
    assert first.score == city.suggest_projects(LIN)[0].score


def test_a_class_is_not_named_for_what_the_mentor_closes() -> None:
    city = Recommender().fit(projects=[HOMESTAY], mentors=[mentor(11, skills={"SK707": 4})], courses=[course(21, skills={"SK707": 3})])
    assert city.suggest_triads(LIN)[0].course_id is None


def test_a_half_closed_gap_stays_open_and_costs() -> None:
    city = Recommender().fit(projects=[HOMESTAY], courses=[course(21, skills={"SK707": 2})])
    (triad,) = city.suggest_triads(LIN)
    assert triad.mentor_id is None
    assert triad.open_gaps == (Gap("SK707", 3, 0),)
    assert triad.score == city.suggest_projects(LIN)[0].score * (1 + 2 / 3) / 2


def test_a_full_mentor_closes_nothing() -> None:
    city = Recommender().fit(projects=[HOMESTAY], mentors=[mentor(11, skills={"SK707": 4}, seats_free=0)])
    assert city.suggest_triads(LIN)[0].mentor_id is None


def test_of_two_who_close_the_same_the_likelier_comes() -> None:
    busy, idle = mentor(11, skills={"SK707": 4}, pending=9), mentor(12, skills={"SK707": 4})
    assert Recommender().fit(projects=[HOMESTAY], mentors=[busy, idle]).suggest_triads(LIN)[0].mentor_id == 12

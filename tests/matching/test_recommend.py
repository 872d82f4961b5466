import pytest

from matching import Gap, Models, PairModel, Project, Recommender, Weights
from tests.matching.makers import course, learner, mentor, project

KNITWEAR = project(1, text="毛衫小单工坊 knitwear", skills={"SK902": 3, "SK401": 3}, sectors=frozenset({"JX05"}))
SHOP = project(2, text="毛衫网店 knitwear web shop", skills={"SK801": 3}, sectors=frozenset({"JX24"}))
HOMESTAY = project(3, text="西塘民宿 homestay", skills={"SK707": 3}, sectors=frozenset({"JX27"}))
SHEN = mentor(11, text="濮院毛衫", skills={"SK401": 4})
GU = mentor(12, text="账本", skills={"SK402": 4})
COSTING = course(21, skills={"SK401": 3}, starts_in=20)
FIRST_STEPS = course(22, skills={"SK401": 2}, starts_in=3)
CITY = Recommender().fit(projects=[KNITWEAR, SHOP, HOMESTAY], mentors=[SHEN, GU], courses=[COSTING, FIRST_STEPS])
LIN = learner(5, text="我想做毛衫 knitting", skills={"SK902": 3, "SK401": 1}, sectors=frozenset({"JX05"}))


def ids(suggestions: tuple[object, ...]) -> list[int]:
    return [suggestion.id for suggestion in suggestions]  # type: ignore[attr-defined]


def test_a_knitter_is_led_to_knitwear() -> None:
    assert ids(CITY.suggest_projects(LIN)) == [1, 2, 3]


def test_a_project_says_what_is_missing() -> None:
    assert CITY.suggest_projects(LIN)[0].gaps == (Gap("SK401", 3, 1),)


def test_the_topic_names_shared_words() -> None:
    reasons = {reason.part: reason.facts for reason in CITY.suggest_projects(LIN)[0].reasons}
    assert reasons["topic"] == {"words": ["毛衫"]}


def test_a_mentor_who_closes_the_gap_comes_first() -> None:
    assert ids(CITY.suggest_mentors(LIN, project_id=1)) == [11, 12]


def test_help_wanted_is_a_need_of_its_own() -> None:
    first = CITY.suggest_mentors(learner(help_wanted=frozenset({"SK402"})))[0]
    assert first.id == 12
    assert first.gaps == ()


def test_the_project_at_hand_sets_the_needs() -> None:
    assert CITY.suggest_courses(LIN, project_id=1)[0].gaps == ()
    assert CITY.suggest_courses(LIN, project_id=3)[0].gaps == (Gap("SK707", 3, 0),)


def test_favourites_set_the_needs_where_no_project_is_at_hand() -> None:
    fan = learner(skills={"SK902": 3}, favourites=frozenset({3, 99}))
    assert CITY.suggest_mentors(fan)[0].gaps == (Gap("SK707", 3, 0),)


def test_a_crowded_mentor_steps_back() -> None:
    crowded, idle = mentor(1, seats_free=1, pending=9), mentor(2, seats_free=1)
    assert ids(Recommender().fit(mentors=[crowded, idle]).suggest_mentors(learner())) == [2, 1]


def test_equals_are_ordered_by_id() -> None:
    assert ids(Recommender().fit(mentors=[mentor(3), mentor(1), mentor(2)]).suggest_mentors(learner())) == [1, 2, 3]


def test_similar_projects_share_words_and_leave_the_project_out() -> None:
    first, *rest = CITY.similar_projects(1)
    assert first.id == 2
    assert ids(tuple(rest)) == [3]


def test_a_path_leads_through_classes_and_mentors() -> None:
    path = CITY.path(LIN, 1)
    (closure,) = path.closures
    assert (closure.gap, closure.course_ids, closure.mentor_ids) == (Gap("SK401", 3, 1), (21, 22), (11,))
    assert path.closed_share == 1.0
    assert path.score == CITY.suggest_projects(LIN)[0].score


def test_a_path_without_helpers_is_honest() -> None:
    assert CITY.path(LIN, 3).closed_share == 0.0


def test_a_path_half_closed() -> None:
    city = Recommender().fit(projects=[KNITWEAR], courses=[FIRST_STEPS])
    assert city.path(LIN, 1).closed_share == 0.5


def test_why_not_asks_by_id() -> None:
    assert CITY.why_not(learner(conflicts=frozenset({11})), "mentor", 11) == "conflict"
    assert CITY.why_not(LIN, "project", 1) is None
    with pytest.raises(KeyError):
        CITY.why_not(LIN, "course", 99)


def test_texts_without_words_do_no_harm() -> None:
    city = Recommender().fit(projects=[Project(1, "的"), Project(2, "")])
    assert ids(city.suggest_projects(learner(text="毛衫"))) == [1, 2]


def test_a_doubled_id_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Recommender().fit(mentors=[mentor(1), mentor(1)])


def test_weights_can_be_chosen_but_must_sum_to_one() -> None:
    only_topic = Recommender(Weights(project={"topic": 1.0})).fit(projects=[KNITWEAR, HOMESTAY])
    assert only_topic.suggest_projects(learner(text="民宿"))[0].id == 3
    with pytest.raises(ValueError, match="sum to 1"):
        Weights(project={"topic": 0.5})
    with pytest.raises(ValueError, match="age"):
        Weights(mentor={"age": 1.0})


@pytest.mark.parametrize("kind", ["project", "mentor", "course"])
def test_many_at_once_are_ranked_as_one_by_one(kind: str) -> None:
    nobody = learner(6)
    ids_, scores = CITY.rank(kind, [LIN, nobody], n=4)  # type: ignore[arg-type]
    for place, one in enumerate([LIN, nobody]):
        alone = getattr(CITY, f"suggest_{kind}s")(one, n=4)
        assert ids_[place].tolist() == [s.id for s in alone] + [-1] * (4 - len(alone))
        assert scores[place].tolist() == pytest.approx([s.score for s in alone] + [0.0] * (4 - len(alone)))


@pytest.mark.parametrize("n", [2, 4])
def test_projects_and_mentors_at_once_are_those_of_each_alone(n: int) -> None:
    learners_ = [LIN, learner(6), learner(7, skills={"SK902": 1}, favourites=frozenset({3}))]
    both = CITY.rank_projects_and_mentors(learners_, n)
    for (ids_, scores), kind in zip(both, ("project", "mentor"), strict=True):
        alone = CITY.rank(kind, learners_, n)  # type: ignore[arg-type]
        assert (ids_.tolist(), scores.tolist()) == (alone[0].tolist(), alone[1].tolist())


def test_one_pair_is_explained_as_in_the_list() -> None:
    assert CITY.explain(LIN, "mentor", 12, project_id=1) == CITY.suggest_mentors(LIN, project_id=1)[1]
    assert CITY.explain(learner(conflicts=frozenset({12})), "mentor", 12) is None
    with pytest.raises(KeyError):
        CITY.explain(LIN, "mentor", 99)


def test_a_mentor_counts_fit_times_chance_times_room() -> None:
    yes, no = mentor(1, accepted=20, answered=20), mentor(2, accepted=0, answered=20)
    third = mentor(3, accepted=20, answered=20, seats_free=1, pending=1)
    found = {one.id: one for one in Recommender().fit(mentors=[yes, no, third]).suggest_mentors(learner())}
    parts = {reason.part: reason for reason in found[3].reasons}
    assert found[3].score == pytest.approx(found[1].score / 2)
    assert parts["load"].contribution == pytest.approx(-found[3].score)
    assert found[2].chance is not None
    assert found[1].chance is not None
    assert found[2].score / found[1].score == pytest.approx(found[2].chance / found[1].chance)


def test_learnt_chances_take_the_place_of_the_acceptance() -> None:
    names = (*CITY.part_names("mentor"), "acceptance")
    sure = PairModel(names, (0.0,) * len(names), (0.0,) * len(names), (1.0,) * len(names), 0.0)
    assert CITY.with_models(Models(acceptance=sure)).suggest_mentors(LIN)[0].chance == 0.5
    assert CITY.models.acceptance is None


def test_a_vocabulary_learnt_before_keeps_its_weights() -> None:
    city = Recommender(vocabulary={"毛衫": 9.0}).fit(projects=[KNITWEAR, HOMESTAY])
    weights = dict(zip(city.topics_.words_.tolist(), city.topics_.idf_.tolist(), strict=True))
    assert weights["毛衫"] == 9.0
    assert weights["民宿"] < 9.0


def test_what_models_learn_from_has_every_part() -> None:
    assert set(CITY.values("project", LIN, [1, 3])) >= set(CITY.part_names("project"))
    assert set(CITY.values("mentor", LIN, [11])) == {*CITY.part_names("mentor"), "acceptance"}
    with pytest.raises(KeyError):
        CITY.values("course", LIN, [99])


def test_nothing_is_asked_for() -> None:
    assert CITY.suggest_projects(LIN, n=0) == ()

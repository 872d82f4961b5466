"""When the village's learners keep projects."""

from marketplace import clock
from seeds.population import MOST_KEPT, _visits
from seeds.programme import first_day


def test_visits_rise_and_are_never_to_come():
    for number in range(50):
        visits = _visits(number)
        assert len(visits) == MOST_KEPT
        assert visits == sorted(visits)
        assert first_day() <= visits[0].date()
        assert visits[-1] <= clock.now()


def test_the_same_learner_comes_on_the_same_days_and_others_on_others():
    assert _visits(1)[:1] == _visits(1)[:1]
    assert len({_visits(number)[0] for number in range(50)}) == 50

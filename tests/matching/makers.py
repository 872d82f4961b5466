"""A small village and random ones: profiles with just what a test is about."""

from typing import Any

from hypothesis import strategies as st

from matching import Course, Learner, Mentor, Outcome, Project

SKILLS = ["SK401", "SK403", "SK801", "SK902"]
SECTORS = ["JX05", "JX24", "JX27"]
REGIONS = ["", "330400", "330402", "330483", "330483101"]
WORDS = ["毛衫", "网店", "民宿", "记账", "sweaters", "homestay", "的"]


def learner(number: int = 1, **fields: Any) -> Learner:
    return Learner(number, **fields)


def mentor(number: int = 1, **fields: Any) -> Mentor:
    return Mentor(number, **{"seats_free": 2, **fields})


def project(number: int = 1, **fields: Any) -> Project:
    return Project(number, **fields)


def course(number: int = 1, **fields: Any) -> Course:
    return Course(number, **{"seats_free": 10, "starts_in": 7, **fields})


texts = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
skills = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 4), max_size=4)
sectors = st.frozensets(st.sampled_from(SECTORS), max_size=2)
groups = st.frozensets(st.sampled_from(["LG.GRAD", "LG.VET", "LG.WOMEN"]), max_size=2)
languages = st.frozensets(st.sampled_from(["zh", "en"]), max_size=2)
regions = st.sampled_from(REGIONS)
money = st.none() | st.integers(0, 200_000)
week = st.none() | st.integers(0, 60)
outcomes = st.builds(lambda n, share: Outcome(int(n * share), n), st.integers(0, 20), st.floats(0, 1))
ids = st.frozensets(st.integers(1, 6), max_size=2)

learners = st.builds(
    Learner,
    st.just(1),
    texts,
    skills,
    sectors,
    regions,
    money,
    week,
    help_wanted=st.frozensets(st.sampled_from(SKILLS), max_size=2),
    groups=groups,
    languages=languages,
    conflicts=ids,
    favourites=ids,
    declined=ids,
)


def pool_of(profiles: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(profiles, min_size=1, max_size=6, unique_by=lambda profile: profile.id)


projects = pool_of(
    st.builds(
        Project,
        st.integers(1, 6),
        texts,
        skills,
        sectors,
        st.frozensets(regions, max_size=2),
        st.booleans(),
        money,
        money,
        week,
        groups,
        outcome=outcomes,
    )
)
mentors = pool_of(
    st.builds(
        Mentor,
        st.integers(1, 6),
        texts,
        skills,
        sectors,
        regions,
        st.booleans(),
        languages,
        seats_free=st.integers(0, 3),
        pending=st.integers(0, 9),
        accepted=st.integers(0, 3),
        answered=st.integers(3, 9),
        outcome=outcomes,
    )
)
courses = pool_of(
    st.builds(
        Course,
        st.integers(1, 6),
        texts,
        skills,
        sectors,
        regions,
        st.booleans(),
        week,
        seats_free=st.integers(0, 3),
        starts_in=st.integers(-5, 90),
        groups=groups,
        outcome=outcomes,
    )
)
pools = st.fixed_dictionaries({"projects": projects, "mentors": mentors, "courses": courses})

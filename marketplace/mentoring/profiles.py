"""Rows as ``matching`` wants to see them. No sex, age, hukou, disability or health: the rows do not have them either."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import LearnerProfile, ProfileSkill
from marketplace.accounts.queries import profile_of, skills_of
from marketplace.mentoring.models import MentoringRequest
from marketplace.mentoring.queries import (
    AnswerRecord,
    answer_records,
    avoided_mentors,
    mentee_ids,
    pending_counts,
    published_mentors,
    seats_left,
)
from marketplace.mentoring.queries.ties import ties_between
from marketplace.mentoring.terms import RequestState
from marketplace.places.queries import dictionary
from marketplace.projects.models import Favourite
from marketplace.projects.models import Project as ProjectRow
from marketplace.projects.queries import favourite_ids, projects_in_order, published_projects
from marketplace.training.queries import coming_classes
from marketplace.training.queries import seats_left as class_seats_left
from marketplace.ventures.queries import course_outcomes, first_openings, project_outcomes
from matching import Course, Learner, Mentor, Outcome, Project

DECLINED_DAYS = 60
OUTCOME_DAYS = 365


def learner(session: Session, person_id: int, *, known: Collection[int] | None = None, at: datetime | None = None) -> Learner:
    """A person as a learner; with no answers yet everything is neutral.

    For evaluation, as she was at the moment ``at``, when she had kept ``known``; her answers are those of today.
    """
    profile = profile_of(session, person_id)
    favourites = favourite_ids(session, person_id) if known is None else set(known)
    if profile is None:
        return Learner(
            id=person_id, conflicts=frozenset(avoided_mentors(session, person_id) | {person_id}), favourites=frozenset(favourites)
        )
    kept = projects_in_order(session, sorted(favourites))
    words = [profile.about, *_names(session, "sector", profile.sectors), *_names(session, "skill", profile.help_wanted)]
    return Learner(
        id=person_id,
        text="\n".join([*words, *(f"{project.title_zh} {project.title_en}" for project in kept)]),
        skills=skills_of(session, person_id),
        sectors=frozenset(profile.sectors),
        region=profile.region or "",
        capital=profile.capital,
        hours=profile.hours,
        stage=profile.stage or "",
        help_wanted=frozenset(profile.help_wanted),
        groups=frozenset([profile.group] if profile.group else []),
        conflicts=frozenset(avoided_mentors(session, person_id) | {person_id}),
        favourites=frozenset(favourites),
        declined=frozenset(_lately_declined(session, person_id, at or clock.now())),
    )


def learners(session: Session, person_ids: Collection[int]) -> list[Learner]:
    """Many people as learners, in the order of their numbers and by a handful of statements; each is as ``learner`` would make her."""
    ids = sorted(person_ids)
    answers = {row.person_id: row for row in session.exec(select(LearnerProfile).where(col(LearnerProfile.person_id).in_(ids)))}
    skills: dict[int, dict[str, int]] = defaultdict(dict)
    for row in session.exec(select(ProfileSkill).where(col(ProfileSkill.person_id).in_(ids))):
        skills[row.person_id][row.skill] = row.level
    kept: dict[int, dict[int, str]] = defaultdict(dict)
    titles = select(Favourite.person_id, ProjectRow.id, ProjectRow.title_zh, ProjectRow.title_en).join(ProjectRow)
    for number, project_id, zh, en in session.exec(titles.where(col(Favourite.person_id).in_(ids)).order_by(col(ProjectRow.id))):
        kept[number][project_id or 0] = f"{zh} {en}"
    apart, declined = ties_between(session, ids), _declined_by(session, ids, clock.now())
    return [
        _as_learner(session, number, answers.get(number), skills[number], kept[number], apart[number], declined[number]) for number in ids
    ]


def _as_learner(
    session: Session,
    number: int,
    profile: LearnerProfile | None,
    skills: dict[str, int],
    kept: dict[int, str],
    apart: set[int],
    declined: set[int],
) -> Learner:
    conflicts, favourites = frozenset(apart | {number}), frozenset(kept)
    if profile is None:
        return Learner(id=number, conflicts=conflicts, favourites=favourites)
    words = [profile.about, *_names(session, "sector", profile.sectors), *_names(session, "skill", profile.help_wanted)]
    return Learner(
        id=number,
        text="\n".join([*words, *kept.values()]),
        skills=skills,
        sectors=frozenset(profile.sectors),
        region=profile.region or "",
        capital=profile.capital,
        hours=profile.hours,
        stage=profile.stage or "",
        help_wanted=frozenset(profile.help_wanted),
        groups=frozenset([profile.group] if profile.group else []),
        conflicts=conflicts,
        favourites=favourites,
        declined=frozenset(declined),
    )


def _declined_by(session: Session, ids: list[int], at: datetime) -> dict[int, set[int]]:
    over, ended_at = (RequestState.declined, RequestState.expired), col(MentoringRequest.ended_at)
    rows = select(MentoringRequest.learner_id, MentoringRequest.mentor_id).where(
        col(MentoringRequest.learner_id).in_(ids),
        col(MentoringRequest.state).in_(over),
        ended_at > at - timedelta(days=DECLINED_DAYS),
        ended_at <= at,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for learner_id, mentor_id in session.exec(rows):
        found[learner_id].add(mentor_id)
    return found


def _lately_declined(session: Session, person_id: int, at: datetime) -> set[int]:
    over, ended_at = (RequestState.declined, RequestState.expired), col(MentoringRequest.ended_at)
    rows = select(MentoringRequest.mentor_id).where(
        MentoringRequest.learner_id == person_id,
        col(MentoringRequest.state).in_(over),
        ended_at > at - timedelta(days=DECLINED_DAYS),
        ended_at <= at,
    )
    return set(session.exec(rows))


def _names(session: Session, name: str, codes: list[str]) -> list[str]:
    terms = dictionary(session, name)
    return [f"{terms[code].name_zh} {terms[code].name_en}" for code in codes if code in terms]


def projects(session: Session, on: date | None = None) -> list[Project]:
    """All published entries; with ``on``, their outcomes are those that were known on that day."""
    outcomes = project_outcomes(session, on)
    return [_project(row, Outcome(*outcomes.get(row.id or 0, (0, 0)))) for row in published_projects(session)]


def _project(row: ProjectRow, outcome: Outcome) -> Project:
    words = [row.title_zh, row.title_en, *row.tags_zh, *row.tags_en, row.summary_zh, row.summary_en, row.detail_zh, row.detail_en]
    return Project(
        id=row.id or 0,
        text="\n".join(words),
        skills={wanted.skill: wanted.level for wanted in row.skills},
        sectors=frozenset({row.sector}),
        regions=frozenset(row.regions),
        online=row.online,
        capital_min=row.capital_min,
        capital_max=row.capital_max,
        hours=row.weekly_hours,
        groups=frozenset(row.groups),
        stage=row.stage,
        outcome=outcome,
    )


def mentors(session: Session) -> list[Mentor]:
    """All mentors who take requests, with their free seats, answers and mentees' outcomes."""
    rows = published_mentors(session)
    free, pending, records, outcomes = seats_left(session, rows), pending_counts(session), answer_records(session), mentor_outcomes(session)
    return [
        Mentor(
            id=row.person_id,
            text="\n".join([row.headline_zh, row.headline_en, row.bio_zh, row.bio_en, *_names(session, "sector", row.sectors)]),
            skills={skill.skill: skill.level for skill in row.skills},
            sectors=frozenset(row.sectors),
            region=row.region,
            online=row.online,
            languages=frozenset(row.languages),
            seats_free=free[row.person_id],
            pending=pending.get(row.person_id, 0),
            hours=row.weekly_hours,
            accepted=records.get(row.person_id, AnswerRecord()).accepted,
            answered=records.get(row.person_id, AnswerRecord()).answered,
            outcome=Outcome(*outcomes.get(row.person_id, (0, 0))),
        )
        for row in rows
    ]


def mentor_outcomes(session: Session, on: date | None = None) -> dict[int, tuple[int, int]]:
    """By mentor: mentees who opened a business within a year of the pairing, of those whose year is over (today, or ``on`` a day)."""
    opened, today = first_openings(session), on or clock.today()
    return {mentor_id: _opened_within_a_year(mentees, opened, today) for mentor_id, mentees in mentee_ids(session).items()}


def _opened_within_a_year(mentees: list[tuple[int, datetime]], opened: dict[int, date], today: date) -> tuple[int, int]:
    matured = [(learner_id, began.date()) for learner_id, began in mentees if began.date() + timedelta(days=OUTCOME_DAYS) <= today]
    successes = sum(began <= opened.get(learner_id, date.min) <= began + timedelta(days=OUTCOME_DAYS) for learner_id, began in matured)
    return successes, len(matured)


def courses(session: Session, on: date) -> list[Course]:
    """Classes that begin on ``on`` or later; the profile's id is the class's."""
    classes = coming_classes(session, on)
    free, outcomes = class_seats_left(session, [one.id or 0 for one in classes]), course_outcomes(session, on)
    return [
        Course(
            id=one.id or 0,
            text="\n".join(
                [
                    one.course.title_zh,
                    one.course.title_en,
                    one.course.summary_zh,
                    one.course.summary_en,
                    one.course.for_zh,
                    one.course.for_en,
                ]
            ),
            skills={skill.skill: skill.level for skill in one.course.skills},
            sectors=frozenset(one.course.sectors),
            region=one.region,
            online=one.online,
            hours=_weekly_hours(one.course.hours, (one.ends_on - one.starts_on).days),
            seats_free=free.get(one.id or 0, 0),
            starts_in=(one.starts_on - on).days,
            groups=frozenset(one.course.groups),
            outcome=Outcome(*outcomes.get(one.course_id, (0, 0))),
        )
        for one in classes
    ]


def _weekly_hours(lessons: int, days: int) -> int:
    # Lessons last 45 minutes; a class of three days is a week of a learner's time.
    return max(1, round(lessons * 0.75 / max(1.0, days / 7)))

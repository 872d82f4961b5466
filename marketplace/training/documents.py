"""What the search index knows of a course."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlmodel import Session

from marketplace import clock
from marketplace.places.models import Term
from marketplace.places.queries import term
from marketplace.search.engine import Document
from marketplace.training.models import Course, TrainingClass
from marketplace.training.queries import coming_classes, courses_with_skills, newest_start

KIND = "course"
# Where there is no coming class: after all that have one.
NEVER = float(date.max.toordinal())


def documents(session: Session, ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Documents of all courses, or of those among ``ids``; an id that gives none is to be taken out of the index."""
    courses = courses_with_skills(session, ids)
    numbers = [course.id or 0 for course in courses]
    coming, newest = coming_classes(session, clock.today(), numbers), newest_start(session, numbers)
    for course in courses:
        yield document_of(session, course, [one for one in coming if one.course_id == course.id], newest.get(course.id or 0))


def document_of(session: Session, course: Course, coming: list[TrainingClass], newest: date | None) -> Document:
    """One course as the index sees it, with the classes it can be taken in."""
    return Document(
        kind=KIND,
        id=course.id or 0,
        revision=course.revision,
        title=(course.title_zh, course.title_en),
        tags=(course.kind, *_names(_terms(session, course, coming)), *_names(one.provider for one in coming)),
        summary=(course.summary_zh, course.summary_en),
        body=(*course.content_zh, *course.content_en, course.for_zh, course.for_en),
        facets={
            "kind": (course.kind,),
            "tier": (course.tier.value,),
            "region": tuple(sorted({one.region for one in coming})),
            "sector": tuple(course.sectors),
            "skill": tuple(taught.skill for taught in course.skills),
            "online": ("yes",) if any(one.online for one in coming) else (),
        },
        numbers={
            "starts": float(min(one.starts_on for one in coming).toordinal()) if coming else NEVER,
            "hours": float(course.hours),
            "published": float(newest.toordinal()) if newest else 0.0,
        },
    )


def _terms(session: Session, course: Course, coming: list[TrainingClass]) -> list[Term]:
    codes = [("course_kind", course.kind), *(("sector", code) for code in course.sectors)]
    codes += [("skill", taught.skill) for taught in course.skills] + [("region", one.region) for one in coming]
    return [named for dictionary, code in codes if (named := term(session, dictionary, code))]


def _names(things: Iterable[object]) -> list[str]:
    # Each name once, in a lasting order: the same course always gives the same document.
    return list(dict.fromkeys(getattr(thing, field) for thing in things for field in ("name_zh", "name_en")))

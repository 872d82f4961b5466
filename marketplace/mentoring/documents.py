"""What the search index knows of a mentor."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from marketplace.mentoring.models import Mentor
from marketplace.mentoring.queries import published_mentors, seats_left
from marketplace.places.queries import term
from marketplace.search.engine import Document

KIND = "mentor"


def documents(session: Session, ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Documents of published mentors; an id that gives none is to be taken out of the index."""
    mentors = published_mentors(session, ids)
    free = seats_left(session, mentors)
    return (document_of(session, mentor, free[mentor.person_id]) for mentor in mentors)


def document_of(session: Session, mentor: Mentor, free: int) -> Document:
    """One mentor as the index sees it."""
    skills = [named for skill in mentor.skills if (named := term(session, "skill", skill.skill))]
    sectors = [named for code in mentor.sectors if (named := term(session, "sector", code))]
    places = [named for named in [term(session, "region", mentor.region), term(session, "mentor_kind", mentor.kind)] if named]
    tagged = [*skills, *sectors, *places]
    return Document(
        kind=KIND,
        id=mentor.person_id,
        revision=mentor.revision,
        title=(mentor.person.name, mentor.person.name_en),
        tags=tuple(name for one in tagged for name in (one.name_zh, one.name_en)),
        summary=(mentor.headline_zh, mentor.headline_en),
        body=(mentor.bio_zh, mentor.bio_en),
        facets={
            "mentor_kind": (mentor.kind,),
            "sector": tuple(mentor.sectors),
            "skill": tuple(skill.skill for skill in mentor.skills),
            "region": (mentor.region,),
            "language": tuple(mentor.languages),
            "free": ("yes",) if free else (),
            "online": ("yes",) if mentor.online else (),
        },
        numbers={"published": float(mentor.person_id), "free": float(free)},
    )

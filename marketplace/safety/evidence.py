"""What a report can be about: who is met on a subject, and a copy of what is seen there.

A report names a person only by way of something that the reporter may see. So nobody can go through the numbers of people
and read their names, and a report always says where it happened.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.errors import NotFound
from marketplace.mentoring.queries import get_mentor, get_mentorship, get_request
from marketplace.projects.queries import get_project, get_take_up

Line = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """The people one meets on a subject, and its words: pairs of what it is and what it says."""

    people: frozenset[int]
    lines: tuple[Line, ...] = ()

    @property
    def copy(self) -> list[dict[str, str]]:
        """As it is kept with a report."""
        return [{"of": of, "text": text} for of, text in self.lines if text]


UNNAMED = ("project", "take_up")

Look = Callable[[Session, int, Person], Seen]


def _mentor(session: Session, number: int, _by: Person) -> Seen:
    mentor = get_mentor(session, number)
    words = (("headline", mentor.headline_zh), ("profile", mentor.bio_zh), ("cannot", mentor.cannot_zh))
    return Seen(frozenset({number}), words)


def _request(session: Session, number: int, by: Person) -> Seen:
    asked = get_request(session, number, by=by)
    words = (("goal", asked.goal), ("tried", asked.tried), ("wanted", asked.wanted), ("note", asked.note or ""))
    return Seen(frozenset({asked.learner_id, asked.mentor_id}), words)


def _mentorship(session: Session, number: int, by: Person) -> Seen:
    pair = get_mentorship(session, number, by=by)
    goals = tuple(("goal", goal.text) for goal in pair.goals)
    held = tuple(("session", f"{one.held_on.isoformat()}: {one.topics} / {one.next_step}") for one in pair.sessions)
    return Seen(frozenset({pair.learner_id, pair.mentor_id}), goals + held)


def _take_up(session: Session, number: int, by: Person) -> Seen:
    way = get_take_up(session, number, by=by)
    people = (way.person_id, way.answered_by_id or way.project.author_id)
    return Seen(frozenset(one for one in people if one), (("question", way.question), ("answer", way.answer)))


def _project(session: Session, number: int, by: Person) -> Seen:
    project = get_project(session, number, by=by)
    words = (("title", project.title_zh), ("summary", project.summary_zh), ("detail", project.detail_zh))
    return Seen(frozenset({project.author_id} if project.author_id else ()), words)


# A room whose pages have a report link adds how its subject is looked at.
LOOKS: dict[str, Look] = {"mentor": _mentor, "request": _request, "mentorship": _mentorship, "take_up": _take_up, "project": _project}


def seen_on(session: Session, subject: str, number: int, *, by: Person) -> Seen:
    """What the person sees on a subject, if she may see it at all."""
    if subject not in LOOKS:
        raise NotFound()
    return LOOKS[subject](session, number, by)


def person_seen_on(session: Session, subject: str, number: int, *, by: Person, about_id: int | None = None) -> Person:
    """The other one whom the person meets on a subject; ``about_id`` says which, where there are several."""
    others = seen_on(session, subject, number, by=by).people - {by.id}
    if about_id is not None:
        others &= {about_id}
    if len(others) != 1:
        raise NotFound()
    return session.get_one(Person, next(iter(others)))


def is_named(subject: str) -> bool:
    """Whether one knows the other's name there: whose project it is, and who asks about it, is told to nobody."""
    return subject not in UNNAMED

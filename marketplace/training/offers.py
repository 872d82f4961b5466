"""Courses as the list shows them: each with its coming classes and free seats."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from marketplace.places.distances import kilometres
from marketplace.places.queries import CITY
from marketplace.training.models import Course, TrainingClass
from marketplace.training.queries import coming_classes, courses_in_order, seats_left


@dataclass(frozen=True)
class Offer:
    """A course, its coming classes (soonest first) and the free seats of each."""

    course: Course
    coming: Sequence[TrainingClass]
    left: dict[int, int]

    @property
    def next_class(self) -> TrainingClass | None:
        """The soonest class with a free seat, else the soonest."""
        free = [one for one in self.coming if self.left[one.id or 0]]
        return next(iter([*free, *self.coming]), None)


def offers(session: Session, course_ids: Sequence[int], on: date) -> list[Offer]:
    """Offers in the order of ``course_ids``; missing courses are left out."""
    coming = coming_classes(session, on, course_ids)
    left = seats_left(session, [one.id or 0 for one in coming])
    courses = courses_in_order(session, course_ids)
    return [Offer(course, [one for one in coming if one.course_id == course.id], left) for course in courses]


def in_order(found: Iterable[Offer], order: str, home: str | None) -> list[Offer]:
    """Soonest, newest or nearest first, courses without a coming class last; any other order is kept as it is."""
    keys: dict[str, Callable[[Offer], float]] = {"soonest": _start, "newest": _age, "nearest": lambda offer: _way(offer, home)}
    key = keys.get(order)
    return sorted(found, key=lambda offer: (not offer.coming, key(offer), _start(offer))) if key else list(found)


def _start(offer: Offer) -> int:
    return offer.next_class.starts_on.toordinal() if offer.next_class else 0


def _age(offer: Offer) -> int:
    return -max((one.id or 0 for one in offer.coming), default=0)


def _way(offer: Offer, home: str | None) -> float:
    # A class on line is everywhere, as the whole city is.
    return kilometres(home, [CITY if one.online else one.region for one in offer.coming])

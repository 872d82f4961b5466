"""What is held out: pairs in the order of time, cut into what is known and what came later."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from marketplace import clock
from matching import EARLY_SHARE, Learner, early_and_late

FEWEST_CASES = 5


class TooLittle(ValueError):
    """Nothing can be measured: too few people came to something after the cut."""


@dataclass(frozen=True, order=True)
class Event:
    """A person comes to an item: keeps a project, is accepted by a mentor."""

    at: datetime
    person_id: int
    item_id: int

    @property
    def day(self) -> date:
        """The calendar day in the city."""
        return self.at.astimezone(clock.CITY_ZONE).date()


@dataclass(frozen=True)
class Case:
    """A learner as she was before, what she came to afterwards, and what could be shown to her."""

    learner: Learner
    wanted: frozenset[int]
    candidates: tuple[int, ...]


def split(events: Iterable[Event], share: float = EARLY_SHARE) -> tuple[list[Event], list[Event]]:
    """Those before and those from the moment on at which ``share`` of them had happened; of one moment all are late."""
    return early_and_late(sorted(events), lambda event: event.at, share)


def by_person(events: Iterable[Event]) -> dict[int, list[Event]]:
    """The events of each person, in the order of time."""
    found: dict[int, list[Event]] = {}
    for event in sorted(events):
        found.setdefault(event.person_id, []).append(event)
    return found


def popularity(events: Iterable[Event]) -> Counter[int]:
    """How many people came to each item; who came twice counts once."""
    return Counter(item_id for _, item_id in {(event.person_id, event.item_id) for event in events})

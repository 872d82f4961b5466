"""What an evaluation asks of a body of data: how it was at a moment."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from marketplace.mentoring.evaluation.cases import Event
from matching import Kind, Learner, Recommender


@dataclass(frozen=True)
class Answered:
    """A request sent at ``asked.at`` to the mentor ``asked.item_id``, and how it was answered; not to answer is a no."""

    asked: Event
    answered_at: datetime
    accepted: bool


class Past(Protocol):
    """A body of data that can be asked for what was known before a moment."""

    def events(self, kind: Kind) -> list[Event]:
        """Who came to what: kept or took up a project, was accepted by a mentor, joined a class."""
        ...

    def answers(self) -> Sequence[Answered]:
        """What mentors answered."""
        ...

    def city(self, moment: datetime, kept: Iterable[Event]) -> Recommender:
        """The recommender as it would have been, with what people had kept."""
        ...

    def learner(self, moment: datetime, person_id: int) -> Learner:
        """A person as she was."""
        ...

    def weight(self, kind: Kind, event: Event, moment: datetime) -> float:
        """How much there is to learn from somebody having come to something, by what had become of it at the moment."""
        ...

    def full(self, moment: datetime) -> Collection[int]:
        """Mentors without a free seat."""
        ...

"""The evaluation on a folder of CSV files."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from marketplace import clock
from marketplace.mentoring.evaluation.cases import Event, TooLittle, by_person
from marketplace.mentoring.evaluation.measuring import Trial, foretell
from marketplace.mentoring.evaluation.past import Answered
from marketplace.mentoring.evaluation.reading import KINDS, FoundPair, Tables, files_of, tables_of
from marketplace.mentoring.evaluation.results import Evaluation
from matching import Course, Kind, Learner, Mentor, Project, Recommender


def evaluate_folder(folder: Path, seed: int = 0) -> Evaluation:
    """Every kind of item with enough pairs.

    Raises ``BadFolder`` where the files cannot be understood, ``TooLittle`` where no kind has enough pairs.
    """
    past = FolderPast(tables_of(files_of(folder)))
    found = []
    for kind in KINDS:
        with suppress(TooLittle):
            found.append(Trial(past, kind, seed).comparison())
    if not found:
        raise TooLittle("no kind of item has five people who came to something new in the last three tenths of the pairs")
    return Evaluation(tuple(found), tuple(foretell(past)))


class FolderPast:
    """The files as they were at a moment: people and items do not change, what is known of pairs and answers does."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._people = {person.id: person for person in tables.people}
        self._events: dict[Kind, list[Event]] = {kind: [] for kind in KINDS}
        for pair in tables.pairs:
            # A mentor who said no was asked, not won.
            if pair.accepted is not False:
                self._events[pair.kind].append(_event(pair))
        told = [pair for pair in tables.pairs if pair.kind == "mentor" and pair.accepted is not None]
        self._answers = [Answered(_event(pair), _event(pair).at, bool(pair.accepted)) for pair in sorted(told, key=_event)]
        self._favourites = by_person(self._events["project"])

    def events(self, kind: Kind) -> list[Event]:
        """The pairs of a kind, without those that were declined."""
        return self._events[kind]

    def answers(self) -> Sequence[Answered]:
        """Pairs with mentors that tell what was answered; the answer counts as given on the same day."""
        return self._answers

    def city(self, moment: datetime, kept: Iterable[Event]) -> Recommender:
        """All items, with the answers of mentors from before."""
        items, told = self._tables.items, self._told_before(moment)
        return Recommender().fit(
            projects=[item for item in items if isinstance(item, Project)],
            mentors=[
                replace(item, accepted=sum(told.get(item.id, ())), answered=len(told.get(item.id, ())))
                for item in items
                if isinstance(item, Mentor)
            ],
            courses=[item for item in items if isinstance(item, Course)],
            kept=[(event.person_id, event.item_id) for event in kept],
        )

    def weight(self, _kind: Kind, _event: Event, _moment: datetime) -> float:
        """Files do not tell what became of a pair."""
        return 1.0

    def learner(self, moment: datetime, person_id: int) -> Learner:
        """With the projects of her earlier pairs as favourites."""
        known = [event.item_id for event in self._favourites.get(person_id, []) if event.at < moment]
        return replace(self._people[person_id], favourites=frozenset(known))

    def full(self, moment: datetime) -> set[int]:
        """Nobody but who has no seat at all, and these are closed anyway."""
        return set()

    def _told_before(self, moment: datetime) -> dict[int, list[bool]]:
        told: dict[int, list[bool]] = {}
        for one in self._answers:
            if one.answered_at < moment:
                told.setdefault(one.asked.item_id, []).append(one.accepted)
        return told


def _event(pair: FoundPair) -> Event:
    return Event(datetime.combine(pair.day, time(12), tzinfo=clock.CITY_ZONE), pair.person_id, pair.item_id)

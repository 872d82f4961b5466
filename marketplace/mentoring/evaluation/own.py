"""The evaluation on this database: what people kept or took up later, and what mentors answered later."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.mentoring import profiles
from marketplace.mentoring.evaluation.cases import Case, Event, TooLittle
from marketplace.mentoring.evaluation.fairness import by_county, by_group
from marketplace.mentoring.evaluation.measuring import Trial, foretell
from marketplace.mentoring.evaluation.outcomes import PairOutcomes
from marketplace.mentoring.evaluation.past import Answered
from marketplace.mentoring.evaluation.results import Evaluation
from marketplace.mentoring.models import MentoringRequest, Mentorship
from marketplace.mentoring.queries import published_mentors
from marketplace.mentoring.terms import RequestState
from marketplace.projects.models import Favourite, TakeUp
from matching import Kind, Learner, Mentor, Outcome, Recommender

# An expired request is one that was not answered: for who asked it is a no.
ANSWERS = (RequestState.accepted, RequestState.declined, RequestState.expired)


def evaluate_own(session: Session, seed: int = 0) -> Evaluation:
    """Projects and mentors, the chance of a yes, and how even-handed the suggestions of projects are.

    Raises ``TooLittle`` where too few people kept or took up anything after the cut; mentors are left out where too few said yes.
    """
    past = OwnPast(session)
    projects = Trial(past, "project", seed)
    comparisons = [projects.comparison()]
    with suppress(TooLittle):
        comparisons.append(Trial(past, "mentor", seed).comparison())
    seen = projects.city, projects.cases, projects.shown
    chances, is_synthetic = tuple(foretell(past)), _is_synthetic(session, projects.cases)
    return Evaluation(tuple(comparisons), chances, by_county(*seen), by_group(*seen), is_synthetic)


class OwnPast:
    """This database as it was; what people said of themselves, and what they dropped again, is only known as of today.

    Who switched recommendations off is left out: nothing is learnt from them, and nothing measured on them.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._answers = _answers(session)
        self._favourites: dict[int, list[tuple[datetime, int]]] = {}
        kept = select(Favourite.person_id, Favourite.project_id, Favourite.since).join(Person, col(Person.id) == Favourite.person_id)
        for person_id, project_id, since in session.exec(kept.where(col(Person.personalised))):
            self._favourites.setdefault(person_id, []).append((since, project_id))
        self._events: dict[Kind, list[Event]] = {
            "project": self._first_steps(),
            "mentor": [one.asked for one in self._answers if one.accepted],
            "course": [],
        }
        self._seats = {mentor.person_id: mentor.seats for mentor in published_mentors(session)}
        self._outcomes = PairOutcomes(session)
        self._lives = session.exec(select(Mentorship.mentor_id, Mentorship.began_at, Mentorship.ended_at)).all()

    def events(self, kind: Kind) -> list[Event]:
        """Projects kept or taken up; requests that were accepted, on the day they were sent."""
        return self._events[kind]

    def answers(self) -> Sequence[Answered]:
        """All requests that were answered or ran out."""
        return self._answers

    def city(self, moment: datetime, kept: Iterable[Event]) -> Recommender:
        """Outcomes, answers and kept pairs are those from before; mentors have all their seats (see ``full``)."""
        day = moment.astimezone(clock.CITY_ZONE).date()
        return Recommender().fit(
            projects=profiles.projects(self._session, day),
            mentors=self._mentors(moment),
            courses=profiles.courses(self._session, day),
            kept=[(event.person_id, event.item_id) for event in kept],
        )

    def learner(self, moment: datetime, person_id: int) -> Learner:
        """With the favourites she had."""
        known = {project_id for since, project_id in self._favourites.get(person_id, []) if since < moment}
        return profiles.learner(self._session, person_id, known=known, at=moment)

    def weight(self, kind: Kind, event: Event, moment: datetime) -> float:
        """Mentorships by what became of them until then; anything else, and a pair too young to tell, counts one."""
        return self._outcomes.weight(event.person_id, event.item_id, event.at, moment) if kind == "mentor" else 1.0

    def full(self, moment: datetime) -> set[int]:
        """Mentors with as many pairs at work as seats."""
        left = dict(self._seats)
        for mentor_id, began, ended in self._lives:
            if mentor_id in left and began < moment and (ended is None or ended > moment):
                left[mentor_id] -= 1
        return {mentor_id for mentor_id, seats in left.items() if seats <= 0}

    def _first_steps(self) -> list[Event]:
        """The first time that a person kept an entry, asked about it or took it up."""
        kept = [(person, project, since) for person, rows in self._favourites.items() for since, project in rows]
        asked = select(TakeUp.person_id, TakeUp.project_id, TakeUp.enquired_at).join(Person, col(Person.id) == TakeUp.person_id)
        taken = self._session.exec(asked.where(col(Person.personalised))).all()
        first: dict[tuple[int, int], datetime] = {}
        for person_id, project_id, moment in [*kept, *taken]:
            pair = (person_id, project_id)
            first[pair] = min(moment, first.get(pair, moment))
        return [Event(moment, *pair) for pair, moment in first.items()]

    def _mentors(self, moment: datetime) -> list[Mentor]:
        told: dict[int, list[bool]] = {}
        for one in self._answers:
            if one.answered_at < moment:
                told.setdefault(one.asked.item_id, []).append(one.accepted)
        outcomes = profiles.mentor_outcomes(self._session, moment.astimezone(clock.CITY_ZONE).date())
        return [
            replace(
                mentor,
                seats_free=self._seats[mentor.id],
                pending=0,
                accepted=sum(told.get(mentor.id, ())),
                answered=len(told.get(mentor.id, ())),
                outcome=Outcome(*outcomes.get(mentor.id, (0, 0))),
            )
            for mentor in profiles.mentors(self._session)
        ]


def _answers(session: Session) -> list[Answered]:
    asker = col(Person.id) == MentoringRequest.learner_id
    rows = select(MentoringRequest).join(Person, asker).where(col(MentoringRequest.state).in_(ANSWERS), col(Person.personalised))
    found = session.exec(rows.order_by(col(MentoringRequest.sent_at), col(MentoringRequest.id)))
    return [
        Answered(Event(one.sent_at, one.learner_id, one.mentor_id), one.ended_at or one.sent_at, one.state == RequestState.accepted)
        for one in found
    ]


def _is_synthetic(session: Session, cases: Sequence[Case]) -> bool:
    rows = select(Person.id).where(col(Person.synthetic), col(Person.id).in_([case.learner.id for case in cases]))
    return session.exec(rows.limit(1)).first() is not None

"""Makers of rounds, through the actions."""

import json
from typing import Any

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.mentoring.models import Mentor
from marketplace.rounds import actions
from marketplace.rounds.models import Round, RoundInput, RoundSolve
from marketplace.rounds.terms import Objective, RoundState, Wish
from tests.makers import in_days, make_learner, make_mentor, make_person

COUNTY = "330483"


def make_staff(session: Session, name: str = "陆科员") -> Person:
    """City staff."""
    return make_person(session, Role.city_staff, name=name)


def make_round(session: Session, staff: Person, **changes: Any) -> Round:
    """A draft of the whole city."""
    content: dict[str, Any] = {
        "name_zh": "冬季结对批次",
        "name_en": "Winter round",
        "region": None,
        "opens_on": in_days(0),
        "closes_on": in_days(14),
        "objective": Objective.participation,
        "max_choices": 3,
    }
    return actions.create_round(session, content | changes, by=staff)


def make_open(session: Session, staff: Person, *, learners: int = 3, mentors: int = 2, seats: int = 1, **changes: Any) -> "Made":
    """An open round with everybody who waits on its list."""
    people = [make_learner(session) for _ in range(learners)]
    guides = [make_mentor(session, seats=seats) for _ in range(mentors)]
    number = make_round(session, staff, **changes).id or 0
    opened = actions.open_round(session, number, by=staff)
    actions.add_waiting(session, number, by=staff)
    return Made(opened, staff, people, guides)


class Made:
    """A round with its people."""

    def __init__(self, round_: Round, staff: Person, learners: list[Person], mentors: list[Mentor]) -> None:
        self.round, self.staff, self.learners, self.mentors = round_, staff, learners, mentors
        self.id = round_.id or 0

    def choose(self, session: Session, learner: int, *mentors: int) -> None:
        """The learner ranks mentors, both given by their places in the lists."""
        wishes = [Wish(self.mentors[one].person_id, rank) for rank, one in enumerate(mentors, start=1)]
        actions.save_choices(session, self.id, wishes, by=self.learners[learner])

    def avoid(self, session: Session, learner: int, mentor: int) -> None:
        """The learner would rather not have this mentor."""
        actions.save_choices(session, self.id, [Wish(self.mentors[mentor].person_id, None)], by=self.learners[learner])

    def solve(self, session: Session, **asked: Any) -> RoundSolve:
        """Freeze where that was not done yet, and solve."""
        if self.round.state == RoundState.open:
            actions.freeze_round(session, self.id, by=self.staff)
        return actions.solve_again(session, self.id, by=self.staff, **asked)

    def approved(self, session: Session) -> None:
        """Bring a solved round to its approval by a second person."""
        actions.submit_round(session, self.id, by=self.staff)
        actions.approve_round(session, self.id, by=make_staff(session, "沈科长"))

    def frozen(self, session: Session) -> dict[str, Any]:
        """The frozen input."""
        return json.loads(session.get_one(RoundInput, self.id).document)

    def pairs(self, solve: RoundSolve) -> list[tuple[int, int]]:
        """The pairs of an answer."""
        return [(learner, mentor) for learner, mentor in json.loads(solve.result)["pairs"]]

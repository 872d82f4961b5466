"""A walk of chance through the life of pairs: whatever the two, the staff and time do, no state is left by a way that is not there."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.terms import Role
from marketplace.db import open_session, transaction
from marketplace.errors import Refusal
from marketplace.history import HistoryRow
from marketplace.mentoring import actions
from marketplace.mentoring.models import Agreement, Mentorship, Waiting
from marketplace.mentoring.queries import seats_left
from marketplace.mentoring.terms import LIVE, EndReason, MentorshipState
from marketplace.notifications.models import Notification
from tests.crowd import one
from tests.makers import AGREEMENT, LETTER, make_learner, make_mentor, make_person

ENDS = {"ended_early", "transferred", "suspended"}
WAYS: dict[str | None, set[str]] = {
    None: {"trial"},
    "trial": {"active", "not_started", *ENDS},
    "active": {"paused", "closing", *ENDS},
    "paused": {"active", "closing", *ENDS},
    "closing": {"completed", *ENDS},
    "suspended": {"trial", "active", "paused", "closing", "transferred"},
}


class Walk:
    """Two learners, one mentor with one seat, somebody of the staff, and a clock that only goes forward."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.chance = engine, Random(seed)
        self.now = datetime(2016, 3, 1, 9, tzinfo=UTC)
        self.done: Counter[str] = Counter()
        with clock.stopped_at(self.now), transaction(engine) as session:
            self.learners = [make_learner(session).id or 0 for _ in range(2)]
            self.mentor = make_mentor(session, seats=1).person_id
            self.staff = make_person(session, Role.city_staff).id or 0

    def steps(self, count: int) -> Iterator[str]:
        """Take steps, each in a transaction of its own, as a browser would."""
        kinds: dict[Callable[[], None], int] = {
            self.pair: 10, self.propose: 8, self.confirm: 20, self.log: 12, self.decline: 1, self.pause: 6, self.resume: 2, self.extend: 4,
            self.close: 5, self.end: 1, self.transfer: 1, self.freeze: 2, self.thaw: 10, self.time_passes: 9,
        }  # fmt: skip
        for step in self.chance.choices([*kinds], [*kinds.values()], k=count):
            step()
            yield f"{step.__name__} at {self.now}"

    def do(self, act: Callable[[Session], Any]) -> None:
        try:
            with clock.stopped_at(self.now), transaction(self.engine) as session:
                act(session)
        except Refusal:
            self.done["refused"] += 1

    def with_pair(self, act: Callable[[Session, Mentorship, Any], Any]) -> None:
        """Do something as one of the two in one of the last pairs."""

        def acted(session: Session) -> None:
            rows = select(Mentorship).where(Mentorship.mentor_id == self.mentor).order_by(col(Mentorship.id).desc())
            pairs = list(session.exec(rows.limit(2)))
            if pairs:
                pair = self.chance.choice([pairs[0], pairs[0], pairs[-1]])
                act(session, pair, one(session, self.chance.choice((pair.learner_id, pair.mentor_id))))

        self.do(acted)

    def day(self, most: int) -> date:
        return (self.now + timedelta(days=self.chance.randint(1, most))).date()

    def pair(self) -> None:
        def paired(session: Session) -> None:
            request = actions.send_request(session, self.mentor, LETTER, by=one(session, self.chance.choice(self.learners)))
            actions.accept_request(session, request.id or 0, by=one(session, self.mentor))

        self.do(paired)

    def propose(self) -> None:
        content = AGREEMENT | {"months": self.chance.randint(1, 4)}
        self.with_pair(lambda session, pair, by: actions.propose_agreement(session, pair.id, content, by=by))

    def confirm(self) -> None:
        def confirmed(session: Session, pair: Mentorship, by: Any) -> None:
            agreement = session.get(Agreement, pair.id)
            actions.confirm_agreement(session, pair.id or 0, agreement.version if agreement else 1, by=by)

        self.with_pair(confirmed)

    def log(self) -> None:
        self.with_pair(
            lambda session, pair, by: actions.log_session(session, pair.id, by=by, held_on=clock.today(), minutes=30, topics="x")
        )

    def decline(self) -> None:
        self.with_pair(lambda session, pair, by: actions.decline_start(session, pair.id, by=by))

    def pause(self) -> None:
        self.with_pair(lambda session, pair, by: actions.pause_mentorship(session, pair.id, by=by, until=self.day(70)))

    def resume(self) -> None:
        self.with_pair(lambda session, pair, by: actions.resume_mentorship(session, pair.id, by=by))

    def extend(self) -> None:
        act = self.chance.choice(
            (
                lambda session, pair, by: actions.propose_end(session, pair.id, by=by, day=self.day(900)),
                lambda session, pair, by: actions.agree_to_end(session, pair.id, by=by),
                lambda session, pair, by: actions.drop_proposed_end(session, pair.id, by=by),
            )
        )
        self.with_pair(act)

    def close(self) -> None:
        if self.chance.random() < 0.4:
            self.with_pair(lambda session, pair, by: actions.start_closing(session, pair.id, by=by))
        else:
            self.with_pair(lambda session, pair, by: actions.close_mentorship(session, pair.id, by=by, useful=4))

    def end(self) -> None:
        code = self.chance.choice([*EndReason])
        self.with_pair(lambda session, pair, by: actions.end_early(session, pair.id, by=by, code=code, wants_another=True))

    def transfer(self) -> None:
        self.with_pair(
            lambda session, pair, by: actions.transfer_mentorship(session, pair.id, by=one(session, self.staff), handover="so far")
        )

    def freeze(self) -> None:
        self.do(lambda session: actions.freeze_mentorships(session, self.mentor, by=None, reason="report"))

    def thaw(self) -> None:
        self.do(lambda session: actions.thaw_mentorships(session, self.mentor, by=None, reason="nothing in it"))

    def time_passes(self) -> None:
        self.now += timedelta(days=self.chance.randint(1, 12), hours=self.chance.randint(0, 23))
        self.do(actions.run_mentoring_clock)
        # A second run at the same moment finds nothing left to do.
        self.do(lambda session: self.nothing_is_left(actions.run_mentoring_clock(session)))

    def nothing_is_left(self, ended: int) -> None:
        assert ended == 0

    def look(self) -> None:
        """Look at everything there is now."""
        with open_session(self.engine, writes=False) as session:
            pairs = list(session.exec(select(Mentorship).where(Mentorship.mentor_id == self.mentor)))
            live = [pair for pair in pairs if pair.state in LIVE]
            assert len(live) <= 1
            assert seats_left(session, [pairs[0].mentor] if pairs else []) == ({self.mentor: 1 - len(live)} if pairs else {})
            self.time_holds(live)
            for pair in pairs:
                self.every_step_is_written(session, pair)
            keys = [key for key in session.exec(select(Notification.key)) if key]
            assert len(keys) == len(set(keys))
            for learner in self.learners:
                waits = session.exec(select(Waiting).where(Waiting.person_id == learner, col(Waiting.ended_at).is_(None))).all()
                assert len(waits) <= 1

    def time_holds(self, live: list[Mentorship]) -> None:
        late = timedelta(days=13)
        for pair in live:
            assert pair.state != MentorshipState.trial or self.now - pair.began_at < timedelta(days=21) + late
            assert pair.state != MentorshipState.paused or (pair.paused_until and pair.paused_until > (self.now - late).date())
            assert pair.state != MentorshipState.closing or (
                pair.closing_since and self.now - pair.closing_since < timedelta(days=14) + late
            )

    def every_step_is_written(self, session: Session, pair: Mentorship) -> None:
        rows = select(HistoryRow).where(HistoryRow.subject == "mentorship", HistoryRow.subject_id == pair.id)
        written = list(session.exec(rows.order_by(col(HistoryRow.id))))
        assert written[-1].becomes == pair.state
        assert [row.was for row in written] == [None, *(row.becomes for row in written[:-1])]
        for row in written:
            is_extension = row.was == row.becomes and (row.reason or "").startswith("extended")
            assert is_extension or row.becomes in WAYS.get(row.was, set()), f"{row.was} became {row.becomes}"
        self.done.update({f"reached {pair.state.value}": 1})


@pytest.fixture
def database_url(shared_url: str) -> str:
    return shared_url


@pytest.mark.parametrize("seed", [1949, 20211018])
def test_whatever_happens_no_pair_goes_a_way_that_is_not_there(engine: Engine, seed: int) -> None:
    walk = Walk(engine, seed)
    for step in walk.steps(320):
        try:
            walk.look()
        except AssertionError as error:
            raise AssertionError(f"after {step}") from error
    reached = {state for state in MentorshipState if walk.done[f"reached {state.value}"]}
    assert len(reached) >= 8, f"the walk went nowhere: {walk.done}"

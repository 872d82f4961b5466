"""What became of mentorships, from the stream of events: meetings held, goals met, how useful it was in the end."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, func, select

from marketplace.mentoring.events import Event, EventKind, events
from marketplace.mentoring.models import Goal, Mentorship
from matching import outcome_weight

TOLD_BY = (EventKind.session, EventKind.goal_met, EventKind.closing)
# Before that, no news is no bad news.
TELLS_AFTER = timedelta(days=60)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class PairOutcomes:
    """The outcomes of all pairs of a learner and a mentor, as they were known at any moment."""

    def __init__(self, session: Session) -> None:
        self._told: dict[tuple[int, int], list[Event]] = defaultdict(list)
        for event in events(session, BEGINNING):
            if event.kind in TOLD_BY:
                self._told[event.person, event.item.id].append(event)
        goals = select(Mentorship.learner_id, Mentorship.mentor_id, func.count()).join(Goal)
        rows = session.exec(goals.group_by(col(Mentorship.learner_id), col(Mentorship.mentor_id)))
        self._goals = {(learner, mentor): count for learner, mentor, count in rows}

    def weight(self, learner_id: int, mentor_id: int, asked_at: datetime, moment: datetime) -> float:
        """What was known by then of the pair that came of a request, as a weight; 1 as long as it is too young to tell."""
        known = [event for event in self._told.get((learner_id, mentor_id), ()) if asked_at <= event.at < moment]
        if moment - asked_at < TELLS_AFTER:
            return 1.0
        met = sum(event.kind == EventKind.goal_met for event in known)
        useful = [round(event.value) for event in known if event.kind == EventKind.closing]
        goals = max(met, self._goals.get((learner_id, mentor_id), 0))
        return outcome_weight(sum(event.kind == EventKind.session for event in known), goals, met, useful[-1] if useful else None)

"""Appeals: one for each measure, decided by an officer who did not decide the measure."""

from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.errors import N_, NotFound, Refusal
from marketplace.history import write_history
from marketplace.notifications.actions import notify
from marketplace.places.workdays import working_days_after
from marketplace.safety.actions.measures import end_measure
from marketplace.safety.models import Appeal
from marketplace.safety.policies import may_appeal
from marketplace.safety.queries import get_appeal, get_measure, officers_for_appeal
from marketplace.safety.terms import DECISION_DAYS, AppealState, MeasureState


class NoAppeal(Refusal):
    """Once, in time, against what is in force."""

    def __init__(self) -> None:
        super().__init__(N_("An appeal is written once, within 30 days, and against a measure that is in force."))


def write_appeal(session: Session, measure_id: int, *, by: Person, words: str) -> Appeal:
    """The person's word against a measure."""
    measure = get_measure(session, measure_id)
    if measure.person_id != by.id:
        raise NotFound()
    # The measure's row is the lock: two appeals sent at once are one.
    session.refresh(measure, with_for_update={"of": type(measure)})
    if not may_appeal(by, measure):
        raise NoAppeal()
    moment = clock.now()
    appeal = Appeal(measure_id=measure_id, words=words, written_at=moment, due_at=working_days_after(session, moment, DECISION_DAYS))
    measure.appeal = appeal
    session.add(appeal)
    session.flush()
    write_history(session, "appeal", appeal.id or 0, was=None, becomes=appeal.state, by_id=by.id)
    for officer in officers_for_appeal(session, appeal):
        notify(session, officer, "appeal_received", {}, f"/safety/appeals/{appeal.id}", key=f"appeal_received:{appeal.id}:{officer.id}")
    return appeal


def decide_appeal(session: Session, appeal_id: int, *, by: Person, overturned: bool, decision: str) -> Appeal:
    """The second officer's word; a measure that is overturned is lifted at once."""
    appeal = get_appeal(session, appeal_id, by=by)
    session.refresh(appeal, ["state"], with_for_update={"of": Appeal})
    if appeal.state != AppealState.waiting:
        raise NotFound()
    state = AppealState.overturned if overturned else AppealState.upheld
    write_history(session, "appeal", appeal_id, was=appeal.state, becomes=state, by_id=by.id, reason=decision[:500])
    appeal.state, appeal.decided_by_id, appeal.decided_at, appeal.decision = state, by.id, clock.now(), decision
    session.add(appeal)
    session.flush()
    measure = appeal.measure
    if overturned and measure.state == MeasureState.active:
        end_measure(session, measure, MeasureState.lifted, by=by, reason=decision)
    told = "appeal_overturned" if overturned else "appeal_upheld"
    notify(session, measure.person, told, {}, "/mine/measures", key=f"appeal_decided:{appeal_id}")
    return appeal

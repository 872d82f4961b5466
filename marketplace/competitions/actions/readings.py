"""Drawing judges by lot, and filling the gaps that illness and ties leave."""

import secrets

from sqlmodel import Session

from marketplace.accounts.models import Person
from marketplace.competitions.models import Contest, Reading
from marketplace.competitions.panel import draw_readings
from marketplace.competitions.queries import entries_of, judges_of
from marketplace.competitions.sheets import readings_of, step_backs
from marketplace.competitions.terms import ContestState
from marketplace.errors import Refusal
from marketplace.history import write_history


def draw(session: Session, contest: Contest, *, by: Person) -> None:
    """Draw as many judges for each entry as was said; what is drawn already stays. The seed is written down."""
    entries = entries_of(session, [contest.id or 0])
    ids, judge_ids = [entry.id or 0 for entry in entries], [judge.id or 0 for judge in judges_of(session, contest.id or 0)]
    conflicts, drawn, seed = step_backs(session, entries, judge_ids), readings_of(session, entries), secrets.randbits(32)
    plan = draw_readings(ids, judge_ids, conflicts, contest.judges_per_entry or 0, seed, drawn)
    for entry_id, judge_id in sorted(drawn - set(plan.pairs)):
        session.delete(session.get_one(Reading, (entry_id, judge_id)))
    session.add_all(Reading(entry_id=entry_id, judge_id=judge_id) for entry_id, judge_id in plan.pairs if (entry_id, judge_id) not in drawn)
    reason = f"judges drawn: {len(plan.pairs)} readings, seed {seed}"
    write_history(session, "contest", contest.id or 0, was=contest.state, becomes=contest.state, by_id=by.id, reason=reason)
    session.flush()


def draw_if_it_can_be(session: Session, contest: Contest, *, by: Person) -> None:
    """After a judge has gone or come while judging goes on. Where too few are free the desk says so."""
    if contest.state != ContestState.judging or contest.judges_per_entry is None:
        return
    try:
        draw(session, contest, by=by)
    except Refusal:
        return

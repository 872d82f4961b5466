"""Writes of the indicators room."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, delete, select

from marketplace.errors import N_, Refusal
from marketplace.history import write_history
from marketplace.indicators.definitions import BY_CODE
from marketplace.indicators.models import Programme, SuggestionReport, Target
from marketplace.indicators.suggestion_report import report_of
from marketplace.mentoring.evaluation.results import Evaluation


class UnknownIndicator(Refusal):
    """A target needs a definition to be measured by."""

    def __init__(self, code: str) -> None:
        super().__init__(N_("There is no indicator %(code)s. Define it before you set a target for it."), code=code)


def set_programme(session: Session, content: Mapping[str, Any], targets: Mapping[str, tuple[float, date]]) -> Programme:
    """Write down a programme, or change the one of the same name, with its targets (code: value and last day)."""
    for code in targets:
        if code not in BY_CODE:
            raise UnknownIndicator(code)
    known = session.exec(select(Programme).where(Programme.name_zh == content["name_zh"])).first()
    programme = known or Programme(**content)
    programme.sqlmodel_update(dict(content))
    session.add(programme)
    session.flush()
    _set_targets(session, programme.id or 0, targets)
    write_history(session, "programme", programme.id or 0, was="set" if known else None, becomes="set", by_id=None)
    return programme


def _set_targets(session: Session, programme_id: int, targets: Mapping[str, tuple[float, date]]) -> None:
    session.execute(delete(Target).where(col(Target.programme_id) == programme_id))
    for code, (value, due_on) in targets.items():
        session.add(Target(programme_id=programme_id, indicator=code, value=value, due_on=due_on))
    session.flush()


def keep_suggestion_report(session: Session, evaluation: Evaluation) -> SuggestionReport:
    """Store what was measured; earlier reports stay."""
    report = SuggestionReport(report=report_of(evaluation))
    session.add(report)
    session.flush()
    return report

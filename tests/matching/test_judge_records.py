"""What is said of judges: numbers, and flags that are no verdicts."""

import numpy as np
import pytest

from matching import JudgeFlag, rank_entries
from matching.judge_records import judge_records
from matching.severity import fit_at
from tests.matching.panel_makers import WORKED, judged_panel, scores, table

ONE = {"all": 1.0}


def test_with_a_few_sheets_nothing_more_is_told() -> None:
    records = rank_entries(scores(WORKED), ONE).judges
    assert [(record.judge_id, record.n_sheets) for record in records] == [(1, 5), (2, 4), (3, 5), (4, 5), (5, 5)]
    assert {flag for record in records for flag in record.flags} == {JudgeFlag.few}
    assert [record.agreement for record in records] == [None] * 5
    assert records[1].severity == pytest.approx(-8.96796, abs=1e-4)


def test_without_a_model_only_sheets_are_counted() -> None:
    (record,) = rank_entries(scores({(1, 4): 60, (2, 4): 70}), ONE).judges
    assert (record.n_sheets, record.severity, record.flags) == (2, None, (JudgeFlag.few,))


def test_a_judge_who_marks_by_chance_is_off_the_track() -> None:
    records = rank_entries(scores(judged_panel(60, 10, 5, 4, careless=1)), ONE).judges
    assert JudgeFlag.off_track in records[9].flags
    assert not any(JudgeFlag.off_track in record.flags for record in records[:9])


def test_a_judge_who_marks_far_off_is_noisy() -> None:
    marks = judged_panel(40, 6, 4, 2)
    far = {pair: mark + (30 if pair[0] % 2 else -30) * (pair[1] == 3) for pair, mark in marks.items()}
    assert JudgeFlag.noisy in rank_entries(scores(far), ONE).judges[3].flags


@pytest.mark.parametrize(("shift", "flag"), [(-40, JudgeFlag.severe), (40, JudgeFlag.lenient)])
def test_a_very_strict_or_lenient_judge_is_told(shift: int, flag: JudgeFlag) -> None:
    marks = {(entry, judge): mark + shift * (judge == 0) for (entry, judge), mark in judged_panel(40, 12, 12, 2).items()}
    records = rank_entries(scores(marks), ONE).judges
    assert flag in records[0].flags
    assert not any(flag in record.flags for record in records[1:])


def test_who_gives_everybody_the_same_agrees_with_nobody() -> None:
    marks = {(entry, judge): 70.0 if judge == 0 else mark for (entry, judge), mark in judged_panel(20, 4, 4, 2).items()}
    assert rank_entries(scores(marks), ONE).judges[0].agreement is None


def test_agreement_and_outfit_by_hand() -> None:
    marks = judged_panel(12, 3, 3, 5)
    sheets = table(marks)
    fit = fit_at(sheets, 1.5, 0.5)
    record = judge_records([7, 8, 9], sheets, fit)[0]
    others = sheets.without(0)
    consensus = fit_at(others, 1.5, 0.5)
    own, theirs = sheets.totals[:, 0], consensus.quality
    assert record.agreement == pytest.approx(np.corrcoef(own, theirs)[0, 1])
    deviation = own - theirs - (own - theirs).mean()
    variance = fit.noise * (1 + consensus.quality_variance(others) / consensus.noise)
    assert record.outfit == pytest.approx((deviation**2 / variance).sum() / 11)

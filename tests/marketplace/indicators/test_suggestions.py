"""The page that says how well suggestions fit, and what of a report is stored."""

import json

import pytest

from marketplace.accounts.terms import Role
from marketplace.indicators.actions import keep_suggestion_report
from marketplace.indicators.suggestion_report import report_of
from marketplace.mentoring.evaluation.results import Comparison, Evaluation, FairLine, Foretelling
from matching import Estimate
from tests.makers import make_person

ADDRESS = "/outcomes/suggestions"


def estimate(value: float, n: int = 50) -> Estimate:
    return Estimate(value, value - 0.02, value + 0.02, n)


def evaluation(best: float = 0.4, people: dict[str, int] | None = None, entries: int = 30) -> Evaluation:
    values = {"recommender": best, "cosine": 0.3, "popularity": 0.2, "random": 0.1}
    ways = {way: {"NDCG@10": estimate(value), "recall@10": estimate(value)} for way, value in values.items()}
    lines = tuple(
        FairLine(key, n, estimate(0.37, n) if n else None, entries, estimate(0.91))
        for key, n in (people or {"LG.GRAD": 40, "LG.WOMEN": 7}).items()
    )
    return Evaluation(
        (Comparison("project", "2026-03-01", 100, 60, 3, 50, False, ways),),
        (Foretelling("mentor's record", estimate(0.12), estimate(0.21)),),
        (FairLine("330483", 50, estimate(0.4), 4, estimate(2.5)),),
        lines,
        synthetic=True,
    )


@pytest.mark.parametrize("role", [Role.city_staff, Role.county_staff, Role.auditor])
def test_the_house_reads_it(session, visitor, role):
    keep_suggestion_report(session, evaluation())
    reader = visitor(make_person(session, role))
    reader.visit(ADDRESS)
    assert "better than words alone and than popularity, beyond chance" in reader.text
    assert "synthetic demo data" in reader.text
    assert "60 pairs held out from March 1, 2026 on" in reader.text
    assert reader.page.select_one("#project tbody th").get_text() == "our suggestions"
    assert "0.40 0.38–0.42" in " ".join(reader.page.select_one("#project tbody tr").get_text(" ").split())


@pytest.mark.parametrize("role", [Role.learner, Role.mentor, Role.organiser, Role.judge])
def test_nobody_else_reads_it(session, visitor, role):
    visitor(make_person(session, role)).visit(ADDRESS, 403)


def test_it_wants_a_sign_in(visitor):
    visitor().visit(ADDRESS, 303)


def test_before_the_first_time_it_says_what_to_do(session, visitor):
    reader = visitor(make_person(session, Role.city_staff))
    reader.visit(ADDRESS)
    assert "Nothing has been measured yet" in reader.text


def test_the_last_report_counts(session, visitor):
    keep_suggestion_report(session, evaluation(best=0.1))
    keep_suggestion_report(session, evaluation())
    reader = visitor(make_person(session, Role.auditor))
    reader.visit(ADDRESS)
    assert "beyond chance" in reader.text


def test_what_touches_is_not_called_better(session, visitor):
    keep_suggestion_report(session, evaluation(best=0.33))
    reader = visitor(make_person(session, Role.auditor))
    reader.visit(ADDRESS)
    assert "cannot be told apart" in reader.text


def test_it_speaks_chinese(session, visitor):
    keep_suggestion_report(session, evaluation())
    reader = visitor(make_person(session, Role.city_staff), "zh")
    assert reader.visit(ADDRESS).h1.get_text() == "推荐准不准"


def test_protected_groups_are_reported(session, visitor):
    keep_suggestion_report(session, evaluation())
    reader = visitor(make_person(session, Role.city_staff))
    reader.visit(ADDRESS)
    rows = [" ".join(row.get_text(" ").split()) for row in reader.page.select("#by-group tbody tr")]
    assert any("7 0.37 0.35–0.39 30 0.91 0.89–0.93" in row for row in rows)


def test_small_groups_are_not_even_stored():
    report = report_of(evaluation(people={"LG.GRAD": 40, "LG.VET": 4, "LG.OTHER": 9}))
    lines = {line["key"]: line for line in report["by_group"]}
    assert (lines["LG.VET"]["persons"], lines["LG.VET"]["fit"]) == (None, None)
    # Only one was small: with the total one could work it out, so the next smallest goes, too.
    assert lines["LG.OTHER"]["hidden"]
    assert not lines["LG.GRAD"]["hidden"]
    assert json.loads(json.dumps(report)) == report


def test_a_dash_stands_for_a_small_group(session, visitor):
    keep_suggestion_report(session, evaluation(people={"LG.GRAD": 40, "LG.VET": 4, "LG.OTHER": 3}))
    reader = visitor(make_person(session, Role.city_staff))
    reader.visit(ADDRESS)
    rows = {row.th.get_text(): [cell.get_text() for cell in row.select("td")][:2] for row in reader.page.select("#by-group tbody tr")}
    assert sum(cells == ["–", "–"] for cells in rows.values()) == 2
    assert "fewer than five people" in reader.text


def test_of_a_few_entries_nothing_is_said():
    assert report_of(evaluation())["by_county"][0]["exposure"] is None

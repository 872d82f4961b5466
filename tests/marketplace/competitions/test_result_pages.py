"""What the pages say of a result, and that anybody can work it out again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from marketplace.cli import main
from marketplace.competitions import actions
from marketplace.competitions.panel import frozen_sheets, rank, rank_file
from marketplace.competitions.queries import entries_of, judges_of
from marketplace.competitions.sheet_file import read_sheet_file
from marketplace.competitions.terms import CRITERIA
from marketplace.history import history_of
from matching import Basis
from tests.makers import in_days, make_person
from tests.marketplace.competitions.makers import make_drawn_result, make_judged, make_judging
from tests.visitor import Visitor

Enter = Callable[..., Visitor]


@pytest.mark.parametrize(("language", "word"), [("en", "corrected for how strict"), ("zh", "宽严校正")])
def test_the_public_page_ranks_by_the_corrected_points(session: Session, visitor: Enter, language: str, word: str) -> None:
    contest, organiser = make_drawn_result(session)
    ranking = rank(session, contest)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    guest = visitor(None, language)
    page = guest.visit(f"/contests/{contest.id}")
    assert ranking.basis == Basis.corrected
    assert word in guest.text
    shown = [[float(cell.get_text(strip=True)) for cell in row.select("td")[1:3]] for row in page.select("#ranking tbody tr")]
    assert shown == [[row.value, round(row.mean, 2)] for row in ranking.rows]
    assert not page.select("#judge-records")


@pytest.mark.parametrize(("language", "word"), [("en", "Signs to look at"), ("zh", "只作提示")])
def test_the_desk_shows_errors_chances_and_the_judges(session: Session, visitor: Enter, language: str, word: str) -> None:
    contest, organiser = make_drawn_result(session)
    desk = visitor(organiser, language)
    page = desk.visit(f"/contests/{contest.id}/desk")
    assert "±" in [head.get_text(strip=True) for head in page.select("#ranking thead th")]
    assert len(page.select("#judge-records tbody tr")) == 4
    assert word in desk.text


def test_the_result_is_the_same_from_the_published_file(session: Session, visitor: Enter, tmp_path: Path) -> None:
    contest, organiser = make_drawn_result(session)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    guest = visitor()
    guest.visit(f"/contests/{contest.id}/sheets.csv")
    assert guest.response.mimetype == "text/csv"
    file = read_sheet_file(guest.response.get_data(as_text=True))
    theirs = [(row.entry_id, row.rank, row.value) for row in rank_file(file).rows]
    assert theirs == [(row.entry_id, row.rank, row.value) for row in rank(session, contest).rows]
    assert file.fingerprint in (history_of(session, "contest", contest.id or 0)[-2].reason or "")
    path = tmp_path / "sheets.csv"
    path.write_bytes(guest.response.get_data())
    printed = CliRunner().invoke(main, ["rank", str(path)])
    assert printed.output.splitlines()[0] == "by corrected, additive-reml-1"
    assert [int(line.split()[1]) for line in printed.output.splitlines()[2:]] == [number for number, *_ in theirs]


def test_the_file_names_nobody_and_stays_the_same(session: Session) -> None:
    contest, _ = make_judged(session, 90, 80)
    file = frozen_sheets(session, contest)
    head = ["entry,judge,concept,strategy,market,results", "method,,additive-reml-1", "weights,,25,25,25,25", "places,,2"]
    assert file.text.splitlines()[:4] == head
    assert [line.split(",")[1] for line in file.text.splitlines()[4:]] == ["1", "2", "1", "2"]
    assert read_sheet_file(file.text) == file


def test_sheets_are_the_organisers_until_the_result_is_out(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judged(session, 90, 80)
    address = f"/contests/{contest.id}/sheets.csv"
    visitor().visit(address, 404)
    visitor(make_person(session)).visit(address, 404)
    visitor(organiser).visit(address)


def test_while_nothing_can_be_compared_the_desk_says_so(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judging(session)
    for entry, judge in zip(entries_of(session, [contest.id or 0]), judges_of(session, contest.id or 0), strict=False):
        actions.score_entry(session, entry.id or 0, dict.fromkeys(CRITERIA, 70), by=judge)
    desk = visitor(organiser)
    desk.visit(f"/contests/{contest.id}/desk")
    assert "nothing can be compared yet. Groups: 2." in desk.text


def test_gaps_are_told_and_drawn_from_the_desk(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judging(session, judges=2, entries=3, judges_per_entry=2)
    judge, entry = judges_of(session, contest.id or 0)[0], entries_of(session, [contest.id or 0])[0]
    actions.step_back(session, entry.id or 0, "我们合作过", by=judge)
    desk = visitor(organiser)
    desk.visit(f"/contests/{contest.id}/desk")
    assert "1 entry has fewer judges than was said." in desk.text
    desk.post(f"/contests/{contest.id}/readings", 409)
    assert "Fewer than 2 judges" in desk.text


def test_how_many_judges_read_an_entry_is_said_when_the_contest_is_made(session: Session, visitor: Enter) -> None:
    from marketplace.accounts.terms import Role

    desk = visitor(make_person(session, Role.organiser))
    desk.visit("/contests/new")
    new = {"name_zh": "毛衫创业赛", "about_zh": "来参加", "region": "330483", "closes_on": str(in_days(30)), "winners": "1"}
    desk.submit("main form", 422, **new, judges_per_entry="1")
    desk.submit("main form", **new, judges_per_entry="3")
    place = desk.response.headers["Location"].removesuffix("/desk")
    desk.visit(place)
    assert "Judges for each entry: 3" in desk.text

"""A result stays as it was found, whatever the method becomes, and every settled contest has a way on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from marketplace import migrations
from marketplace.accounts.models import Person
from marketplace.cli import main
from marketplace.competitions import actions, panel
from marketplace.competitions.models import Contest, ContestResult, Entry, JudgeSeat, Recusal, ResultRow, Score
from marketplace.competitions.panel import frozen_sheets, rank, rank_file, stored_ranking
from marketplace.competitions.queries import entries_of, judges_of
from marketplace.competitions.sheet_file import SheetFile, read_sheet_file
from marketplace.competitions.terms import CRITERIA, ContestState
from matching import Basis, Ranking
from tests.makers import make_person
from tests.marketplace.competitions.makers import make_drawn_result, make_judged, make_judging
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
Places = list[tuple[int, int, float]]


def kept(session: Session, contest: Contest) -> Ranking:
    return stored_ranking(session, session.get_one(ContestResult, contest.id))


def places(ranking: Ranking) -> Places:
    return [(row.entry_id, row.rank, row.value) for row in ranking.rows]


def make_unlinked(session: Session) -> tuple[Contest, Person]:
    """A contest that was judged before anybody asked whether the sheets hang together: two judges, an entry each."""
    contest, organiser = make_judging(session, entries=2)
    readers = zip(entries_of(session, [contest.id or 0]), judges_of(session, contest.id or 0), strict=True)
    for points, (entry, judge) in zip((60, 70), readers, strict=True):
        actions.score_entry(session, entry.id or 0, dict.fromkeys(CRITERIA, points), by=judge)
    contest.state = ContestState.judged
    session.flush()
    return contest, organiser


@on_sqlite
def test_the_result_is_kept_with_its_rule_when_judging_ends(session: Session) -> None:
    contest, _ = make_drawn_result(session)
    result = session.get_one(ContestResult, contest.id)
    assert (result.method, result.basis) == ("additive-reml-1", "corrected")
    assert result.fingerprint == frozen_sheets(session, contest).fingerprint
    assert places(kept(session, contest)) == places(rank(session, contest))


@on_sqlite
def test_another_method_changes_no_result(session: Session, visitor: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    contest, organiser = make_drawn_result(session)
    found = places(kept(session, contest))

    def not_any_more(*_: object) -> Ranking:
        raise AssertionError("the result is worked out anew")

    monkeypatch.setattr(panel, "rank_entries", not_any_more)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    page = visitor().visit(f"/contests/{contest.id}")
    assert [float(row.select("td")[1].get_text()) for row in page.select("#ranking tbody tr")] == [value for *_, value in found]
    won = session.exec(select(Entry.id).where(col(Entry.grade).is_not(None)).order_by(col(Entry.grade))).all()
    assert won == [number for number, place, _ in found if place <= contest.winners]


@on_sqlite
def test_the_public_page_reads_no_sheets(session: Session, visitor: Enter, statements: list[str]) -> None:
    contest, organiser = make_drawn_result(session)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    guest = visitor()
    statements.clear()
    guest.visit(f"/contests/{contest.id}")
    assert not [one for one in statements if "FROM score" in one or "FROM recusal" in one]


@on_sqlite
@pytest.mark.parametrize(("language", "word"), [("en", "have no judge in common"), ("zh", "没有共同的评委")])
def test_a_judged_contest_that_nobody_links_goes_by_the_plain_mean_and_says_so(
    session: Session, visitor: Enter, language: str, word: str
) -> None:
    contest, organiser = make_unlinked(session)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    assert [(row.rank, row.value) for row in kept(session, contest).rows] == [(1, 70), (2, 60)]
    guest = visitor(None, language)
    guest.visit(f"/contests/{contest.id}")
    assert word in guest.text
    assert places(rank_file(frozen_sheets(session, contest))) == places(kept(session, contest))


def test_contests_settled_before_keep_the_order_of_their_means(session: Session, engine: Engine) -> None:
    unlinked, _ = make_unlinked(session)
    drawn, _ = make_drawn_result(session)
    gone, back = judges_of(session, drawn.id or 0)[:2]
    full = session.exec(select(Score.entry_id).where(Score.judge_id == back.id)).first()
    session.delete(session.get_one(JudgeSeat, (drawn.id, gone.id)))
    session.add(Recusal(entry_id=full or 0, judge_id=back.id or 0, reason="我们合作过"))
    session.delete(session.exec(select(Score).where(Score.judge_id == judges_of(session, drawn.id or 0)[-1].id)).first())
    session.commit()
    session.close()
    command.downgrade(migrations._config(engine), "0008")
    migrations.upgrade(engine)
    for contest in (unlinked, drawn):
        result = session.get_one(ContestResult, contest.id)
        assert (result.method, result.basis, result.fingerprint) == ("plain-mean-1", "plain", "")
        found, again = kept(session, contest), rank_file(frozen_sheets(session, contest))
        assert [(*place, row.mean, row.n_judges, row.spread) for place, row in zip(places(found), found.rows, strict=True)] == [
            (*place, row.mean, row.n_judges, row.spread) for place, row in zip(places(again), again.rows, strict=True)
        ]
    assert session.exec(select(ResultRow)).first() is not None


@on_sqlite
def test_a_contest_settled_before_says_its_rule(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judged(session, 90, 80)
    result = session.get_one(ContestResult, contest.id)
    result.method, result.basis, result.fingerprint = "plain-mean-1", Basis.plain, ""
    actions.publish_winners(session, contest.id or 0, by=organiser)
    guest = visitor()
    guest.visit(f"/contests/{contest.id}")
    assert "that was the rule when this contest was judged" in guest.text
    assert "SHA-256" not in guest.text
    guest.visit(f"/contests/{contest.id}/sheets.csv")
    assert "method,,plain-mean-1" in guest.response.get_data(as_text=True)


@on_sqlite
def test_the_desk_of_a_judged_contest_shows_what_was_kept(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judged(session, 90, 80, 70)
    for row, place in zip(session.exec(select(ResultRow).order_by(col(ResultRow.rank))), (3, 2, 1), strict=True):
        row.rank = place
    desk = visitor(organiser)
    page = desk.visit(f"/contests/{contest.id}/desk")
    assert [float(row.select("td")[1].get_text()) for row in page.select("#ranking tbody tr")] == [70, 80, 90]
    assert make_person(session).id


POINTS = ((1, 1), (1, 2), (2, 1), (2, 2))
FILE = SheetFile(
    tuple((entry, judge, name, 70 + entry) for entry, judge in POINTS for name in sorted(CRITERIA)),
    dict.fromkeys(CRITERIA, 25),
    1,
    "plain-mean-1",
)


def printed(folder: Path, content: bytes) -> tuple[int, str]:
    file = folder / "sheets.csv"
    file.write_bytes(content)
    answer = CliRunner().invoke(main, ["rank", str(file)])
    assert answer.exception is None or isinstance(answer.exception, SystemExit), "a traceback"
    return answer.exit_code, answer.output


def test_the_command_follows_the_rule_that_the_file_names(tmp_path: Path) -> None:
    code, output = printed(tmp_path, FILE.text.encode())
    assert (code, output.splitlines()[0]) == (0, "by plain, plain-mean-1")
    assert [line.split()[:2] for line in output.splitlines()[2:]] == [["1", "2"], ["2", "1"]]


def test_a_file_from_before_rules_were_named_is_read(tmp_path: Path) -> None:
    old = "".join(line for line in FILE.text.splitlines(keepends=True) if not line.startswith("method"))
    assert read_sheet_file(old).method == "additive-reml-1"
    assert printed(tmp_path, old.encode())[0] == 0


UNLINKED = FILE.text.replace("plain-mean-1", "additive-reml-1").replace("1,2,71,71,71,71\n", "").replace("2,1,72,72,72,72\n", "")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no file of a contest's frozen sheets"),
        (b"garbage", "no file of a contest's frozen sheets"),
        (b"\xff\xfe\x00\x80", "no file of a contest's frozen sheets"),
        (b'a\x00b,"c\n', "no file of a contest's frozen sheets"),
        (FILE.text.encode()[:-4], "no file of a contest's frozen sheets"),
        (FILE.text.encode()[:120], "no file of a contest's frozen sheets"),
        (FILE.text.replace("plain-mean-1", "dice-1").encode(), "dice-1, which this version does not know"),
        (FILE.text.replace("places,,1", "places,,0").replace("plain-mean", "additive-reml").encode(), "at least one place"),
        ((FILE.text + "1,1,71,71,71,71\n").encode(), "twice"),
        (UNLINKED.encode(), "No judge links these groups of entries"),
    ],
)
def test_what_cannot_be_ranked_is_told_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    code, output = printed(tmp_path, content)
    assert code == 1
    assert words in output
    assert len(output.strip().splitlines()) == 1

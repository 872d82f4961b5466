"""The doors of the room, walked through as people would."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from marketplace.accounts.actions import tie
from marketplace.accounts.terms import Role, TieKind
from marketplace.competitions import actions
from marketplace.competitions.models import Contest
from marketplace.competitions.queries import entries_of, judges_of
from tests.makers import in_days, make_person, make_project
from tests.marketplace.competitions.makers import make_contest, make_entry, make_judged, make_judging
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
NEW = {"name_zh": "毛衫创业赛", "about_zh": "来参加", "region": "330483", "closes_on": str(in_days(30)), "winners": "1"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_list_says_what_to_do(visitor: Enter, language: str) -> None:
    page = visitor(None, language).visit("/contests")
    assert page.select_one('#taking .empty a[href="/projects/new"]')


def test_from_a_new_contest_to_a_published_winner(session: Session, visitor: Enter) -> None:
    organiser, judge = make_person(session, Role.organiser), make_person(session, Role.judge)
    author = make_person(session)
    make_project(session, author=author, published=False)
    desk, jury, learner = visitor(organiser), visitor(judge), visitor(author)
    desk.visit("/contests/new")
    desk.submit("main form", **NEW)
    place = desk.response.headers["Location"].removesuffix("/desk")
    desk.follow()
    desk.submit("#next form")
    desk.follow()
    desk.submit("#panel form.stack", person_id=str(judge.id))
    learner.visit(f"{place}/entries/new")
    learner.submit("main form", project_id=str(_first_choice(learner)), consents="y")
    learner.follow()
    desk.visit(f"{place}/desk")
    desk.submit("#next form")
    jury.visit("/judging")
    entry = jury.page.select_one("main table a")
    assert entry is not None
    jury.visit(str(entry["href"]))
    jury.submit("#sheet form", concept="90", strategy="80", market="85", results="70")
    for _ in ("close the sheets", "publish"):
        desk.visit(f"{place}/desk")
        desk.submit("#next form")
    page = visitor().visit(place)
    winner = page.select_one("#winners h3 a")
    assert winner is not None
    assert visitor().visit(str(winner["href"])).select_one("#prizes .award")


def _first_choice(learner: Visitor) -> str:
    field = learner.page.select_one("input[name=project_id]")
    assert field is not None
    return str(field["value"])


def test_weights_that_do_not_add_up_come_back_with_what_was_typed(session: Session, visitor: Enter) -> None:
    desk = visitor(make_person(session, Role.organiser))
    desk.visit("/contests/new")
    page = desk.submit("main form", 422, **NEW, concept="40")
    assert "now they add up to 115" in desk.text
    assert page.select_one("#concept")["value"] == "40"  # type: ignore[index]


def test_a_draft_contest_is_for_its_organiser_alone(session: Session, visitor: Enter) -> None:
    contest, organiser = make_contest(session, opened=False)
    visitor(organiser).visit(f"/contests/{contest.id}")
    visitor().visit(f"/contests/{contest.id}", 404)
    visitor(make_person(session, Role.organiser)).visit(f"/contests/{contest.id}/desk", 404)


def test_the_public_page_names_no_entry_before_and_only_winners_after(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judged(session, 90, 80, 70)
    before = visitor()
    before.visit(f"/contests/{contest.id}")
    assert "Project 0" not in before.text
    actions.publish_winners(session, contest.id or 0, by=organiser)
    after = visitor()
    after.visit(f"/contests/{contest.id}")
    assert "Project 0" in after.text
    assert "Project 2" not in after.text


def test_a_judge_with_a_tie_finds_nothing_and_the_desk_says_so(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judging(session)
    entry, judge = entries_of(session, [contest.id or 0])[0], judges_of(session, contest.id or 0)[0]
    tie(session, entry.author_id, judge.id or 0, TieKind.conflict)
    visitor(judge).visit(f"/judging/entries/{entry.id}", 404)
    visitor(judge).post(f"/judging/entries/{entry.id}/scores", 404, concept="1", strategy="1", market="1", results="1")
    desk = visitor(organiser)
    desk.visit(f"/contests/{contest.id}/desk")
    assert "has a tie to the author automatic" in desk.text


def test_the_judge_reads_the_project_without_the_authors_name(session: Session, visitor: Enter) -> None:
    contest, _ = make_contest(session, judges=1)
    entry = make_entry(session, contest, author=make_person(session, name="王不许看"))
    contest.state = "judging"  # type: ignore[assignment]
    jury = visitor(judges_of(session, contest.id or 0)[0])
    jury.visit(f"/judging/entries/{entry.id}")
    assert "王不许看" not in jury.text


def test_bad_points_keep_the_others_and_say_what_is_wrong(session: Session, visitor: Enter) -> None:
    contest, _ = make_judging(session, judges=1, entries=1)
    judge, entry = judges_of(session, contest.id or 0)[0], entries_of(session, [contest.id or 0])[0]
    jury = visitor(judge)
    jury.visit(f"/judging/entries/{entry.id}")
    page = jury.submit("#sheet form", 422, concept="101", strategy="80")
    assert page.select_one("#strategy")["value"] == "80"  # type: ignore[index]
    assert page.select_one("#concept-wrong")


def test_a_judge_steps_back_with_a_reason(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judging(session)
    judge, entry = judges_of(session, contest.id or 0)[0], entries_of(session, [contest.id or 0])[0]
    jury = visitor(judge)
    jury.visit(f"/judging/entries/{entry.id}")
    jury.submit("details form", 422, reason=" ")
    jury.submit("details form", reason="我以前 100% 辅导过他")
    desk = visitor(organiser)
    desk.visit(f"/contests/{contest.id}/desk")
    assert "我以前 100% 辅导过他" in desk.text


def test_missing_sheets_are_refused_by_name(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judging(session, judges=1, entries=2)
    desk = visitor(organiser)
    desk.post(f"/contests/{contest.id}/judged", 409)
    assert "评委0 (2)" in desk.text


def test_publishing_twice_is_refused(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judged(session, 90)
    desk = visitor(organiser)
    desk.post(f"/contests/{contest.id}/publication")
    desk.post(f"/contests/{contest.id}/publication", 409)


def test_the_desk_names_winners_without_consent_before_publication(session: Session, visitor: Enter) -> None:
    contest, organiser = make_judged(session, 90)
    (entry,) = entries_of(session, [contest.id or 0])
    actions.withdraw_consent(session, entry.id or 0, by=entry.author)
    desk = visitor(organiser)
    desk.visit(f"/contests/{contest.id}/desk")
    assert "Without the author's consent" in desk.text


def test_consent_is_given_and_taken_back(session: Session, visitor: Enter) -> None:
    contest, _ = make_contest(session)
    entry = make_entry(session, contest, consents=False)
    learner = visitor(entry.author)
    learner.visit("/my-entries")
    learner.submit("main form")
    learner.follow()
    assert "You agree" in learner.text
    learner.submit("main form")
    assert "not agreed yet" in " ".join(learner.follow().get_text(" ").split())


@pytest.mark.parametrize("path", ["/contests/new", "/judging"])
def test_others_do_not_come_in(session: Session, visitor: Enter, path: str) -> None:
    visitor(make_person(session)).visit(path, 403)


def test_lists_cost_the_same_for_one_and_for_three(session: Session, visitor: Enter, statements: list[str]) -> None:
    counts = []
    for _ in range(3):
        contest, organiser = make_judged(session, 90, 80)
        actions.publish_winners(session, contest.id or 0, by=organiser)
        guest = visitor()
        statements.clear()
        guest.visit("/contests")
        counts.append(len(statements))
    assert counts[0] == counts[2]


def test_the_desk_costs_the_same_for_one_and_for_three(session: Session, visitor: Enter, statements: list[str]) -> None:
    def cost(contest: Contest, organiser: object) -> int:
        guest = visitor(organiser)
        statements.clear()
        guest.visit(f"/contests/{contest.id}/desk")
        return len(statements)

    assert cost(*make_judged(session, 90, judges=1)) == cost(*make_judged(session, 90, 80, 70, judges=3))

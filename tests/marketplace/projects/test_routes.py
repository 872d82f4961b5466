"""Doors of the library: the list, an entry, keeping."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from marketplace import outbox
from marketplace.projects.actions import keep_project
from marketplace.projects.models import Project
from marketplace.projects.queries import favourite_ids
from marketplace.projects.terms import ArchiveReason, Status
from tests.makers import make_learner, make_mentor, make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite


def shown(page) -> list[str]:
    """The addresses of the entries on a list, in order."""
    return [a["href"] for a in page.select("article h3 a")]


@pytest.mark.parametrize(("language", "title"), [("en", "Small-batch knitwear live room"), ("zh", "毛衫小单直播间")])
def test_an_entry_is_shown_whole_in_both_languages(session: Session, visitor: Enter, language: str, title: str) -> None:
    project = make_project(session)
    reader = visitor(language=language)
    page = reader.visit(f"/projects/{project.id}")
    assert page.h1.get_text() == title
    for text in ("detail", "first_90_days", "buyers", "licences", "not_for"):
        assert f"{text} {language}" in reader.text
    assert "29,000" in page.select_one("#costs").get_text()


@pytest.mark.parametrize("number", ["999", "99999999999999999999"])
def test_an_entry_that_is_not_there_is_404(visitor: Enter, number: str) -> None:
    visitor().visit(f"/projects/{number}", 404)


def test_a_draft_is_404_for_others_and_marked_for_its_author(session: Session, visitor: Enter) -> None:
    author = make_person(session)
    draft = make_project(session, author=author, published=False)
    visitor(make_person(session)).visit(f"/projects/{draft.id}", 404)
    assert "only you can see it" in visitor(author).visit(f"/projects/{draft.id}").get_text()


def test_an_archived_entry_opens_but_is_not_listed(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    project.status, project.archive_reason = Status.archived, ArchiveReason.withdrawn
    reader = visitor()
    reader.visit(f"/projects/{project.id}")
    assert shown(reader.visit("/projects")) == []


def test_the_entry_names_mentors_who_can_guide_and_similar_entries(session: Session, visitor: Enter) -> None:
    project, other, mentor = make_project(session), make_project(session), make_mentor(session)
    page = visitor().visit(f"/projects/{project.id}")
    assert page.select(f"#guides a[href='/mentors/{mentor.person_id}']")
    assert page.select(f"#similar a[href='/projects/{other.id}']")


def test_what_is_missing_is_said_to_a_learner_and_not_to_a_visitor(session: Session, visitor: Enter) -> None:
    project = make_project(session, skills={"SK801": 3, "SK401": 2})
    page = visitor(make_learner(session, skills={"SK801": 3})).visit(f"/projects/{project.id}")
    assert "wanted 2, you rated 0" in page.select_one("#fit").get_text()
    assert not visitor().visit(f"/projects/{project.id}").select("#fit")


def test_keeping_and_letting_go_without_javascript(session: Session, visitor: Enter) -> None:
    person, project = make_learner(session), make_project(session)
    reader = visitor(person)
    reader.visit(f"/projects/{project.id}")
    reader.submit(f"form[action='/projects/{project.id}/favourite']")
    assert shown(reader.visit("/favourites")) == [f"/projects/{project.id}"]
    reader.submit(f"form[action='/projects/{project.id}/favourite/removal']")
    assert favourite_ids(session, person.id) == set()


def test_keeping_with_htmx_answers_with_the_button_alone(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    reader = visitor(make_learner(session))
    piece = reader.post(f"/projects/{project.id}/favourite", 200, fragment=True)
    assert piece.form["action"].endswith("/favourite/removal")
    piece = reader.post(f"/projects/{project.id}/favourite/removal", 200, fragment=True)
    assert piece.form["action"].endswith("/favourite")


@pytest.mark.parametrize("path", ["/projects/1/favourite", "/projects/1/favourite/removal"])
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.post(path)
    assert nobody.response.headers["Location"].startswith("/sign-in")
    answer = nobody.client.post(path, data={"csrf_token": nobody._token()}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"].split("?")[0]) == (204, "/sign-in")


def test_what_one_cannot_see_one_cannot_keep(session: Session, visitor: Enter) -> None:
    draft = make_project(session, author=make_person(session), published=False)
    reader = visitor(make_learner(session))
    reader.post(f"/projects/{draft.id}/favourite", 404)
    reader.post("/projects/999/favourite/removal", 404)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_favourites_that_are_none_say_what_to_do(session: Session, visitor: Enter, language: str) -> None:
    page = visitor(make_learner(session), language).visit("/favourites")
    assert page.select_one(".empty a")["href"] == "/projects"
    visitor().visit("/favourites", 303)


@pytest.mark.parametrize("path", ["/projects", "/favourites", "/for-me", "/"])
def test_a_list_takes_the_same_statements_for_one_and_for_three(session: Session, visitor: Enter, statements: list[str], path: str) -> None:
    person, counts = make_learner(session), []
    for more in (1, 2):
        for _ in range(more):
            keep_project(session, make_project(session).id, by=person)
            make_mentor(session)
        reader = visitor(person)
        reader.visit(path)
        statements.clear()
        reader.visit(path)
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("typed", ["毛衫", "maoshan", "knitwear", "毛杉", "mao shan", "KNITWEAR", "濮院"])
def test_the_knitwear_room_is_found_however_it_is_typed(session: Session, visitor: Enter, typed: str) -> None:
    wanted = make_project(session)
    plain = {"title_zh": "社区早餐车", "title_en": "Breakfast cart", "summary_zh": "豆浆和饭团。", "summary_en": "Soy milk and rice balls."}
    make_project(session, **plain, sector="JX01", town=None, regions=["330402"], tags_zh=["早餐"], tags_en=["breakfast"])
    assert shown(visitor().visit(f"/projects?q={typed}")) == [f"/projects/{wanted.id}"]


def test_a_misspelt_word_finds_it_and_says_so(session: Session, visitor: Enter) -> None:
    make_project(session)
    page = visitor().visit("/projects?q=knitwaer")
    assert "knitwear" in page.select_one("#widening").get_text()
    assert shown(page)


def test_filters_that_leave_nothing_are_dropped_and_it_is_said(session: Session, visitor: Enter) -> None:
    make_project(session, sector="JX05")
    page = visitor().visit("/projects?q=knitwear&sector=JX01")
    assert "without them" in page.select_one("#widening").get_text()
    assert shown(page)


def test_some_of_the_words_are_better_than_none_and_it_is_said(session: Session, visitor: Enter) -> None:
    make_project(session)
    page = visitor().visit("/projects?q=knitwear submarine periscope")
    assert "some of them" in page.select_one("#widening").get_text()


def test_an_exact_find_says_nothing_of_widening(session: Session, visitor: Enter) -> None:
    make_project(session)
    assert not visitor().visit("/projects?q=knitwear").select("#widening")


def test_when_there_is_truly_nothing_the_page_says_what_to_do(session: Session, visitor: Enter) -> None:
    make_project(session)
    page = visitor().visit("/projects?q=zzzzqqqq")
    assert page.select_one(".empty a")["href"] == "/projects"
    assert page.select_one("#q")["value"] == "zzzzqqqq"


def test_what_was_searched_for_is_marked_and_never_executed(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader = visitor()
    assert "knitwear" in reader.visit("/projects?q=knitwear").mark.get_text().lower()
    page = reader.visit("/projects?q=<script>alert(1)</script>")
    assert not page.find_all("script", src=False)


def facet(page, name: str) -> dict[str, int]:
    """Counts of one facet by value."""
    return {label.input["value"]: int(label.select_one(".n").get_text()) for label in page.select(f"#facet-{name} label")}


def test_facets_count_under_the_other_filters(session: Session, visitor: Enter) -> None:
    for sector, stage in (("JX05", "P3"), ("JX05", "P1"), ("JX01", "P1")):
        make_project(session, sector=sector, stage=stage)
    reader = visitor()
    assert facet(reader.visit("/projects"), "sector") == {"JX05": 2, "JX01": 1}
    page = reader.visit("/projects?sector=JX05")
    assert facet(page, "sector") == {"JX05": 2, "JX01": 1}, "one more value of the same facet would add to what is shown"
    assert facet(page, "stage") == {"P3": 1, "P1": 1}
    assert len(shown(page)) == 2


def test_several_values_of_one_facet_widen_and_two_facets_narrow(session: Session, visitor: Enter) -> None:
    one, two, three = [
        make_project(session, sector=sector, stage=stage).id for sector, stage in (("JX05", "P3"), ("JX01", "P1"), ("JX02", "P3"))
    ]
    reader = visitor()
    assert set(shown(reader.visit("/projects?sector=JX05&sector=JX01"))) == {f"/projects/{one}", f"/projects/{two}"}
    assert shown(reader.visit("/projects?sector=JX05&sector=JX01&stage=P3")) == [f"/projects/{one}"]
    assert f"/projects/{three}" not in shown(reader.page)


def costing(session: Session, low: int, **changes) -> Project:
    """An entry that opens from ``low`` yuan on."""
    return make_project(session, opening=[{"zh": "全部", "en": "all", "low": low, "high": low * 2}], **changes)


def test_at_most_leaves_out_what_costs_more(session: Session, visitor: Enter) -> None:
    cheap, dear = costing(session, 10_000), costing(session, 10_001)
    assert shown(visitor().visit("/projects?at_most=10000")) == [f"/projects/{cheap.id}"]
    assert f"/projects/{dear.id}" in shown(visitor().visit("/projects?at_most=30000"))


def test_the_cheapest_and_the_newest_come_first_where_asked(session: Session, visitor: Enter) -> None:
    dear = costing(session, 90_000, on=date(2016, 1, 1))
    cheap = costing(session, 9_000, on=date(2015, 1, 1))
    reader = visitor()
    assert shown(reader.visit("/projects?sort=cheapest")) == [f"/projects/{cheap.id}", f"/projects/{dear.id}"]
    assert shown(reader.visit("/projects?sort=newest")) == [f"/projects/{dear.id}", f"/projects/{cheap.id}"]


def test_the_nearest_come_first_for_somebody_whose_county_is_known(session: Session, visitor: Enter) -> None:
    far, near, here = [make_project(session, regions=[region]).id for region in ("330424", "330481", "330483")]
    page = visitor(make_learner(session, region="330483")).visit("/projects?sort=nearest")
    assert shown(page) == [f"/projects/{number}" for number in (here, near, far)]


def test_a_long_list_has_pages(session: Session, visitor: Enter) -> None:
    for _ in range(25):
        make_project(session)
    reader = visitor()
    page = reader.visit("/projects?sector=JX05")
    assert len(shown(page)) == 24
    last = reader.visit(page.select_one(".pager a[rel=next]")["href"])
    assert len(shown(last)) == 1
    assert "sector=JX05" in last.select_one(".pager a[rel=prev]")["href"]


@pytest.mark.parametrize(
    "query",
    ["page=none", "page=-1", "page=0", f"page={'9' * 30}", "at_most=-5", "at_most=much", "sort=evil", "sector=XX", "q=" + "x" * 500],
)
def test_a_nonsense_query_string_never_fails_the_page(session: Session, visitor: Enter, query: str) -> None:
    make_project(session)
    visitor().visit(f"/projects?{query}")


def test_the_list_can_be_had_as_a_fragment_with_its_counts(session: Session, visitor: Enter) -> None:
    make_project(session)
    piece = visitor().visit("/projects?q=knitwear", fragment=True)
    assert piece.select_one("#results #facet-sector")
    assert "1 project" in piece.get_text()


def test_a_page_restored_from_history_is_whole(session: Session, visitor: Enter) -> None:
    answer = visitor().client.get("/projects", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_what_is_published_is_found_at_once_and_what_is_archived_no_more(session: Session, visitor: Enter) -> None:
    assert shown(visitor().visit("/projects?q=knitwear")) == []
    project = make_project(session)
    assert shown(visitor().visit("/projects?q=knitwear"))
    project.status, project.archive_reason = Status.archived, ArchiveReason.withdrawn
    outbox.post(session, "search", {"kind": "project", "id": project.id})
    assert shown(visitor().visit("/projects?q=knitwear")) == []


@pytest.mark.parametrize("wrong", [{"opening-0-high": "much"}, {"opening-0-low": "much"}, {"price": "nan"}, {"units_month": "9" * 40}])
def test_a_sum_that_is_no_number_comes_back_with_the_sheet(session: Session, visitor: Enter, wrong: dict[str, str]) -> None:
    typed = {"title_zh": "毛衫", "opening-0-what": "样衣", "opening-0-low": "20000", "opening-0-high": "30000"}
    page = visitor(make_person(session)).post("/projects", 422, **(typed | wrong))
    ((name, value),) = wrong.items()
    assert page.select_one(f"[name={name}]")["value"] == value
    assert page.select_one("[name=title_zh]")["value"] == "毛衫"


@pytest.mark.parametrize(
    ("language", "typed", "said"), [("en", "knitwear under 900k", "at most 900,000 yuan"), ("zh", "毛衫 90万以内", "最多900,000元")]
)
def test_the_page_says_which_wishes_it_understood(session: Session, visitor: Enter, language: str, typed: str, said: str) -> None:
    wanted = make_project(session)
    page = visitor(language=language).visit(f"/projects?q={typed}")
    assert said in " ".join(page.select_one("#understood").get_text().split())
    assert shown(page) == [f"/projects/{wanted.id}"]


def test_wishes_can_be_turned_off_and_on_again(session: Session, visitor: Enter) -> None:
    make_project(session)
    reader = visitor()
    literal = reader.visit("/projects?q=knitwear under 900k").select_one("#understood a")["href"]
    page = reader.visit(literal)
    assert "Understood as" not in page.get_text()
    assert "literal" not in page.select_one("#understood a")["href"]


def test_words_without_a_wish_say_nothing_of_wishes(session: Session, visitor: Enter) -> None:
    make_project(session)
    assert not visitor().visit("/projects?q=knitwear").select("#understood")

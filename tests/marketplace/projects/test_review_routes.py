"""Doors of the review, for authors, staff and experts."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from marketplace.accounts.terms import Role
from marketplace.projects import actions, queries
from marketplace.projects.terms import ArchiveReason, Status
from tests.makers import make_approved, make_experts, make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
pytestmark = on_sqlite
HOME = "330483"


@pytest.fixture
def people(session: Session):
    return make_person(session, name="林晓"), make_person(session, Role.county_staff, region=HOME, name="钱进")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_way_by_clicking(session: Session, visitor: Enter, people, language: str) -> None:
    author, staff = people
    experts = make_experts(session)
    draft = make_project(session, author=author, published=False)
    her, name = visitor(author, language), author.name
    her.visit(f"/projects/{draft.id}")
    her.submit(f"form[action='/projects/{draft.id}/submission']")
    desk = visitor(staff, language)
    desk.visit("/review")
    desk.visit(f"/review/{draft.id}")
    desk.submit(f"form[action='/review/{draft.id}/screening']")
    desk.follow()
    desk.submit(f"form[action='/review/{draft.id}/experts']")
    for asked, expert in enumerate(experts, start=1):
        reader = visitor(expert, language)
        reader.visit("/appraisals")
        reader.visit(f"/appraisals/{asked}")
        assert name not in reader.page.select_one("main").get_text()
        reader.submit("#opinion", feasible=4, market=4, money=4, law=4, recommendation="approve", comment="可以做")
    desk.visit(f"/review/{draft.id}")
    desk.submit(f"form[action='/review/{draft.id}/approval']")
    desk.follow()
    desk.submit(f"form[action='/review/{draft.id}/publication']")
    session.refresh(draft)
    assert draft.status == Status.published
    session.commit()
    her.visit("/notifications")
    her.submit("form[action$='/opening']")
    assert her.response.headers["Location"] == f"/projects/{draft.id}"


@pytest.mark.parametrize("path", ["/review", "/appraisals", "/my-projects", "/notifications"])
def test_these_doors_ask_for_a_sign_in(visitor: Enter, path: str) -> None:
    visitor().visit(path, 303)


@pytest.mark.parametrize("path", ["/review", "/review/1", "/appraisals", "/appraisals/1", "/projects/1/house"])
def test_a_learner_is_refused(session: Session, visitor: Enter, path: str) -> None:
    visitor(make_person(session)).visit(path, 403)


def test_staff_of_another_county_find_nothing(session: Session, visitor: Enter, people) -> None:
    author, _ = people
    draft = make_project(session, author=author, published=False)
    actions.submit_project(session, draft.id, by=author)
    stranger = visitor(make_person(session, Role.county_staff, region="330421"))
    stranger.visit(f"/review/{draft.id}", 404)
    assert not stranger.visit("/review").select(f"a[href='/review/{draft.id}']")


def test_what_fits_the_whole_city_is_not_the_countys_to_decide(session: Session, visitor: Enter, people) -> None:
    author, county = people
    draft = make_project(session, author=author, published=False, regions=["330400", HOME])
    actions.submit_project(session, draft.id, by=author)
    desk = visitor(county)
    desk.visit(f"/review/{draft.id}", 404)
    assert not desk.visit("/review").select(f"a[href='/review/{draft.id}']")
    city = visitor(make_person(session, Role.city_staff))
    assert city.visit("/review").select(f"a[href='/review/{draft.id}']")
    city.visit(f"/review/{draft.id}")


def test_an_expert_who_was_not_asked_finds_nothing(session: Session, visitor: Enter, people) -> None:
    author, staff = people
    make_approved(session, make_project(session, author=author, published=False), staff)
    visitor(make_person(session, Role.judge)).visit("/appraisals/1", 404)


def test_an_expert_who_stepped_back_or_was_replaced_reads_that_and_not_the_entry(session: Session, visitor: Enter, people) -> None:
    author, staff = people
    experts = make_experts(session, 5)
    draft = make_project(session, author=author, published=False)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    stepping, replaced, _ = actions.ask_experts(session, draft.id, by=staff)
    reader = visitor(stepping.expert)
    reader.visit(f"/appraisals/{stepping.id}")
    reader.submit("#step-back", reason="认识作者")
    reader.visit(f"/appraisals/{stepping.id}")
    assert "You have stepped back from this entry" in reader.text
    assert draft.title_en not in reader.text
    reader.post(f"/appraisals/{stepping.id}", 422)
    session.expire_all()
    actions.release_expert(session, replaced.id, by=staff)
    other = visitor(replaced.expert, "zh")
    assert "不再等你" in other.visit(f"/appraisals/{replaced.id}").get_text()
    visitor(next(one for one in experts if one.id not in (stepping.expert_id, replaced.expert_id))).visit(f"/appraisals/{stepping.id}", 404)


def test_who_gave_an_opinion_does_not_read_the_returned_draft(session: Session, visitor: Enter, people) -> None:
    author, staff = people
    draft = make_project(session, author=author, published=False)
    make_approved(session, draft, staff)
    (given, *_) = queries.appraisals_of(session, draft)
    reader = visitor(given.expert)
    assert "You have given your opinion" in reader.visit(f"/appraisals/{given.id}").get_text()
    actions.publish_approved(session, draft.id, by=staff)
    assert given.comment in visitor(given.expert).visit(f"/appraisals/{given.id}").get_text()


def test_a_return_without_a_reason_comes_back_with_a_word_beside_it(session: Session, visitor: Enter, people) -> None:
    author, staff = people
    draft = make_project(session, author=author, published=False)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    desk = visitor(staff)
    desk.visit(f"/review/{draft.id}")
    desk.submit(f"form[action='/review/{draft.id}/return']", 422)
    assert "Say in a sentence or two why" in desk.text
    desk.submit(f"form[action='/review/{draft.id}/return']", **{"return-reason": "少了房租"})
    assert "少了房租" in visitor(author).visit(f"/projects/{draft.id}").get_text()


def test_an_opinion_without_words_keeps_its_points(session: Session, visitor: Enter, people) -> None:
    author, staff = people
    experts = make_experts(session)
    draft = make_project(session, author=author, published=False)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    actions.ask_experts(session, draft.id, by=staff)
    reader = visitor(experts[0])
    reader.visit("/appraisals/1")
    page = reader.submit("#opinion", 422, feasible=5, market=4, money=4, law=4, recommendation="approve")
    assert page.select_one("input[name=feasible][value='5']").has_attr("checked")


def test_a_merged_entry_leads_to_the_other(session: Session, visitor: Enter) -> None:
    staff, double, project = make_person(session, Role.city_staff), make_project(session), make_project(session)
    desk = visitor(staff)
    desk.visit(f"/projects/{double.id}/house")
    desk.submit(f"form[action='/projects/{double.id}/merger']", 409, into=double.id)
    desk.submit(f"form[action='/projects/{double.id}/merger']", into=project.id)
    visitor().visit(f"/projects/{double.id}", 301)


def test_the_house_page_archives_and_brings_back(session: Session, visitor: Enter) -> None:
    staff, project = make_person(session, Role.city_staff), make_project(session)
    desk = visitor(staff)
    desk.visit(f"/projects/{project.id}/house")
    desk.submit("form[action$='/verification']", level=2, note="看过合同")
    desk.visit(f"/projects/{project.id}/house")
    offered = [option["value"] for option in desk.page.select("form[action$='/archiving'] option")]
    assert offered == [ArchiveReason.out_of_date.value, ArchiveReason.failed_check.value]
    desk.submit("form[action$='/archiving']", **{"archive-reason": ArchiveReason.out_of_date.value})
    assert "off the list" in visitor().visit(f"/projects/{project.id}").get_text()
    desk.visit(f"/projects/{project.id}/house")
    desk.submit("form[action$='/restoration']")
    session.refresh(project)
    assert (project.status, project.verification) == (Status.published, 2)


def test_versions_show_what_changed(session: Session, visitor: Enter, people) -> None:
    author, staff = people
    project = make_project(session, author=author)
    her = visitor(author)
    her.visit(f"/projects/{project.id}")
    her.submit(f"form[action='/projects/{project.id}/next-version']")
    her.follow()
    her.submit("main form.stack", price=149, change_note="涨价")
    session.expire_all()
    draft = actions.begin_next_version(session, project.id, by=author)
    actions.submit_project(session, draft.id, by=author)
    actions.screen_project(session, draft.id, by=staff)
    visitor(staff).visit(f"/review/{draft.id}")
    actions.approve_project(session, draft.id, by=staff)
    actions.publish_approved(session, draft.id, by=staff)
    page = visitor().visit(f"/projects/{project.id}/versions")
    assert (page.select_one("del").get_text(), page.select_one("ins").get_text()) == ("129", "149")


def test_a_double_is_warned_of_while_writing(session: Session, visitor: Enter) -> None:
    make_project(session)
    writer = visitor(make_person(session))
    writer.visit("/projects/likeness?title_zh=毛衫小单直播间&summary_zh=和三家小厂约好三十件起订，用直播试款，卖动了再追单。")
    assert "Small-batch knitwear live room" in writer.text
    piece = writer.visit("/projects/likeness?title_zh=平湖西瓜认养", fragment=True)
    assert not piece.select("a")


def test_my_projects_say_where_they_stand(session: Session, visitor: Enter, people) -> None:
    author, _ = people
    assert visitor(author).visit("/my-projects").select(".empty")
    make_project(session, author=author, published=False)
    assert "Draft" in visitor(author).visit("/my-projects").get_text()

"""The doors of take-up."""

import pytest

from marketplace.accounts.terms import Role
from marketplace.projects import actions, queries
from marketplace.projects.terms import StopReason, TakeUpState
from tests.makers import make_learner, make_person, make_project
from tests.marketplace.projects.takeup_makers import QUESTION, later, make_enquiry, make_rating
from tests.marks import on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def owner(session):
    return make_person(session, name="顾卫民", email="owner@example.org", mobile="13800000001")


@pytest.fixture
def asker(session):
    return make_person(session, email="asker@example.org")


@pytest.fixture
def project(session, owner):
    return make_project(session, author=owner)


def test_from_the_entry_to_a_question_and_a_yes(session, visitor, project, owner, asker):
    lin = visitor(asker)
    lin.visit(f"/projects/{project.id}")
    lin.visit(lin.page.select_one("#takeup-way a.button")["href"])
    lin.submit("form.stack", 422, question="短")
    assert lin.page.select_one("#question").get_text().strip() == "短"
    lin.submit("form.stack", question=QUESTION)
    lin.follow()
    assert "waits for an answer" in lin.text
    gu = visitor(owner)
    gu.visit("/take-ups/asked")
    gu.visit(gu.page.select_one("#take-ups a")["href"])
    gu.submit("#answer form[action$=introduction]", welcome="周末来看")
    gu.follow()
    assert "asker@example.org" in gu.text
    lin.visit(lin.response.request.path)
    assert "owner@example.org" in lin.text
    assert "13800000001" in lin.text


def test_before_a_yes_nothing_holds_the_contact(session, visitor, project, owner, asker):
    take_up = make_enquiry(session, project, asker)
    pages = [f"/take-ups/{take_up.id}", "/take-ups", "/take-ups/asked", f"/projects/{project.id}", f"/projects/{project.id}/enquiry"]
    lin, gu, staff = visitor(asker), visitor(owner), visitor(make_person(session, Role.city_staff))
    for reader, paths, secrets in (
        (lin, [*pages, "/mine/data.json", "/notifications"], ("owner@", "13800000001")),
        (gu, [*pages[:4], "/mine/data.json", "/notifications"], ("asker@",)),
        (staff, ["/take-ups/queue", f"/projects/{project.id}"], ("owner@", "13800000001", "asker@")),
    ):
        for path in paths:
            reader.visit(path)
            assert not any(secret in reader.response.get_data(as_text=True) for secret in secrets), path


@pytest.mark.parametrize("path", ["", "/introduction", "/refusal", "/ending", "/rating"])
def test_others_find_nothing(session, visitor, project, asker, path):
    take_up = make_enquiry(session, project, asker)
    address = f"/take-ups/{take_up.id}{path}"
    for stranger in (visitor(make_person(session)), visitor(make_person(session, Role.city_staff))):
        if path:
            stranger.post(address, 404, reason="other", why="别处看看吧", stars="5")
        else:
            stranger.visit(address, 404)


@pytest.mark.parametrize("path", ["/take-ups", "/take-ups/asked", "/take-ups/queue", "/take-ups/1", "/projects/1/enquiry"])
def test_all_ask_for_sign_in(session, visitor, path):
    reader = visitor()
    reader.visit(path, 303)
    assert "/sign-in" in reader.response.headers["Location"]


def test_each_side_does_its_own_part_only(session, visitor, project, owner, asker):
    take_up = make_enquiry(session, project, asker)
    lin, gu = visitor(asker), visitor(owner)
    lin.post(f"/take-ups/{take_up.id}/introduction", 403)
    gu.post(f"/take-ups/{take_up.id}/ending", 403, reason="other")
    gu.post(f"/take-ups/{take_up.id}/rating", 403, stars="5")
    gu.visit(f"/projects/{project.id}")
    assert not gu.page.select("#takeup-way a[href$=enquiry]")
    gu.post(f"/projects/{project.id}/enquiry", 422, question=QUESTION)
    assert "your own project" in gu.text


def test_a_no_needs_a_word_and_reaches_the_asker(session, visitor, project, owner, asker):
    take_up = make_enquiry(session, project, asker)
    gu = visitor(owner)
    gu.visit(f"/take-ups/{take_up.id}")
    gu.submit("#answer form[action$=refusal]", 422, why="")
    assert "whoever asked reads it" in gu.text
    gu.submit("#answer form[action$=refusal]", why="名额满了")
    lin = visitor(asker)
    lin.visit(f"/take-ups/{take_up.id}")
    assert "名额满了" in lin.text
    assert "owner@example.org" not in lin.text
    assert lin.page.select_one("#next a[href='/projects/for-what-i-have']")


def test_the_queue_is_for_staff_and_shows_the_age(session, visitor, asker):
    project = make_project(session)
    with later(days=-15):
        make_enquiry(session, project, asker)
    shi = visitor(make_person(session, Role.city_staff))
    shi.visit("/take-ups/queue")
    assert "15 days" in shi.page.select_one("#take-ups .state.late").get_text()
    visitor(asker).visit("/take-ups/queue", 403)
    elsewhere = visitor(make_person(session, Role.county_staff, region="330402"))
    elsewhere.visit("/take-ups/queue")
    assert "No question waits" in elsewhere.text


def test_beginning_stopping_and_rating(session, visitor, project, asker):
    lin = visitor(asker)
    lin.visit(f"/projects/{project.id}")
    lin.submit("#takeup-way form")
    lin.follow()
    lin.submit("#next form[action$=ending]", 422, note="房租谈不下来")
    assert "房租谈不下来" in lin.text
    lin.submit("#next form[action$=ending]", reason="place", note="房租谈不下来")
    lin.follow()
    assert "no fitting place" in lin.text
    lin.submit("#rating form", 422, true_costs="-1")
    lin.submit("#rating form", stars="2", true_costs="61000", word="房租没算够")
    lin.follow()
    assert lin.page.select_one("#rating [name=stars][checked]")["value"] == "2"
    session.expire_all()
    take_up = queries.take_up_of(session, project.id, asker.id)
    assert (take_up.state, take_up.stop_reason) == (TakeUpState.stopped, StopReason.place)


def test_words_and_stars_are_shown_from_five_on_without_names(session, visitor, project):
    for stars in (3, 4, 4, 5):
        make_rating(session, project, stars, "账要自己再算一遍")
    reader = visitor()
    reader.visit(f"/projects/{project.id}")
    assert "Fewer than five people" in reader.text
    assert "账要自己" not in reader.text
    make_rating(session, project, 4, "账要自己再算一遍")
    reader = visitor()
    reader.visit(f"/projects/{project.id}")
    assert "4 of 5 (5 ratings)" in reader.text
    assert "账要自己再算一遍" in reader.text
    assert "王小明" not in reader.page.select_one("#takeup").get_text()


def test_my_own_ways_and_their_empty_state(session, visitor, project, asker):
    lin = visitor(asker)
    lin.visit("/take-ups")
    assert "You have not asked" in lin.text
    lin.visit("/take-ups/asked")
    assert "Nobody has asked" in lin.text
    actions.adopt(session, project.id, by=asker)
    lin = visitor(asker)
    lin.visit("/take-ups")
    assert "doing it" in lin.text
    lin.visit("/mine/data.json")
    assert lin.response.json["take_ups"][0]["state"] == "adopted"


def test_lists_cost_the_same_for_one_and_for_three(session, visitor, statements, asker):
    shi, counts = make_person(session, Role.city_staff), []
    for more in (1, 2):
        for _ in range(more):
            make_enquiry(session, make_project(session), asker)
            make_enquiry(session, make_project(session), make_learner(session))
        readers = [(visitor(asker), "/take-ups"), (visitor(shi), "/take-ups/queue")]
        statements.clear()
        for reader, path in readers:
            reader.visit(path)
        counts.append(len(statements))
    assert counts[0] == counts[1]

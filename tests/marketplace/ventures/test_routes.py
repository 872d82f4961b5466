"""The doors of the ventures room."""

from datetime import date

import pytest

from marketplace.ventures.queries import ventures_of
from tests.makers import make_learner, make_person, make_project
from tests.marketplace.ventures.makers import make_class, make_qualified, make_staff, make_venture
from tests.visitor import filled

OLD = date(2016, 7, 25)


def test_from_the_project_to_the_opening_and_back(session, visitor):
    project, founder = make_project(session), make_learner(session)
    lin = visitor(founder)
    lin.visit(f"/projects/{project.id}")
    assert "Nobody has told us yet" in lin.text
    lin.visit(lin.page.select_one("#takeup-way a[href^='/ventures/new']")["href"])
    typed = {"name": "小店", "form": "sole_trader", "opened_on": "2016-10-20", "jobs": "1"}
    lin.post("/ventures", **filled(lin.page.select_one("form.stack")) | typed)
    lin.follow()
    session.expire_all()
    (venture,) = ventures_of(session, founder.id)
    assert (venture.project_id, venture.region, venture.jobs) == (project.id, "330483", 1)
    lin.visit(f"/projects/{project.id}")
    assert "Fewer than five people" in lin.text


def test_five_openings_are_shown_at_once(session, visitor):
    project = make_project(session)
    for _ in range(5):
        make_venture(session, opened_on=date(2015, 1, 1), project_id=project.id)
    reader = visitor()
    reader.visit(f"/projects/{project.id}")
    assert "Took it up 5 Still trading after a year 100% (5 / 5)" in reader.text


@pytest.mark.parametrize(
    ("field", "value"), [("opened_on", "2016-11-02"), ("jobs", "-1"), ("form", "xx"), ("name", ""), ("project_id", "77")]
)
def test_a_wrong_opening_comes_back_with_all_that_was_typed(session, visitor, field, value):
    lin = visitor(make_person(session))
    typed = {"name": "小店", "form": "company", "region": "330402", "opened_on": "2016-10-20", "jobs": "0", "sector": "", "project_id": ""}
    lin.post("/ventures", 422, **typed | {field: value})
    assert lin.page.select_one(".wrong")
    assert field == "name" or lin.page.select_one("#name")["value"] == "小店"


def test_the_founder_answers_and_sees_what_comes_next(session, visitor):
    venture = make_venture(session, opened_on=OLD)
    lin = visitor(venture.founder)
    lin.visit("/ventures/mine")
    lin.visit(lin.page.select_one("article .button")["href"].partition("#")[0])
    lin.submit("#asked form", 422, trading="yes")
    assert "Please say a number" in lin.text
    lin.submit("#asked form", trading="yes", jobs="2")
    lin.follow()
    assert "We ask again on January 25, 2017" in lin.text
    assert "2 people employed" in lin.text


def test_not_trading_leads_to_the_closing_with_kind_words(session, visitor):
    venture = make_venture(session, opened_on=OLD)
    lin = visitor(venture.founder)
    lin.visit(f"/ventures/{venture.id}")
    lin.submit("#asked form", trading="no")
    lin.follow()
    lin.submit("#closing form", reason="costs")
    lin.follow()
    assert "You dared, you traded" in lin.text
    assert "Costs too high" in lin.text
    assert not lin.page.select_one("#closing")


def test_a_closing_before_the_opening_is_said_beside_the_field(session, visitor):
    venture = make_venture(session, opened_on=OLD)
    lin = visitor(venture.founder)
    lin.visit(f"/ventures/{venture.id}")
    lin.submit("#closing form", 422, closed_on="2016-01-01", reason="costs")
    assert "before the opening" in lin.page.select_one("#closed_on-wrong").get_text()


def test_anothers_venture_is_not_there(session, visitor):
    venture = make_venture(session)
    for reader in (make_person(session), make_staff(session, "330402")):
        stranger = visitor(reader)
        stranger.visit(f"/ventures/{venture.id}", 404)
        stranger.post(f"/ventures/{venture.id}/closing", 404, closed_on="2016-11-01", reason="costs")
        stranger.post(f"/ventures/{venture.id}/follow-ups/3", 404, trading="yes", jobs="1")


def test_staff_work_through_what_is_due(session, visitor):
    venture = make_venture(session, opened_on=OLD)
    qian = visitor(make_staff(session))
    qian.visit("/follow-ups")
    assert "7 days" in qian.text
    qian.visit(f"/ventures/{venture.id}")
    qian.submit("#loss form", 422, tries="3", ways=["phone"])
    qian.submit("#loss form", tries="3", ways=["phone", "visit"])
    qian.follow()
    assert "Every question that is due has been answered" in qian.text


def test_staff_call_those_whose_year_is_over(session, visitor):
    person = make_qualified(session, date(2015, 6, 1))
    qian = visitor(make_staff(session))
    qian.visit("/outcome-checks")
    assert person.email in qian.text
    qian.post(f"/outcome-checks/{person.id}", 422)
    qian.post(f"/outcome-checks/{person.id}", reached="no")
    qian.follow()
    assert "Nobody waits for a call" in qian.text


@pytest.mark.parametrize("address", ["/follow-ups", "/outcome-checks"])
def test_the_lists_are_for_staff(session, visitor, address):
    visitor(make_person(session)).visit(address, 403)


@pytest.mark.parametrize("address", ["/ventures/mine", "/follow-ups"])
def test_lists_take_the_same_number_of_statements(session, visitor, statements, address):
    staff = make_staff(session)
    counts = []
    for number in range(3):
        make_venture(session, staff, opened_on=OLD, name=f"店{number}")
        make_venture(session, opened_on=OLD)
        reader = visitor(staff)
        statements.clear()
        reader.visit(address)
        counts.append(len(statements))
    assert counts[0] == counts[2]


def test_the_course_page_says_what_became_of_people(session, visitor):
    held = make_class(session, ends_on=date(2015, 6, 1))
    people = [make_qualified(session, date(2015, 6, 1), held) for _ in range(5)]
    make_venture(session, people[0], opened_on=date(2015, 7, 1))
    reader = visitor()
    reader.visit(f"/courses/{held.course_id}")
    assert "Opened within 12 months 20% (1 / 5)" in reader.text

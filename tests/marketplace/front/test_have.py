"""What I have: projects in the order of fit, each with what is missing and what fills it."""

from marketplace.mentoring.reach import LOAN_CEILING, Have, projects_in_reach
from tests.makers import in_days, make_learner, make_mentor, make_project
from tests.marketplace.ventures.makers import make_class
from tests.marks import on_sqlite

pytestmark = on_sqlite
PATH = "/projects/for-what-i-have"


def test_a_visitor_sees_what_is_missing_and_what_fills_it(session, visitor):
    make_project(session, skills={"SK201": 2, "SK401": 3})
    make_mentor(session, skills={"SK401": 4})
    make_class(session, ends_on=in_days(30))
    reader = visitor()
    reader.visit(f"{PATH}?money=17000&hours=25&region=330402")
    for words in ("Missing: ¥12,000", "Missing: 15 hours", "Not in your county. It fits in: Tongxiang", "a guaranteed start-up loan can"):
        assert words in reader.text
    assert reader.page.select_one("#reach a[href^='/mentors/']")
    reader.visit(f"{PATH}?money=50000&region=330483")
    assert reader.page.select_one("#reach a[href^='/classes/']")


def test_a_town_stands_for_its_county_and_what_is_far_is_said(session, visitor):
    make_project(session, town="濮院镇")
    make_project(session, town="乌镇镇")
    make_project(session, regions=["330482"], town=None)
    reader = visitor()
    reader.visit(f"{PATH}?region=濮院镇")
    texts = [card.get_text(" ", strip=True) for card in reader.page.select("#reach article")]
    assert reader.page.select_one("#region option[selected]")["value"] == "濮院镇"
    assert reader.page.select_one("#region option[selected]").parent["label"] == "Tongxiang City"
    assert ["in your town" in text for text in texts] == [True, False, False]
    assert "in another town of your county: Wuzhen" in texts[1]
    assert "about 47 km between the county towns" in texts[2]
    assert "1 lies outside your county" in reader.text


def test_the_best_fit_comes_first_and_says_that_nothing_is_missing(session, visitor):
    make_project(session, title_en="Dear one", opening=[{"zh": "店", "en": "shop", "low": 400000, "high": 500000}])
    fitting = make_project(session, skills={"SK801": 3})
    reader = visitor()
    reader.visit(f"{PATH}?money=50000&hours=40&region=330483&skill=SK801")
    assert reader.page.select_one("#reach article")["id"] == f"reach-{fitting.id}"
    assert "nothing is missing for 1 of them" in reader.text


def test_the_profile_fills_the_form_until_one_asks(session, visitor):
    lin = visitor(make_learner(session, {"SK801": 2}, capital=61000))
    lin.visit(PATH)
    assert lin.page.select_one("#money")["value"] == "61000"
    assert [one["value"] for one in lin.page.select("[name=skill][checked]")] == ["SK801"]
    lin.visit(f"{PATH}?money=7000")
    assert lin.page.select_one("#money")["value"] == "7000"
    assert not lin.page.select("[name=skill][checked]")


def test_a_rated_skill_keeps_its_level(session, visitor):
    make_project(session, skills={"SK801": 3})
    lin = visitor(make_learner(session, {"SK801": 2}))
    lin.visit(f"{PATH}?skill=SK801")
    assert "(level 3, you have 2)" in lin.text


def test_nonsense_is_said_beside_the_field_and_kept(session, visitor):
    make_project(session)
    reader = visitor()
    reader.visit(f"{PATH}?money=lots&hours=999&region=nowhere&skill=zz")
    assert reader.page.select_one("#hours")["value"] == "999"
    assert reader.page.select(".wrong")
    assert reader.page.select("#reach article")


def test_the_answer_alone_is_a_fragment(session, visitor):
    make_project(session)
    assert visitor().visit(f"{PATH}?money=1", fragment=True).select_one("#reach")


def test_the_loan_closes_no_more_than_it_brings(session):
    for low in (LOAN_CEILING, LOAN_CEILING + 1):
        make_project(session, opening=[{"zh": "店", "en": "shop", "low": low, "high": low}])
    found = projects_in_reach(session, Have(money=0), 0, 9)
    assert {one.project.capital_min: one.loan_closes_it for one in found.items} == {LOAN_CEILING: True, LOAN_CEILING + 1: False}


def test_a_page_costs_the_same_for_one_and_for_three(session, visitor, statements):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_project(session)
        reader = visitor()
        statements.clear()
        reader.visit(f"{PATH}?money=1")
        counts.append(len(statements))
    assert counts[0] == counts[1]

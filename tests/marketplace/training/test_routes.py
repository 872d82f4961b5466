"""The doors of the training room."""

import pytest
from sqlmodel import select

from marketplace.training.actions import enrol
from marketplace.training.models import Enrolment, TrainingClass
from marketplace.training.terms import ClassState, EnrolmentState

DAYS = {"starts_on": "2016-03-05", "ends_on": "2016-03-09"}
PLACE = {"region": "330402", "place_zh": "一号楼", "seats": "12"}


@pytest.fixture
def new(providers, make_course):
    """What a provider types to open a class."""
    return DAYS | PLACE | {"course": str(make_course().id), "provider": str(providers[0].id)}


def test_the_catalogue_finds_by_words_and_filters(visitor, make_class, make_course):
    make_class(make_course(title_zh="毛衫小单", title_en="Knitwear in small lots"))
    make_course(kind="GYB", tier="guidance", title_en="A first idea")
    ming = visitor()
    ming.visit("/courses?q=knitwear")
    assert "small lots" in ming.text
    assert "10 seats left" in ming.text
    assert "A first idea" not in ming.text
    ming.visit("/courses?tier=guidance")
    assert "A first idea" in ming.text


def test_htmx_gets_the_results_alone(visitor, make_class):
    make_class()
    assert visitor().visit("/courses", fragment=True).select_one("#results article")


def test_a_nonsense_query_string_falls_back(visitor, make_class):
    make_class()
    assert visitor().visit("/courses?sort=evil&page=none&kind=XX").select("#results article")


def test_a_course_page_shows_its_classes(visitor, make_class):
    one, ming = make_class(), visitor()
    assert ming.visit(f"/courses/{one.course_id}").select_one(f'form[action="/classes/{one.id}/enrolment"]')
    assert "School A" in ming.text
    assert "too few to show" in ming.text


@pytest.mark.parametrize("address", ["/courses/99", "/classes/99"])
def test_what_is_not_there_is_404(visitor, address):
    visitor().visit(address, 404)


def test_a_visitor_who_enrols_signs_in_first(visitor, make_class):
    one, somebody = make_class(), visitor()
    somebody.visit(f"/classes/{one.id}")
    somebody.submit(f'form[action="/classes/{one.id}/enrolment"]')
    assert somebody.response.location.startswith("/sign-in")


def test_enrol_see_it_give_it_back(visitor, session, make_class, make_person):
    one, person = make_class(), make_person("ming")
    ming = visitor(person)
    ming.visit(f"/classes/{one.id}")
    ming.submit(f'form[action="/classes/{one.id}/enrolment"]')
    assert "You have a seat" in ming.follow().get_text()
    ming.visit("/my-classes")
    ming.submit("form[action$='/withdrawal']")
    ming.follow()
    assert session.exec(select(Enrolment)).one().state == EnrolmentState.withdrawn


def test_twice_is_refused_kindly(visitor, make_class, make_person):
    one, hua = make_class(), make_person("hua")
    browser = visitor(hua)
    browser.post(f"/classes/{one.id}/enrolment")
    browser.post(f"/classes/{one.id}/enrolment", 409)
    assert "You have a seat in this class already" in browser.text


def test_my_classes_say_what_to_do_when_there_are_none(visitor, make_person):
    assert visitor(make_person("ming")).visit("/my-classes").select_one('main a[href="/courses"]')


def test_the_providers_side_is_only_for_providers(visitor, make_person):
    visitor(make_person("ming")).visit("/teaching", 403)


def test_a_class_is_opened_by_form(visitor, session, new, teacher):
    browser = visitor(teacher)
    browser.visit("/teaching")
    browser.visit("/teaching/classes/new")
    browser.submit('form[action="/teaching/classes"]', **new)
    browser.follow()
    assert session.exec(select(TrainingClass)).one().seats == 12


@pytest.mark.parametrize("wrong", [{"starts_on": "2016-03-01"}, {"ends_on": "2016-03-04"}, {"place_zh": ""}, {"seats": "0"}])
def test_a_wrong_answer_comes_back_with_a_sentence(visitor, new, teacher, wrong):
    assert visitor(teacher).post("/teaching/classes", 422, **new | wrong).select_one(".wrong li")


def test_another_provider_cannot_be_chosen(visitor, new, rival):
    assert visitor(rival).post("/teaching/classes", 422, **new).select_one("#provider-wrong")


def test_the_roll_from_the_first_lesson_to_the_closing(visitor, session, make_class, make_person, teacher):
    one = make_class()
    enrol(session, one.id, by=make_person("ming"))
    browser = visitor(teacher)
    browser.visit(f"/teaching/classes/{one.id}")
    browser.submit("form[action$='/start']")
    browser.follow()
    result = browser.page.select_one("form[action$='/result']")["action"]
    assert browser.post(result, 422).select_one("[role=alert]")
    assert "passed on" in browser.post(result, 200, fragment=True, result="passed").get_text()
    browser.submit("form[action$='/closing']")
    session.refresh(one)
    assert one.state == ClassState.closed


def test_another_providers_class_is_404(visitor, session, make_class, make_person, rival):
    one = make_class()
    came = enrol(session, one.id, by=make_person("ming"))
    browser = visitor(rival)
    browser.visit(f"/teaching/classes/{one.id}", 404)
    for address in (f"enrolments/{came.id}/start", f"enrolments/{came.id}/result", f"classes/{one.id}/closing"):
        browser.post(f"/teaching/{address}", 404)

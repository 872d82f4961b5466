"""The doors of the training room."""

import pytest
from sqlmodel import select

from marketplace.training.actions import enrol
from marketplace.training.models import Enrolment, TrainingClass
from marketplace.training.terms import ClassState, EnrolmentState

NEW = {"course": "1", "provider": "1", "starts_on": "2016-03-05", "ends_on": "2016-03-09", "region": "330402", "place_zh": "一号楼", "seats": "12"}


def test_the_catalogue_finds_by_words_and_filters(visit, make_class, make_course):
    make_class(make_course(title_zh="毛衫小单", title_en="Knitwear in small lots"))
    make_course(kind="GYB", tier="guidance", title_en="A first idea")
    browser = visit()
    words = browser.get("/courses?q=knitwear&lang=en").text
    assert "Knitwear" in words and "10 seats left" in words and "A first idea" not in words
    assert "A first idea" in browser.get("/courses?tier=guidance&lang=en").text


def test_a_fragment_for_htmx_and_a_page_for_others(visit, make_class):
    make_class()
    browser = visit()
    assert browser.get("/courses", headers={"HX-Request": "true"}).text.startswith('<div class="two results" id="results">')
    assert "<html" in browser.get("/courses").text


def test_a_nonsense_query_string_falls_back(visit, make_class):
    make_class()
    assert visit().get("/courses?sort=evil&page=none&kind=XX").status_code == 200


def test_a_course_page_shows_its_classes(visit, make_class):
    one = make_class()
    text = visit().get(f"/courses/{one.course_id}?lang=en").text
    assert f'action="/classes/{one.id}/enrolment"' in text and "School 1" in text and "too few to show" in text


def test_what_is_not_there_is_404(visit, make_class):
    browser = visit()
    assert [browser.get(address).status_code for address in ("/courses/99", "/classes/99")] == [404, 404]


def test_a_visitor_who_enrols_signs_in_first(visit, make_class):
    answer = visit().post(f"/classes/{make_class().id}/enrolment", headers={"Referer": "/courses/1"})
    assert answer.status_code == 303 and answer.location.startswith("/sign-in")


def test_enrol_see_it_give_it_back(visit, session, make_class, make_person):
    one = make_class()
    browser = visit(make_person("ming"))
    assert browser.post(f"/classes/{one.id}/enrolment").location == f"/classes/{one.id}"
    seat = session.exec(select(Enrolment)).one()
    assert f"/enrolments/{seat.id}/withdrawal" in browser.get("/my-classes").text
    session.commit()
    assert browser.post(f"/enrolments/{seat.id}/withdrawal").location == "/my-classes"
    session.refresh(seat)
    assert seat.state == EnrolmentState.withdrawn


def test_twice_is_refused_kindly(visit, make_class, make_person):
    one = make_class()
    browser = visit(make_person("ming"))
    browser.post(f"/classes/{one.id}/enrolment")
    answer = browser.post(f"/classes/{one.id}/enrolment?lang=en")
    assert answer.status_code == 409 and "You have a seat in this class already" in answer.text


def test_my_classes_say_what_to_do_when_there_are_none(visit, make_person):
    assert 'href="/courses"' in visit(make_person("ming")).get("/my-classes").text


def test_the_providers_side_is_only_for_providers(visit, make_person):
    assert visit(make_person("ming")).get("/teaching").status_code == 403


def test_a_class_is_opened_by_form(visit, session, make_class, make_course, teacher):
    make_course()
    browser = visit(teacher)
    assert browser.get("/teaching/classes/new").status_code == 200
    assert browser.post("/teaching/classes", data=NEW).status_code == 303
    assert session.exec(select(TrainingClass)).one().seats == 12


@pytest.mark.parametrize("wrong", [{"starts_on": "2016-03-01"}, {"ends_on": "2016-03-04"}, {"place_zh": ""}, {"seats": "0"}, {"provider": "2"}])
def test_a_wrong_answer_comes_back_with_a_sentence(visit, make_class, make_course, teacher, wrong):
    make_course()
    answer = visit(teacher).post("/teaching/classes?lang=en", data=NEW | wrong)
    assert answer.status_code == 422 and 'class="wrong"' in answer.text


def test_the_roll_from_the_first_lesson_to_the_closing(visit, session, make_class, make_person, teacher):
    one = make_class()
    came = enrol(session, one.id, by=make_person("ming"))
    browser, steps = visit(teacher), f"/teaching/enrolments/{came.id}"
    assert "ming" in browser.get(f"/teaching/classes/{one.id}").text
    assert browser.post(f"{steps}/start", headers={"HX-Request": "true"}).text.startswith('<section id="roll">')
    assert browser.post(f"{steps}/result").status_code == 422
    assert browser.post(f"{steps}/result", data={"result": "passed"}).status_code == 303
    assert browser.post(f"/teaching/classes/{one.id}/closing").status_code == 303
    session.refresh(one)
    assert one.state == ClassState.closed


def test_another_providers_class_is_404(visit, session, make_class, make_person, rival):
    one = make_class()
    came = enrol(session, one.id, by=make_person("ming"))
    browser = visit(rival)
    assert browser.get(f"/teaching/classes/{one.id}").status_code == 404
    posts = (f"/teaching/enrolments/{came.id}/start", f"/teaching/enrolments/{came.id}/result", f"/teaching/classes/{one.id}/closing")
    assert [browser.post(address).status_code for address in posts] == [404, 404, 404]

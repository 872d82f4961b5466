"""Doors of the accounts room."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, select

from marketplace.accounts.models import Person
from marketplace.accounts.queries import profile_of, skills_of
from tests.makers import PASSWORD, make_learner, make_mentor, make_person, make_project
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
LEFT_OUT = {"region": "", "group": ""}  # what a browser sends for lists that nobody touched
NEW = {"name": "王小明", "contact": "ming@example.org", "password": PASSWORD, "age": "adult"}


def people(session: Session) -> list[Person]:
    session.rollback()
    session.expire_all()
    return list(session.exec(select(Person)))


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", ["/sign-up", "/sign-in", "/password-resets/new"])
def test_the_public_forms_open_in_both_languages(visitor: Enter, path: str, language: str) -> None:
    page = visitor(language=language).visit(path)
    assert page.html["lang"] == {"en": "en", "zh": "zh-Hans"}[language]


@on_sqlite
def test_an_account_is_opened_and_the_questions_come_next(session: Session, visitor: Enter) -> None:
    newcomer = visitor()
    newcomer.visit("/sign-up")
    newcomer.submit("main form", **NEW)
    assert newcomer.response.headers["Location"] == "/profile"
    newcomer.follow()
    (person,) = people(session)
    assert (person.name, person.email, person.locale) == ("王小明", "ming@example.org", "en")
    assert PASSWORD not in person.password_hash


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 41},
        {"contact": "12345"},
        {"contact": "x" * 120 + "@example.org"},
        {"password": "short one"},
        {"password": "password123"},
        {"password": "x" * 201},
        {"age": ""},
    ],
    ids=lambda wrong: "-".join(f"{name} {value[:12]}" for name, value in wrong.items()),
)
@on_sqlite
def test_a_poor_sign_up_comes_back_with_what_was_typed(session: Session, visitor: Enter, wrong: dict[str, str]) -> None:
    page = visitor().post("/accounts", 422, **(NEW | wrong))
    (wronged,) = {item.find_parent(class_="field").find(["input"])["name"] for item in page.select(".wrong li")}
    assert wronged in wrong
    assert page.select_one("#name")["value"] == (NEW | wrong)["name"]
    assert not page.select_one("#password").get("value")
    assert people(session) == []


def test_a_nul_in_a_text_does_not_reach_the_database(session: Session, visitor: Enter) -> None:
    visitor().post("/accounts", **(NEW | {"name": "Wa\0ng", "contact": "wang\0@example.org"}))
    assert [(person.name, person.email) for person in people(session)] == [("Wang", "wang@example.org")]


@on_sqlite
def test_a_contact_that_is_taken_is_said_beside_it(session: Session, visitor: Enter) -> None:
    make_person(session, email="ming@example.org")
    page = visitor().post("/accounts", 422, **NEW)
    assert "There is already an account" in page.select_one("#contact-wrong").get_text()


@on_sqlite
def test_signing_in_leads_on_to_what_was_wanted(session: Session, visitor: Enter) -> None:
    make_person(session, email="ming@example.org", password=PASSWORD)
    comer = visitor()
    comer.visit("/favourites", 303)
    comer.follow()
    comer.submit("main form", contact=" Ming@example.org", password=PASSWORD)
    assert comer.response.headers["Location"] == "/favourites"
    assert comer.follow().h1.get_text() == "Kept projects"


@on_sqlite
def test_a_form_that_needed_sign_in_leads_back_to_its_page(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    comer = visitor()
    comer.visit("/sign-in")
    token = {"csrf_token": comer.page.select_one("input[name=csrf_token]")["value"]}
    referrer = {"Referer": f"http://localhost/projects/{project.id}?lang=en"}
    answer = comer.client.post(f"/projects/{project.id}/favourite", data=token, headers=referrer)
    assert answer.headers["Location"] == f"/sign-in?next=/projects/{project.id}?lang%3Den"


@on_sqlite
@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        " //evil",
    ],
)
def test_nobody_is_sent_to_another_site(session: Session, visitor: Enter, wanted: str) -> None:
    make_person(session, email="ming@example.org", password=PASSWORD)
    comer = visitor()
    comer.post("/sign-in", contact="ming@example.org", password=PASSWORD, next=wanted)
    assert comer.response.headers["Location"] == "/for-me"


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(session: Session, visitor: Enter, language: str) -> None:
    make_person(session, email="ming@example.org", password=PASSWORD)
    pages = [
        visitor(language=language).post("/sign-in", 422, contact=contact, password="wrong words")
        for contact in ("ming@example.org", "nobody@example.org")
    ]
    assert pages[0].select_one("#contact")["value"] == "ming@example.org"
    assert pages[0].select_one("#password-wrong").get_text() == pages[1].select_one("#password-wrong").get_text()


@on_sqlite
def test_signing_out_ends_this_session(session: Session, visitor: Enter) -> None:
    person = visitor(make_person(session))
    person.visit("/mine")
    person.submit("form[action='/sign-out']")
    person.visit("/mine", 303)


@on_sqlite
def test_signing_out_everywhere_ends_the_other_devices_too(session: Session, visitor: Enter) -> None:
    person = make_person(session)
    phone, laptop = visitor(person), visitor(person)
    phone.visit("/mine")
    laptop.visit("/mine")
    laptop.submit("form[action='/sign-out-everywhere']")
    phone.visit("/mine", 303)
    laptop.visit("/mine", 303)


@on_sqlite
@pytest.mark.parametrize("contact", ["ming@example.org", "nobody@example.org"])
def test_asking_for_a_link_tells_nobody_which_accounts_exist(session: Session, visitor: Enter, contact: str) -> None:
    make_person(session, email="ming@example.org")
    page = visitor().post("/password-resets", 200, contact=contact)
    assert page.h1.get_text() == "Look into your mail"


@on_sqlite
def test_who_has_only_a_mobile_number_is_told_the_way(session: Session, visitor: Enter) -> None:
    asker = visitor()
    asker.post("/password-resets", 200, contact="13857312345")
    assert "Go to the start-up centre" in asker.text
    asker.post("/password-resets", 422, contact="neither")


@on_sqlite
def test_a_worthless_link_says_so(visitor: Enter) -> None:
    asker = visitor()
    asker.visit("/password-resets/nonsense", 409)
    assert "Ask for a new one" in asker.text
    asker.post("/password-resets/nonsense", 409, password=PASSWORD)
    asker.post("/password-resets/nonsense", 422, password="short")


@on_sqlite
@pytest.mark.parametrize("path", ["/profile", "/personalisation", "/sign-out", "/sign-out-everywhere"])
def test_who_is_not_signed_in_is_sent_to_sign_in(visitor: Enter, path: str) -> None:
    nobody = visitor()
    nobody.post(path)
    assert nobody.response.headers["Location"].startswith("/sign-in")


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_eight_answers_come_back_as_they_were_given(session: Session, visitor: Enter, language: str) -> None:
    person = visitor(make_learner(session, skills={"SK801": 3}, hours=20, about="毛衫"), language)
    page = person.visit("/profile")
    assert page.select_one("#skill-SK801 option[selected]")["value"] == "3"
    assert page.select_one("#hours")["value"] == "20"
    assert page.select_one("#about").get_text().strip() == "毛衫"
    assert "LG.DISAB" not in str(page), "health is never asked"


@on_sqlite
def test_every_answer_may_be_left_out(session: Session, visitor: Enter) -> None:
    person = make_person(session)
    answering = visitor(person)
    answering.visit("/profile")
    answering.submit("main form")
    session.rollback()
    profile = profile_of(session, person.id)
    assert (profile.hours, profile.capital, profile.region, profile.stage, profile.about) == (None, None, None, None, "")


@on_sqlite
def test_answers_are_kept_and_lead_to_what_fits(session: Session, visitor: Enter) -> None:
    person = make_person(session)
    answering = visitor(person)
    answering.visit("/profile?next=/projects")
    answering.submit("main form", hours="30", capital="50000", region="330483", sectors=["JX05"], **{"skill-SK801": "3"})
    assert answering.response.headers["Location"] == "/projects"
    session.rollback()
    assert profile_of(session, person.id).sectors == ["JX05"]
    assert skills_of(session, person.id) == {"SK801": 3}


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": "101"},
        {"hours": "many"},
        {"capital": "-1"},
        {"capital": "9" * 30},
        {"graduation_year": "1900"},
        {"graduation_year": "soon"},
        {"region": "110000"},
        {"stage": "P9"},
        {"sectors": ["XX"]},
        {"about": "x" * 601},
    ],
    ids=str,
)
@on_sqlite
def test_a_poor_answer_comes_back_with_the_others(session: Session, visitor: Enter, wrong: dict[str, str]) -> None:
    person = make_person(session)
    page = visitor(person).post("/profile", 422, **(LEFT_OUT | {"hours": "30", "skill-SK801": "2"} | wrong))
    assert page.select(".wrong li")
    assert page.select_one("#hours")["value"] == wrong.get("hours", "30")
    assert page.select_one("#skill-SK801 option[selected]")["value"] == "2"
    session.rollback()
    assert profile_of(session, person.id) is None


def test_skills_that_do_not_exist_and_levels_out_of_range_are_not_kept(session: Session, visitor: Enter) -> None:
    person = make_person(session)
    nonsense = {"skill-SK101": "12", "skill-SK102": "-1", "skill-SK999": "2", "skill-" + "x" * 60: "2", "skill-SK201": "4"}
    visitor(person).post("/profile", **LEFT_OUT, **nonsense)
    session.rollback()
    assert skills_of(session, person.id) == {"SK201": 4}


@on_sqlite
def test_switched_off_recommendations_give_the_plain_order_without_reasons(session: Session, visitor: Enter) -> None:
    newest = [make_project(session, title_en=f"Entry {number}").id for number in range(3)]
    make_mentor(session)
    person = visitor(make_learner(session))
    assert person.visit("/for-me").select(".why")
    person.submit("form[action='/personalisation']")
    page = person.follow()
    assert not page.select(".why")
    assert [a["href"] for a in page.select("article[id^=project] h3 a")] == [f"/projects/{number}" for number in reversed(newest)]
    assert not person.visit("/for-me?order=fit").select(".why"), "asking for it by the address is not asking for it"


@on_sqlite
def test_switched_off_recommendations_are_off_on_every_page(session: Session, visitor: Enter) -> None:
    project = make_project(session)
    person = visitor(make_learner(session))
    assert person.visit(f"/projects/{project.id}").select("#fit")
    person.post("/personalisation")
    assert not person.visit(f"/projects/{project.id}").select("#fit")
    person.visit("/for-me")
    person.submit("form[action='/personalisation']")
    assert person.visit(f"/projects/{project.id}").select("#fit")


@on_sqlite
def test_ones_own_file_holds_no_secret_and_nobody_else(app: Flask, session: Session, visitor: Enter) -> None:
    make_person(session, email="other@example.org")
    person = make_person(session, email="ming@example.org", password=PASSWORD)
    herself = visitor(person)
    herself.visit("/mine/data.json")
    text = herself.response.get_data(as_text=True)
    assert "ming@example.org" in text
    for secret in ("argon2", "session_epoch", "other@example.org"):
        assert secret not in text

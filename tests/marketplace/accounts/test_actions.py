"""Accounts: opening, signing in, resetting, roles, ties."""

from datetime import timedelta
from itertools import repeat
from time import perf_counter

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.actions import (
    ContactTaken,
    LinkExpired,
    WrongPassword,
    ask_password_reset,
    check_sign_in,
    grant_role,
    reset_password,
    save_profile,
    sign_out_everywhere,
    sign_up,
    tie,
    untie,
)
from marketplace.accounts.models import Tie
from marketplace.accounts.passwords import hash_password, is_common, verify_password
from marketplace.accounts.policies import may_act_for_provider, may_see_county
from marketplace.accounts.queries import people_with_role, person_by_session, skills_of, tied_people
from marketplace.accounts.terms import Role, TieKind
from marketplace.outbox import OutboxRow
from tests.crowd import at_once
from tests.makers import PASSWORD, make_person
from tests.marks import on_sqlite

SECRET = "for tests only"
ANSWERS = {"sectors": [], "hours": None, "capital": None, "region": None, "stage": None, "help_wanted": [], "group": None, "about": ""}


@on_sqlite
def test_a_new_person_is_a_learner_and_can_sign_in(session: Session) -> None:
    person = sign_up(session, name="王小明", contact="13857312345", password=PASSWORD)
    assert (person.mobile, person.email, person.role_names) == ("13857312345", None, {"learner"})
    assert check_sign_in(session, contact="13857312345", password=PASSWORD) is person


@on_sqlite
def test_a_contact_opens_one_account(session: Session) -> None:
    sign_up(session, name="A", contact="a@example.org", password=PASSWORD)
    with pytest.raises(ContactTaken):
        sign_up(session, name="B", contact="a@example.org", password=PASSWORD)


def test_two_who_sign_up_with_one_contact_at_once_open_one_account(session: Session, database_url: str) -> None:
    session.commit()
    answers = at_once(database_url, [*repeat(lambda session: sign_up(session, name="A", contact="a@example.org", password=PASSWORD), 4)])
    assert sorted(type(answer).__name__ for answer in answers) == ["ContactTaken", "ContactTaken", "ContactTaken", "NoneType"]


@on_sqlite
@pytest.mark.parametrize("case", ["unknown", "wrong", "switched off", "no password yet"])
def test_a_refused_sign_in_does_not_say_what_was_wrong(session: Session, case: str) -> None:
    person = sign_up(session, name="A", contact="a@example.org", password=PASSWORD)
    person.active = case != "switched off"
    if case == "no password yet":
        person.password_hash = ""
    contact = "b@example.org" if case == "unknown" else "a@example.org"
    with pytest.raises(WrongPassword):
        check_sign_in(session, contact=contact, password="wrong words" if case == "wrong" else PASSWORD)


def test_an_unknown_account_costs_a_hash_too() -> None:
    stored = hash_password(PASSWORD)
    verify_password("", "to fill the cache")
    took = {stored: [], "": []}
    for _ in range(5):
        for one, times in took.items():
            began = perf_counter()
            assert not verify_password(one, "wrong words")
            times.append(perf_counter() - began)
    assert min(took[""]) > min(took[stored]) / 3


def test_a_password_is_kept_as_argon2id_and_no_two_hashes_are_the_same() -> None:
    assert hash_password(PASSWORD).startswith("$argon2id$")
    assert hash_password(PASSWORD) != hash_password(PASSWORD)
    assert not verify_password("not a hash", PASSWORD)


def test_common_passwords_are_known_in_any_case() -> None:
    assert is_common("Password123")
    assert not is_common(PASSWORD)


@on_sqlite
def test_signing_out_everywhere_ends_every_session(session: Session) -> None:
    person = make_person(session)
    cookie = person.get_id()
    assert person_by_session(session, cookie) is person
    sign_out_everywhere(session, by=person)
    assert person_by_session(session, cookie) is None


@on_sqlite
@pytest.mark.parametrize("cookie", ["", "1", "x.0", "1.x", "999.0", "-1.0"])
def test_a_nonsense_session_is_nobodys(session: Session, cookie: str) -> None:
    make_person(session)
    assert person_by_session(session, cookie) is None


@on_sqlite
def test_somebody_switched_off_is_signed_out(session: Session) -> None:
    person = make_person(session)
    person.active = False
    assert person_by_session(session, person.get_id()) is None


def token_of(session: Session) -> str:
    return session.exec(select(OutboxRow).order_by(OutboxRow.id.desc())).first().payload["values"]["token"]


@on_sqlite
def test_a_reset_link_works_once(session: Session) -> None:
    person = sign_up(session, name="A", contact="a@example.org", password=PASSWORD)
    ask_password_reset(session, contact="a@example.org", secret=SECRET)
    token = token_of(session)
    assert reset_password(session, token=token, password="quite another one", secret=SECRET) is person
    assert check_sign_in(session, contact="a@example.org", password="quite another one")
    with pytest.raises(LinkExpired):
        reset_password(session, token=token, password="a third one", secret=SECRET)


@on_sqlite
def test_a_reset_link_works_for_an_hour(session: Session) -> None:
    sign_up(session, name="A", contact="a@example.org", password=PASSWORD)
    ask_password_reset(session, contact="a@example.org", secret=SECRET)
    with clock.stopped_at(clock.now() + timedelta(minutes=61)), pytest.raises(LinkExpired):
        reset_password(session, token=token_of(session), password="quite another one", secret=SECRET)


@on_sqlite
def test_a_link_made_with_another_secret_is_worth_nothing(session: Session) -> None:
    sign_up(session, name="A", contact="a@example.org", password=PASSWORD)
    ask_password_reset(session, contact="a@example.org", secret="of somebody else")
    with pytest.raises(LinkExpired):
        reset_password(session, token=token_of(session), password="quite another one", secret=SECRET)


@on_sqlite
@pytest.mark.parametrize("contact", ["nobody@example.org", "13857312345"])
def test_no_mail_goes_out_where_there_is_nobody_or_no_address(session: Session, contact: str) -> None:
    make_person(session, email=None, mobile="13857312345")
    ask_password_reset(session, contact=contact, secret=SECRET)
    assert session.exec(select(OutboxRow).where(OutboxRow.topic == "mail")).all() == []


@on_sqlite
def test_a_role_given_twice_is_held_once(session: Session) -> None:
    person = make_person(session)
    for _ in range(2):
        grant_role(session, person, Role.county_staff, region="330402")
    assert [grant.region for grant in person.grants if grant.role == Role.county_staff] == ["330402"]
    assert people_with_role(session, Role.county_staff) == [person]


@on_sqlite
def test_county_staff_see_their_county_and_the_city_sees_all(session: Session) -> None:
    county, city = make_person(session, Role.county_staff, region="330402"), make_person(session, Role.city_staff)
    assert [may_see_county(county, region) for region in ("330402", "330411")] == [True, False]
    assert may_see_county(city, "330411")
    assert not may_see_county(make_person(session), "330402")


@on_sqlite
def test_a_provider_acts_for_itself_only(session: Session) -> None:
    person = make_person(session, Role.instructor, provider_id=7)
    assert [may_act_for_provider(person, number) for number in (7, 8)] == [True, False]


@on_sqlite
def test_a_tie_counts_in_both_directions_and_once(session: Session) -> None:
    one, other = make_person(session), make_person(session)
    for _ in range(2):
        tie(session, one.id, other.id, TieKind.conflict)
    assert tied_people(session, one.id, [TieKind.conflict]) == {other.id}
    assert tied_people(session, other.id, [TieKind.conflict]) == {one.id}
    assert tied_people(session, one.id, [TieKind.blocked]) == set()
    assert len(session.exec(select(Tie)).all()) == 1
    untie(session, one.id, other.id, TieKind.conflict)
    assert tied_people(session, one.id, TieKind) == set()


@on_sqlite
def test_a_profile_saved_again_forgets_the_old_skills(session: Session) -> None:
    person = make_person(session)
    save_profile(session, by=person, answers=ANSWERS, skills={"SK101": 3, "SK102": 0})
    assert skills_of(session, person.id) == {"SK101": 3}
    save_profile(session, by=person, answers=ANSWERS, skills={"SK201": 1})
    assert skills_of(session, person.id) == {"SK201": 1}

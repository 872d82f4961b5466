"""The doors of the room, walked through as people would."""

import json
from collections.abc import Callable
from hashlib import sha256

import pytest
from sqlmodel import Session, select

from marketplace.accounts.terms import Role
from marketplace.rounds import actions
from marketplace.rounds.models import Round, RoundInput, RoundMentor, RoundWish
from marketplace.rounds.terms import RoundState
from tests.makers import in_days, make_learner, make_mentor, make_mentorship, make_person
from tests.marketplace.rounds.makers import COUNTY, Made, make_open, make_round, make_staff
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
NEW = {"name_zh": "春季结对批次", "region": "330400", "closes_on": str(in_days(20)), "max_choices": "3"}


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_list_says_what_to_do(visitor: Enter, session: Session, language: str) -> None:
    learner, staff = make_learner(session), make_staff(session)
    assert visitor(learner, language).visit("/rounds").select_one('#shown .empty a[href="/mentors"]')
    assert visitor(staff, language).visit("/rounds").select_one('#own .empty a[href="/rounds/new"]')


def test_from_a_new_round_to_its_proposals(session: Session, visitor: Enter) -> None:
    staff, second = make_staff(session), make_staff(session, "沈科长")
    learner, guide = make_learner(session), make_mentor(session)
    desk, chooses, mentor, reviewer = visitor(staff), visitor(learner), visitor(guide.person), visitor(second)
    desk.visit("/rounds/new")
    desk.submit("main form", **NEW)
    place = desk.response.headers["Location"].removesuffix("/desk")
    desk.follow()
    desk.submit("#next form")
    chooses.visit(place)
    chooses.submit("#learner form")
    chooses.follow()
    chooses.submit("#choices", choice_1=str(guide.person_id), reason_1="懂成本")
    mentor.visit(f"{place}/preferences")
    mentor.submit("#places form", seats="1")
    mentor.follow()
    mentor.submit("#participants form", **{f"learner_{learner.id}": "like"})
    desk.visit(f"{place}/desk")
    desk.submit("#next form")
    desk.follow()
    desk.submit("#solve")
    desk.follow()
    desk.submit("#next form")
    reviewer.visit(f"{place}/desk")
    reviewer.submit("#next form")
    reviewer.follow()
    reviewer.submit("#next form")
    assert "proposes a mentor to you" in chooses.visit(place).get_text()
    assert chooses.page.select_one('#learner a[href^="/requests/"]')


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_of_every_step_can_be_read_by_staff_and_auditors(session: Session, visitor: Enter, language: str) -> None:
    made, auditor = make_open(session, make_staff(session)), make_person(session, Role.auditor)
    number, readers = made.id, [visitor(made.staff, language), visitor(auditor, language)]
    for step in (_nothing, _solve, _submit, _approve, _publish):
        step(session, made)
        session.commit()
        pages = ["desk", "ledger"] + (["pairs", "unmatched", "why"] if step is not _nothing else [])
        for reader in readers:
            for page in pages:
                reader.visit(f"/rounds/{number}/{page}")


def _nothing(_session: Session, _made: Made) -> None:
    """The round is open."""


def _solve(session: Session, made: Made) -> None:
    made.solve(session)


def _submit(session: Session, made: Made) -> None:
    actions.submit_round(session, made.id, by=made.staff)


def _approve(session: Session, made: Made) -> None:
    actions.approve_round(session, made.id, by=made.staff)


def _publish(session: Session, made: Made) -> None:
    actions.publish_round(session, made.id, by=made.staff)


PLACES = ["opening", "learners", "freezing", "pins", "pins/1/1/removal", "solves", "solves/1/choice", "changes", "review", "approval", "rejection", "publication", "cancellation"]  # fmt: skip # noqa: E501


@on_sqlite
@pytest.mark.parametrize("place", PLACES)
def test_only_staff_act(session: Session, visitor: Enter, place: str) -> None:
    made, auditor, stranger = make_open(session, make_staff(session)), make_person(session, Role.auditor), make_learner(session)
    made.solve(session)
    other = make_person(session, Role.county_staff, region="330402")
    visitor().post(f"/rounds/{made.id}/{place}")
    for refused in (auditor, stranger):
        visitor(refused).post(f"/rounds/{made.id}/{place}", 403)
    valid = {f"{form}-{name}": "1" for form in ("pin", "change") for name in ("learner_id", "mentor_id")}
    reasons = {f"{form}-reason": "理由在此" for form in ("pin", "change", "rejection", "cancellation")}
    asked = {"pin-kind": "lock", "objective": "welfare", "seed": "1", "solver": "scipy"}
    visitor(other).post(f"/rounds/{made.id}/{place}", 404, **valid, **reasons, **asked)


@on_sqlite
@pytest.mark.parametrize(
    "page", ["desk", "pairs", "unmatched", "why", "ledger", "input.json", "solves/1/result.json", "solves/1/recomputation"]
)
def test_only_staff_and_auditors_read_what_proves_a_round(session: Session, visitor: Enter, page: str) -> None:
    made, auditor, stranger = make_open(session, make_staff(session)), make_person(session, Role.auditor), make_learner(session)
    made.solve(session)
    other = make_person(session, Role.county_staff, region="330402")
    address = f"/rounds/{made.id}/{page}"
    visitor().visit(address, 303)
    visitor(stranger).visit(address, 403)
    visitor(other).visit(address, 404)
    visitor(auditor).visit(address)


@on_sqlite
def test_auditors_read_numbers_and_no_names(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    auditor = visitor(make_person(session, Role.auditor, name="审计员"))
    for page in ("desk", "pairs", "unmatched", "ledger"):
        auditor.visit(f"/rounds/{made.id}/{page}")
        assert not [name for name in ("王小明", "Shen Jing", "沈静") if name in auditor.text], page
    assert auditor.page.select("main form[method=post]") == []
    assert "王小明" in visitor(made.staff).visit(f"/rounds/{made.id}/pairs").get_text()


@on_sqlite
def test_a_new_round_with_wrong_days_keeps_what_was_typed(session: Session, visitor: Enter) -> None:
    staff = visitor(make_staff(session))
    staff.visit("/rounds/new")
    staff.submit("main form", 422, **NEW | {"opens_on": str(in_days(30))})
    assert "comes before the first" in staff.text
    field = staff.page.select_one("input[name=name_zh]")
    assert field is not None
    assert field["value"] == NEW["name_zh"]


@on_sqlite
def test_county_staff_are_offered_their_county_only(session: Session, visitor: Enter) -> None:
    page = visitor(make_person(session, Role.county_staff, region=COUNTY)).visit("/rounds/new")
    assert [option["value"] for option in page.select("select[name=region] option")] == [COUNTY]


@on_sqlite
def test_a_draft_is_there_for_staff_only(session: Session, visitor: Enter) -> None:
    staff, learner = make_staff(session), make_learner(session)
    number = make_round(session, staff).id
    visitor(learner).visit(f"/rounds/{number}", 404)
    assert "Winter round" not in visitor(learner).visit("/rounds").get_text()
    visitor(staff).visit(f"/rounds/{number}")


@on_sqlite
@pytest.mark.parametrize("page", ["", "/choices", "/preferences"])
def test_the_pages_of_those_who_take_part_need_sign_in(session: Session, visitor: Enter, page: str) -> None:
    made = make_open(session, make_staff(session))
    visitor().visit(f"/rounds/{made.id}{page}", 303)


@on_sqlite
def test_choices_are_filled_with_what_was_said_and_can_be_changed(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    first, second = (mentor.person_id for mentor in made.mentors)
    learner = visitor(made.learners[0])
    learner.visit(f"/rounds/{made.id}/choices")
    learner.submit("#choices", choice_2=str(first), reason_2="离得近", avoid=[str(second)])
    learner.follow()
    learner.submit("#choices")
    rows = session.exec(select(RoundWish.other_id, RoundWish.rank, RoundWish.reason)).all()
    assert sorted(map(tuple, rows)) == sorted([(first, 1, "离得近"), (second, None, "")])


@on_sqlite
def test_a_mentor_twice_in_the_choices_is_said_beside_the_field(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    number, learner = str(made.mentors[0].person_id), visitor(made.learners[0])
    learner.visit(f"/rounds/{made.id}/choices")
    learner.submit("#choices", 422, choice_1=number, reason_1="懂成本", choice_2=number)
    assert "stands twice" in learner.text
    field = learner.page.select_one("input[name=reason_1]")
    assert field is not None
    assert field["value"] == "懂成本"


@on_sqlite
def test_choices_are_for_those_who_take_part(session: Session, visitor: Enter) -> None:
    made, stranger = make_open(session, make_staff(session)), make_person(session)
    visitor(stranger).visit(f"/rounds/{made.id}/choices", 404)
    visitor(stranger).post(f"/rounds/{made.id}/choices", 404)
    visitor(stranger).post(f"/rounds/{made.id}/participation", 409)


@on_sqlite
def test_one_leaves_a_round_on_its_page(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    learner = visitor(made.learners[0])
    learner.visit(f"/rounds/{made.id}")
    learner.submit("#learner form")
    assert learner.follow().select_one(f'#learner form[action="/rounds/{made.id}/participation"]')


@on_sqlite
def test_closed_choices_are_shown_and_not_changed(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    made.choose(session, 0, 1)
    actions.freeze_round(session, made.id, by=made.staff)
    learner = visitor(made.learners[0])
    page = learner.visit(f"/rounds/{made.id}/choices")
    assert page.select_one(f'ol a[href="/mentors/{made.mentors[1].person_id}"]')
    learner.post(f"/rounds/{made.id}/choices", 409)


@on_sqlite
def test_mentors_see_answers_but_neither_contacts_nor_names_of_the_added(session: Session, visitor: Enter) -> None:
    made, joined = make_open(session, make_staff(session), learners=1), make_learner(session)
    joined.name = "李自荐"
    actions.join_round(session, made.id, by=joined)
    mentor = visitor(made.mentors[0].person)
    mentor.visit(f"/rounds/{made.id}/preferences")
    assert "李自荐" in mentor.text
    assert not [word for word in ("王小明", "example.org") if word in mentor.text]


@on_sqlite
def test_more_places_than_are_free_are_refused_beside_the_field(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    mentor = visitor(made.mentors[0].person)
    mentor.visit(f"/rounds/{made.id}/preferences")
    mentor.submit("#places form", 422, seats="9")
    assert "You have 1 free places" in mentor.text
    mentor.submit("#places form", 422, seats="x")
    assert session.exec(select(RoundMentor)).all() == []


@on_sqlite
def test_preferences_are_a_mentors(session: Session, visitor: Enter) -> None:
    made, learner = make_open(session, make_staff(session)), make_learner(session)
    full = make_mentor(session, region="330402", online=False)
    visitor(learner).visit(f"/rounds/{made.id}/preferences", 403)
    visitor(learner).post(f"/rounds/{made.id}/seats", 403)
    full.state = "paused"
    visitor(full.person).visit(f"/rounds/{made.id}/preferences", 409)


@on_sqlite
def test_a_wrong_value_among_the_preferences_is_refused(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session), learners=1)
    mentor = visitor(made.mentors[0].person)
    mentor.visit(f"/rounds/{made.id}/preferences")
    mentor.post(f"/rounds/{made.id}/preferences?page=1", 422, **{f"learner_{made.learners[0].id}": "love"})


@on_sqlite
@pytest.mark.parametrize(
    ("place", "fields", "name"),
    [
        ("pins", {"pin-learner_id": "0", "pin-mentor_id": "7", "pin-kind": "lock", "pin-reason": "约好了"}, "pin-mentor_id"),
        ("pins", {"pin-learner_id": "999", "pin-mentor_id": "7", "pin-kind": "lock", "pin-reason": "约好了"}, "pin-mentor_id"),
        ("changes", {"change-learner_id": "8", "change-mentor_id": "7", "change-reason": ""}, "change-mentor_id"),
        ("changes", {"change-learner_id": "999", "change-mentor_id": "7", "change-reason": "约好了"}, "change-mentor_id"),
        ("solves", {"objective": "luck", "seed": "7", "solver": "scipy"}, "seed"),
    ],
)
def test_bad_input_at_the_desk_keeps_what_was_typed(
    session: Session, visitor: Enter, place: str, fields: dict[str, str], name: str
) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    desk = visitor(made.staff)
    desk.post(f"/rounds/{made.id}/{place}", 422, **fields)
    field = desk.page.select_one(f'input[name="{name}"]')
    assert field is not None
    assert field["value"] == "7"
    assert desk.page.select_one(".wrong")


@on_sqlite
def test_a_reason_is_asked_for_to_give_back_and_to_cancel(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    actions.submit_round(session, made.id, by=made.staff)
    desk = visitor(made.staff)
    for place in ("rejection", "cancellation"):
        desk.post(f"/rounds/{made.id}/{place}", 422, **{f"{place}-reason": ""})
    desk.visit(f"/rounds/{made.id}/desk")
    desk.submit("#reject", **{"rejection-reason": "平湖的三个人再看看"})
    assert "平湖的三个人再看看" in desk.visit(f"/rounds/{made.id}/ledger").get_text()
    desk.visit(f"/rounds/{made.id}/desk")
    desk.submit("#cancel form", **{"cancellation-reason": "名单有误"})
    session.expire_all()
    assert session.get_one(Round, made.id).state == RoundState.cancelled


@on_sqlite
def test_pins_and_changes_on_the_desk(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    learner, mentor, desk = str(made.learners[0].id), str(made.mentors[0].person_id), visitor(made.staff)
    desk.visit(f"/rounds/{made.id}/desk")
    desk.submit("#pins form.stack", **{"pin-learner_id": learner, "pin-mentor_id": mentor, "pin-reason": "约好了"})
    assert "约好了" in desk.follow().get_text()
    desk.submit("#pins table form")
    desk.follow()
    desk.submit("#changes form", **{"change-learner_id": learner, "change-reason": "本人不方便"})
    assert "本人不方便" in visitor(made.staff).visit(f"/rounds/{made.id}/unmatched").get_text()


@on_sqlite
def test_files_are_the_very_bytes_that_the_digests_name(session: Session, visitor: Enter) -> None:
    made = make_open(session, make_staff(session))
    solve = made.solve(session)
    auditor = visitor(make_person(session, Role.auditor))
    auditor.visit(f"/rounds/{made.id}/input.json")
    assert sha256(auditor.response.data).hexdigest() == session.get_one(RoundInput, made.id).sha256
    auditor.visit(f"/rounds/{made.id}/solves/{solve.id}/result.json")
    assert sha256(auditor.response.data).hexdigest() == solve.result_sha256
    assert json.loads(auditor.response.data)["pairs"] == [list(pair) for pair in made.pairs(solve)]


@on_sqlite
def test_files_of_what_is_not_there_yet_are_not_there(session: Session, visitor: Enter) -> None:
    made, other = make_open(session, make_staff(session)), make_open(session, make_staff(session), learners=1)
    solve = other.solve(session)
    desk = visitor(made.staff)
    for page in ("input.json", "pairs", f"solves/{solve.id}/result.json", f"solves/{solve.id}/recomputation"):
        desk.visit(f"/rounds/{made.id}/{page}", 404)


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_working_it_out_again_says_whether_it_is_the_same(session: Session, visitor: Enter, language: str) -> None:
    made = make_open(session, make_staff(session))
    solve = made.solve(session)
    desk, place = visitor(made.staff, language), f"/rounds/{made.id}/solves/{solve.id}/recomputation"
    assert desk.visit(place).select_one("#same")
    solve.matching_version, solve.result_sha256 = "0.0+old", sha256(b"{}").hexdigest()
    solve.result = "{}"
    session.add(solve)
    session.commit()
    assert desk.visit(place).select_one("#differs")


@on_sqlite
@pytest.mark.parametrize("objective", ["welfare", "participation", "stable"])
def test_why_not_is_answered_with_a_sentence(session: Session, visitor: Enter, objective: str) -> None:
    made = make_open(session, make_staff(session), learners=3, mentors=1, objective=objective)
    made.choose(session, 1, 0)
    made.solve(session)
    desk, mentor = visitor(made.staff), made.mentors[0].person_id
    for learner in made.learners:
        page = desk.visit(f"/rounds/{made.id}/why?learner={learner.id}&mentor={mentor}")
        assert page.select_one("#why .note")
    assert "no candidates" in desk.visit(f"/rounds/{made.id}/why?learner=999&mentor={mentor}").get_text()
    piece = desk.visit(f"/rounds/{made.id}/why?learner={made.learners[0].id}&mentor={mentor}", fragment=True)
    assert piece.select_one("#why")
    assert desk.visit(f"/rounds/{made.id}/why?learner=x").select_one(".wrong")


@on_sqlite
def test_lists_ask_a_constant_number_of_statements(session: Session, visitor: Enter, statements: list[str]) -> None:
    small, large = make_open(session, make_staff(session), learners=2), make_open(session, make_staff(session), learners=20, seats=12)
    for made in (small, large):
        made.solve(session)
    desk, counts = visitor(small.staff), []
    for made in (small, large):
        for page in ("desk", "pairs", "unmatched"):
            statements.clear()
            desk.visit(f"/rounds/{made.id}/{page}")
            counts.append(len(statements))
    assert counts[:3] == counts[3:]


@on_sqlite
def test_the_learner_reads_what_became_of_her(session: Session, visitor: Enter) -> None:
    paired, mentor = make_learner(session), make_mentor(session, seats=2)
    make_mentorship(session, paired, mentor)
    made = make_open(session, make_staff(session), learners=3, mentors=0)
    solve = made.solve(session)
    made.approved(session)
    actions.publish_round(session, made.id, by=made.staff)
    alone = next(learner for learner in made.learners if learner.id not in dict(made.pairs(solve)))
    assert "goes on looking by hand" in visitor(alone).visit(f"/rounds/{made.id}").get_text()

"""A mentor for many who wait at once: the preview, what is proposed, and what is refused."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role
from marketplace.errors import NotFound
from marketplace.mentoring.actions import avoid_mentor, pause_mentor, put_on_waiting_list
from marketplace.mentoring.models import Mentor, MentoringRequest
from marketplace.mentoring.terms import RequestState, WaitingReason
from marketplace.rounds.actions import assign
from marketplace.rounds.assigning import Preview, preview
from marketplace.rounds.queries import waits_in
from tests.makers import make_learner, make_mentor, make_mentorship, make_person
from tests.marks import on_sqlite
from tests.visitor import Visitor

Enter = Callable[..., Visitor]
HOME, AWAY = "330483", "330481"


def make_waiting(session: Session, *, priority: int = 1, region: str = HOME) -> Person:
    learner = make_learner(session, region=region)
    put_on_waiting_list(session, learner.id or 0, reason=WaitingReason.asked, priority=priority)
    return learner


def made(session: Session, regions: frozenset[str] | None = None) -> Preview:
    return preview(session, waits_in(session, regions), regions)


def pair_of(learner: Person, mentor: Mentor) -> tuple[int, int]:
    return learner.id or 0, mentor.person_id


def proposals(session: Session) -> list[MentoringRequest]:
    return list(session.exec(select(MentoringRequest).where(MentoringRequest.state == RequestState.proposed)))


def test_as_many_as_there_are_places_and_the_others_read_why(session: Session) -> None:
    for _ in range(3):
        make_waiting(session)
    make_mentor(session, seats=2)
    seen = made(session)
    assert (len(seen.pairs), [one.cause for one in seen.alone], seen.seats) == (2, ["all_full"], 2)


def test_who_lost_a_mentor_goes_first(session: Session) -> None:
    make_waiting(session)
    first = make_waiting(session, priority=0)
    make_mentor(session, seats=1)
    assert [one.wait.person_id for one in made(session).pairs] == [first.id]


def test_people_kept_apart_are_no_pair(session: Session) -> None:
    learner, mentor = make_waiting(session), make_mentor(session)
    avoid_mentor(session, mentor.person_id, by=learner)
    assert [one.cause for one in made(session).alone] == ["no_candidates"]


def test_paused_and_full_mentors_are_not_in_it(session: Session) -> None:
    make_waiting(session)
    paused, full = make_mentor(session), make_mentor(session, seats=1)
    pause_mentor(session, paused, until=None, by_clock=False, by=paused.person)
    make_mentorship(session, make_learner(session), full)
    assert made(session).seats == 0


def test_a_mentor_far_away_who_does_not_work_online_is_out_of_reach(session: Session) -> None:
    make_waiting(session)
    make_mentor(session, region=AWAY, online=False)
    assert not made(session).pairs


def test_who_has_a_proposal_is_held_back(session: Session) -> None:
    learner, mentor = make_waiting(session), make_mentor(session)
    assign(session, [pair_of(learner, mentor)], None, by=make_person(session, Role.city_staff))
    assert [one.cause for one in made(session).alone] == ["proposed"]


def test_a_pair_that_is_no_longer_possible_is_told_and_the_others_go_through(session: Session) -> None:
    one, two, mentor = make_waiting(session), make_waiting(session), make_mentor(session, seats=1)
    done = assign(session, [pair_of(one, mentor), pair_of(two, mentor)], None, by=make_person(session, Role.city_staff))
    assert (done.made, [learner.id for learner, _, _ in done.refused]) == (1, [two.id])
    assert [request.learner_id for request in proposals(session)] == [one.id]


def test_pressed_twice_it_proposes_once(session: Session) -> None:
    learner, mentor, staff = make_waiting(session), make_mentor(session), make_person(session, Role.city_staff)
    pairs = [pair_of(learner, mentor)]
    assert [assign(session, pairs, None, by=staff).made for _ in range(2)] == [1, 0]
    assert len(proposals(session)) == 1


@pytest.mark.parametrize("waits", [True, False])
def test_only_those_who_wait_in_ones_own_county(session: Session, waits: bool) -> None:
    learner = make_waiting(session, region=AWAY) if waits else make_learner(session)
    with pytest.raises(NotFound):
        assign(
            session, [pair_of(learner, make_mentor(session))], frozenset({HOME}), by=make_person(session, Role.county_staff, region=HOME)
        )


def test_staff_look_through_the_pairs_and_propose_them(session: Session, visitor: Enter) -> None:
    learner, mentor = make_waiting(session), make_mentor(session)
    staff = visitor(make_person(session, Role.county_staff, region=HOME))
    staff.visit("/rounds/assignments")
    staff.submit("#who", 200)
    assert not proposals(session)
    session.commit()
    staff.submit("#pairs", 200)
    assert "1 pair was proposed" in staff.text
    session.expire_all()
    assert [(one.learner_id, one.mentor_id) for one in proposals(session)] == [pair_of(learner, mentor)]


def test_a_place_that_went_meanwhile_is_said(session: Session, visitor: Enter) -> None:
    make_waiting(session)
    mentor = make_mentor(session, seats=1)
    staff = visitor(make_person(session, Role.city_staff))
    staff.visit("/rounds/assignments")
    staff.submit("#who", 200)
    make_mentorship(session, make_learner(session), mentor)
    session.commit()
    staff.submit("#pairs", 200)
    assert staff.page.select_one("#refused li")
    assert not proposals(session)


@on_sqlite
def test_only_the_ticked_ones(session: Session, visitor: Enter) -> None:
    one, _ = make_waiting(session), make_waiting(session)
    make_mentor(session)
    staff = visitor(make_person(session, Role.city_staff))
    staff.visit("/rounds/assignments")
    staff.submit("#who", 200, who="ticked", learners=[str(one.id)])
    assert len(staff.page.select("#pairs tbody tr")) == 1


@on_sqlite
def test_nothing_ticked_is_said_and_what_was_chosen_stays(session: Session, visitor: Enter) -> None:
    make_waiting(session)
    make_mentor(session)
    staff = visitor(make_person(session, Role.city_staff))
    staff.visit("/rounds/assignments")
    staff.submit("#who", 422, who="ticked")
    assert staff.page.select_one("#who .wrong")
    assert staff.page.select_one("input[value=ticked][checked]")
    staff.submit("#who", 200, who="all")
    staff.submit("#pairs", 422, pairs=[])
    assert staff.page.select_one("#pairs .wrong")
    assert not staff.page.select("#pairs tbody input[checked]")


@on_sqlite
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nobody_waits(session: Session, visitor: Enter, language: str) -> None:
    staff = visitor(make_person(session, Role.city_staff), language)
    assert staff.visit("/rounds/assignments").select_one(".empty a[href='/mentoring/overview']")


@on_sqlite
def test_the_doors_are_for_staff(session: Session, visitor: Enter) -> None:
    visitor().visit("/rounds/assignments", 303)
    for person in (make_learner(session), make_person(session, Role.auditor)):
        stranger = visitor(person)
        stranger.visit("/rounds/assignments", 403)
        stranger.post("/rounds/assignments/preview", 403)
        stranger.post("/rounds/assignments", 403, pairs="1-2")


@on_sqlite
def test_pairs_of_nobody_who_waits_are_not_found(session: Session, visitor: Enter) -> None:
    mentor, learner = make_mentor(session), make_learner(session)
    staff = visitor(make_person(session, Role.city_staff))
    staff.visit("/rounds/assignments")
    staff.post("/rounds/assignments", 404, pairs=f"{learner.id}-{mentor.person_id}", county="", learners="")


@on_sqlite
def test_the_preview_takes_as_many_statements_for_many(session: Session, visitor: Enter, statements: list[str]) -> None:
    staff, counts = make_person(session, Role.city_staff), []
    make_mentor(session, seats=20)
    for number in (2, 6):
        for _ in range(number):
            make_waiting(session)
        reader = visitor(staff)
        reader.visit("/rounds/assignments")
        reader.submit("#who", 200)
        statements.clear()
        reader.visit("/rounds/assignments")
        reader.submit("#who", 200)
        counts.append(len(statements))
    assert counts[0] == counts[1]

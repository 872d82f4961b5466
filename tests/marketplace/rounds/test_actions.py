"""A round from the draft to the proposals, each rule on its own."""

import json
from hashlib import sha256

import pytest
from sqlmodel import Session, col, select

from marketplace import clock, ledger
from marketplace.accounts.actions import tie
from marketplace.accounts.models import Guardian
from marketplace.accounts.terms import Role, TieKind
from marketplace.errors import NotAllowed, NotFound, Refusal
from marketplace.history import history_of
from marketplace.mentoring.actions import confirm_proposal
from marketplace.mentoring.models import MentoringRequest, Waiting
from marketplace.mentoring.terms import RequestState
from marketplace.notifications.models import Notification
from marketplace.rounds import actions, queries
from marketplace.rounds.models import RoundInput, RoundPlace, RoundWish
from marketplace.rounds.queries.wishes import Participant
from marketplace.rounds.refusals import (
    CannotJoin,
    ClosedForChoices,
    KeptApart,
    LocksImpossible,
    NobodyThere,
    NoMentorHere,
    NoPlaceLeft,
    NotACandidate,
    OutOfTurn,
    SecondPersonNeeded,
    TooManySeats,
)
from marketplace.rounds.terms import Apart, Objective, PinKind, RoundState, Wish, chain_of
from tests.crowd import at_once, one
from tests.makers import in_days, make_learner, make_mentor, make_mentorship, make_person
from tests.marketplace.rounds.makers import COUNTY, make_open, make_round, make_staff
from tests.marks import on_sqlite


@on_sqlite
def test_county_staff_make_rounds_of_their_county_only(session: Session) -> None:
    local = make_person(session, Role.county_staff, region=COUNTY)
    assert make_round(session, local, region=COUNTY).state == RoundState.draft
    for region in ("330402", None):
        with pytest.raises(NotAllowed):
            make_round(session, local, region=region)


@on_sqlite
def test_another_county_cannot_touch_a_round(session: Session) -> None:
    number = make_round(session, make_staff(session), region=COUNTY).id or 0
    stranger = make_person(session, Role.county_staff, region="330402")
    with pytest.raises(NotFound):
        actions.open_round(session, number, by=stranger)


@on_sqlite
def test_mentors_with_places_are_told_of_the_opening_once(session: Session) -> None:
    made = make_open(session, make_staff(session))
    make_mentor(session, seats=0)
    told = session.exec(select(Notification.person_id).where(Notification.kind == "round_opened")).all()
    assert sorted(told) == [mentor.person_id for mentor in made.mentors]


@on_sqlite
def test_who_waits_is_added_once_and_who_has_a_mentor_is_not(session: Session) -> None:
    paired, mentor = make_learner(session), make_mentor(session, seats=2)
    make_mentorship(session, paired, mentor)
    made = make_open(session, make_staff(session))
    assert paired.id not in queries.learner_ids(session, made.id)
    assert actions.add_waiting(session, made.id, by=made.staff) == 0


@on_sqlite
def test_one_joins_and_leaves_by_oneself(session: Session) -> None:
    made, learner = make_open(session, make_staff(session)), make_learner(session)
    for _ in range(2):
        actions.join_round(session, made.id, by=learner)
    actions.save_choices(session, made.id, [Wish(made.mentors[0].person_id, 1, "懂成本")], by=learner)
    actions.leave_round(session, made.id, by=learner)
    assert learner.id not in queries.learner_ids(session, made.id)
    assert session.exec(select(RoundWish)).all() == []


@on_sqlite
def test_who_cannot_join_is_told_why(session: Session) -> None:
    made = make_open(session, make_staff(session), region=COUNTY)
    for stranger in (make_person(session), make_learner(session, region="330402")):
        with pytest.raises(CannotJoin):
            actions.join_round(session, made.id, by=stranger)


@on_sqlite
def test_choices_take_the_place_of_earlier_ones(session: Session) -> None:
    made = make_open(session, make_staff(session))
    made.choose(session, 0, 0, 1)
    made.choose(session, 0, 1)
    wishes = session.exec(select(RoundWish.other_id, RoundWish.rank)).all()
    assert [tuple(wish) for wish in wishes] == [(made.mentors[1].person_id, 1)]


@on_sqlite
def test_choices_have_their_limits(session: Session) -> None:
    made, elsewhere = make_open(session, make_staff(session), mentors=4, region=COUNTY), make_mentor(session, region="330402", online=False)
    too_many = [Wish(mentor.person_id, rank) for rank, mentor in enumerate(made.mentors, start=1)]
    for wishes in ([Wish(elsewhere.person_id, 1)], too_many):
        with pytest.raises(NoMentorHere):
            actions.save_choices(session, made.id, wishes, by=made.learners[0])


@on_sqlite
def test_nobody_chooses_after_the_freezing(session: Session) -> None:
    made = make_open(session, make_staff(session))
    actions.freeze_round(session, made.id, by=made.staff)
    with pytest.raises(ClosedForChoices):
        made.choose(session, 0, 0)
    with pytest.raises(ClosedForChoices):
        actions.give_seats(session, made.id, 0, by=made.mentors[0].person)


@on_sqlite
def test_nobody_chooses_before_the_first_day(session: Session) -> None:
    made = make_open(session, make_staff(session), opens_on=in_days(2))
    with pytest.raises(ClosedForChoices):
        made.choose(session, 0, 0)


@on_sqlite
def test_a_mentor_may_give_fewer_places_but_not_more(session: Session) -> None:
    made = make_open(session, make_staff(session), mentors=1, seats=2)
    with pytest.raises(TooManySeats):
        actions.give_seats(session, made.id, 3, by=made.mentors[0].person)
    actions.give_seats(session, made.id, 1, by=made.mentors[0].person)
    assert made.solve(session).n_pairs == 1
    assert made.frozen(session)["seats"] == [[made.mentors[0].person_id, 1]]


@on_sqlite
def test_a_round_without_learners_is_not_frozen(session: Session) -> None:
    staff = make_staff(session)
    number = make_round(session, staff).id or 0
    actions.open_round(session, number, by=staff)
    with pytest.raises(NobodyThere):
        actions.freeze_round(session, number, by=staff)


def test_first_choices_are_met_where_they_can_be(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=2)
    made.choose(session, 0, 1, 0)
    made.choose(session, 1, 0, 1)
    solve = made.solve(session)
    assert made.pairs(solve) == [(made.learners[0].id, made.mentors[1].person_id), (made.learners[1].id, made.mentors[0].person_id)]
    assert queries.choices_met(session, made.id) == {1: 2}


def test_what_the_mentor_says_counts_too(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=2, mentors=1)
    wanted = made.learners[1].id or 0
    actions.save_preferences(session, made.id, {wanted: True}, by=made.mentors[0].person)
    assert made.pairs(made.solve(session)) == [(wanted, made.mentors[0].person_id)]


def test_a_pair_is_never_solved_that_one_side_wants_to_avoid(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=2, mentors=1, seats=2)
    made.avoid(session, 0, 0)
    actions.save_preferences(session, made.id, {made.learners[1].id or 0: False}, by=made.mentors[0].person)
    assert made.solve(session).n_pairs == 0
    assert queries.unmatched_causes(session, made.id) == {"no_candidates": 2}


@pytest.mark.parametrize("kind", [TieKind.blocked, TieKind.conflict])
def test_a_blocked_or_conflicted_pair_is_never_solved(session: Session, kind: TieKind) -> None:
    made = make_open(session, make_staff(session), learners=1, mentors=1)
    made.choose(session, 0, 0)
    tie(session, made.mentors[0].person_id, made.learners[0].id or 0, kind)
    assert made.solve(session).n_pairs == 0


def test_a_block_after_the_freezing_counts_at_the_next_solve(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=1, mentors=1)
    made.choose(session, 0, 0)
    assert made.solve(session).n_pairs == 1
    tie(session, made.learners[0].id or 0, made.mentors[0].person_id, TieKind.blocked)
    assert made.solve(session).n_pairs == 0


def test_a_block_after_the_approval_lets_the_pair_fall_away(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=1, mentors=1)
    made.solve(session)
    made.approved(session)
    tie(session, made.learners[0].id or 0, made.mentors[0].person_id, TieKind.blocked)
    actions.publish_round(session, made.id, by=made.staff)
    assert session.get_one(RoundPlace, (made.id, made.learners[0].id)).cause == Apart.fell_away
    assert session.exec(select(MentoringRequest)).all() == []


@on_sqlite
def test_the_frozen_input_is_whole_and_holds_no_names(session: Session) -> None:
    made = make_open(session, make_staff(session))
    made.choose(session, 0, 1)
    actions.freeze_round(session, made.id, by=made.staff)
    row = session.get_one(RoundInput, made.id)
    assert sha256(row.document.encode()).hexdigest() == row.sha256
    assert row.document.encode() == ledger.canonical(json.loads(row.document))
    assert not any(word in row.document for word in ("王小明", "沈静", "example.org"))
    assert made.frozen(session)["choices"] == [[made.learners[0].id, made.mentors[1].person_id, 1]]


@on_sqlite
def test_what_a_pair_is_worth_follows_the_formula(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=1)
    made.choose(session, 0, 1)
    actions.save_preferences(session, made.id, {made.learners[0].id or 0: True}, by=made.mentors[1].person)
    actions.freeze_round(session, made.id, by=made.staff)
    (_, _, fit, chance, worth, other), (_, _, _, likes, chosen, named) = made.frozen(session)["candidates"]
    assert (worth, other) == (round(0.6 * fit, 6), round(0.6 * chance, 6))
    assert (chosen, named) == (1.0, round(0.6 + 0.4 * likes, 6))


@on_sqlite
def test_locked_pairs_are_made_and_forbidden_ones_are_not(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=2)
    first, second = (learner.id or 0 for learner in made.learners)
    wanted, other = (mentor.person_id for mentor in made.mentors)
    made.choose(session, 0, 0)
    made.choose(session, 1, 1)
    actions.pin_pair(session, made.id, first, other, PinKind.lock, by=made.staff, reason="同一条街")
    actions.pin_pair(session, made.id, second, wanted, PinKind.forbid, by=made.staff, reason="曾经合作过")
    assert made.pairs(made.solve(session)) == [(first, other)]
    actions.unpin_pair(session, made.id, first, other, by=made.staff)
    assert made.pairs(made.solve(session)) == [(first, wanted), (second, other)]


@on_sqlite
def test_locks_that_cannot_be_are_refused(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=2, mentors=1)
    for learner in made.learners:
        actions.pin_pair(session, made.id, learner.id or 0, made.mentors[0].person_id, PinKind.lock, by=made.staff, reason="约好了")
    with pytest.raises(LocksImpossible):
        made.solve(session)


@on_sqlite
def test_a_pair_kept_apart_is_not_locked(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=1, mentors=2)
    learner, mentor = made.learners[0].id or 0, made.mentors[0].person_id
    made.avoid(session, 0, 1)
    tie(session, learner, mentor, TieKind.blocked)
    with pytest.raises(KeptApart):
        actions.pin_pair(session, made.id, learner, mentor, PinKind.lock, by=made.staff, reason="约好了")
    actions.freeze_round(session, made.id, by=made.staff)
    with pytest.raises(NotACandidate):
        actions.pin_pair(session, made.id, learner, made.mentors[1].person_id, PinKind.lock, by=made.staff, reason="约好了")


@on_sqlite
def test_earlier_answers_are_kept_and_can_be_taken_up_again(session: Session) -> None:
    made = make_open(session, make_staff(session))
    first = made.solve(session)
    second = made.solve(session, objective=Objective.stable, seed=5)
    assert [solve.id for solve in queries.solves_of(session, made.id)] == [second.id, first.id]
    assert made.round.solve_id == second.id
    actions.choose_solve(session, made.id, first.id or 0, by=made.staff)
    assert made.round.solve_id == first.id


@on_sqlite
def test_a_pair_is_changed_only_with_a_place_and_a_reason_in_the_ledger(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=3)
    solve = made.solve(session)
    alone = next(learner.id or 0 for learner in made.learners if learner.id not in dict(made.pairs(solve)))
    learner, mentor = made.pairs(solve)[0]
    with pytest.raises(NoPlaceLeft):
        actions.change_pair(session, made.id, alone, mentor, by=made.staff, reason="家就在隔壁")
    actions.change_pair(session, made.id, learner, None, by=made.staff, reason="本人不方便")
    actions.change_pair(session, made.id, alone, mentor, by=made.staff, reason="家就在隔壁")
    assert dict(queries.numbers_of_places(session, made.id)) | {learner: None, alone: mentor} == dict(
        queries.numbers_of_places(session, made.id)
    )
    last = ledger.entries_of(session, chain_of(made.id))[-1]
    assert last.entry == {"event": "override", "reason": "家就在隔壁", "learner": alone, "mentor_after": mentor}


@on_sqlite
def test_a_pair_kept_apart_cannot_be_made_by_hand(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=1, mentors=1)
    made.avoid(session, 0, 0)
    made.solve(session)
    with pytest.raises(KeptApart):
        actions.change_pair(session, made.id, made.learners[0].id or 0, made.mentors[0].person_id, by=made.staff, reason="试试看")


@on_sqlite
def test_few_pairs_may_be_approved_by_whoever_made_them(session: Session) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    actions.submit_round(session, made.id, by=made.staff)
    assert actions.approve_round(session, made.id, by=made.staff).state == RoundState.approved


@on_sqlite
def test_many_pairs_need_somebody_who_had_no_part(session: Session) -> None:
    made, solver, second = (
        make_open(session, make_staff(session), learners=11, mentors=1, seats=11),
        make_staff(session),
        make_staff(session),
    )
    actions.freeze_round(session, made.id, by=made.staff)
    actions.solve_again(session, made.id, by=solver)
    actions.submit_round(session, made.id, by=solver)
    for involved in (made.staff, solver):
        with pytest.raises(SecondPersonNeeded):
            actions.approve_round(session, made.id, by=involved)
    assert actions.approve_round(session, made.id, by=second).state == RoundState.approved


@on_sqlite
def test_who_gave_it_back_may_approve_the_next_answer(session: Session) -> None:
    made, second = make_open(session, make_staff(session), learners=11, mentors=1, seats=11), make_staff(session)
    made.solve(session)
    actions.submit_round(session, made.id, by=made.staff)
    actions.reject_round(session, made.id, by=second, reason="再看看平湖的三个人")
    assert made.round.state == RoundState.solved
    made.solve(session, objective=Objective.welfare)
    actions.submit_round(session, made.id, by=made.staff)
    assert actions.approve_round(session, made.id, by=second).state == RoundState.approved


def test_publishing_proposes_the_pairs_and_tells_everybody(session: Session) -> None:
    made = make_open(session, make_staff(session))
    solve = made.solve(session)
    made.approved(session)
    actions.publish_round(session, made.id, by=made.staff)
    proposals = session.exec(select(MentoringRequest).order_by(col(MentoringRequest.learner_id))).all()
    assert [(one.learner_id, one.mentor_id) for one in proposals] == made.pairs(solve)
    assert {(one.state, one.round_id) for one in proposals} == {(RequestState.proposed, made.id)}
    alone = {learner.id for learner in made.learners} - set(dict(made.pairs(solve)))
    assert set(session.exec(select(Notification.person_id).where(Notification.kind == "round_nobody"))) == alone
    assert set(session.exec(select(Waiting.person_id))) == alone


def test_published_twice_at_once_is_published_once(session: Session, database_url: str) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    made.approved(session)
    session.commit()
    number = made.staff.id
    refusals = at_once(database_url, [lambda session: actions.publish_round(session, made.id, by=one(session, number))] * 2)
    assert sorted(type(refusal).__name__ for refusal in refusals) == ["NoneType", "OutOfTurn"]
    session.expire_all()
    assert len(session.exec(select(MentoringRequest)).all()) == 2


def test_a_round_is_put_away_when_all_proposals_have_ended(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=1, mentors=1)
    made.solve(session)
    made.approved(session)
    actions.publish_round(session, made.id, by=made.staff)
    actions.run_rounds_clock(session)
    assert made.round.state == RoundState.published
    number = session.exec(select(MentoringRequest.id)).one() or 0
    for person in (made.learners[0], made.mentors[0].person):
        confirm_proposal(session, number, by=person)
    actions.run_rounds_clock(session)
    assert made.round.state == RoundState.archived
    assert ledger.entries_of(session, chain_of(made.id))[-1].entry["summary"] == {"accepted": 1}


def test_working_it_out_again_gives_the_same_bytes(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=6, mentors=3, seats=1)
    made.choose(session, 0, 1, 2)
    made.choose(session, 3, 1)
    for objective in Objective:
        for solver in ("scipy", None):
            solve = made.solve(session, objective=objective, solver=solver, seed=7)
            session.commit()
            session.expire_all()
            assert actions.recompute(session, made.round, solve.id or 0).is_same


@on_sqlite
def test_a_changed_input_shows_when_it_is_worked_out_again(session: Session) -> None:
    made = make_open(session, make_staff(session))
    solve = made.solve(session)
    row = session.get_one(RoundInput, made.id)
    row.document = row.document.replace('"max_choices":3', '"max_choices":4')
    session.add(row)
    session.flush()
    again = actions.recompute(session, made.round, solve.id or 0)
    assert (again.is_same, again.input_is_whole) == (False, False)


@on_sqlite
def test_a_changed_result_shows_when_it_is_worked_out_again(session: Session) -> None:
    made = make_open(session, make_staff(session))
    solve = made.solve(session)
    solve.result = solve.result.replace('"seed":', '"Seed":')
    session.add(solve)
    session.flush()
    again = actions.recompute(session, made.round, solve.id or 0)
    assert (again.is_same, again.input_is_whole, again.result_is_whole) == (False, True, False)


@on_sqlite
def test_a_cancelled_round_tells_those_who_took_part(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=2)
    actions.cancel_round(session, made.id, by=made.staff, reason="名单有误，重新来过")
    told = session.exec(select(Notification.person_id).where(Notification.kind == "round_cancelled")).all()
    assert sorted(told) == [learner.id for learner in made.learners]


@on_sqlite
def test_every_step_stands_in_history_and_ledger(session: Session) -> None:
    made = make_open(session, make_staff(session))
    made.solve(session)
    made.approved(session)
    actions.publish_round(session, made.id, by=made.staff)
    steps = [row.entry["becomes"] for row in ledger.entries_of(session, chain_of(made.id)) if row.entry["event"] == "state"]
    assert steps == ["draft", "open", "frozen", "solved", "under_review", "approved", "published"]
    assert [row.becomes for row in history_of(session, "round", made.id) if row.was != row.becomes] == steps
    assert ledger.first_break(session, chain_of(made.id)) is None


@on_sqlite
def test_nothing_is_done_out_of_turn(session: Session) -> None:
    made = make_open(session, make_staff(session))
    for act in (actions.open_round, actions.submit_round, actions.approve_round, actions.publish_round, actions.solve_again):
        with pytest.raises(OutOfTurn):
            act(session, made.id, by=made.staff)
    assert issubclass(OutOfTurn, Refusal)


@on_sqlite
def test_the_suspended_take_no_part(session: Session) -> None:
    made = make_open(session, make_staff(session), learners=2, mentors=2)
    for person in (made.learners[0], made.mentors[0].person):
        person.suspended_at = clock.now()
    session.flush()
    with pytest.raises(CannotJoin):
        actions.join_round(session, made.id, by=made.learners[0])
    assert made.pairs(made.solve(session)) == [(made.learners[1].id, made.mentors[1].person_id)]


@on_sqlite
def test_a_minor_takes_part_with_the_consent_of_her_guardian_only(session: Session) -> None:
    made, minor = make_open(session, make_staff(session)), make_learner(session)
    minor.birth_month = clock.months_after(clock.today().replace(day=1), -16 * 12)
    with pytest.raises(CannotJoin):
        actions.join_round(session, made.id, by=minor)
    said = {"state": "given", "recorded_at": clock.now(), "said_by": "母亲", "way": "phone", "said_on": clock.today()}
    session.add(Guardian(person_id=minor.id or 0, name="王母", contact="13900000001", region=COUNTY, **said))
    actions.join_round(session, made.id, by=minor)
    (shown,), _ = _as_seen(session, made.id, minor.id or 0)
    assert shown.person is None


def _as_seen(session: Session, round_id: int, learner_id: int) -> tuple[list[Participant], int]:
    found, total = queries.participants(session, round_id, set(), 0, 50)
    return [one for one in found if one.person_id == learner_id], total

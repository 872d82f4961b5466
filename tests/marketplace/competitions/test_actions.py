"""The way of a contest, step by step, and what it refuses."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from marketplace import clock
from marketplace.accounts.actions import tie
from marketplace.accounts.terms import Role, TieKind
from marketplace.competitions import actions
from marketplace.competitions.actions.contests import EntriesWithoutJudge, LastDayPast, NoEntries, NotAJudge, OutOfTurn, SheetsMissing
from marketplace.competitions.actions.entries import EnteredAlready, NotOpen, NotYourDraft, ResultIsOut
from marketplace.competitions.actions.judging import JudgingOver, PointsMissing
from marketplace.competitions.actions.publication import WinnersPublished
from marketplace.competitions.panel import rank
from marketplace.competitions.queries import entries_of, judges_of, points_of
from marketplace.competitions.sheets import judged_entry, workloads
from marketplace.competitions.terms import CRITERIA, HAS_TIE, ContestState
from marketplace.errors import NotAllowed, NotFound
from marketplace.history import history_of
from marketplace.projects.terms import Source, Status
from tests.makers import make_person, make_project
from tests.marketplace.competitions.makers import contest_content, make_contest, make_entry, make_judged, make_judging, score_all


def points(value: int) -> dict[str, int]:
    return dict.fromkeys(CRITERIA, value)


def test_only_organisers_create_contests(session: Session) -> None:
    with pytest.raises(NotAllowed):
        actions.create_contest(session, contest_content(), by=make_person(session))


def test_a_contest_goes_its_way_and_every_step_is_in_its_history(session: Session) -> None:
    contest, organiser = make_judged(session, 90, 80)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    steps = [row.becomes for row in history_of(session, "contest", contest.id or 0) if row.was != row.becomes]
    assert steps == ["draft", "open", "judging", "judged", "published"]


def test_another_organisers_contest_is_absent(session: Session) -> None:
    contest, _ = make_contest(session, opened=False)
    stranger = make_person(session, Role.organiser)
    with pytest.raises(NotFound):
        actions.open_contest(session, contest.id or 0, by=stranger)


def test_a_step_out_of_turn_is_refused(session: Session) -> None:
    contest, organiser = make_contest(session, opened=False)
    with pytest.raises(OutOfTurn):
        actions.start_judging(session, contest.id or 0, by=organiser)


def test_a_contest_whose_last_day_is_past_is_not_opened(session: Session) -> None:
    contest, organiser = make_contest(session, opened=False)
    with clock.stopped_at(clock.now() + timedelta(days=12)), pytest.raises(LastDayPast):
        actions.open_contest(session, contest.id or 0, by=organiser)


def test_entries_come_in_up_to_and_with_the_last_day(session: Session) -> None:
    contest, _ = make_contest(session)
    with clock.stopped_at(clock.now() + timedelta(days=10)):
        make_entry(session, contest)
    with clock.stopped_at(clock.now() + timedelta(days=11)), pytest.raises(NotOpen):
        make_entry(session, contest)


def test_only_ones_own_drafts_are_entered(session: Session) -> None:
    contest, _ = make_contest(session)
    author, draft_of_another = make_person(session), make_project(session, author=make_person(session), published=False)
    in_library = make_project(session, author=author)
    with pytest.raises(NotYourDraft):
        actions.enter_contest(session, contest.id or 0, in_library.id or 0, by=author, consents=True)
    with pytest.raises(NotFound):
        actions.enter_contest(session, contest.id or 0, draft_of_another.id or 0, by=author, consents=True)


def test_a_project_is_entered_once(session: Session) -> None:
    contest, _ = make_contest(session)
    entry = make_entry(session, contest)
    with pytest.raises(EnteredAlready):
        actions.enter_contest(session, contest.id or 0, entry.project_id, by=entry.author, consents=True)


def test_nobody_enters_a_contest_that_is_still_a_draft(session: Session) -> None:
    contest, _ = make_contest(session, opened=False)
    with pytest.raises(NotFound):
        make_entry(session, contest)


def test_consent_is_the_authors_alone(session: Session) -> None:
    contest, organiser = make_contest(session)
    entry = make_entry(session, contest, consents=False)
    with pytest.raises(NotFound):
        actions.give_consent(session, entry.id or 0, by=organiser)
    assert actions.give_consent(session, entry.id or 0, by=entry.author).consented_at
    assert actions.withdraw_consent(session, entry.id or 0, by=entry.author).consented_at is None


def test_only_judges_sit_on_a_panel(session: Session) -> None:
    contest, organiser = make_contest(session)
    with pytest.raises(NotAJudge):
        actions.seat_judge(session, contest.id or 0, make_person(session).id or 0, by=organiser)


def test_seating_a_judge_twice_is_once(session: Session) -> None:
    contest, organiser = make_contest(session, judges=1)
    (judge,) = judges_of(session, contest.id or 0)
    actions.seat_judge(session, contest.id or 0, judge.id or 0, by=organiser)
    assert judges_of(session, contest.id or 0) == [judge]


def test_judging_needs_entries(session: Session) -> None:
    contest, organiser = make_contest(session, judges=1)
    with pytest.raises(NoEntries):
        actions.start_judging(session, contest.id or 0, by=organiser)


def test_judging_names_the_entries_that_have_no_free_judge(session: Session) -> None:
    contest, organiser = make_contest(session, judges=1, entries=1)
    (judge,) = judges_of(session, contest.id or 0)
    tied = make_entry(session, contest)
    tie(session, judge.id or 0, tied.author_id, TieKind.mentorship)
    with pytest.raises(EntriesWithoutJudge, match=f": {tied.id}\\."):
        actions.start_judging(session, contest.id or 0, by=organiser)


@pytest.mark.parametrize("kind", TieKind)
@pytest.mark.parametrize("noted_by_author", [True, False])
def test_a_tie_of_any_kind_keeps_the_judge_out(session: Session, kind: TieKind, noted_by_author: bool) -> None:
    contest, _ = make_judging(session)
    judge, entry = judges_of(session, contest.id or 0)[0], entries_of(session, [contest.id or 0])[0]
    pair = (entry.author_id, judge.id or 0) if noted_by_author else (judge.id or 0, entry.author_id)
    tie(session, *pair, kind)
    with pytest.raises(NotFound):
        actions.score_entry(session, entry.id or 0, points(80), by=judge)
    ((kept_out, back),) = workloads(session, contest)[0].kept_out
    assert (kept_out.id, back.reason, back.is_automatic) == (entry.id, HAS_TIE, True)


def test_nobody_judges_an_entry_of_their_own(session: Session) -> None:
    contest, organiser = make_contest(session, judges=1)
    author = make_person(session, Role.judge, Role.learner)
    entry = make_entry(session, contest, author=author)
    actions.seat_judge(session, contest.id or 0, author.id or 0, by=organiser)
    actions.start_judging(session, contest.id or 0, by=organiser)
    with pytest.raises(NotFound):
        judged_entry(session, entry.id or 0, by=author)


def test_entries_are_not_shown_to_judges_before_judging_begins(session: Session) -> None:
    contest, _ = make_contest(session, judges=1, entries=1)
    (judge,), (entry,) = judges_of(session, contest.id or 0), entries_of(session, [contest.id or 0])
    with pytest.raises(NotFound):
        judged_entry(session, entry.id or 0, by=judge)


def test_a_judge_of_another_contest_sees_nothing(session: Session) -> None:
    contest, _ = make_judging(session)
    with pytest.raises(NotFound):
        judged_entry(session, entries_of(session, [contest.id or 0])[0].id or 0, by=make_person(session, Role.judge))


def test_points_are_replaced_until_the_contest_is_judged(session: Session) -> None:
    contest, organiser = make_judging(session, judges=1, entries=1)
    (judge,), (entry,) = judges_of(session, contest.id or 0), entries_of(session, [contest.id or 0])
    actions.score_entry(session, entry.id or 0, points(60), by=judge)
    actions.score_entry(session, entry.id or 0, points(70), by=judge)
    assert points_of(session, entry.id or 0, judge.id or 0) == points(70)
    actions.finish_judging(session, contest.id or 0, by=organiser)
    with pytest.raises(JudgingOver):
        actions.score_entry(session, entry.id or 0, points(90), by=judge)


def test_a_sheet_has_all_four_criteria(session: Session) -> None:
    contest, _ = make_judging(session, judges=1, entries=1)
    (judge,), (entry,) = judges_of(session, contest.id or 0), entries_of(session, [contest.id or 0])
    with pytest.raises(PointsMissing):
        actions.score_entry(session, entry.id or 0, {"concept": 80}, by=judge)


def test_judging_is_not_finished_while_sheets_are_missing(session: Session) -> None:
    contest, organiser = make_judging(session, judges=2, entries=2)
    first, second = judges_of(session, contest.id or 0)
    for entry in entries_of(session, [contest.id or 0]):
        actions.score_entry(session, entry.id or 0, points(80), by=first)
    with pytest.raises(SheetsMissing, match=f"{second.name} \\(2\\)"):
        actions.finish_judging(session, contest.id or 0, by=organiser)


def test_what_a_judge_gave_before_stepping_back_does_not_count(session: Session) -> None:
    contest, organiser = make_judging(session, judges=2, entries=1)
    (entry,) = entries_of(session, [contest.id or 0])
    first, second = judges_of(session, contest.id or 0)
    actions.score_entry(session, entry.id or 0, points(100), by=first)
    actions.score_entry(session, entry.id or 0, points(50), by=second)
    actions.step_back(session, entry.id or 0, "我投资了他的对手", by=first)
    (row,) = rank(session, actions.finish_judging(session, contest.id or 0, by=organiser)).rows
    assert (row.mean, row.n_judges) == (50, 1)


def test_a_released_judge_is_not_waited_for_and_does_not_count(session: Session) -> None:
    contest, organiser = make_judging(session, judges=2, entries=1)
    (entry,) = entries_of(session, [contest.id or 0])
    first, second = judges_of(session, contest.id or 0)
    actions.score_entry(session, entry.id or 0, points(50), by=first)
    actions.release_judge(session, contest.id or 0, second.id or 0, by=organiser)
    assert actions.finish_judging(session, contest.id or 0, by=organiser).state == ContestState.judged


def test_a_tie_that_begins_after_the_result_changes_nothing(session: Session) -> None:
    contest, _ = make_judged(session, 90, 80)
    before = rank(session, contest)
    entry, judge = entries_of(session, [contest.id or 0])[0], judges_of(session, contest.id or 0)[0]
    tie(session, judge.id or 0, entry.author_id, TieKind.mentorship)
    assert rank(session, contest) == before


def test_one_act_publishes_the_winners_with_their_prizes(session: Session) -> None:
    contest, organiser = make_judged(session, 70, 90, 80)
    result = actions.publish_winners(session, contest.id or 0, by=organiser)
    assert [project.title_en for project in result.published] == ["Project 1", "Project 2"]
    assert [project.awards[0].grade for project in result.published] == ["AG2", "AG3"]
    assert {(project.status, project.source) for project in result.published} == {(Status.published, Source.contest)}
    assert entries_of(session, [contest.id or 0])[0].project.status == Status.draft


def test_whoever_shares_the_last_winning_place_wins_too(session: Session) -> None:
    contest, organiser = make_judged(session, 90, 80, 80, 70)
    result = actions.publish_winners(session, contest.id or 0, by=organiser)
    assert [project.awards[0].grade for project in result.published] == ["AG2", "AG3", "AG3"]


def test_without_consent_a_winner_is_named_but_not_published(session: Session) -> None:
    contest, organiser = make_contest(session, judges=1)
    shy, open_one = make_entry(session, contest, consents=False), make_entry(session, contest)
    actions.start_judging(session, contest.id or 0, by=organiser)
    score_all(session, contest, 90, 80)
    actions.finish_judging(session, contest.id or 0, by=organiser)
    result = actions.publish_winners(session, contest.id or 0, by=organiser)
    assert result.without_consent == [shy]
    assert result.published == [open_one.project]
    assert (shy.grade, shy.project.status, shy.project.awards) == ("AG2", Status.draft, [])


def test_winners_are_published_once(session: Session) -> None:
    contest, organiser = make_judged(session, 90)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    with pytest.raises(WinnersPublished):
        actions.publish_winners(session, contest.id or 0, by=organiser)


def test_winners_are_not_published_before_there_is_a_result(session: Session) -> None:
    contest, organiser = make_judging(session)
    with pytest.raises(OutOfTurn):
        actions.publish_winners(session, contest.id or 0, by=organiser)


def test_consent_is_settled_once_the_winners_are_published(session: Session) -> None:
    contest, organiser = make_judged(session, 90)
    actions.publish_winners(session, contest.id or 0, by=organiser)
    (entry,) = entries_of(session, [contest.id or 0])
    with pytest.raises(ResultIsOut):
        actions.withdraw_consent(session, entry.id or 0, by=entry.author)


def test_a_project_that_wins_twice_is_published_once_and_keeps_both_prizes(session: Session) -> None:
    county, first = make_contest(session, judges=1)
    city, second = make_contest(session, judges=1)
    entry = make_entry(session, county)
    actions.enter_contest(session, city.id or 0, entry.project_id, by=entry.author, consents=True)
    for contest, organiser in ((county, first), (city, second)):
        actions.start_judging(session, contest.id or 0, by=organiser)
        score_all(session, contest, 90)
        actions.finish_judging(session, contest.id or 0, by=organiser)
        actions.publish_winners(session, contest.id or 0, by=organiser)
    assert [award.contest_id for award in entry.project.awards] == [county.id, city.id]

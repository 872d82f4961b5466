"""Reports, measures and appeals: their way from the first word to the end, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from marketplace import clock
from marketplace.accounts.actions import tie
from marketplace.accounts.policies import is_suspended
from marketplace.accounts.terms import TieKind
from marketplace.errors import NotFound, Refusal
from marketplace.history import history_of
from marketplace.mentoring.queries import published_mentors
from marketplace.mentoring.terms import MentorshipState
from marketplace.notifications.models import Notification
from marketplace.safety.actions import (
    decide_appeal,
    decide_report,
    lift_measure,
    release_report,
    report_person,
    review_report,
    run_safety_clock,
    write_appeal,
)
from marketplace.safety.queries import appeals_for, get_case, measures_of, queue_of
from marketplace.safety.terms import AppealState, MeasureKind, MeasureState, ReportKind, ReportState
from tests.makers import in_days, make_learner, make_mentor, make_mentorship, make_person, make_project, make_request
from tests.marketplace.safety.makers import make_officer, make_report, make_suspension

NOT_UPHELD = {"upheld": False, "decision": "查无实据"}


def told(session: Session, person_id: int) -> list[str]:
    rows = select(Notification.kind).where(Notification.person_id == person_id).order_by(Notification.id)
    return [kind for kind in session.exec(rows) if not kind.startswith("request_")]


def test_a_report_leads_to_suspension_appeal_and_back(session: Session) -> None:
    learner, mentor, officer, second = make_learner(session), make_mentor(session), make_officer(session), make_officer(session, "俞洁")
    pair = make_mentorship(session, learner, mentor)
    report = make_report(session, learner, mentor.person_id)
    measure = make_suspension(session, report, officer)
    assert (report.state, pair.state, is_suspended(mentor.person)) == (ReportState.upheld, MentorshipState.suspended, True)
    assert published_mentors(session) == []
    appeal = write_appeal(session, measure.id, by=mentor.person, words="那不是我写的")
    decide_appeal(session, appeal.id, by=second, overturned=True, decision="账号被盗用")
    assert (measure.state, appeal.state) == (MeasureState.lifted, AppealState.overturned)
    assert (pair.state, is_suspended(mentor.person)) == (MentorshipState.active, False)
    assert published_mentors(session) == [mentor]
    safety = [kind for kind in told(session, mentor.person_id) if kind.startswith(("measure", "appeal"))]
    assert safety == ["measure_suspension", "measure_lifted", "appeal_overturned"]
    assert "report_upheld" in told(session, learner.id)
    assert [row.becomes for row in history_of(session, "report", report.id)] == ["received", "in_review", "upheld"]
    assert [row.becomes for row in history_of(session, "measure", measure.id)] == ["active", "lifted"]


def test_what_was_seen_is_kept_as_it_was(session: Session) -> None:
    learner, mentor = make_learner(session), make_mentor(session)
    asked = make_request(session, learner, mentor)
    report = report_person(session, "request", asked.id, by=mentor.person, kind=ReportKind.other, words="不对劲")
    asked.wanted = "改过了"
    assert report.about_id == learner.id
    assert {"of": "wanted", "text": "想请您看看成本和定价"} in report.evidence


@pytest.mark.parametrize("subject", ["request", "mentorship", "project", "nothing"])
def test_nobody_can_be_reported_by_a_number_that_is_not_met(session: Session, subject: str) -> None:
    with pytest.raises(NotFound):
        report_person(session, subject, 1, by=make_person(session), kind=ReportKind.other, words="只是试试")


def test_a_third_person_cannot_report_by_the_request_of_two_others(session: Session) -> None:
    asked = make_request(session, make_learner(session), make_mentor(session))
    with pytest.raises(NotFound):
        report_person(session, "request", asked.id, by=make_person(session), kind=ReportKind.other, words="只是试试")


def test_the_author_of_a_project_can_be_reported(session: Session) -> None:
    author = make_person(session)
    project = make_project(session, author=author)
    report = report_person(session, "project", project.id, by=make_person(session), kind=ReportKind.fake_profile, words="照抄别人的")
    assert report.about_id == author.id


def test_where_a_child_may_be_in_danger_pairs_stand_still_at_once_and_go_on_if_it_was_nothing(session: Session) -> None:
    learner, mentor, officer = make_learner(session), make_mentor(session), make_officer(session)
    pair = make_mentorship(session, learner, mentor)
    report = make_report(session, make_person(session), mentor.person_id, ReportKind.unsafe_for_minor)
    assert (pair.state, is_suspended(mentor.person)) == (MentorshipState.suspended, False)
    review_report(session, report.id, by=officer)
    decide_report(session, report.id, by=officer, **NOT_UPHELD)
    assert pair.state == MentorshipState.active


def test_a_pair_stands_still_until_both_sides_are_free(session: Session) -> None:
    learner, mentor, officer = make_learner(session), make_mentor(session), make_officer(session)
    pair = make_mentorship(session, learner, mentor)
    first = make_suspension(session, make_report(session, make_person(session), mentor.person_id), officer)
    other = report_person(session, "mentorship", pair.id, by=mentor.person, kind=ReportKind.harassment, words="学员威胁我")
    second = make_suspension(session, other, officer)
    lift_measure(session, first.id, by=officer, reason="改正了")
    assert pair.state == MentorshipState.suspended
    lift_measure(session, second.id, by=officer, reason="改正了")
    assert pair.state == MentorshipState.active


def test_the_queue_has_children_first_then_the_oldest(session: Session) -> None:
    reporter, officer = make_person(session), make_officer(session)
    mentors = [make_mentor(session) for _ in range(3)]
    start = clock.now()
    kinds = (ReportKind.other, ReportKind.harassment, ReportKind.unsafe_for_minor)
    reports = []
    for number, (mentor, kind) in enumerate(zip(mentors, kinds, strict=True)):
        with clock.stopped_at(start + timedelta(minutes=number)):
            reports.append(make_report(session, reporter, mentor.person_id, kind))
    assert [report.id for report in queue_of(session, officer)] == [reports[2].id, reports[0].id, reports[1].id]


def test_no_officer_handles_a_case_about_her_by_her_or_near_to_her(session: Session) -> None:
    mentor = make_mentor(session)
    by_her, near, free = make_officer(session), make_officer(session), make_officer(session)
    tie(session, near.id, mentor.person_id, TieKind.conflict)
    report = make_report(session, by_her, mentor.person_id)
    assert [queue_of(session, officer) for officer in (by_her, near, free)] == [[], [], [report]]
    for officer in (by_her, near):
        with pytest.raises(NotFound):
            get_case(session, report.id, by=officer)


def test_whoever_decides_has_taken_the_case_and_it_can_be_handed_back(session: Session) -> None:
    officer, second = make_officer(session), make_officer(session)
    report = make_report(session, make_person(session), make_mentor(session).person_id)
    with pytest.raises(Refusal):
        decide_report(session, report.id, by=officer, **NOT_UPHELD)
    review_report(session, report.id, by=officer)
    with pytest.raises(Refusal):
        review_report(session, report.id, by=second)
    release_report(session, report.id, by=officer)
    review_report(session, report.id, by=second)
    decide_report(session, report.id, by=second, **NOT_UPHELD)
    with pytest.raises(Refusal):
        decide_report(session, report.id, by=second, **NOT_UPHELD)


def test_a_person_is_suspended_once_at_a_time(session: Session) -> None:
    officer, mentor = make_officer(session), make_mentor(session)
    make_suspension(session, make_report(session, make_person(session), mentor.person_id), officer)
    again = make_report(session, make_person(session), mentor.person_id)
    with pytest.raises(Refusal):
        make_suspension(session, again, officer)


def test_an_appeal_is_decided_by_a_second_officer_only(session: Session) -> None:
    officer, second, mentor = make_officer(session), make_officer(session), make_mentor(session)
    measure = make_suspension(session, make_report(session, make_person(session), mentor.person_id), officer)
    appeal = write_appeal(session, measure.id, by=mentor.person, words="我有话要说")
    assert (appeals_for(session, officer), appeals_for(session, second)) == ([], [appeal])
    with pytest.raises(NotFound):
        decide_appeal(session, appeal.id, by=officer, overturned=False, decision="维持")
    decide_appeal(session, appeal.id, by=second, overturned=False, decision="维持")
    assert (measure.state, is_suspended(mentor.person)) == (MeasureState.active, True)


def test_an_appeal_is_written_once_in_time_and_by_the_person(session: Session) -> None:
    officer, mentor = make_officer(session), make_mentor(session)
    measure = make_suspension(session, make_report(session, make_person(session), mentor.person_id), officer)
    with pytest.raises(NotFound):
        write_appeal(session, measure.id, by=make_person(session), words="替他说句话")
    with clock.stopped_at(clock.now() + timedelta(days=31)), pytest.raises(Refusal):
        write_appeal(session, measure.id, by=mentor.person, words="太晚了吗")
    write_appeal(session, measure.id, by=mentor.person, words="及时写的")
    with pytest.raises(Refusal):
        write_appeal(session, measure.id, by=mentor.person, words="再写一次")


def test_the_clock_ends_a_suspension_with_its_last_day(session: Session) -> None:
    learner, mentor, officer = make_learner(session), make_mentor(session), make_officer(session)
    pair = make_mentorship(session, learner, mentor)
    measure = make_suspension(session, make_report(session, learner, mentor.person_id), officer, until=in_days(10))
    with clock.stopped_at(clock.now() + timedelta(days=10)):
        assert run_safety_clock(session) == 0
    with clock.stopped_at(clock.now() + timedelta(days=11)):
        assert run_safety_clock(session) == 1
        assert run_safety_clock(session) == 0
    assert (measure.state, is_suspended(mentor.person), pair.state) == (MeasureState.ended, False, MentorshipState.active)
    assert told(session, mentor.person_id)[-1] == "measure_ended"


def test_a_warning_is_struck_out_after_a_year(session: Session) -> None:
    officer, mentor = make_officer(session), make_mentor(session)
    report = make_report(session, make_person(session), mentor.person_id)
    review_report(session, report.id, by=officer)
    decide_report(session, report.id, by=officer, upheld=True, decision="属实", measure=MeasureKind.warning, reason="请注意言辞")
    assert not is_suspended(mentor.person)
    with clock.stopped_at(clock.now() + timedelta(days=367)):
        run_safety_clock(session)
    assert [measure.state for measure in measures_of(session, mentor.person_id)] == [MeasureState.ended]


def test_late_cases_are_said_once_for_each_step(session: Session) -> None:
    officer = make_officer(session)
    report = make_report(session, make_person(session), make_mentor(session).person_id)
    with clock.stopped_at(clock.now() + timedelta(days=20)):
        assert report.is_overdue
        run_safety_clock(session)
        run_safety_clock(session)
        assert told(session, officer.id) == ["report_received", "safety_late"]
        review_report(session, report.id, by=officer)
        run_safety_clock(session)
        run_safety_clock(session)
    assert told(session, officer.id) == ["report_received", "safety_late", "safety_late"]


def test_a_late_case_that_nobody_may_handle_is_said_to_the_city(session: Session) -> None:
    from marketplace.accounts.terms import Role

    city = make_person(session, Role.city_staff)
    make_report(session, make_officer(session), make_mentor(session).person_id)
    with clock.stopped_at(clock.now() + timedelta(days=20)):
        run_safety_clock(session)
    assert told(session, city.id) == ["safety_no_officer"]

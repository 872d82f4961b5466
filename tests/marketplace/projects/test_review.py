"""The review: the way of an entry from its author's draft into the library, and every way back."""

import random

import pytest
from sqlmodel import Session, select

from marketplace.accounts.actions import tie
from marketplace.accounts.models import Person
from marketplace.accounts.terms import Role, TieKind
from marketplace.errors import NotAllowed, NotFound, Refusal
from marketplace.history import history_of
from marketplace.notifications.models import Notification
from marketplace.projects import actions
from marketplace.projects.actions.review import AppraisalsMissing, OutOfTurn, TooFewExperts
from marketplace.projects.models import Project
from marketplace.projects.queries import appraisals_of, eligible_experts, review_queue
from marketplace.projects.terms import APPRAISERS, AppraisalState, Status
from tests.makers import OPINION, make_approved, make_experts, make_person, make_project
from tests.marks import on_sqlite

HOME = "330483"


@pytest.fixture
def author(session: Session) -> Person:
    return make_person(session, name="林晓")


@pytest.fixture
def staff(session: Session) -> Person:
    return make_person(session, Role.county_staff, region=HOME, name="钱进")


@pytest.fixture
def handed_in(session: Session, author: Person) -> Project:
    draft = make_project(session, author=author, published=False)
    return actions.submit_project(session, draft.id, by=author)


@on_sqlite
def test_three_opinions_lead_into_the_library(session: Session, author: Person, staff: Person) -> None:
    project = make_approved(session, make_project(session, author=author, published=False), staff)
    actions.publish_approved(session, project.id, by=staff)
    assert (project.status, project.version) == (Status.published, 1)
    steps = [row.becomes for row in history_of(session, "project", project.id)]
    assert steps == ["draft", "submitted", "screening", "appraising", "approved", "published"]
    assert "project_published" in session.exec(select(Notification.kind).where(Notification.person_id == author.id)).all()


@on_sqlite
def test_a_decision_waits_for_all_three(session: Session, handed_in: Project, staff: Person) -> None:
    make_experts(session)
    actions.screen_project(session, handed_in.id, by=staff)
    first, *_ = actions.ask_experts(session, handed_in.id, by=staff)
    actions.give_appraisal(session, first.id, **OPINION, by=first.expert)
    with pytest.raises(AppraisalsMissing):
        actions.approve_project(session, handed_in.id, by=staff)


@on_sqlite
@pytest.mark.parametrize("kind", [TieKind.conflict, TieKind.mentorship, TieKind.blocked])
def test_who_is_tied_to_the_author_is_not_asked(session: Session, handed_in: Project, author: Person, kind: TieKind) -> None:
    tied, free = make_experts(session, 2)
    tie(session, author.id, tied.id, kind)
    assert eligible_experts(session, handed_in) == [free]


@on_sqlite
def test_too_few_experts_is_said_and_changes_nothing(session: Session, handed_in: Project, staff: Person) -> None:
    make_experts(session, 2)
    actions.screen_project(session, handed_in.id, by=staff)
    with pytest.raises(TooFewExperts):
        actions.ask_experts(session, handed_in.id, by=staff)
    assert appraisals_of(session, handed_in) == []


@on_sqlite
def test_who_steps_back_is_replaced_by_who_has_least_to_read(session: Session, handed_in: Project, staff: Person) -> None:
    experts = make_experts(session, 4)
    actions.screen_project(session, handed_in.id, by=staff)
    first, *_ = actions.ask_experts(session, handed_in.id, by=staff)
    actions.step_back(session, first.id, "同行", by=first.expert)
    states = {one.expert_id: one.state for one in appraisals_of(session, handed_in)}
    assert states == {experts[0].id: AppraisalState.recused} | dict.fromkeys([one.id for one in experts[1:]], AppraisalState.asked)


@on_sqlite
def test_a_returned_entry_comes_again_in_a_new_round(session: Session, handed_in: Project, author: Person, staff: Person) -> None:
    actions.screen_project(session, handed_in.id, by=staff)
    actions.return_project(session, handed_in.id, "成本表少了房租。", by=staff)
    assert handed_in.status == Status.returned
    actions.submit_project(session, handed_in.id, by=author)
    assert (handed_in.status, handed_in.review_round) == (Status.submitted, 2)


@on_sqlite
def test_a_rejected_entry_is_written_anew(session: Session, handed_in: Project, author: Person, staff: Person) -> None:
    actions.screen_project(session, handed_in.id, by=staff)
    actions.reject_project(session, handed_in.id, "违反规定。", by=staff)
    copy = actions.begin_copy(session, handed_in.id, by=author)
    assert (copy.status, copy.title_zh, copy.review_round) == (Status.draft, handed_in.title_zh, 0)


@on_sqlite
def test_nobody_reviews_her_own(session: Session, staff: Person) -> None:
    draft = make_project(session, author=staff, published=False)
    actions.submit_project(session, draft.id, by=staff)
    with pytest.raises(NotAllowed):
        actions.screen_project(session, draft.id, by=staff)


@on_sqlite
def test_another_county_knows_nothing_of_it(session: Session, handed_in: Project) -> None:
    stranger = make_person(session, Role.county_staff, region="330421")
    with pytest.raises(NotFound):
        actions.screen_project(session, handed_in.id, by=stranger)
    assert review_queue(session, {"330421"}) == []
    assert review_queue(session, {HOME}) == [handed_in] == review_queue(session, None)


@on_sqlite
def test_an_opinion_once_given_stands(session: Session, handed_in: Project, staff: Person) -> None:
    make_experts(session)
    actions.screen_project(session, handed_in.id, by=staff)
    first, *_ = actions.ask_experts(session, handed_in.id, by=staff)
    actions.give_appraisal(session, first.id, **OPINION, by=first.expert)
    with pytest.raises(OutOfTurn):
        actions.give_appraisal(session, first.id, **OPINION, by=first.expert)


TERMINAL = {Status.rejected}


@pytest.mark.parametrize("seed", range(4))
def test_a_random_walk_keeps_the_rules(session: Session, author: Person, staff: Person, seed: int) -> None:
    """Whoever clicks whatever: no terminal state is left, three opinions stand behind every first publication."""
    chance, project = random.Random(seed), make_project(session, author=author, published=False)
    make_experts(session, 5)
    for _ in range(60):
        was = project.status
        try:
            with session.begin_nested():
                _click(session, chance, project, author, staff)
        except Refusal:
            session.refresh(project)
            assert project.status == was
        assert was not in TERMINAL or project.status == was
        if project.status in (Status.approved, Status.published):
            done = [one for one in appraisals_of(session, project) if one.state == AppraisalState.done]
            assert len(done) == APPRAISERS
        assert sum(one.state in (AppraisalState.asked, AppraisalState.done) for one in appraisals_of(session, project)) <= APPRAISERS


def _click(session: Session, chance: random.Random, project: Project, author: Person, staff: Person) -> None:
    number, who = project.id or 0, chance.choice([author, staff, staff, staff])
    asked = [one for one in appraisals_of(session, project) if one.state == AppraisalState.asked]
    chosen = chance.choice(asked) if asked else None
    clicks = [
        lambda: actions.submit_project(session, number, by=who),
        lambda: actions.submit_project(session, number, by=author),
        lambda: actions.screen_project(session, number, by=who),
        lambda: actions.ask_experts(session, number, by=who),
        lambda: actions.approve_project(session, number, by=who),
        lambda: actions.publish_approved(session, number, by=who),
        lambda: actions.return_project(session, number, "改一改", by=who) if chance.random() < 0.3 else None,
        lambda: actions.reject_project(session, number, "不行", by=who) if chance.random() < 0.05 else None,
        lambda: actions.take_back(session, number, by=who) if chance.random() < 0.2 else None,
        lambda: chosen and actions.step_back(session, chosen.id or 0, "认识", by=chosen.expert),
        *[lambda: chosen and actions.give_appraisal(session, chosen.id or 0, **OPINION, by=chosen.expert)] * 3,
    ]
    chance.choice(clicks)()

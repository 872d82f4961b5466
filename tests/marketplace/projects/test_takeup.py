"""Take-up, step by step."""

from datetime import timedelta

import pytest

from marketplace import clock
from marketplace.accounts.models import Tie
from marketplace.accounts.terms import Role, TieKind
from marketplace.errors import NotAllowed, NotFound
from marketplace.history import history_of
from marketplace.notifications.queries import notifications_of
from marketplace.projects import actions, queries
from marketplace.projects.actions import takeup
from marketplace.projects.terms import StopReason, TakeUpState
from marketplace.ventures.actions import close_venture, record_follow_up
from marketplace.ventures.queries import project_outcomes, takeup_of
from tests.makers import make_person, make_project
from tests.marketplace.projects.takeup_makers import QUESTION, later, make_enquiry, make_rating
from tests.marketplace.ventures.makers import make_venture
from tests.marks import on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def owner(session):
    return make_person(session, name="顾卫民")


@pytest.fixture
def asker(session):
    return make_person(session)


@pytest.fixture
def project(session, owner):
    return make_project(session, author=owner)


def test_a_question_goes_to_the_owner_once(session, project, owner, asker):
    take_up = actions.enquire(session, project.id, QUESTION, by=asker)
    assert actions.enquire(session, project.id, "again and again", by=asker).question == QUESTION
    assert queries.asked_of(session, owner.id) == [take_up]
    assert [one.kind for one in notifications_of(session, owner.id, 0, 9)] == ["takeup_enquired"]
    assert [row.becomes for row in history_of(session, "take_up", take_up.id)] == ["enquired"]


def test_contact_is_shown_to_the_two_only_after_a_yes(session, project, owner, asker):
    take_up = make_enquiry(session, project, asker)
    assert queries.other_side(session, take_up, asker) is queries.other_side(session, take_up, owner) is None
    actions.introduce(session, take_up.id, "来吧", by=owner)
    assert queries.other_side(session, take_up, asker) == owner
    assert queries.other_side(session, take_up, owner) == asker
    assert queries.other_side(session, take_up, make_person(session, Role.city_staff)) is None


def test_a_no_ends_it_and_stays(session, project, owner, asker):
    take_up = make_enquiry(session, project, asker)
    actions.decline(session, take_up.id, "已经有合伙人了", by=owner)
    assert (take_up.state, take_up.introduced_at) == (TakeUpState.declined, None)
    for act in (
        lambda: actions.adopt(session, project.id, by=asker),
        lambda: actions.stop(session, take_up.id, StopReason.other, "", by=asker),
        lambda: actions.introduce(session, take_up.id, "", by=owner),
    ):
        with pytest.raises((takeup.WayIsOver, takeup.NothingWaits)):
            act()


def test_who_may_not_ask(session, project, owner, asker):
    with pytest.raises(takeup.OwnEntry):
        make_enquiry(session, project, owner)
    session.add(Tie(person_id=owner.id, other_id=asker.id, kind=TieKind.blocked))
    with pytest.raises(takeup.KeptApart):
        make_enquiry(session, project, asker)
    with pytest.raises(NotFound):
        make_enquiry(session, make_project(session, author=owner, published=False), asker)


def test_the_centre_answers_for_the_library_itself(session, asker):
    project = make_project(session)
    take_up = make_enquiry(session, project, asker)
    near, far = (make_person(session, Role.county_staff, region=region) for region in ("330483", "330402"))
    assert (queries.take_up_queue(session, near), queries.take_up_queue(session, far)) == ([take_up], [])
    with pytest.raises(NotFound):
        actions.introduce(session, take_up.id, "", by=far)
    actions.introduce(session, take_up.id, "", by=near)
    assert queries.other_side(session, take_up, asker) == near
    assert queries.take_up_queue(session, near) == []


def test_the_centre_answers_where_an_owner_keeps_silent(session, project, owner, asker):
    staff = make_person(session, Role.city_staff)
    take_up = make_enquiry(session, project, asker)
    assert queries.take_up_queue(session, staff) == []
    with later(days=14, minutes=1):
        assert queries.take_up_queue(session, staff) == [take_up]
        assert queries.days_asked(take_up) == 14
        actions.introduce(session, take_up.id, "", by=staff)
    assert queries.other_side(session, take_up, asker) == staff
    assert queries.other_side(session, take_up, owner) is None


def test_one_may_begin_without_asking_and_ask_later(session, project, owner, asker):
    take_up = actions.adopt(session, project.id, by=asker)
    assert actions.adopt(session, project.id, by=asker) is take_up
    assert actions.enquire(session, project.id, QUESTION, by=asker) is take_up
    actions.introduce(session, take_up.id, "", by=owner)
    assert (take_up.state, take_up.introduced_at is not None) == (TakeUpState.adopted, True)


def test_a_business_moves_its_founder_up_the_way(session, project, asker):
    take_up = make_enquiry(session, project, asker)
    opened_on = clock.months_after(clock.today(), -12)
    venture = make_venture(session, asker, opened_on=opened_on, project_id=project.id)
    assert (take_up.state, take_up.venture_id, take_up.adopted_on) == (TakeUpState.registered, venture.id, opened_on)
    record_follow_up(session, venture.id, 6, trading=True, jobs=0, by=asker)
    assert take_up.state == TakeUpState.trading_6
    record_follow_up(session, venture.id, 12, trading=True, jobs=0, by=asker)
    assert take_up.state == TakeUpState.trading_12
    close_venture(session, venture.id, on=clock.today(), reason="costs", by=asker)
    assert take_up.state == TakeUpState.trading_12


def test_an_opening_alone_begins_the_way_and_its_closing_ends_it(session, project, asker):
    venture = make_venture(session, asker, opened_on=clock.today() - timedelta(days=100), project_id=project.id)
    take_up = queries.take_up_of(session, project.id, asker.id)
    record_follow_up(session, venture.id, 3, trading=False, jobs=None, by=asker)
    assert (take_up.state, take_up.stop_reason) == (TakeUpState.stopped, StopReason.other)
    close_venture(session, venture.id, on=clock.today(), reason="low_sales", by=asker)
    assert take_up.stop_reason == StopReason.sales


def test_ratings_come_from_people_who_know(session, project, owner, asker):
    take_up = make_enquiry(session, project, asker)
    actions.adopt(session, project.id, by=asker)
    with pytest.raises(takeup.TooEarlyToRate):
        actions.rate(session, take_up.id, 5, None, "", by=asker)
    with pytest.raises(NotAllowed):
        actions.rate(session, take_up.id, 5, None, "", by=owner)
    with later(days=90):
        actions.rate(session, take_up.id, 5, None, "", by=asker)
    actions.stop(session, take_up.id, StopReason.costs, "", by=asker)
    assert actions.rate(session, take_up.id, 2, 61000, "比想的贵", by=asker).stars == 2


def test_nobody_rates_what_she_wrote(session, project, owner):
    with later(days=-100):
        take_up = actions.adopt(session, project.id, by=owner)
    with pytest.raises(NotAllowed):
        actions.rate(session, take_up.id, 5, None, "", by=owner)


def test_ratings_are_shown_from_five_on(session, project):
    for stars in (1, 2, 3, 4):
        make_rating(session, project, stars, "word")
    few = queries.ratings_of(session, [project.id])
    assert (few.n, few.mean, few.words) == (4, None, ())
    make_rating(session, project, 5, "word")
    enough = queries.ratings_of(session, [project.id])
    assert (enough.n, enough.mean, enough.true_costs, len(enough.words)) == (5, 3.0, 30000, 5)


def test_figures_count_each_person_once_and_keep_failures(session, project, asker):
    actions.adopt(session, project.id, by=make_person(session))
    gone = actions.adopt(session, project.id, by=make_person(session))
    actions.stop(session, gone.id, StopReason.money, "", by=gone.person)
    for name in ("一店", "二店"):
        make_venture(session, asker, opened_on=clock.today(), project_id=project.id, name=name)
    make_enquiry(session, project)
    figures = takeup_of(session, project.id)
    assert (figures.n, figures.trading, figures.under_way, figures.closed) == (3, 1, 1, 1)
    assert figures.stop_reasons == (StopReason.money,)


def test_what_was_merged_counts_where_it_leads(session, project, asker):
    other, staff = make_project(session, title_zh="毛衫直播小单"), make_person(session, Role.city_staff)
    actions.adopt(session, other.id, by=make_person(session))
    make_venture(session, asker, opened_on=clock.months_after(clock.today(), -13), project_id=other.id)
    actions.merge_project(session, other.id, project.id, by=staff)
    assert (takeup_of(session, project.id).n, takeup_of(session, project.id).trading_after_year) == (2, 1)
    assert project_outcomes(session) == {project.id: (1, 1)}

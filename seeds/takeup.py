"""Questions, answers, beginnings, ends and ratings of library entries. Who opened a business has a way already: the opening left it."""

import random
from datetime import datetime, time, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import Person
from marketplace.db import transaction
from marketplace.errors import Refusal
from marketplace.projects.actions import adopt, decline, enquire, introduce, rate, stop
from marketplace.projects.models import Project, TakeUp
from marketplace.projects.policies import may_rate
from marketplace.projects.queries import published_projects
from marketplace.projects.terms import ANSWER_DAYS, StopReason, TakeUpState
from seeds.history import Timeline
from seeds.people import member
from seeds.population import synthetic_learners
from seeds.programme import first_day

ENQUIRIES = 160
QUESTIONS = (
    "第一批货要备多少，压货压过吗？",
    "一个人兼职能不能做起来？",
    "许可证办了多久，有没有卡住的地方？",
    "淡季怎么过，一个月最差卖多少？",
    "供货的厂能不能介绍一家起订量小的？",
    "想去看看现场，方便吗？",
)
YES = ("可以，先加上联系方式，周末来看。", "欢迎，我把成本表发你一份。", "", "行，先聊半小时再决定。")
NO = ("已经有合伙人了，这次不带新人。", "我们那边名额满了，建议看看同类的项目。", "条件差得比较多，先上一期培训更稳。")
WORDS = {
    5: ("照着头 90 天做，少走了弯路。", "投入不大，家里人也支持。"),
    4: ("能做，账要自己再算一遍。", "口碑起来以后就稳了。"),
    3: ("赚得不多，但学到了东西。", "前半年很累，要有准备。"),
    2: ("实际花的比写的多三成。", "客流没有想的好。"),
    1: ("不适合一个人做。", "选址选错了，没撑过来。"),
}
GAVE_UP = (StopReason.money, StopReason.place, StopReason.not_for_me, StopReason.other_work, StopReason.licence)


def load(engine: Engine) -> str:
    """Play the questions in the order of their time; then those who know rate."""
    chance, timeline = random.Random(160), Timeline()
    with transaction(engine) as session:
        learners, projects = synthetic_learners(session), _asked_about(session)
        staff = member(session, "shi")
        for _ in range(ENQUIRIES):
            _plan(timeline, chance, chance.choice(learners), chance.choice(projects), staff)
        _questions_of_today(session, chance, learners, projects)
        timeline.play(session)
        rated = _ratings(session, chance)
        count = len(session.exec(select(TakeUp.id)).all())
    return f"{count} take-ups, {rated} ratings"


def _asked_about(session: Session) -> list[Project]:
    """Those that people wrote themselves, and some of the library's own."""
    projects = published_projects(session)
    return [project for project in projects if project.author_id] + projects[:40]


def _plan(timeline: Timeline, chance: random.Random, learner: Person, project: Project, staff: Person) -> None:
    asked_at = datetime.combine(first_day(), time(10), tzinfo=clock.CITY_ZONE) + timedelta(days=chance.uniform(0, 800))

    def ask(session: Session) -> None:
        if chance.random() < 0.25:
            take_up = adopt(session, project.id or 0, by=learner)
        else:
            take_up = enquire(session, project.id or 0, chance.choice(QUESTIONS), by=learner)
            answered_at = asked_at + timedelta(days=chance.uniform(0.2, 9))
            timeline.add(answered_at, lambda inner: _answer(inner, timeline, chance, take_up, staff))
        if take_up.state == TakeUpState.adopted:
            _plan_end(timeline, chance, take_up)

    # An entry is not asked about before it is in the library.
    published = datetime.combine(project.first_published_on or first_day(), time(10), tzinfo=clock.CITY_ZONE)
    timeline.add(max(asked_at, published + timedelta(days=1)), ask)


def _answer(session: Session, timeline: Timeline, chance: random.Random, take_up: TakeUp, staff: Person) -> None:
    author = take_up.project.author_id
    owner = session.get_one(Person, author) if author else staff
    if chance.random() < 0.2:
        decline(session, take_up.id or 0, chance.choice(NO), by=owner)
        return
    introduce(session, take_up.id or 0, chance.choice(YES), by=owner)
    if chance.random() < 0.6:
        begun_at = clock.now() + timedelta(days=chance.uniform(3, 40))
        timeline.add(begun_at, lambda inner: _begin(inner, timeline, chance, take_up))


def _begin(session: Session, timeline: Timeline, chance: random.Random, take_up: TakeUp) -> None:
    adopt(session, take_up.project_id, by=take_up.person)
    _plan_end(timeline, chance, take_up)


def _plan_end(timeline: Timeline, chance: random.Random, take_up: TakeUp) -> None:
    if chance.random() < 0.45:
        ended_at = clock.now() + timedelta(days=chance.uniform(20, 240))
        reason = chance.choice(GAVE_UP)
        timeline.add(ended_at, lambda inner: _give_up(inner, take_up, reason))


def _give_up(session: Session, take_up: TakeUp, reason: StopReason) -> None:
    stop(session, take_up.id or 0, reason, "", by=take_up.person)


def _questions_of_today(session: Session, chance: random.Random, learners: list[Person], projects: list[Project]) -> None:
    """A few are waiting now: for the centre, for an owner, and for an owner who has kept silent too long."""
    own, theirs = [one for one in projects if not one.author_id], [one for one in projects if one.author_id]
    waiting = [(own, 2), (own, 5), (own, 16), (theirs or own, 3), (theirs or own, ANSWER_DAYS + 6)]
    for among, days in waiting:
        with clock.stopped_at(clock.now() - timedelta(days=days)):
            try:
                enquire(session, chance.choice(among).id or 0, chance.choice(QUESTIONS), by=chance.choice(learners))
            except Refusal:
                continue


def _ratings(session: Session, chance: random.Random) -> int:
    """Two in five of those who may rate do. Who stopped is less pleased: a synthetic assumption, never a finding."""
    rows = select(TakeUp).where(col(TakeUp.adopted_on).is_not(None)).order_by(col(TakeUp.id))
    willing = [one for one in session.exec(rows) if may_rate(one.person, one) and chance.random() < 0.4]
    for take_up in willing:
        gone = take_up.state == TakeUpState.stopped
        stars = chance.choice((1, 2, 2, 3, 3) if gone else (3, 4, 4, 5, 5))
        costs = round(take_up.project.capital_min * chance.uniform(0.9, 1.4), -2)
        rate(session, take_up.id or 0, stars, int(costs), chance.choice(WORDS[stars]), by=take_up.person)
    return len(willing)

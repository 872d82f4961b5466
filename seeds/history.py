"""Twenty-six months of mentoring and ventures, played through the actions in the order of time."""

import heapq
import itertools
import random
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from marketplace import clock
from marketplace.accounts.models import LearnerProfile, Person
from marketplace.db import transaction
from marketplace.errors import Refusal
from marketplace.mentoring.actions import (
    accept_request,
    close_mentorship,
    confirm_agreement,
    decline_request,
    end_early,
    end_waiting,
    log_session,
    propose_agreement,
    propose_pairs,
    run_mentoring_clock,
    send_request,
)
from marketplace.mentoring.models import Mentor, MentoringRequest, Mentorship, Waiting
from marketplace.mentoring.queries import live_mentorship, published_mentors, seats_left
from marketplace.mentoring.terms import (
    ANSWER_DAYS,
    CLOSING_BEFORE_DAYS,
    CLOSING_DAYS,
    LONGEST_MONTHS,
    TRIAL_DAYS,
    DeclineReason,
    EndReason,
    MentorshipState,
    RequestState,
    VentureStatus,
    WaitingOutcome,
)
from marketplace.projects.queries import published_projects
from marketplace.training.queries import first_certificates
from marketplace.ventures.actions import close_venture, mark_lost, record_follow_up, record_outcome_check, register_opening
from marketplace.ventures.models import Venture
from marketplace.ventures.terms import FOLLOW_UP_MONTHS, ClosingReason, Form, Way
from seeds import chance as draw
from seeds.people import member
from seeds.population import synthetic_learners
from seeds.programme import first_day

REQUESTS, VENTURES = 520, 600
LONGEST_WAIT = 40
GOALS = (
    "三个月内拿到前 30 个陌生人的订单",
    "把成本表算清楚，定下价格",
    "选好场地，谈下合同",
    "做出第一批样品并卖掉",
    "把每月现金流排出来",
    "找到两家稳定的供货厂",
)
TRIED = ("摆过几次摊，卖给朋友", "看了本库的项目，列了成本表", "做了样品，问了十个人", "在网上试卖了一个月", "还没有，只读了资料")
WANTED = ("想请您看看成本和定价", "想听听选址的经验", "想请您介绍怎么谈厂家", "想每两周聊一次，帮我盯进度")
RHYTHMS = ("每两周一次，每次一小时", "每周一次，每次半小时", "每三周一次，每次一个半小时")
THANKS = "谢谢您每次都把账算到底。"
TOPICS = ("对了一遍成本表", "看了三家供货厂的报价", "改了定价和套餐", "排了头 90 天的计划", "复盘了上个月的账")

Event = tuple[datetime, int, Callable[[Session], None]]


class Timeline:
    """Things that happen, in the order of their time; one may cause others.

    ``ends`` also ends what is over on the way. Only where nothing later is known yet: a past clock would end the present.
    """

    def __init__(self, *, ends: bool = False) -> None:
        self._ends = ends
        self._events: list[Event] = []
        self._number = itertools.count()
        # Kept here: while the past is played, the clock stands in it.
        self._now = clock.now()
        self._next_end: datetime | None = None

    def add(self, moment: datetime, happening: Callable[[Session], None]) -> None:
        if moment < self._now:
            heapq.heappush(self._events, (moment, next(self._number), happening))

    def play(self, session: Session) -> None:
        while self._events:
            moment, _, happening = heapq.heappop(self._events)
            with clock.stopped_at(moment):
                self._end_what_is_over(session)
                try:
                    happening(session)
                except Refusal:
                    # Full, paired or answered in the meantime: in the village, too, not everything works out.
                    continue

    def _end_what_is_over(self, session: Session) -> None:
        if self._ends and (self._next_end is None or self._next_end <= clock.now()):
            run_mentoring_clock(session)
            self._next_end = _next_end(session)


def _next_end(session: Session) -> datetime:
    """Before this moment nothing ends by itself, whatever happens until then: what begins later ends later."""
    sent = select(func.min(MentoringRequest.expires_at)).where(MentoringRequest.state == RequestState.pending)
    said = select(func.min(Mentorship.closing_since)).where(Mentorship.state == MentorshipState.closing)
    tried = select(func.min(Mentorship.began_at)).where(Mentorship.state == MentorshipState.trial)
    lasting = select(func.min(Mentorship.ends_on)).where(Mentorship.state == MentorshipState.active)
    expires, closing = session.exec(sent).one(), session.exec(said).one()
    trial, last_day = session.exec(tried).one(), session.exec(lasting).one()
    ends: list[datetime | None] = [
        clock.now() + timedelta(days=ANSWER_DAYS),
        expires,
        closing and closing + timedelta(days=CLOSING_DAYS),
        trial and trial + timedelta(days=TRIAL_DAYS),
        _closing_begins(last_day) if last_day else None,
    ]
    return min(end for end in ends if end)


def _closing_begins(last_day: date) -> datetime:
    return datetime.combine(last_day - timedelta(days=CLOSING_BEFORE_DAYS), time(), tzinfo=clock.CITY_ZONE)


def load_mentoring(engine: Engine) -> str:
    """Requests, answers, sessions and endings."""
    chance = random.Random(80)
    timeline = Timeline(ends=True)
    with transaction(engine) as session:
        mentors = {mentor.person_id: mentor for mentor in published_mentors(session)}
        learners = synthetic_learners(session)
        regions = dict(session.exec(select(LearnerProfile.person_id, LearnerProfile.region)).all())
        shen = member(session, "shen").id
        for _ in range(REQUESTS):
            learner = chance.choice(learners)
            near = [mentor for mentor in mentors.values() if mentor.online or mentor.region == regions.get(learner.id or 0)]
            _plan_request(timeline, chance, learner, chance.choice(near or list(mentors.values())), shen)
        timeline.play(session)
        run_mentoring_clock(session)
        _leave_the_queue(session, chance)
        pairs = len(session.exec(select(Mentorship.id)).all())
    _busy_mentor(engine, chance)
    _what_waits_today(engine, chance)
    return f"{REQUESTS} requests, {pairs} mentorships"


def _leave_the_queue(session: Session, chance: random.Random) -> None:
    """Nobody waits for years: most went on by themselves, for some no mentor could be found."""
    old = select(Waiting).where(col(Waiting.ended_at).is_(None), col(Waiting.since) < clock.now() - timedelta(days=LONGEST_WAIT))
    for waiting in list(session.exec(old.order_by(col(Waiting.id)))):
        with clock.stopped_at(waiting.since + timedelta(days=chance.uniform(3, LONGEST_WAIT))):
            outcome = WaitingOutcome.withdrawn if chance.random() < 0.8 else WaitingOutcome.no_mentor
            end_waiting(session, waiting.person_id, outcome)


def _plan_request(timeline: Timeline, chance: random.Random, learner: Person, mentor: Mentor, kept_free: int | None) -> None:
    begun = datetime.combine(first_day(), time(9), tzinfo=clock.CITY_ZONE)
    sent = begun + timedelta(days=chance.uniform(0, 785), hours=chance.uniform(0, 10))
    if mentor.person_id == kept_free and sent > clock.now() - timedelta(days=200):
        return
    letter = {
        "goal": chance.choice(GOALS),
        "tried": chance.choice(TRIED),
        "wanted": chance.choice(WANTED),
        "hours": chance.choice((8, 12, 20)),
        "project_id": None,
    }

    def ask(session: Session) -> None:
        request = send_request(session, mentor.person_id, letter, by=learner)
        wait = draw.log_normal(chance, 2.0, 0.8)
        # One in seven is not answered at all, and ends by itself.
        if chance.random() > 0.15 and wait < 7:
            timeline.add(sent + timedelta(days=wait), lambda inner: _answer(inner, timeline, chance, request.id or 0, mentor, learner))

    timeline.add(sent, ask)


def _answer(session: Session, timeline: Timeline, chance: random.Random, request_id: int, mentor: Mentor, learner: Person) -> None:
    if chance.random() > 0.72:
        decline_request(session, request_id, by=mentor.person, reason=chance.choice(list(DeclineReason)))
        return
    pair = accept_request(session, request_id, by=mentor.person)
    begun, length = clock.now(), chance.uniform(60, 200)
    months = min(LONGEST_MONTHS, round(length / 30) + 2)
    timeline.add(begun + timedelta(days=chance.uniform(0.2, 6)), lambda inner: _agree(inner, chance, pair.id or 0, mentor, learner, months))
    for days in range(10, round(length), chance.choice((14, 21, 28))):
        held = begun + timedelta(days=days)
        timeline.add(held, lambda inner, held=held: _log(inner, chance, pair.id or 0, mentor, held.date()))  # type: ignore[misc]
    timeline.add(begun + timedelta(days=length), lambda inner: _end(inner, chance, pair.id or 0, mentor, learner))


def _agree(session: Session, chance: random.Random, pair_id: int, mentor: Mentor, learner: Person, months: int) -> None:
    content = {"goals": chance.choice(GOALS), "rhythm": chance.choice(RHYTHMS), "months": months, "channel": "本站消息，急事打电话"}
    agreement = propose_agreement(session, pair_id, content, by=learner)
    confirm_agreement(session, pair_id, agreement.version, by=mentor.person)


def _log(session: Session, chance: random.Random, pair_id: int, mentor: Mentor, held_on: date) -> None:
    topics = chance.choice(TOPICS)
    log_session(session, pair_id, by=mentor.person, held_on=held_on, minutes=chance.choice((30, 45, 60, 90)), topics=topics)


def _end(session: Session, chance: random.Random, pair_id: int, mentor: Mentor, learner: Person) -> None:
    if chance.random() < 0.15:
        end_early(session, pair_id, by=learner, code=EndReason.no_time, reason="时间对不上了")
        return
    hers, theirs = chance.choice((3, 4, 4, 5, 5)), chance.choice((3, 4, 4, 5))
    venture = (VentureStatus.idea, VentureStatus.preparing, VentureStatus.trading)[hers - 3]
    close_mentorship(
        session, pair_id, by=learner, useful=hers, word="每次都有具体的下一步。", recommend=2 * hers, venture=venture, thanks=THANKS
    )
    close_mentorship(session, pair_id, by=mentor.person, useful=theirs, word="肯做，肯改。", recommend=2 * theirs)


def _busy_mentor(engine: Engine, chance: random.Random) -> None:
    """Shen Jing has one mentee, and one place free."""
    with transaction(engine) as session, clock.stopped_at(clock.now() - timedelta(days=30)):
        shen = session.get_one(Mentor, member(session, "shen").id)
        for learner in synthetic_learners(session)[:50]:
            letter = {"goal": GOALS[0], "tried": TRIED[3], "wanted": WANTED[2], "hours": 12, "project_id": None}
            try:
                request = send_request(session, shen.person_id, letter, by=learner)
                pair = accept_request(session, request.id or 0, by=shen.person)
                _agree(session, chance, pair.id or 0, shen, learner, 6)
                _log(session, chance, pair.id or 0, shen, clock.today())
            except Refusal:
                continue
            return


def _what_waits_today(engine: Engine, chance: random.Random) -> None:
    """The village as a visitor finds it: letters of the last days, one list of choices, somebody on a waiting list, one proposal."""
    with transaction(engine) as session:
        learners = [one for one in synthetic_learners(session) if live_mentorship(session, one.id or 0) is None]
        mentors = published_mentors(session)
        free = seats_left(session, mentors)
        open_ones = [mentor for mentor in mentors if free[mentor.person_id] and mentor.person_id != member(session, "shen").id]
        asking = iter(chance.sample(learners, 10))
        for days, mentor in zip((0, 1, 2, 3, 5), chance.sample(open_ones, 5), strict=True):
            _write_today(session, chance, next(asking), [mentor], days)
        _write_today(session, chance, next(asking), chance.sample(open_ones, 3), 1)
        for mentor in [mentor for mentor in mentors if not free[mentor.person_id]][:2]:
            _write_today(session, chance, next(asking), [mentor], 4)
        waiting = session.exec(select(Waiting.person_id).where(col(Waiting.ended_at).is_(None)).order_by(col(Waiting.id))).first()
        if waiting:
            _propose_today(session, waiting, open_ones)


def _write_today(session: Session, chance: random.Random, learner: Person, mentors: list[Mentor], days: int) -> None:
    first, *others = [mentor.person_id for mentor in mentors]
    letter = {"goal": chance.choice(GOALS), "tried": chance.choice(TRIED), "wanted": chance.choice(WANTED), "hours": 12, "project_id": None}
    with clock.stopped_at(clock.now() - timedelta(days=days)), suppress(Refusal):
        send_request(session, first, letter, by=learner, others=dict.fromkeys(others, ()), waits=True)


def _propose_today(session: Session, learner_id: int, mentors: list[Mentor]) -> None:
    for mentor in mentors:
        with suppress(Refusal):
            propose_pairs(session, [(learner_id, mentor.person_id)], by=member(session, "qian"))
            return


def load_ventures(engine: Engine) -> str:
    """Openings after training and without, follow-ups, jobs, closings; who was not reached counts as lost."""
    chance = random.Random(600)
    with transaction(engine) as session:
        projects = published_projects(session)
        popularity = {project.id: 1.0 / (1 + (project.id or 0) * 53 % len(projects)) for project in projects}
        profiles = {profile.person_id: profile for profile in session.exec(select(LearnerProfile))}
        mentored = set(session.exec(select(Mentorship.learner_id)))
        people = {person.id: person for person in synthetic_learners(session)}
        openings = _after_training(session, chance)
        trained = {certificate.person_id for certificate in first_certificates(session)}
        others = [number for number in people if number not in trained]
        for number in chance.sample(others, k=max(0, VENTURES - len(openings))):
            openings[number] = first_day() + timedelta(days=round(chance.uniform(0, 785)))
        for number, opened_on in sorted(openings.items(), key=lambda pair: pair[1]):
            profile = profiles[number or 0]
            liked = [project for project in projects if project.sector in profile.sectors] or projects
            project = chance.choices(liked, [popularity[one.id] for one in liked])[0]
            _live(
                session,
                chance,
                people[number],
                profile,
                opened_on,
                project.id if chance.random() < 0.75 else None,
                project.sector,
                number in mentored,
            )
        _cast_venture(session)
        count = len(session.exec(select(Venture.id)).all())
    return f"{count} ventures"


def _after_training(session: Session, chance: random.Random) -> dict[int | None, date]:
    """Who opened after which certificate; those who did not and could not be reached are noted as such."""
    openings: dict[int | None, date] = {}
    today, staff = clock.today(), member(session, "shi")
    for certificate in first_certificates(session):
        county = {"330424": 0.8, "330411": 0.9, "330483": 1.12, "330481": 1.05}.get(certificate.region, 1.0)
        if chance.random() < draw.OPENING.get(certificate.kind, 0.3) * county:
            months = min(draw.log_normal(chance, 5, 0.75), 11.9)
            opened_on = certificate.passed_on + timedelta(days=round(months * 30.4))
            if opened_on <= today:
                openings[certificate.person_id] = opened_on
        elif (checked_on := certificate.passed_on + timedelta(days=366)) <= today:
            record_outcome_check(session, certificate.person_id, reached=chance.random() > 0.18, on=checked_on, by=staff)
    return openings


def _live(
    session: Session,
    chance: random.Random,
    founder: Person,
    profile: LearnerProfile,
    opened_on: date,
    project_id: int | None,
    sector: str,
    is_mentored: bool,
) -> None:
    form = draw.weighted(chance, draw.FORMS)
    jobs = _jobs(chance, form)
    content = {
        "name": f"{founder.name}的{'公司' if form == 'company' else '店'}",
        "form": Form(form),
        "region": profile.region or "330402",
        "sector": None if chance.random() < 0.03 else sector,
        "project_id": project_id,
        "opened_on": opened_on,
        "jobs": jobs // 2,
    }
    with _on(opened_on + timedelta(days=2)):
        venture = register_opening(session, content, by=founder, synthetic=True)
    # Hazard ratio 0.8 for mentored founders: a synthetic assumption, never a finding.
    scale = (1.6 if form == "sole_trader" else 1.0) * (0.8 if is_mentored else 1.0)
    hazards = (
        [draw.GRADUATE_HAZARD * scale] if profile.group in ("LG.GRAD", "LG.STUD") else [hazard * scale for hazard in draw.SAIC_HAZARDS]
    )
    closed_on = opened_on + timedelta(days=max(20, draw.days_until_closing(chance, hazards)))
    _follow_up(session, chance, venture, founder, closed_on, jobs)
    if closed_on <= clock.today():
        with _on(closed_on):
            close_venture(session, venture.id or 0, on=closed_on, reason=chance.choice(list(ClosingReason)), by=founder)


def _follow_up(session: Session, chance: random.Random, venture: Venture, founder: Person, closed_on: date, jobs: int) -> None:
    lost_share = {3: 0.03, 6: 0.06, 12: 0.10}
    staff = member(session, "shi")
    for months in FOLLOW_UP_MONTHS:
        due = clock.months_after(venture.opened_on, months)
        # What came due in the last three weeks still waits for staff.
        if due > clock.today() - timedelta(days=21) or due >= closed_on:
            return
        with _on(due + timedelta(days=chance.randint(0, 14))):
            if chance.random() < lost_share[months]:
                mark_lost(session, venture.id or 0, months, tries=3, ways=[Way.phone, Way.message], by=staff)
            else:
                headcount = round(jobs * (0.5 + 0.5 * months / 12))
                record_follow_up(session, venture.id or 0, months, trading=True, jobs=headcount, by=founder, on=due)


def _jobs(chance: random.Random, form: str) -> int:
    if form == "company":
        return min(80, round(draw.log_normal(chance, 4, 1.06)))
    return min(12, round(chance.expovariate(1 / 1.7)))


def _cast_venture(session: Session) -> None:
    chen = member(session, "chen")
    project = next(one for one in published_projects(session) if one.sector in ("JX27", "JX26"))
    content = {
        "name": "陈波早餐店",
        "form": Form.sole_trader,
        "region": "330402",
        "sector": project.sector,
        "project_id": project.id,
        "opened_on": clock.months_after(clock.today(), -4),
        "jobs": 1,
    }
    register_opening(session, content, by=chen, synthetic=True)


def _on(day: date) -> AbstractContextManager[None]:
    return clock.stopped_at(datetime.combine(min(day, clock.today()), time(0, 5), tzinfo=clock.CITY_ZONE))

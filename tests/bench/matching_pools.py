"""A large invented city for benches: learners, mentors, projects and classes with a seed."""

import random
from collections.abc import Sequence

from matching import Course, Learner, Mentor, Outcome, Project

COUNTIES = ["330402", "330411", "330421", "330424", "330481", "330482", "330483"]
TOWNS = [f"{county}{number:03d}" for county in COUNTIES for number in range(100, 108)]
SECTORS = [f"JX{number:02d}" for number in range(1, 31)]
SKILLS = [f"SK{100 * part + number}" for part in range(1, 10) for number in range(1, 8)]
# fmt: off
TRADES = [
    "毛衫", "皮衣", "家纺", "吊顶", "箱包", "西瓜", "紧固件", "纽扣", "民宿", "粽子", "丝绸", "光伏", "菊花",
    "网店", "直播", "记账", "托育", "养老", "维修", "烘焙", "咖啡", "摄影", "设计", "配送", "回收", "培训",
]
WORDS = [
    "小单", "工坊", "社区", "上门", "定制", "二手", "翻新", "夜市", "合作", "平台", "工厂", "外贸", "乡村", "校园",
    "亲子", "银发", "宠物", "健康", "智能", "环保", "studio", "shop", "repair", "export", "farm", "kids", "craft",
]
# fmt: on


def text(chance: random.Random, trades: Sequence[str], n: int) -> str:
    """Some words of these trades among common ones and words of its own."""
    own = [f"词{chance.randrange(4000)}" for _ in range(n // 4)]
    return " ".join([*chance.choices(trades, k=n // 2), *chance.choices(WORDS, k=n // 4), *own])


def skills(chance: random.Random, n: int) -> dict[str, int]:
    """Up to `n` skills at levels 1 to 4."""
    return {skill: chance.randint(1, 4) for skill in chance.sample(SKILLS, k=n)}


def learners(n: int, seed: int = 1) -> list[Learner]:
    """Learners with everything said."""
    chance = random.Random(seed)
    return [
        Learner(
            number,
            text=text(chance, chance.sample(TRADES, k=2), 16),
            skills=skills(chance, 5),
            sectors=frozenset(chance.sample(SECTORS, k=2)),
            region=chance.choice(TOWNS),
            capital=chance.randrange(10_000, 300_000),
            hours=chance.randrange(5, 60),
            help_wanted=frozenset(chance.sample(SKILLS, k=2)),
            groups=frozenset({chance.choice(["LG.GRAD", "LG.VET", "LG.RETURN"])}),
            languages=frozenset({"zh"}),
            conflicts=frozenset({number % 20_000}),
            favourites=frozenset(chance.sample(range(5000), k=chance.choice([0, 0, 2]))),
        )
        for number in range(n)
    ]


def projects(n: int, seed: int = 2) -> list[Project]:
    """Projects of one sector each."""
    chance = random.Random(seed)
    return [
        Project(
            number,
            text=text(chance, [chance.choice(TRADES)], 40),
            skills=skills(chance, 4),
            sectors=frozenset({chance.choice(SECTORS)}),
            regions=frozenset(chance.sample([*COUNTIES, "330400"], k=chance.randint(1, 2))),
            online=chance.random() < 0.2,
            capital_min=(least := chance.randrange(5_000, 200_000, 1_000)),
            capital_max=least * 2,
            hours=chance.randrange(10, 60, 5),
            groups=frozenset({chance.choice(["LG.GRAD", "LG.VET", "LG.RETURN"])}),
            outcome=Outcome(chance.randint(0, 3), 6),
        )
        for number in range(n)
    ]


def mentors(n: int, seed: int = 3) -> list[Mentor]:
    """Mentors with answers, seats and people who wait."""
    chance = random.Random(seed)
    return [
        Mentor(
            number,
            text=text(chance, chance.sample(TRADES, k=2), 24),
            skills=skills(chance, 5),
            sectors=frozenset(chance.sample(SECTORS, k=2)),
            region=chance.choice(TOWNS),
            online=chance.random() < 0.5,
            languages=frozenset({"zh"}),
            seats_free=chance.choice([0, 1, 2, 3, 5]),
            pending=chance.randrange(4),
            accepted=(accepted := chance.randrange(6)),
            answered=accepted + chance.randrange(4),
            outcome=Outcome(chance.randint(0, 3), 6),
        )
        for number in range(n)
    ]


def courses(n: int, seed: int = 4) -> list[Course]:
    """Coming classes."""
    chance = random.Random(seed)
    return [
        Course(
            number,
            text=text(chance, [chance.choice(TRADES)], 20),
            skills=skills(chance, 3),
            region=chance.choice(COUNTIES),
            seats_free=chance.randrange(30),
            starts_in=chance.randrange(90),
        )
        for number in range(n)
    ]

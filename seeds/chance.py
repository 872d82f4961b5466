"""Chance with a fixed seed, and the distributions of the village (domain 7.4)."""

import math
import random
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

COUNTIES = {"330402": 17, "330411": 13, "330421": 11, "330424": 9, "330481": 18, "330482": 13, "330483": 19}
GROUPS = {"LG.GRAD": 30, "LG.STUD": 15, "LG.RURAL": 22, "LG.UNEMP": 15, "LG.VET": 5, "LG.OPER": 8, "LG.OTHER": 5}
CAPITALS = {5000: 12, 20000: 18, 40000: 20, 75000: 20, 150000: 14, 300000: 10, 700000: 4, 1500000: 2}
FORMS = {"sole_trader": 62, "company": 30, "cooperative": 2, "online_shop": 6}
# Share who open within 12 months of passing, by course kind.
OPENING = {"GYB": 0.08, "EDU": 0.06, "LEC": 0.05, "SYB": 0.49, "NET": 0.48, "ORD": 0.60, "PRA": 0.45}
SAIC_HAZARDS = (0.016, 0.063, 0.095, 0.085, 0.085)
GRADUATE_HAZARD = 0.20

SURNAMES = (
    "赵钱孙李周吴郑王冯陈沈韩杨朱秦许何吕张孔曹严金魏陶姜戚谢邹苏潘葛范彭鲁韦马苗方俞任袁柳唐罗薛汤殷毕安常于傅顾孟黄穆萧尹姚邵汪毛禹计"
)
GIVEN = "晓敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华慧巧美娜婷玉萍红兰辉力健宁琳欣雨晨佳怡思远子涵梓浩宇博文嘉铭俊逸雅诗"


def weighted(chance: random.Random, shares: dict[Thing, int]) -> Thing:
    """One key, as likely as its share."""
    return chance.choices(list(shares), list(shares.values()))[0]


def name(chance: random.Random) -> str:
    """An invented name."""
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def log_normal(chance: random.Random, median: float, sigma: float) -> float:
    """A positive number around ``median``."""
    return chance.lognormvariate(math.log(median), sigma)


def days_until_closing(chance: random.Random, hazards: Sequence[float]) -> int:
    """Days a business lives when each year closes the given share of those alive; the last year repeats."""
    for year in range(40):
        hazard = hazards[min(year, len(hazards) - 1)]
        if chance.random() < hazard:
            return round((year + chance.random()) * 365)
    return 40 * 365

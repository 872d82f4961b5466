"""The programme of the plan, moved so that today is 26 months into its three years."""

from datetime import date

from sqlalchemy import Engine

from marketplace import clock
from marketplace.db import transaction
from marketplace.indicators.actions import set_programme

MONTHS_SO_FAR = 26


def first_day() -> date:
    """The first day of the demo programme."""
    return clock.months_after(clock.today(), -MONTHS_SO_FAR)


def load(engine: Engine) -> str:
    """The programme with the plan's targets (domain 2.1, 2.2); dates in the same distance from its beginning as in the plan."""
    begins = first_day()
    ends = clock.months_after(begins, 36)
    # The plan was signed in October 2013; its "end of 2015" is 26 and a half months later.
    end_of_2015 = clock.months_after(begins, 27)
    targets = {
        "I02": (0.90, end_of_2015),
        "I03": (0.50, end_of_2015),
        "I09": (5.0, end_of_2015),
        "I10": (10.0, end_of_2015),
        "I11": (450.0, ends),
    }
    content = {
        "name_zh": "嘉兴市深化创业型城市创建（演示，日期随今天平移）",
        "name_en": "Jiaxing start-up city programme (demo, dates moved with today)",
        "starts_on": begins,
        "ends_on": ends,
        "synthetic": True,
    }
    with transaction(engine) as session:
        set_programme(session, content, targets)
    return "26 months in"

"""How something goes by mail, and when: plain rules over a person's choices and the city's clock."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Protocol

from marketplace.clock import CITY_ZONE
from marketplace.notifications.terms import DEFAULT_WAYS, FIXED, Group, Way

DIGEST_TIME = time(8)


class Chosen(Protocol):
    """The quiet hours that a person chose."""

    quiet_from: int | None
    quiet_until: int | None


def way_of(ways: Mapping[str, str] | None, group: Group) -> Way:
    """How mail of ``group`` comes to somebody who chose ``ways``, or nothing yet."""
    if group in FIXED:
        return Way.at_once
    return Way((ways or {}).get(group, DEFAULT_WAYS[group]))


def quiet_end(chosen: Chosen | None, moment: datetime) -> datetime | None:
    """The end of the quiet hours that ``moment`` falls into; None outside them. From 22 to 7 is over midnight."""
    if chosen is None or chosen.quiet_from is None or chosen.quiet_until is None:
        return None
    begin, until, here = chosen.quiet_from, chosen.quiet_until, moment.astimezone(CITY_ZONE)
    quiet = begin <= here.hour < until if begin < until else here.hour >= begin or here.hour < until
    if not quiet:
        return None
    end = here.replace(hour=until, minute=0, second=0, microsecond=0)
    return end if end > here else end + timedelta(days=1)


def digest_cut(way: Way, moment: datetime) -> datetime:
    """The last moment at which a digest was due. What was told before it belongs into that digest or an earlier one."""
    here = moment.astimezone(CITY_ZONE)
    day = here.date() if here.time() >= DIGEST_TIME else here.date() - timedelta(days=1)
    if way == Way.weekly:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, DIGEST_TIME, CITY_ZONE)

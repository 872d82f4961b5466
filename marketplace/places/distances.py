"""How far the county seats are from each other, for the order "nearest"."""

from collections.abc import Iterable

# Kilometres east and north of South Lake, measured on a map to the nearest kilometre; good enough to put counties in order.
_SEATS = {
    "330402": (0, 0),
    "330411": (-5, 2),
    "330421": (15, 9),
    "330424": (20, -25),
    "330481": (-7, -26),
    "330482": (26, -6),
    "330483": (-20, -13),
}
CITY = "330400"
FAR = 99.0


def kilometres(home: str | None, regions: Iterable[str]) -> float:
    """Kilometres from ``home`` to the nearest of ``regions``; 0 for an entry that fits anywhere, FAR where nothing is known."""
    codes = set(regions)
    if CITY in codes:
        return 0.0
    if home not in _SEATS:
        return FAR
    east, north = _SEATS[home]
    return min((((east - x) ** 2 + (north - y) ** 2) ** 0.5 for x, y in (_SEATS[code] for code in codes if code in _SEATS)), default=FAR)

"""The survival curve as points of an SVG picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from marketplace.indicators.figures import Survival

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 12, 36
MONTH = 365.25 / 12
# About six marks below the picture, whatever the time it spans.
STEPS = (3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Plot:
    """Paths and marks; ``x_marks`` are months, ``y_marks`` percents."""

    line: str
    band: str
    x_marks: tuple[tuple[float, int], ...]
    y_marks: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def plot_of(figure: Survival) -> Plot | None:
    """The picture of the curve; None where there is nothing to draw."""
    curve = figure.curve
    if not curve.times or curve.times[-1] <= 0:
        return None
    months = max(6, ceil(curve.times[-1] / MONTH / 6) * 6)
    line, low, high = (_steps(curve.times, values, months) for values in (curve.survival, curve.low, curve.high))
    step = next((step for step in STEPS if months / step <= 7), STEPS[-1])
    return Plot(
        line=_path(line),
        band=_path([*high, *reversed(low)]) + " Z",
        x_marks=tuple((_x(month * MONTH, months), month) for month in range(0, months + 1, step)),
        y_marks=tuple((_y(share / 100), share) for share in (0, 25, 50, 75, 100)),
    )


def _steps(times: Sequence[float], values: Sequence[float], months: int) -> list[tuple[float, float]]:
    # Only where the curve falls is there a corner; the last time ends the line.
    points, before = [(_x(0, months), _y(1.0))], 1.0
    for time, value in zip(times, values, strict=True):
        if value != before:
            points += [(_x(time, months), _y(before)), (_x(time, months), _y(value))]
            before = value
    return [*points, (_x(times[-1], months), _y(before))]


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def _x(days: float, months: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * days / (months * MONTH), 1)


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

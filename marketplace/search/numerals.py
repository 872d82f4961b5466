"""Numbers as they are written and said: "12,000", "1.5万", "1万5千", "一百二十万", "两三千", "50k"."""

import re

_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "k": 1_000,
    "thousand": 1_000,
    "万": 10_000,
    "w": 10_000,
    "million": 1_000_000,
    "亿": 100_000_000,
}
_FIGURE = r"\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九]{1,2}"
_SCALE = r"[十百千万亿]|\s*(?:k|w|thousand|million)(?![a-z])"
# A figure behind the last scale counts ("一万五"), unless it begins something else ("5万五金店", "10万3年").
_TRAILING = r"零?(?:\d{1,4}|[一二两三四五六七八九])(?=$|[^\w.]|[元块钱本以之左上往到至的能够可开做干创投想买就])"
# Taken as a whole or not at all: no part of "30000" is a number.
NUMBER = rf"(?>(?:(?:{_FIGURE})(?:{_SCALE})|十)(?:零?(?:{_FIGURE})?(?:{_SCALE}))*(?:{_TRAILING})?|{_FIGURE})"
_PARTS = re.compile(rf"(?P<figure>{_FIGURE})|(?P<scale>{_SCALE})|零")
# From here on a scale multiplies all before it: 一百二十万 is 120 times 10 000.
_LARGE = 10_000


def value_of(number: str) -> float:
    """What a ``NUMBER`` is worth; of "两三千" the larger.

    >>> value_of("一百二十万"), value_of("一万五"), value_of("1万5千")
    (1200000.0, 15000.0, 15000.0)
    """
    total = part = 0.0
    figure, scale = None, 1
    for said in _PARTS.finditer(number):
        if said["figure"]:
            figure = _plain(said["figure"])
        elif said["scale"]:
            scale = _SCALES[said["scale"].strip()]
            if scale < _LARGE:
                part += (1 if figure is None else figure) * scale
            else:
                total, part = total + (part + (figure or 0)) * scale, 0.0
            figure = None
        else:
            # "一万零五": no thousands, five.
            scale = 1
    if figure is not None:
        part += figure * scale / 10 if 1 <= figure < 10 < scale else figure
    return total + part


def scale_of(number: str) -> int:
    """The last scale from a thousand up in a ``NUMBER``; 1 if there is none."""
    scales = [_SCALES[said["scale"].strip()] for said in _PARTS.finditer(number) if said["scale"]]
    return next((scale for scale in reversed(scales) if scale >= 1_000), 1)


def _plain(figure: str) -> float:
    return float(figure.replace(",", "")) if figure[0].isdigit() else float(max(_DIGITS[sign] for sign in figure))

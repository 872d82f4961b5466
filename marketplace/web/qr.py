"""Square codes that a phone's camera reads, drawn as SVG on the server: no picture file, no other host."""

from collections.abc import Iterable
from itertools import groupby

import segno
from markupsafe import Markup

# Cameras want a rim of four light squares around the code (ISO/IEC 18004).
RIM = 4
SVG = Markup(
    '<svg class="qr" role="img" aria-label="{words}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
    '<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{dark}"/></svg>'
)


def qr_code(address: str, words: str) -> Markup:
    """The code of ``address`` as inline SVG; ``words`` stand for it where it cannot be seen. Medium error correction (15 %)."""
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=RIM))
    return SVG.format(words=words, side=len(rows), dark="".join(_dark(number, row) for number, row in enumerate(rows)))


def _dark(number: int, row: Iterable[int]) -> str:
    """One row's dark squares as strokes of a path; neighbours are one stroke."""
    strokes, x = [], 0
    for dark, squares in groupby(row, bool):
        width = len(list(squares))
        strokes.append(f"M{x} {number}h{width}v1h-{width}z" if dark else "")
        x += width
    return "".join(strokes)

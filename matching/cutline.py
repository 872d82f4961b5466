"""How sure the line between winners and others is."""

import numpy as np
from numpy.typing import NDArray

from matching.severity import Fit, Floats, Table

DRAWS = 4000
SEED = 20131011


def top_chances(table: Table, fit: Fit, places: int) -> Floats:
    """Probability that each entry belongs to the best `places` by its quality, shape (I,); they add up to `places`.

    Drawn 4 000 times from the joint distribution of the qualities given the sheets and the ratios, with a fixed seed: the
    standard error of a probability is at most 0.8 points of a hundred. A draw gives severities first, then the qualities,
    which are independent given those.
    """
    entries, judges = table.read.shape
    if places >= entries:
        return np.ones(entries)
    if fit.ratios[0] == 0:
        return np.full(entries, places / entries)
    chance = np.random.default_rng(SEED)
    spread = fit.spread + 1e-12 * np.eye(judges)
    severe = chance.standard_normal((DRAWS, judges)) @ np.linalg.cholesky(spread).T
    pulled = fit.shares[:, None] * table.read
    # What a judge gives more, the entry is worth less.
    noise = chance.standard_normal((DRAWS, entries)) * np.sqrt(fit.shares) - severe @ pulled.T
    drawn = fit.quality + np.sqrt(fit.noise) * noise
    best: NDArray[np.int64] = np.argpartition(-drawn, places - 1, axis=1)[:, :places]
    return np.bincount(best.ravel(), minlength=entries) / DRAWS


def cut_line(values: list[float], places: int) -> float | None:
    """The middle between the last value that wins and the first that does not; `values` from the best to the last.

    Whoever shares the last winning place wins too. None where all win.
    """
    if places >= len(values):
        return None
    last = values[places - 1]
    after = [value for value in values if value < last]
    return (last + after[0]) / 2 if after else None

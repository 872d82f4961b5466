"""How strict each judge is: the additive mixed model, by restricted maximum likelihood.

A total t of entry i by judge j is t = mu + q_i + b_j + e with q ~ N(0, sq), b ~ N(0, sb), e ~ N(0, se): quality, severity and
chance. The two ratios sq/se and sb/se are estimated by REML (Patterson and Thompson 1971, Biometrika 58:545-554), q and b are
best linear predictions (Henderson 1975, Biometrics 31:423-447). Entries are absorbed first, so the largest matrix has one row
for each judge.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Ratios are sought as g / (1 + g). Beyond the last, entries or judges differ ten thousand times as much as chance.
HIGHEST = 1 - 1e-4
STARTS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99)
NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Table:
    """Totals of I entries by J judges: `read` is 1.0 where there is one, `totals` 0.0 where there is none; both (I, J)."""

    read: Floats
    totals: Floats

    @property
    def is_full(self) -> bool:
        """Whether every judge read every entry."""
        return bool(self.read.all())

    @property
    def can_tell(self) -> bool:
        """Whether something is left to chance once every entry and every judge has an effect of its own."""
        entries, judges = self.read.shape
        return bool(entries > 1 and judges > 1 and self.read.sum() >= entries + judges)

    def without(self, judge: int) -> "Table":
        """The same without one judge's column; entries stay, also unread ones."""
        return Table(np.delete(self.read, judge, axis=1), np.delete(self.totals, judge, axis=1))


@dataclass(frozen=True, slots=True)
class Fit:
    """The model at one pair of ratios.

    `quality` (I,) and `severity` (J,) are the predictions; `shares` (I,) is the diagonal D of entries and `spread` (J, J)
    the inverse S of judges, so that the variance of the predicted quality, given the ratios and mu, is
    noise * (D + D W S W' D); `slope` is the gradient of `deviance` in the two ratios.
    """

    ratios: tuple[float, float]
    deviance: float
    slope: Floats
    mean: float
    quality: Floats
    severity: Floats
    noise: float
    shares: Floats
    spread: Floats

    def quality_variance(self, table: Table) -> Floats:
        """Variance of the prediction of each entry's quality, shape (I,)."""
        pulled = self.shares[:, None] * table.read
        return np.asarray(self.noise * (self.shares + np.einsum("ij,jk,ik->i", pulled, self.spread, pulled)))


def fit_severity(table: Table) -> Fit:
    """Fit by REML: the best of a grid of starts, then L-BFGS-B with the exact gradient; no random numbers.

    Parameters
    ----------
    table : Table
        Connected, with `can_tell`.
    """
    from scipy.optimize import minimize  # noqa: PLC0415  (slow to import)

    def told(point: Floats) -> tuple[float, Floats]:
        fit = fit_at(table, *_ratios(point))
        return fit.deviance, fit.slope / (1 - point) ** 2

    start = min(product(STARTS, STARTS), key=lambda point: fit_at(table, *_ratios(np.array(point))).deviance)
    limits = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 500}
    found = minimize(told, np.array(start), jac=True, method="L-BFGS-B", bounds=[(0, HIGHEST)] * 2, options=limits)
    return fit_at(table, *_ratios(np.where(found.x < NOTHING, 0.0, found.x)))


def fit_at(table: Table, entries: float, judges: float) -> Fit:
    """The model at given ratios sq/se and sb/se, each 0 or more."""
    read, count = table.read, float(table.read.sum())
    n, m = read.sum(axis=1), read.sum(axis=0)
    # Around the grand mean the sums of squares keep their digits.
    centre = float(table.totals.sum()) / count
    totals = (table.totals - centre) * read
    share = entries / (1 + entries * n)
    left = 1 / (1 + entries * n)
    kernel = np.diag(m) - read.T @ (share[:, None] * read)
    whole = np.eye(m.size) + judges * kernel
    inverse = np.linalg.inv(whole)

    # Column 0 is the constant, column 1 the totals.
    by_entry, by_judge = np.column_stack([n, totals.sum(axis=1)]), np.column_stack([m, totals.sum(axis=0)])
    judged = by_judge - read.T @ (share[:, None] * by_entry)
    plain = np.array([[count, totals.sum()], [totals.sum(), (totals**2).sum()]])
    form = plain - by_entry.T @ (share[:, None] * by_entry) - judges * judged.T @ inverse @ judged
    mean = form[0, 1] / form[0, 0]
    # Totals that fit without a rest would make the likelihood endless.
    rest = max(float(form[1, 1] - mean * form[0, 1]), 1e-12 * float(plain[1, 1]) + 1e-300)

    at_judges = inverse @ judged
    at_entries = left[:, None] * (by_entry - judges * read @ at_judges)
    off = np.array([-mean, 1.0])
    seen = left[:, None] * read
    traces = np.array([left @ n - judges * np.einsum("ij,jk,ik->", seen, inverse, seen), np.trace(inverse @ kernel)])
    lost = np.array([at_entries[:, 0] @ at_entries[:, 0], at_judges[:, 0] @ at_judges[:, 0]]) / form[0, 0]
    pulls = at_entries @ off, at_judges @ off
    fit_of = np.array([pull @ pull for pull in pulls]) * (count - 1) / rest
    logs = np.log1p(entries * n).sum() + np.linalg.slogdet(whole).logabsdet + np.log(form[0, 0])
    return Fit(
        ratios=(entries, judges),
        deviance=float((count - 1) * np.log(rest) + logs),
        slope=traces - lost - fit_of,
        mean=float(mean + centre),
        quality=entries * pulls[0],
        severity=judges * pulls[1],
        noise=rest / (count - 1),
        shares=share,
        spread=judges * (inverse + inverse.T) / 2,
    )


def _ratios(point: Floats) -> tuple[float, float]:
    first, second = point / (1 - point)
    return float(first), float(second)

"""Weights from examples: a conditional logit, by Newton's method.

Each viewer's candidates compete for each of their right answers (McFadden 1974): the weights
under which those were most likely to be chosen. The function is concave, so there is one
answer, and a step that overshoots is halved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from enishi.engines.graph.links.pool import Pool
    from enishi.engines.graph.links.types import Values

#: How strongly weights are held near 0, for each viewer.
_RIDGE: Final = 1e-2
_MOST_STEPS: Final = 25


def fitted(pool: Pool, power: float) -> Values:
    """The weights that fit, for parts of any scale: float64, shape (parts,).

    Parameters
    ----------
    power : float
        A viewer with r right answers counts r to the power of 1 − `power`: 0 counts each
        answer the same, 1 each viewer.

    Returns
    -------
    float64, shape (parts,)
        Scaled so that scores spread by 1. Parts that never differ count 0.
    """
    choice = _Choice(pool, power)
    weights = np.zeros(pool.scaled.shape[1])
    value, odds = choice.value(weights)
    for _ in range(_MOST_STEPS):
        step = choice.step(weights, odds)
        better, next_odds = choice.value(weights + step)
        while better < value and np.abs(step).max() > 1e-9:  # noqa: PLR2004
            step = step / 2
            better, next_odds = choice.value(weights + step)
        gain, value = better - value, better
        weights, odds = weights + step, next_odds
        if gain < 1e-3:  # noqa: PLR2004 - in units of log-likelihood: nothing
            break
    found: Values = weights / choice.spread
    return found / max(float(np.std(pool.scaled @ found)), 1e-9)


class _Choice:
    """The likelihood of the right answers, its slope and its curvature."""

    def __init__(self, pool: Pool, power: float) -> None:
        spread = pool.scaled.std(axis=0)
        self.spread = np.where(spread > 1e-9, spread, np.inf)  # noqa: PLR2004
        self.parts = (pool.scaled - pool.scaled.mean(axis=0)) / self.spread
        self.pool = pool
        answers = np.add.reduceat(pool.is_right.astype(np.float64), pool.starts)
        counts = np.maximum(answers, 1) ** -power
        self.right = pool.is_right * counts[pool.viewer]
        self.mass = np.add.reduceat(self.right, pool.starts)
        self.ridge = _RIDGE * len(answers)

    def value(self, weights: Values) -> tuple[float, Values]:
        """The logarithm of the likelihood, and the odds of every candidate."""
        starts, viewer = self.pool.starts, self.pool.viewer
        scores = self.parts @ weights
        scores = scores - np.maximum.reduceat(scores, starts)[viewer]
        odds = np.exp(scores)
        total = np.add.reduceat(odds, starts)
        likelihood = self.right @ (scores - np.log(total)[viewer])
        return float(likelihood - self.ridge / 2 * weights @ weights), odds / total[viewer]

    def step(self, weights: Values, odds: Values) -> Values:
        """Where Newton's method goes from `weights`."""
        expected = odds * self.mass[self.pool.viewer]
        slope = self.parts.T @ (self.right - expected) - self.ridge * weights
        means = np.add.reduceat(self.parts * odds[:, np.newaxis], self.pool.starts, axis=0)
        curvature = (
            self.parts.T @ (self.parts * expected[:, np.newaxis])
            - (means * self.mass[:, np.newaxis]).T @ means
            + self.ridge * np.eye(len(weights))
        )
        found: Values = np.linalg.solve(curvature, slope)
        return found

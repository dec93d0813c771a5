"""The candidates of many viewers as one table: how well weights put the right ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enishi.engines.graph.links.types import Mask, Numbers, Values

#: What is measured, in this order.
MEASURES: Final = ("p_at_5", "mrr", "recall_at_20")
#: A first right answer farther down than this is none.
_DEPTH: Final = 100


class Pool:
    """Candidates of viewers, and which of them turned out to be tied.

    Parameters
    ----------
    scaled : sequence of float64, shape (k_i, parts)
        For each viewer the parts of their candidates, as a blend takes them; no k_i is 0.
    is_right : sequence of bool, shape (k_i,)
        Which of them were tied after all.
    wanted : sequence of int
        How many were tied, candidates or not.
    """

    def __init__(
        self, scaled: Sequence[Values], is_right: Sequence[Mask], wanted: Sequence[int]
    ) -> None:
        self.scaled = np.concatenate(scaled)
        self.is_right = np.concatenate(is_right)
        self.wanted = np.asarray(wanted)
        sizes = np.array([len(rows) for rows in scaled])
        self.starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        self.viewer = np.repeat(np.arange(len(sizes)), sizes)
        self.right = np.flatnonzero(self.is_right)
        self._whose = self.viewer[self.right]
        rivals = sizes[self._whose]
        self._bounds = np.concatenate(([0], np.cumsum(rivals)))[:-1]
        self._rival = np.arange(rivals.sum()) - np.repeat(
            self._bounds - self.starts[self._whose], rivals
        )
        self._self = np.repeat(self.right, rivals)

    def ranks(self, scores: Values) -> Numbers:
        """The place of each right candidate among its viewer's, from 0; of equals the first."""
        rival, own = scores[self._rival], scores[self._self]
        is_before = (rival > own) | ((rival == own) & (self._rival < self._self))
        ranks: Numbers = np.add.reduceat(is_before.astype(np.int64), self._bounds)
        return ranks

    def measure(self, scores: Values) -> Values:
        """How good `scores`, shape (all candidates,), are: the `MEASURES`, over all viewers."""
        viewers, ranks = len(self.wanted), self.ranks(scores)
        first = np.full(viewers, _DEPTH)
        np.minimum.at(first, self._whose, ranks)
        found = np.bincount(self._whose[ranks < 20], minlength=viewers)  # noqa: PLR2004
        return np.array(
            [
                (ranks < 5).sum() / 5 / viewers,  # noqa: PLR2004
                np.where(first < _DEPTH, 1 / (1 + first), 0).mean(),
                (found / self.wanted).mean(),
            ]
        )

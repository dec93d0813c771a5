"""One score out of many parts, every part kept.

Each part of a candidate becomes a number between 0 and 1: how it compares, on a scale of
ratios, with the best candidate of the same viewer. What two records share is on such a scale
already. The score is their weighted sum, so that what each part gave can be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from enishi.engines.graph.links.types import RECORDS, TIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enishi.engines.graph.links.types import Evidence, Nodes, Values

#: The parts of a blend, in the order of the columns.
PARTS: Final = (*TIES, "neighbours", *RECORDS)
#: Below this share of the best, a part says next to nothing.
FLOOR: Final = 0.01


@dataclass(frozen=True, slots=True)
class Blend:
    """How much each of `PARTS` counts; being known to many usually counts against one."""

    weights: tuple[float, ...]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> Blend:
        """The blend of named weights; what is not named counts nothing."""
        return cls(tuple(float(weights.get(name, 0.0)) for name in PARTS))

    def named(self) -> dict[str, float]:
        """The weights by the names of their parts."""
        return dict(zip(PARTS, self.weights, strict=True))

    def parts(self, scaled: Values) -> Values:
        """What each part gives: float64, shape (k, parts); a row sums up to a score."""
        found: Values = scaled * np.asarray(self.weights)
        return found

    def scores(self, scaled: Values) -> Values:
        """The score of each candidate: float64, shape (k,)."""
        found: Values = scaled @ np.asarray(self.weights)
        return found


def scaled_parts(evidence: Evidence, nodes: Nodes, records: Values) -> Values:
    """The parts of `nodes` as a blend takes them.

    Parameters
    ----------
    nodes : int32, shape (k,)
        The candidates, sorted: those of `evidence`, and whoever else has a record in common.
    records : float64, shape (k, 3)
        The columns are `RECORDS`, each between 0 and 1.

    Returns
    -------
    float64, shape (k, parts)
        The columns are `PARTS`.
    """
    ties = np.zeros((len(nodes), len(TIES)))
    counts = np.zeros(len(nodes))
    places = np.searchsorted(nodes, evidence.nodes)
    ties[places] = evidence.parts
    counts[places] = evidence.counts
    best = np.maximum(ties.max(axis=0, initial=0.0), np.finfo(float).tiny)
    near = np.log1p(ties / (FLOOR * best)) / np.log1p(1 / FLOOR)
    return np.column_stack([near, np.log1p(counts), records])

"""What is known of a pair that is not tied: the parts a blend is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Nodes: TypeAlias = NDArray[np.int32]
    Numbers: TypeAlias = NDArray[np.int64]
    Values: TypeAlias = NDArray[np.float64]
    Mask: TypeAlias = NDArray[np.bool_]

#: What the ties around somebody say, in the order of the columns.
TIES: Final = (
    "pagerank",
    "resource_allocation",
    "adamic_adar",
    "close_connections",
    "three_steps",
    "three_ties",
)
#: What two records say.
RECORDS: Final = ("work", "school", "field")
#: Of each part so many of the best are candidates.
KEEP: Final = 100


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the ties say of the candidates of one viewer.

    Attributes
    ----------
    nodes : int32, shape (k,)
        Sorted; never the viewer nor whoever is tied to them.
    parts : float64, shape (k, 6)
        The columns are `TIES`; 0 where a part knows nothing.
    counts : int64, shape (k,)
        How many neighbours each has.
    is_listed : bool, shape (k,)
        False for those who are here only because they were asked about: none of the parts
        has them among its best.
    """

    nodes: Nodes
    parts: Values
    counts: Numbers
    is_listed: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What one viewer may know of a graph; who sees everything needs none.

    Attributes
    ----------
    closed : bool, shape (n,)
        Nobody is led through these: they do not agree, or are not there.
    gone : bool, shape (n,)
        These are not there for the viewer, and no tie of theirs is.
    """

    closed: Mask
    gone: Mask

"""Who may know whom: what ties and records say of two people, and one score out of it.

`evidence_for` answers for one viewer of a graph, `Blend` weighs, `calibrated` finds weights
that fit a graph on its own ties, and `trial` holds all of it against outside data.
"""

from enishi.engines.graph.links.around import Around
from enishi.engines.graph.links.blend import PARTS, Blend, scaled_parts
from enishi.engines.graph.links.calibration import DEFAULT, calibrated
from enishi.engines.graph.links.evidence import evidence_for
from enishi.engines.graph.links.pagerank import pagerank_from
from enishi.engines.graph.links.records import (
    Records,
    Stay,
    most_people,
    nearness_at,
    on_a_scale,
    rarity,
    years_together,
)
from enishi.engines.graph.links.types import RECORDS, TIES, Evidence, Sight

__all__ = [
    "DEFAULT",
    "PARTS",
    "RECORDS",
    "TIES",
    "Around",
    "Blend",
    "Evidence",
    "Records",
    "Sight",
    "Stay",
    "calibrated",
    "evidence_for",
    "most_people",
    "nearness_at",
    "on_a_scale",
    "pagerank_from",
    "rarity",
    "scaled_parts",
    "years_together",
]

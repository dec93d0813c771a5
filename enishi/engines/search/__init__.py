"""Index, query, ranking, evidence.

`SearchIndex` is the face of this engine: lines of records go in under their members, and
who knows comes out, with the lines that prove it. See docs/architecture/search.md.
"""

from enishi.engines.search.index import SearchIndex
from enishi.engines.search.meaning import Embedder, find_embedder
from enishi.engines.search.paraphrases import HouseWords
from enishi.engines.search.preparing import PreparedMember, prepare_member
from enishi.engines.search.stance import Stance
from enishi.engines.search.types import (
    Demand,
    Evidence,
    Facets,
    Filters,
    Hit,
    Order,
    Page,
    Parts,
    Passage,
    ReadAs,
    Results,
    Scope,
    Visibility,
)
from enishi.engines.search.writer import Writer, WriterBusy

__all__ = [
    "Demand",
    "Embedder",
    "Evidence",
    "Facets",
    "Filters",
    "Hit",
    "HouseWords",
    "Order",
    "Page",
    "Parts",
    "Passage",
    "PreparedMember",
    "ReadAs",
    "Results",
    "Scope",
    "SearchIndex",
    "Stance",
    "Visibility",
    "Writer",
    "WriterBusy",
    "find_embedder",
    "prepare_member",
]

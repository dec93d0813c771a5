"""Percolation: stored queries, and which of them a record answers.

The search turned around: queries are kept, a record comes by. Score-free: a stored query is
answered when the record would be found by it with every word demanded. See
docs/architecture/standing.md.
"""

from enishi.engines.search.percolation.records import Record, digest_of
from enishi.engines.search.percolation.stored import StoredQueries, has_words

__all__ = ["Record", "StoredQueries", "digest_of", "has_words"]

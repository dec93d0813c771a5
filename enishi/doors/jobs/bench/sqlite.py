"""The same questions in SQL, as one would ask them of SQLite without an engine."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import numpy as np

from enishi.doors.jobs.bench.questions import BEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from enishi.doors.jobs.bench.questions import Asked
    from enishi.engines.graph import Graph

#: Both directions in one clustered table: every row of a person lies together.
TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -128000; PRAGMA mmap_size = 268435456;
CREATE TABLE tie (a INTEGER, b INTEGER, strength INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE person (id INTEGER PRIMARY KEY, known INTEGER);
CREATE TEMP TABLE asked (place INTEGER PRIMARY KEY, id INTEGER);
"""
DEGREES = """
SELECT CASE
    WHEN id = :viewer THEN 0
    WHEN EXISTS (SELECT 1 FROM tie WHERE a = :viewer AND b = asked.id) THEN 1
    WHEN EXISTS (SELECT 1 FROM tie x JOIN tie y ON y.a = :viewer AND y.b = x.b
                 WHERE x.a = asked.id) THEN 2
    WHEN EXISTS (SELECT 1 FROM tie x JOIN tie y ON y.a = x.b
                 JOIN tie z ON z.a = :viewer AND z.b = y.b WHERE x.a = asked.id) THEN 3
    ELSE -1 END
FROM asked ORDER BY place
"""
CANDIDATES = """
SELECT y.b FROM tie x JOIN person p ON p.id = x.b JOIN tie y ON y.a = x.b
WHERE x.a = :viewer AND y.b <> :viewer
    AND NOT EXISTS (SELECT 1 FROM tie WHERE a = :viewer AND b = y.b)
GROUP BY y.b ORDER BY sum((1048576 + p.known / 2) / p.known) DESC, y.b LIMIT :best
"""
MUTUAL = """
SELECT x.b FROM tie x JOIN tie y ON y.a = :other AND y.b = x.b WHERE x.a = :viewer ORDER BY x.b
"""
PATHS = """
SELECT x.a, x.b, y.b, z.a FROM tie x JOIN tie y ON y.a = x.b
JOIN tie z ON z.a = :other AND z.b = y.b JOIN person p ON p.id = x.b JOIN person q ON q.id = y.b
WHERE x.a = :viewer ORDER BY min(x.strength, y.strength, z.strength) DESC,
    x.strength + y.strength + z.strength DESC, p.known + q.known, x.b, y.b LIMIT :best
"""
SECOND = """
SELECT id FROM asked WHERE id <> :viewer
    AND NOT EXISTS (SELECT 1 FROM tie WHERE a = :viewer AND b = asked.id)
    AND id IN (SELECT y.b FROM tie x JOIN tie y ON y.a = x.b WHERE x.a = :viewer)
ORDER BY place
"""


class Sqlite:
    """A database with the graph in it, in this process."""

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.executescript(TABLES)

    def fill(self, graph: Graph, progress: Callable[[int], object]) -> None:
        """Write every tie, in the order of the table."""
        self.database.execute("BEGIN")
        for first in range(0, graph.size, 4096):
            nodes = np.arange(first, min(first + 4096, graph.size), dtype=np.int32)
            counts = graph.counts(nodes)
            columns = (np.repeat(nodes, counts), graph.rows(nodes))
            strengths = graph.strengths[graph.places(nodes)]
            rows = zip(*(one.tolist() for one in (*columns, strengths)), strict=True)
            self.database.executemany("INSERT INTO tie VALUES (?, ?, ?)", rows)
            people = zip(nodes.tolist(), counts.tolist(), strict=True)
            self.database.executemany("INSERT INTO person VALUES (?, ?)", people)
            progress(len(nodes))
        self.database.execute("COMMIT")
        self.database.execute("ANALYZE")

    def answer(self, question: str, asked: Asked) -> list[Any]:
        """What the engine answers, as rows."""
        sql, other = {
            "badges": (DEGREES, 0),
            "candidates": (CANDIDATES, 0),
            "mutual": (MUTUAL, asked.nearby),
            "paths": (PATHS, asked.farther),
            "second_degree": (SECOND, 0),
        }[question]
        about = {"badges": asked.people, "second_degree": asked.hits}.get(question)
        if about is not None:
            self.database.execute("DELETE FROM asked")
            self.database.executemany(
                "INSERT INTO asked VALUES (?, ?)", enumerate(about.tolist())
            )
        given = {"viewer": asked.viewer, "other": other, "best": BEST}
        return self.database.execute(sql, given).fetchall()

"""`enishi bench standing`: how long one changed record takes beside many stored queries."""

from __future__ import annotations

import json
import resource
import time
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import click

from enishi.doors.jobs.bench_search import everybody, passages_of
from enishi.engines import text
from enishi.engines.search import Filters
from enishi.engines.search.percolation import Record, StoredQueries
from enishi.engines.text import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.engines.search import Passage

#: Careers whose words the queries are made of, and changed records of other careers.
CAREERS, CHANGED = 3_000, 300
#: One query in so many has an excluded word, a quotation, a place, years.
ONE_IN = 10
#: Shorter words ask for nothing.
SHORTEST = 2


@click.command("standing")
@click.option("--queries", default=100_000, show_default=True, type=click.IntRange(min=20))
@click.option("--careers", default=CAREERS, show_default=True, type=click.IntRange(min=20))
@click.option("--changed", default=CHANGED, show_default=True, type=click.IntRange(min=20))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0))
def bench_standing(queries: int, careers: int, changed: int, seed: int) -> None:
    """Store queries made of words of fictional careers, let records of others come by.

    Times are CPU milliseconds of one thread for a whole record: its words are read, the
    queries that may be answered are looked up, each is checked exactly.
    """
    text.warm()
    lines = [line for one in everybody(careers, seed) for line in passages_of(one)]
    before = _memory_mb()
    stored: StoredQueries[int] = StoredQueries()
    start = time.process_time()
    for key, (words, filters) in enumerate(_queries(lines, queries, seed)):
        stored.put(key, words, filters)
    building = time.process_time() - start
    click.echo(
        json.dumps(
            {
                "queries": len(stored),
                "build_cpu_s": round(building, 1),
                "memory_mb": round(_memory_mb() - before),
                **_percolated(stored, changed, seed + 1),
            },
            indent=2,
        )
    )


def _percolated(stored: StoredQueries[int], changed: int, seed: int) -> dict[str, object]:
    times, answered = [], []
    for one in everybody(changed, seed):
        lines = tuple(passages_of(one))
        start = time.thread_time()
        record = Record(lines)
        answers = stored.answered_by(record)
        times.append((time.thread_time() - start) * 1000)
        answered.append(len(answers))
    times.sort()
    return {
        "records": len(times),
        "p50_ms": round(median(times), 1),
        "p99_ms": round(times[int(len(times) * 0.99)], 1),
        "answered_p50": round(median(answered)),
    }


def _queries(lines: list[Passage], count: int, seed: int) -> Iterator[tuple[str, Filters]]:
    """One to three words of a line, as somebody would write who looks for such people."""
    random = Random(seed)  # noqa: S311 - which queries, not a secret
    while count:
        line = random.choice(lines)
        words = _words_of(line.text)
        if not words:
            continue
        chosen = random.sample(words, min(len(words), random.choice((1, 2, 2, 3))))
        if not random.randrange(ONE_IN):
            chosen[0] = f"“{chosen[0]}”"
        if not random.randrange(ONE_IN):
            chosen.append("-" + random.choice(_words_of(random.choice(lines).text) or ["x"]))
        places = frozenset(line.places) if not random.randrange(ONE_IN) else frozenset()
        year = 2015 if not random.randrange(ONE_IN) else 0
        yield " ".join(chosen), Filters(places=places, first_year=year)
        count -= 1


def _words_of(line: str) -> list[str]:
    return [
        line[token.start : token.end]
        for token in tokens_of(line)
        if token.end - token.start >= SHORTEST
    ]


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

"""`enishi bench graph`: how fast the graph answers, beside NumPy and SQLite."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from django.utils.translation import gettext as _

from enishi.doors.jobs.bench.questions import ANSWERS, BEST, hubs, viewers
from enishi.doors.jobs.bench.sqlite import Sqlite
from enishi.engines import graph as engine
from enishi.engines.graph import kernels
from enishi.engines.graph.synthetic import synthetic_edges
from enishi.rooms.network.files import kernels_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from enishi.doors.jobs.bench.questions import Asked
    from enishi.engines.graph import Graph

#: Undirected ties for each member, unless told.
TIES_EACH = 22.5
VIEWERS, SLOW_VIEWERS, SLOW_HUBS = 300, 60, 20
#: From so many members on SQLite is asked less often.
MANY = 500_000
#: Changes to catch up with, and how many come at once.
CHANGES, BATCH = 100_000, 10_000
NEVER = sys.maxsize


@click.command("graph")
@click.option("--members", default=200_000, show_default=True, type=click.IntRange(100))
@click.option("--edges", type=int, help="Undirected ties; by default 22.5 a member.")
@click.option("--seed", default=0, show_default=True)
@click.option("--without-sqlite", is_flag=True, help="Spare yourself the slow half.")
def bench_graph(members: int, edges: int | None, seed: int, without_sqlite: bool) -> None:  # noqa: FBT001
    """Print as JSON how long each question takes; times are CPU time unless they say wall.

    Questions are asked by members met at random among the ends of ties, and by the twenty
    who know most (`hub_`). A ratio is the median of the other divided by ours, over the same
    questions in the same run; every answer is compared too.
    """
    _say(_("Compiling the kernels, or reading them"))
    kernels.load(kernels_folder())
    random = np.random.default_rng(seed)
    with kernels.worth_from(0), tempfile.TemporaryDirectory(prefix="enishi-bench-") as name:
        folder = Path(name)
        graph, report = _built(members, edges or int(members * TIES_EACH), seed, folder)
        asked = viewers(graph, VIEWERS, random), hubs(graph, random)
        report |= _questions(graph, *asked)
        report["catch_up_edges_per_second"] = _catch_up(graph, random)
        report["candidates_recall_at_50"] = _recalls(graph, *asked)
        if not without_sqlite:
            _beside_sqlite(graph, asked, report, folder / "ties.sqlite3")
    report["resident_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(json.dumps(report, indent=2))


def _built(members: int, edges: int, seed: int, folder: Path) -> tuple[Graph, dict[str, Any]]:
    """A graph opened from its snapshot, and what making it cost."""
    _say(_("Making the graph"))
    pairs = synthetic_edges(members, edges, seed)
    start, path = time.process_time(), folder / "bench.graph"
    made = engine.make_graph(pairs, size=members)
    del pairs
    length = engine.write_snapshot(made, path, note=b"bench", part=folder / "bench.part")
    seconds = time.process_time() - start
    del made
    times = []
    for _turn in range(9):
        starts = time.process_time(), time.perf_counter()
        graph, _note = engine.open_snapshot(path)
        ends = time.process_time(), time.perf_counter()
        times.append([(end - start) * 1000 for start, end in zip(starts, ends, strict=True)])
    cpu, wall = np.median(times, axis=0)
    directed = graph.count_edges()
    return graph, {
        "members": members,
        "edges": directed // 2,
        "bytes_per_edge": round(length / directed, 3),
        "build_seconds": round(seconds, 1),
        "open_ms": _round(cpu),
        "open_wall_ms": _round(wall),
    }


def _questions(graph: Graph, asked: list[Asked], by_hubs: list[Asked]) -> dict[str, Any]:
    """Every question by kernels and by NumPy."""
    report: dict[str, Any] = {}
    for name, answer in ANSWERS.items():
        _say(name)
        ours, of_hubs = (_timed(answer, graph, each) for each in (asked, by_hubs))
        slow, slow_hubs = asked[:SLOW_VIEWERS], by_hubs
        _same(name, answer, graph, [*slow[:10], *slow_hubs[:5]])
        with kernels.worth_from(NEVER):
            numpy, numpy_hubs = (_timed(answer, graph, each) for each in (slow, slow_hubs))
        report[name] = {
            "p50_us": _round(np.median(ours)),
            "p99_us": _round(np.percentile(ours, 99)),
            "hub_p50_us": _round(np.median(of_hubs)),
            "numpy_ratio": _round(np.median(numpy) / np.median(ours[: len(slow)])),
            "hub_numpy_ratio": _round(np.median(numpy_hubs) / np.median(of_hubs)),
        }
    return report


def _beside_sqlite(
    graph: Graph, asked: tuple[list[Asked], list[Asked]], report: dict[str, Any], path: Path
) -> None:
    """Add how many times as long SQLite takes."""
    other = Sqlite(path)
    label = _("Filling SQLite")
    with click.progressbar(length=graph.size, label=label, file=sys.stderr) as bar:
        other.fill(graph, bar.update)
    share = 4 if graph.size >= MANY else 1
    some, some_hubs = asked[0][: SLOW_VIEWERS // share], asked[1][: SLOW_HUBS // share]
    for name, answer in ANSWERS.items():
        _say(f"{name}, SQLite")
        for prefix, each in (("", some), ("hub_", some_hubs)):
            # Both of a hub once more: the first time nothing of theirs is at hand.
            for suffix in ("", "_again") if prefix else ("",):
                ours = np.median(_timed(answer, graph, each))
                times = []
                for one in each:
                    start = time.thread_time_ns()
                    rows = other.answer(name, one)
                    times.append((time.thread_time_ns() - start) / 1000)
                    if name != "candidates" or not prefix:  # of hubs ours are not exact
                        _agree(name, answer(graph, one), rows)
                report[name][f"{prefix}sqlite_ratio{suffix}"] = _round(np.median(times) / ours)


def _catch_up(graph: Graph, random: np.random.Generator) -> int:
    """Changes applied a second: four new ties to one that is unmade, in batches."""
    _say(_("Catching up"))
    added = random.integers(0, graph.size, (CHANGES * 4 // 5, 2))
    nodes = random.integers(0, graph.size, CHANGES // 5)
    removed = np.array([(node, graph.row(node)[0]) for node in nodes if len(graph.row(node))])
    more, less = BATCH * 4 // 5, BATCH // 5
    start = time.thread_time_ns()
    for turn in range(CHANGES // BATCH):
        some = slice(turn * more, (turn + 1) * more), slice(turn * less, (turn + 1) * less)
        graph = engine.with_changes(graph, added[some[0]], removed[some[1]])
    return int(CHANGES / ((time.thread_time_ns() - start) / 1e9))


def _recalls(graph: Graph, asked: list[Asked], by_hubs: list[Asked]) -> dict[str, float]:
    return {"viewers": _recall(graph, asked), "hubs": _recall(graph, by_hubs)}


def _recall(graph: Graph, asked: Sequence[Asked]) -> float:
    """How many of the exact best are among ours."""
    found = []
    for one in asked:
        exact, _scores = engine.candidates(graph, one.viewer, BEST, most_ways=NEVER)
        ours, _scores = engine.candidates(graph, one.viewer, BEST)
        if len(exact):
            found.append(np.isin(exact, ours).mean())
    return round(float(np.mean(found)), 4) if found else 1.0


def _timed(
    answer: Callable[[Graph, Asked], Any], graph: Graph, asked: Sequence[Asked]
) -> list[float]:
    """CPU time of each answer in microseconds, after one that is not counted."""
    answer(graph, asked[0])
    times = []
    for one in asked:
        start = time.thread_time_ns()
        answer(graph, one)
        times.append((time.thread_time_ns() - start) / 1000)
    return times


def _same(
    name: str, answer: Callable[[Graph, Asked], Any], graph: Graph, asked: Sequence[Asked]
) -> None:
    for one in asked:
        ours = answer(graph, one)
        with kernels.worth_from(NEVER):
            if not np.array_equal(ours, answer(graph, one)):
                raise click.ClickException(f"NumPy answers otherwise: {name}, {one.viewer}")


def _agree(name: str, ours: Any, rows: list[Any]) -> None:  # noqa: ANN401 - an array of any shape
    if not np.array_equal(ours, np.array(rows).reshape(ours.shape if len(rows) else 0)):
        raise click.ClickException(f"SQLite answers otherwise: {name}")


def _round(number: Any) -> float:  # noqa: ANN401 - NumPy's numbers
    return round(float(number), 1)


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)

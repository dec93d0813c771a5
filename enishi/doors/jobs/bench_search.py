"""`enishi bench search`: how quick the search is, beside SQLite's own over the same tokens."""

from __future__ import annotations

import json
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.house import generate
from enishi.engines import text
from enishi.engines.search import Filters, Page, Passage, Scope, SearchIndex, prepare_member
from enishi.engines.search.cards import Card
from enishi.engines.search.reading import read
from enishi.engines.search.storage import current_generation, size_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from enishi.doors.jobs.demo.types import FictionalEntry, FictionalMember
    from enishi.engines.search import PreparedMember, Visibility

#: Careers that are read; a larger house is made of copies of them, as reading takes longest.
DISTINCT = 5_000
QUERIES, ROUNDS = 60, 3
VIEWER = 1
PAGE = Page(size=10)
_NEW = "縁結びの試金石"
_WIDE_TO_NARROW: tuple[Visibility, ...] = (
    "everyone",
    "members",
    "second_degree",
    "connections",
    "only_me",
)


@click.command("search")
@click.option("--members", default=10_000, show_default=True, type=click.IntRange(min=200))
@click.option("--distinct", default=DISTINCT, show_default=True, type=click.IntRange(min=100))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0))
def bench_search(members: int, distinct: int, seed: int) -> None:
    """Build an index of fictional members in a folder of its own, ask it, and print JSON.

    Times are CPU milliseconds of the asking thread, so that a busy machine matters less;
    every query is asked of both engines in turn.
    """
    text.warm()
    with tempfile.TemporaryDirectory(prefix="enishi-bench-") as folder:
        trial = _Trial(Path(folder), members, min(members, distinct), seed)
        click.echo(json.dumps(trial.report(), indent=2))


class _Trial:
    """One index and one table of FTS5 that hold the same words of the same people."""

    def __init__(self, folder: Path, members: int, distinct: int, seed: int) -> None:
        self._members, self._distinct, self._seed = members, distinct, seed
        self._index = SearchIndex.open(folder / "index")
        self._table = sqlite3.connect(folder / "table.sqlite3", isolation_level=None)
        self._table.execute("PRAGMA journal_mode=OFF")
        self._table.execute(
            "CREATE VIRTUAL TABLE people USING fts5(words, content='', tokenize='ascii')"
        )
        self._known: dict[str, int] = {}

    def report(self) -> dict[str, object]:
        """Build, ask, and say how it went."""
        built = self._build()
        folder = current_generation(self._index.path)
        asked = self._ask()
        return {
            "members": self._members,
            "distinct_members": self._distinct,
            "lines": self._index.count_lines(),
            **built,
            "index_mb": round(size_bytes(folder) / 1e6, 1) if folder else 0,
            "queries": QUERIES,
            **asked,
            "visible_after_ms": self._visible_after(),
            "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }

    def _build(self) -> dict[str, float]:
        reading = writing = 0.0
        with (
            click.progressbar(length=self._members, label=_("Members"), file=sys.stderr) as bar,
            self._index.rebuild() as writer,
        ):
            start = time.process_time()
            prepared = [_prepared(one) for one in everybody(self._distinct, self._seed)]
            reading = time.process_time() - start
            self._table.execute("BEGIN")
            for member_id in range(1, self._members + 1):
                one = _copy(prepared[(member_id - 1) % len(prepared)], member_id)
                start = time.process_time()
                writer.put(one)
                writing += time.process_time() - start
                self._fill(one)
                bar.update(1)
            self._table.execute("COMMIT")
        return {
            "read_members_per_cpu_s": round(self._distinct / reading, 1),
            "written_members_per_cpu_s": round(self._members / writing, 1),
        }

    def _fill(self, member: PreparedMember) -> None:
        words = " ".join(f"t{self._number(term)}" for term in member.open.words)
        self._table.execute(
            "INSERT INTO people(rowid, words) VALUES (?, ?)", (member.member_id, words)
        )

    def _number(self, term: str) -> int:
        return self._known.setdefault(term, len(self._known))

    def _ask(self) -> dict[str, object]:
        random = Random(self._seed)  # noqa: S311 - which queries, not a secret
        questions = [words for one in bank.tracks() for words in (one.field.ja, one.field.en)]
        questions = random.sample(questions, min(QUERIES, len(questions)))
        ways = self._ways(random)
        times: dict[str, list[float]] = {name: [] for name in ways}
        for question in questions:  # the first time, dictionaries and pages are fetched
            ways["plain"](question)
            ways["fts5"](question)
        for _round in range(ROUNDS):
            for question in questions:
                for name, way in ways.items():
                    start = time.thread_time()
                    way(question)
                    times[name].append((time.thread_time() - start) * 1000)
        report: dict[str, object] = {name: _percentiles(each) for name, each in times.items()}
        report["fts5_ratio"] = round(median(times["fts5"]) / median(times["plain"]), 2)
        return report

    def _ways(self, random: Random) -> dict[str, Callable[[str], object]]:
        index, stranger = self._index, Scope(viewer_id=VIEWER)
        ids = range(VIEWER + 1, self._members + 1)
        friends = set(random.sample(ids, min(150, len(ids))))
        around = Scope(
            viewer_id=VIEWER,
            connections=friends,
            second_degree=set(random.sample(ids, len(ids) // 2)),
        )
        second = Filters(degrees=frozenset({2}))
        return {
            "plain": lambda q: index.search(q, stranger, page=PAGE),
            "faceted": lambda q: (
                index.search(q, stranger, page=PAGE),
                index.facets(q, stranger),
            ),
            "second_degree": lambda q: index.search(q, around, filters=second, page=PAGE),
            "completing": lambda q: index.people_named(q[:2], stranger),
            "fts5": self._by_fts5,
        }

    def _by_fts5(self, question: str) -> list[tuple[int]]:
        terms = [self._known[term] for term in read(question).terms if term in self._known]
        return self._table.execute(
            "SELECT rowid FROM people WHERE people MATCH ? ORDER BY rank LIMIT 10",
            (" OR ".join(f"t{term}" for term in terms),),
        ).fetchall()

    def _visible_after(self) -> float:
        """From the beginning of a change to another process seeing it, in milliseconds."""
        member_id = self._members + 1
        line = Passage(passage_id="new", member_id=member_id, text=_NEW)
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        worker = context.Process(target=_watch, args=(self._index.path, theirs))
        worker.start()
        ours.recv()
        start = time.time()
        with self._index.writer() as writer:
            writer.replace_member(member_id, [line])
        seen = float(ours.recv())
        worker.join()
        return round((seen - start) * 1000, 1)


def _watch(path: Path, told: Connection) -> None:
    """Another worker: says when it is ready, and at what time it saw the change."""
    index = SearchIndex.open(path)
    index.search(_NEW, Scope(viewer_id=VIEWER))
    told.send("ready")
    while not index.search(_NEW, Scope(viewer_id=VIEWER)).total:
        time.sleep(0.001)
    told.send(time.time())


def _percentiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "p50_ms": round(median(ordered), 2),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)], 2),
    }


def everybody(members: int, seed: int) -> Iterator[FictionalMember]:
    """Fictional members, always the same of one seed."""
    for chunk in generate(members, seed):
        yield from chunk


def _prepared(member: FictionalMember) -> PreparedMember:
    name = member.name
    names = (
        f"{name.family} {name.given}",
        f"{name.family_kana} {name.given_kana}",
        f"{name.family_romaji} {name.given_romaji}",
    )
    return prepare_member(member.index + 1, passages_of(member), names)


def passages_of(member: FictionalMember) -> Iterator[Passage]:
    """Every line of a fictional record."""
    for number, entry in enumerate(member.entries):
        for language in ("ja", "en"):
            title = getattr(entry.title, language)
            lines = [title, *getattr(entry.text, language).splitlines()]
            for at, line in enumerate(lines):
                if line:
                    above = title if at else ""
                    yield _passage(member, f"{number}:{language}:{at - 1}", entry, line, above)


def _passage(
    member: FictionalMember, name: str, entry: FictionalEntry, line: str, above: str
) -> Passage:
    language = name.split(":")[1]
    place = entry.text if entry.kind == "place" else entry.place
    organization = getattr(entry.organization, language)
    return Passage(
        passage_id=f"{member.index}:{name}",
        member_id=member.index + 1,
        text=line,
        title=above,
        language=language,
        kind=entry.kind,
        organization=organization,
        organization_key=entry.organization.ja or entry.organization.en,
        places=(text.place_key(place.ja or place.en),) if any(place) else (),
        industries=text.industries_of(entry.organization.ja or organization, above, line),
        starts=entry.starts,
        ends=entry.ends,
        is_current=entry.is_current,
        visibility=_narrower(entry),
    )


def _narrower(entry: FictionalEntry) -> Visibility:
    both = {entry.visibility, entry.text_visibility}
    return next(one for one in reversed(_WIDE_TO_NARROW) if one in both)


def _copy(member: PreparedMember, member_id: int) -> PreparedMember:
    """The same career under another number."""
    lines = tuple(
        line._replace(card=Card.from_bytes(line.card).owned_by(member_id).to_bytes())
        for line in member.lines
    )
    return member._replace(member_id=member_id, lines=lines)

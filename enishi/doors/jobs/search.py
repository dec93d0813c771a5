"""Commands about the search: judge it, build its index anew."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enishi.engines.search import find_embedder
from enishi.engines.search.evaluation import (
    Trial,
    groups_of,
    read_classes,
    read_members,
    read_queries,
)
from enishi.rooms.discovery import services
from enishi.rooms.members.queries import count_present

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from enishi.engines.search import Embedder
    from enishi.engines.search.evaluation import Place

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("search")
@click.option("--members", required=True, type=_FILE, help="JSONL: id and passages.")
@click.option("--queries", required=True, type=_FILE, help="TSV: id and text.")
@click.option("--judgements", required=True, type=_FILE, help="TREC qrels.")
@click.option(
    "--run",
    "run_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the product's ranking here, as a TREC run.",
)
@click.option(
    "--classes",
    type=(_FILE, str),
    default=(None, ""),
    help="TSV: id, class and split; and the split to judge. Judged is each class as well.",
)
@click.option("--with-meaning", is_flag=True, help="Judge finding by meaning, too (slow).")
def evaluate_search(
    members: Path,
    queries: Path,
    judgements: Path,
    run_path: Path | None,
    classes: tuple[Path | None, str],
    with_meaning: bool,  # noqa: FBT001 - click's flag
) -> None:
    """Judge the search on outside data, and print how well it did as JSON.

    `default` is the product's ranking for somebody without a tie, `tied` the same for
    somebody with ties by lot, `bm25` and `bigrams` are what it is compared to.
    """
    judge = _Judge(judgements)
    asked = list(read_queries(queries.read_text(encoding="utf-8").splitlines()))
    groups: dict[str, frozenset[str]] = {}
    if classes[0] is not None:
        lines = classes[0].read_text(encoding="utf-8").splitlines()
        known = read_classes(lines, split=classes[1])
        asked = [one for one in asked if one[0] in known]
        groups = groups_of(asked, known)
    with tempfile.TemporaryDirectory(prefix="enishi-evaluate-") as folder:
        trial = Trial(Path(folder), _embedder() if with_meaning else None)
        _fill(trial, members)
        ways = {
            "default": trial.default,
            "tied": trial.tied,
            "bm25": trial.plain,
            "bigrams": trial.bigrams,
        }
        runs = {name: _run(way, asked) for name, way in ways.items()}
        if with_meaning:
            with members.open(encoding="utf-8") as file:
                trial.read_meanings(read_members(file))
            runs["with_meaning"] = _run(trial.default, asked)
    if run_path is not None:
        _write_run(run_path, runs["default"])
    report = {name: judge.judged(run, groups) for name, run in runs.items()}
    click.echo(json.dumps(report, indent=2))


@click.command("index")
def rebuild_index() -> None:
    """Burn the search index and build it anew; searches go on with the old one meanwhile."""
    label = _("Members")
    with click.progressbar(length=count_present(), label=label, file=sys.stderr) as bar:
        count = services.rebuild_index(progress=bar.update)
    click.echo(
        ngettext("%s member is in the index.", "%s members are in the index.", count) % count
    )


def _measures() -> Any:  # noqa: ANN401 - an optional library without types
    try:
        import ir_measures  # noqa: PLC0415 - an extra that a house need not have
    except ImportError as error:
        message = "Install the extra first: pip install 'enishi[evaluate]'"
        raise click.ClickException(message) from error
    return ir_measures


def _fill(trial: Trial, members: Path) -> None:
    try:
        with (
            members.open(encoding="utf-8") as file,
            click.progressbar(
                length=members.stat().st_size,
                label=_("Members"),
                file=sys.stderr,
            ) as bar,
        ):
            trial.fill(read_members(_followed(file, bar)))
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _followed(lines: Iterable[str], bar: Any) -> Iterable[str]:  # noqa: ANN401 - click's bar
    for line in lines:
        bar.update(len(line.encode()))
        yield line


class _Judge:
    """What the judgements say of a run: over all queries, and by class."""

    def __init__(self, judgements: Path) -> None:
        measures = _measures()
        self._judgements = list(measures.read_trec_qrels(str(judgements)))
        self._measures = measures
        self._wanted = {
            "ndcg_at_10": measures.nDCG @ 10,
            "p_at_5": measures.P @ 5,
            "mrr": measures.RR,
            "map": measures.AP,
            "recall_at_10": measures.R @ 10,
        }
        # Where grades tell doing from touching, as the judged set's do.
        self._graded = {
            "recall_of_grade_2_at_10": measures.R(rel=2) @ 10,
            "grade_2_in_first_5": measures.Success(rel=2) @ 5,
        }

    def judged(self, run: list[Place], groups: dict[str, frozenset[str]]) -> dict[str, Any]:
        """The measures of a run; with `groups` also of each of them."""
        if not groups:
            everything = frozenset(one.query_id for one in self._judgements)
            return self._means(run, everything, self._wanted)
        everything = frozenset.union(*groups.values())
        by_class = {
            name: {
                "queries": len(theirs),
                **self._means(run, theirs, self._wanted | self._graded),
            }
            for name, theirs in sorted(groups.items())
        }
        return {**self._means(run, everything, self._wanted), "by_class": by_class}

    def _means(
        self,
        run: list[Place],
        queries: frozenset[str],
        wanted: dict[str, Any],
    ) -> dict[str, float]:
        qrels = [one for one in self._judgements if one.query_id in queries]
        # The order is the answer: what is shown on a later page stands behind, also when
        # it scores more.
        places = [
            self._measures.ScoredDoc(one.query, one.member, -at)
            for at, one in enumerate(run)
            if one.query in queries
        ]
        found = self._measures.calc_aggregate(list(wanted.values()), qrels, places)
        return {name: round(float(found[measure]), 6) for name, measure in wanted.items()}


def _run(way: Callable[[str, str], list[Place]], asked: list[tuple[str, str]]) -> list[Place]:
    return [place for one in asked for place in way(*one)]


def _embedder() -> Embedder:
    embedder = find_embedder()
    if embedder is None:
        raise click.ClickException("Install the extra first: pip install 'enishi[semantic]'")
    return embedder


def _write_run(path: Path, run: list[Place]) -> None:
    rows: list[str] = []
    rank, query = 0, None
    for place in run:
        rank = rank + 1 if place.query == query else 1
        query = place.query
        rows.append(f"{place.query} Q0 {place.member} {rank} {place.score:.6f} enishi\n")
    path.write_text("".join(rows), encoding="utf-8")

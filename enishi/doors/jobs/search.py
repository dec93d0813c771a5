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

from enishi.engines.search.evaluation import Trial, read_members, read_queries
from enishi.rooms.discovery import services
from enishi.rooms.members.queries import count_present

if TYPE_CHECKING:
    from collections.abc import Iterable

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
def evaluate_search(
    members: Path, queries: Path, judgements: Path, run_path: Path | None
) -> None:
    """Judge the search on outside data, and print how well it did as JSON."""
    measures = _measures()
    asked = list(read_queries(queries.read_text(encoding="utf-8").splitlines()))
    with tempfile.TemporaryDirectory(prefix="enishi-evaluate-") as folder:
        trial = Trial(Path(folder))
        _fill(trial, members)
        runs = {
            "default": [place for one in asked for place in trial.default(*one)],
            "bm25": [place for one in asked for place in trial.plain(*one)],
        }
    if run_path is not None:
        _write_run(run_path, runs["default"])
    report = {name: _judge(measures, judgements, run) for name, run in runs.items()}
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


def _judge(measures: Any, judgements: Path, run: list[Place]) -> dict[str, float]:  # noqa: ANN401
    wanted = {
        "ndcg_at_10": measures.nDCG @ 10,
        "p_at_5": measures.P @ 5,
        "mrr": measures.RR,
        "map": measures.AP,
        "recall_at_10": measures.R @ 10,
    }
    qrels = list(measures.read_trec_qrels(str(judgements)))
    places = [measures.ScoredDoc(one.query, one.member, one.score) for one in run]
    found = measures.calc_aggregate(list(wanted.values()), qrels, places)
    return {name: round(float(found[measure]), 6) for name, measure in wanted.items()}


def _write_run(path: Path, run: list[Place]) -> None:
    rows: list[str] = []
    rank, query = 0, None
    for place in run:
        rank = rank + 1 if place.query == query else 1
        query = place.query
        rows.append(f"{place.query} Q0 {place.member} {rank} {place.score:.6f} enishi\n")
    path.write_text("".join(rows), encoding="utf-8")

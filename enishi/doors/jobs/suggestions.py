"""Commands about suggestions: judge them over outside data, derive anew what they need."""

from __future__ import annotations

import io
import json
import sys
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enishi.doors.jobs.graph import read_pairs
from enishi.doors.jobs.holding_out import (
    demo_records,
    demo_ties,
    ties_in_order,
    ties_of_file,
)
from enishi.engines.graph.links.trial import METHODS, Trial, read_written
from enishi.rooms.members.queries import count_present
from enishi.rooms.suggestions import services

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from enishi.doors.jobs.holding_out import Held
    from enishi.engines.graph.links.trial import Answer, Written

    _Measured: TypeAlias = dict[str, dict[str, float]]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
#: So many members are judged at a time, so that memory stays bounded.
_CHUNK = 500
#: How far down the written run goes.
_RUN_DEPTH = 50
_RANKED = ("p_at_5", "mrr", "recall_at_20")
_DEMO_SEED = 1


@click.command("suggestions")
@click.option("--train", "train_file", type=_FILE, help="Known ties.")
@click.option("--test", "test_file", type=_FILE, help="Ties to foresee.")
@click.option("--members", type=_FILE, help="JSONL: id and passages.")
@click.option("--edges", "edges_file", type=_FILE, help="Ties of which some are held out.")
@click.option("--demo", type=click.IntRange(200), help="So many fictional members instead.")
@click.option("--splits", default=1, show_default=True, type=click.IntRange(1, 20))
@click.option(
    "--run",
    "run_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the fifty best for each member here, as a TREC run.",
)
def evaluate_suggestions(  # noqa: PLR0913, PLR0917 - each is an option
    train_file: Path | None,
    test_file: Path | None,
    members: Path | None,
    edges_file: Path | None,
    demo: int | None,
    splits: int,
    run_path: Path | None,
) -> None:
    """Foresee ties from others, and print how well that went as JSON.

    A line of ties is `a b` or `a b time`; where the known ties have times, the blend is
    fitted to what comes next. Judged is every member who stands in the known ties and has a
    tie to foresee to somebody one can have heard of.

    With `--edges` a tenth of the ties is held out at random, or the last 30 % of ties with
    times; `lead` says by how much the blend is above the better of resource allocation and
    PageRank, on the worst split. With `--demo` the same is done with a fictional house, by
    its ties alone and by its ties and records.
    """
    measures = _measures()
    if demo is not None:
        held = demo_ties(demo, _DEMO_SEED, splits)
        records = demo_records(demo, _DEMO_SEED)
        told: Mapping[str, object] = {
            "ties": _judged_apart(held, [], measures),
            "ties_and_records": _judged_apart(held, records, measures),
        }
    elif edges_file is not None:
        told = _judged_apart(ties_of_file(edges_file.read_bytes(), splits), [], measures)
    elif train_file is not None and test_file is not None:
        told = _judged(_trial(train_file, test_file, members), measures, run_path)
    else:
        raise click.UsageError("Give --train and --test, or --edges, or --demo.")
    click.echo(json.dumps(told, indent=2))


@click.command("suggestions")
def rebuild_suggestions() -> None:
    """Read every record's rare words anew, and find what counts how much in this house."""
    label = _("Members")
    with click.progressbar(length=count_present(), label=label, file=sys.stderr) as bar:
        rebuilt = services.rebuild_suggestions(at=timezone.now(), progress=bar.update)
    click.echo(
        ngettext("%s record was read.", "%s records were read.", rebuilt.members)
        % rebuilt.members
    )
    if not rebuilt.is_calibrated:
        click.echo(_("There are too few connections to learn from; the defaults count."))


def _trial(train_file: Path, test_file: Path, members: Path | None) -> Trial:
    train, is_in_order = ties_in_order(train_file.read_bytes())
    lines = members.read_text(encoding="utf-8").splitlines() if members else []
    try:
        return Trial(
            train,
            read_pairs(test_file.read_bytes()),
            is_in_order=is_in_order,
            written=read_written(lines),
        )
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _judged(trial: Trial, measures: Any, run_path: Path | None = None) -> _Measured:  # noqa: ANN401
    """How each method did, over all members of a trial."""
    report = _Report(measures)
    with (
        click.progressbar(length=len(trial.wanted), label=_("Members"), file=sys.stderr) as bar,
        run_path.open("w", encoding="utf-8") if run_path else io.StringIO() as run,
    ):
        answers = trial.answers()
        while chunk := list(islice(answers, _CHUNK)):
            report.add(chunk)
            run.writelines(_run_lines(chunk))
            bar.update(len(chunk))
    return report.told()


def _judged_apart(held: list[Held], written: list[Written], measures: Any) -> _Measured:  # noqa: ANN401
    """The means over some splits, and the blend's lead on the worst of them."""
    found = [
        _judged(
            Trial(one.train, one.test, is_in_order=one.is_in_order, written=written), measures
        )
        for one in held
    ]
    told = {
        method: {
            name: round(fmean(one[method][name] for one in found), 6)
            for name in found[0][method]
        }
        for method in METHODS
    }
    return told | {"lead": {name: min(_lead(one, name) for one in found) for name in _RANKED}}


def _lead(one: _Measured, name: str) -> float:
    """By what part the blend is above the better of its rivals."""
    best = max(one[rival][name] for rival in ("resource_allocation", "pagerank"))
    return round(one["blend"][name] / best - 1, 4) if best else 0.0


class _Report:
    """What each method reached, summed over members chunk by chunk."""

    def __init__(self, measures: Any) -> None:  # noqa: ANN401 - an optional library
        self._measures = measures
        self._wanted = {
            "p_at_5": measures.P @ 5,
            "mrr": measures.RR,
            "recall_at_20": measures.R @ 20,
        }
        self._members = 0
        self._pairs = 0
        self._sums: dict[str, dict[str, float]] = {
            method: dict.fromkeys((*self._wanted, "auc"), 0.0) for method in METHODS
        }

    def add(self, answers: list[Answer]) -> None:
        """Judge some members."""
        names = {measure: name for name, measure in self._wanted.items()}
        qrels = {one.name: dict.fromkeys(one.wanted, 1) for one in answers}
        for method in METHODS:
            # The order is the answer: equal scores are not to be shuffled by the judge.
            run = {
                one.name: {name: -rank for rank, name in enumerate(one.ranked[method])}
                for one in answers
            }
            for found in self._measures.iter_calc(list(names), qrels, run):
                self._sums[method][names[found.measure]] += found.value
            self._sums[method]["auc"] += sum(one.wins[method] for one in answers)
        self._members += len(answers)
        self._pairs += sum(len(one.wanted) for one in answers)

    def told(self) -> _Measured:
        """The means over members; `auc` over pairs of a tied one and one drawn at random."""
        return {
            method: {
                **{name: round(sums[name] / max(self._members, 1), 6) for name in self._wanted},
                "auc": round(sums["auc"] / max(self._pairs, 1), 6),
            }
            for method, sums in self._sums.items()
        }


def _run_lines(answers: Iterable[Answer]) -> Iterable[str]:
    for one in answers:
        found = zip(one.ranked["blend"][:_RUN_DEPTH], one.scores, strict=False)
        for rank, (name, score) in enumerate(found, 1):
            yield f"{one.name} Q0 {name} {rank} {score:.9f} enishi\n"


def _measures() -> Any:  # noqa: ANN401 - an optional library without types
    try:
        import ir_measures  # noqa: PLC0415 - an extra that a house need not have
    except ImportError as error:
        message = "Install the extra first: pip install 'enishi[evaluate]'"
        raise click.ClickException(message) from error
    return ir_measures

"""Commands about suggestions: judge them over outside data, derive anew what they need."""

from __future__ import annotations

import io
import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enishi.doors.jobs.graph import read_pairs, read_times
from enishi.engines.graph.links.trial import METHODS, Trial, read_written
from enishi.rooms.members.queries import count_present
from enishi.rooms.suggestions import services

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from enishi.engines.graph.links.trial import Answer

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
#: So many members are judged at a time, so that memory stays bounded.
_CHUNK = 500
#: How far down the written run goes.
_RUN_DEPTH = 50


@click.command("suggestions")
@click.option("--train", "train_file", type=_FILE, required=True, help="Known ties.")
@click.option("--test", "test_file", type=_FILE, required=True, help="Ties to foresee.")
@click.option("--members", type=_FILE, help="JSONL: id and passages.")
@click.option(
    "--run",
    "run_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the fifty best for each member here, as a TREC run.",
)
def evaluate_suggestions(
    train_file: Path, test_file: Path, members: Path | None, run_path: Path | None
) -> None:
    """Foresee ties from others, and print how well that went as JSON.

    A line of ties is `a b` or `a b time`; where the known ties have times, the blend is
    fitted to what comes next. Judged is every member who stands in the known ties and has a
    tie to foresee to somebody one can have heard of.
    """
    measures = _measures()
    trial = _trial(train_file, test_file, members)
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
    click.echo(json.dumps(report.told(), indent=2))


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
    train, is_in_order = _in_order(train_file.read_bytes())
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


def _in_order(data: bytes) -> tuple[NDArray[np.int64], bool]:
    """The ties of a file, and whether every line has a time; then they stand in its order."""
    pairs = read_pairs(data)
    times = read_times(data)
    if times is None or len(times) != len(pairs):
        return pairs, False
    return pairs[np.argsort(times, kind="stable")], True


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

    def told(self) -> dict[str, dict[str, float]]:
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

"""Commands about the graph: its own distances over outside data, and a new snapshot."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enishi.engines.graph import make_graph, pair_distances
from enishi.ground.errors import DomainError
from enishi.rooms.connections.queries import count_ties
from enishi.rooms.network import services

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_WORDS = {-1: "beyond", 0: "0", 1: "1", 2: "2", 3: "3"}
_SEPARATORS = bytes.maketrans(b",;\t\r", b"    ")
_COMMENT = re.compile(rb"^[ ]*[#%][^\n]*|^[ ]*[^\d\n #%-][^\n]*", re.MULTILINE)


@click.command("degrees")
@click.option("--edges", "edges_file", type=FILE, required=True)
@click.option("--pairs", "pairs_file", type=FILE, required=True)
def evaluate_degrees(edges_file: Path, pairs_file: Path) -> None:
    """Print `a b degree` for each line of the pairs: 0 for oneself, 1, 2, 3 or `beyond`.

    Numbers stand apart by spaces, tabs, commas or semicolons; what follows them on a line,
    lines of words (a header) and comments (# or %) are passed over.
    """
    pairs = read_pairs(pairs_file.read_bytes())
    edges = read_pairs(edges_file.read_bytes())
    nodes = _dense(np.concatenate((edges, pairs)))
    graph = make_graph(nodes[: len(edges)])
    asked = nodes[len(edges) :]
    hops = pair_distances(graph, asked[:, 0], asked[:, 1])
    lines = (
        f"{one} {other} {_WORDS[hop]}\n"
        for (one, other), hop in zip(pairs.tolist(), hops.tolist(), strict=True)
    )
    click.echo("".join(lines), nl=False)


@click.command("graph")
def rebuild_graph() -> None:
    """Read every connection anew and keep a snapshot of the graph; pages go on meanwhile."""
    label = _("Connections")
    with click.progressbar(length=count_ties(), label=label, file=sys.stderr) as bar:
        try:
            count = services.rebuild_snapshot(progress=bar.update)
        except DomainError as refusal:
            raise click.ClickException(str(refusal)) from refusal
    click.echo(
        ngettext("%s connection is in the graph.", "%s connections are in the graph.", count)
        % count
    )


def _dense(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers that may be far apart as dense ones; left alone where they are dense enough."""
    if len(numbers) and numbers.min() >= 0 and numbers.max() < 10 * len(numbers):
        return numbers
    _ids, nodes = np.unique(numbers, return_inverse=True)
    return nodes.reshape(-1, 2)


def read_pairs(data: bytes) -> NDArray[np.int64]:
    """The first two numbers of each line: int64, shape (lines, 2).

    Raises
    ------
    click.ClickException
        A line has one number only, or one that is none.
    """
    text = _numbers_of(data)
    if not text.strip():
        return np.zeros((0, 2), dtype=np.int64)
    try:
        return np.loadtxt(
            io.BytesIO(text), dtype=np.int64, usecols=(0, 1), ndmin=2, comments=None
        )
    except (ValueError, OverflowError) as complaint:
        raise click.ClickException(str(complaint)) from complaint


def read_times(data: bytes) -> NDArray[np.float64] | None:
    """The third number of each line: float64, shape (lines,); None where a line has none."""
    text = _numbers_of(data)
    if not text.strip():
        return None
    try:
        return np.loadtxt(io.BytesIO(text), dtype=np.float64, usecols=2, ndmin=1, comments=None)
    except ValueError:
        return None


def _numbers_of(data: bytes) -> bytes:
    """The lines of numbers alone, apart by spaces."""
    return _COMMENT.sub(b"", data.removeprefix(b"\xef\xbb\xbf").translate(_SEPARATORS))

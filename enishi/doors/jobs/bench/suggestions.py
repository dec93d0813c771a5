"""`enishi bench suggestions`: what the page of suggestions costs, in the demo house."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

import click
import numpy as np
from django.conf import settings
from django.db import connection as database
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from enishi.rooms.members.queries import count_present, present_ids_after, present_members
from enishi.rooms.network.services import warm_up
from enishi.rooms.network.snapshot import current_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from enishi.rooms.members.models import Member

#: Pages that are opened before the clock runs, and those whose queries are counted after it.
WARMING, COUNTED = 10, 10
_OK = 200


@click.command("suggestions")
@click.option("--asked", default=300, show_default=True, type=click.IntRange(10))
@click.option("--seed", default=0, show_default=True)
def bench_suggestions(asked: int, seed: int) -> None:
    """Open the page of suggestions as members of the demo house, and print JSON.

    The house is the demo in the data folder (`enishi demo --no-serve` makes it). A tenth of
    the members who look know most, a tenth know fewest or nobody, the others are met at
    random. Times are CPU milliseconds of the whole page; nothing that is written stays.
    """
    if not (settings.DATA / "demo.json").exists():
        raise click.ClickException("Make a demo house first: enishi demo --no-serve")
    warm_up()
    viewers = list(present_members(_chosen(asked + WARMING, seed).tolist()).values())
    with transaction.atomic():
        # One browser, as a server loads what stands around its pages once.
        browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0].lstrip(".") or "localhost")
        for viewer in viewers[:WARMING]:
            browser.force_login(viewer)
            _page(browser)
        times = list(_times(browser, viewers[WARMING:]))
        queries = max(_count_queries(browser, viewer) for viewer in viewers[:COUNTED])
        transaction.set_rollback(True)
    p50, p99 = np.percentile(times, (50, 99)).tolist()
    report = {
        "members": count_present(),
        "asked": len(times),
        "p50_ms": round(p50, 1),
        "p99_ms": round(p99, 1),
        "p99_by_p50": round(p99 / p50, 2),
        "queries": queries,
    }
    click.echo(json.dumps(report, indent=2))


def _chosen(count: int, seed: int) -> NDArray[np.int64]:
    """Those who know most, those who know fewest, and others at random, in no order."""
    random, graph = np.random.default_rng(seed), current_graph()
    ids = np.fromiter(_everybody(), dtype=np.int64)
    counts = np.zeros(len(ids), dtype=np.int64)
    counts[ids < graph.size] = graph.counts(ids[ids < graph.size].astype(np.int32))
    by_count = ids[np.argsort(counts, kind="stable")]
    tenth = count // 10
    others = random.permutation(by_count[tenth:-tenth])[: count - 2 * tenth]
    return random.permutation(np.concatenate((by_count[:tenth], by_count[-tenth:], others)))


def _everybody() -> Iterator[int]:
    last = 0
    while found := present_ids_after(last, 10_000):
        yield from found
        last = found[-1]


def _times(browser: Client, viewers: list[Member]) -> Iterator[float]:
    label = _("Members")
    with click.progressbar(viewers, label=label, file=sys.stderr) as bar:
        for viewer in bar:
            browser.force_login(viewer)
            start = time.thread_time_ns()
            _page(browser)
            yield (time.thread_time_ns() - start) / 1e6


def _count_queries(browser: Client, viewer: Member) -> int:
    """Of a page that is opened again: the first one on a day notes whom it shows."""
    browser.force_login(viewer)
    _page(browser)
    with CaptureQueriesContext(database) as captured:
        _page(browser)
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in captured)


def _page(browser: Client) -> None:
    response = browser.get(reverse("web:suggestions"))
    if response.status_code != _OK:
        raise click.ClickException(f"The page answered {response.status_code}.")

"""A tie made by one process is seen by the next request of another, come what may."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection as database

from enishi.rooms.network import files, queries, services, snapshot
from enishi.rooms.upkeep.models import Lease
from tests.makers import make_connection, make_member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
#: So often in the suite; with --thorough as often as the house promises.
TIMES, PROMISED = 150, 1000


@pytest.fixture
def url(tmp_path):
    """The test's own database, where other processes find it."""
    if database.vendor == "postgresql":
        given = urlsplit(os.environ["ENISHI_DATABASE_URL"])
        return urlunsplit(given._replace(path=f"/{database.settings_dict['NAME']}"))
    return f"sqlite:///{tmp_path / 'enishi.sqlite3'}"


def lay_out(url):
    """Copy SQLite's database in memory to the file the processes open."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
            database.connection.backup(file)


@contextmanager
def process(role, url, folder):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "enishi.config.settings",
        "ENISHI_DATA": str(folder),
        "ENISHI_DATABASE_URL": url,
        "ENISHI_SECRET_KEY": "only-for-tests-" + "x" * 40,
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.rooms.network.witness", role]
    started = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def ask(process, one, other):
    process.stdin.write(f"{one} {other}\n")
    process.stdin.flush()
    return process.stdout.readline().split()


def test_a_tie_is_seen_by_the_next_request_of_another_process(url, tmp_path, is_thorough):
    times = PROMISED if is_thorough else TIMES
    people = [make_member() for _ in range(40)]
    for one, other in pairwise(people):
        make_connection(one, other)
    lay_out(url)
    seen, chosen = 0, random.Random(1)
    with ExitStack() as stack:
        writer, reader, builder = (
            stack.enter_context(process(role, url, tmp_path))
            for role in ("writer", "reader", "builder")
        )
        built = follow(builder)
        from_snapshots = 0
        for _turn in range(times):
            one, other = chosen.sample(people, 2)
            (told,) = ask(writer, one.pk, other.pk)
            found, is_from_snapshot = ask(reader, one.pk, other.pk)
            seen += found == told
            from_snapshots += is_from_snapshot == "1"
        os.kill(builder.pid, signal.SIGKILL)
        builder.wait()

        assert seen == times
        assert len(built) > times // 100
        assert from_snapshots > times // 2
        # Whatever it was at when it was killed, nothing is lost and nobody is misled.
        one, other = people[0], people[20]
        (told,) = ask(writer, one.pk, other.pk)
        assert ask(reader, one.pk, other.pk)[0] == told


def follow(builder):
    """A list that grows by one for every snapshot that was made."""
    built = []
    threading.Thread(
        target=lambda: built.extend(line for line in builder.stdout if line == "built\n"),
        daemon=True,
    ).start()
    return built


def test_a_killed_builder_leaves_a_whole_snapshot_or_none(url, tmp_path, settings):
    people = [make_member() for _ in range(60)]
    for nth, one in enumerate(people):
        for other in people[:nth]:
            make_connection(one, other)
    lay_out(url)
    settings.DATA = tmp_path
    for turn in range(3):
        with process("builder", url, tmp_path) as builder:
            for _line in range(1 + turn):
                builder.stdout.readline()
            os.kill(builder.pid, signal.SIGKILL)
            builder.wait()
        Lease.objects.all().delete()  # as if its time were over
        lay_out(url)

        assert queries.snapshot_state().damaged == ()
        snapshot.forget()
        assert queries.reach_of(people[0]).first == 59

    (files.folder() / "parts" / "ties-2.graph").write_bytes(b"left over")
    services.rebuild_snapshot()
    assert not list((files.folder() / "parts").iterdir())

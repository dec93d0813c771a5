"""Slots under eight processes on one SQLite file: no row locks, and still no sixth letter."""

import multiprocessing
import queue
import sqlite3
from contextlib import closing

import pytest
from django.db import connection as database
from django.db import connections

from enishi.config.databases import sqlite
from enishi.ground.errors import DomainError
from enishi.rooms.approaches.services import send_approach
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import fill_slots, letter_to, make_recipient

PROCESSES, EACH = 8, 5
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # it has threads
]


def send_all(path, sender, drafts, start, answers):
    """In a process of its own, with its own connection to the file at `path`."""
    connections.databases["default"].update(sqlite(path))
    del connections["default"]
    start.wait()
    for draft in drafts:
        try:
            send_approach(by=sender, draft=draft, at=NOW)
            answers.put("sent")
        except DomainError as refusal:
            answers.put(refusal.code)
    connections.close_all()


def test_eight_processes_take_the_free_slots_and_no_more(tmp_path):
    if database.vendor != "sqlite":
        pytest.skip("PostgreSQL is raced by threads.")
    sender = make_member()
    fill_slots(sender, 3)
    drafts = [letter_to(make_recipient()) for _ in range(PROCESSES * EACH)]
    path = tmp_path / "house.sqlite3"
    with database.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(
        sqlite3.connect(path)
    ) as opened:  # a house's file is in WAL from its first day
        opened.execute("PRAGMA journal_mode=WAL")

    fork = multiprocessing.get_context("fork")
    start, answers = fork.Barrier(PROCESSES), fork.Queue()
    processes = [
        fork.Process(
            target=send_all,
            args=(path, sender, drafts[number::PROCESSES], start, answers),
        )
        for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    said = [answers.get(timeout=60) for _ in drafts]
    for process in processes:
        process.join(timeout=60)

    with pytest.raises(queue.Empty):
        answers.get_nowait()
    assert said.count("sent") == 2
    assert said.count("no_free_slot") == len(drafts) - 2

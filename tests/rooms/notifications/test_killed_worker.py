"""Hundreds of notices, two workers, one killed again and again: each is told once (S-71)."""

import email
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from email import policy
from pathlib import Path
from random import Random

import pytest
from django.db import connection as database

from enishi.rooms.connections.models import Invitation
from enishi.rooms.members.models import Member
from enishi.rooms.notifications.models import Notice
from enishi.rooms.notifications.types import NoticeKind
from tests.makers import NOW, make_member

KILLS = 5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def count(is_thorough):
    """So many notices: with --thorough, as many as the house promises."""
    return 1_000 if is_thorough else 300


@pytest.fixture
def house(tmp_path, count):
    """A house of its own in `tmp_path`, with hundreds of readers who were all just invited."""
    if database.vendor != "sqlite":
        pytest.skip("It keeps a house of its own, on SQLite, whatever the others keep.")
    writer = make_member("writer")
    readers = Member.objects.bulk_create(
        Member(handle=f"reader{n}", email=f"reader{n}@people.example", family_kanji="読")
        for n in range(count)
    )
    invited = Invitation.objects.bulk_create(
        Invitation(inviter=writer, invitee=reader, sent_at=NOW) for reader in readers
    )
    Notice.objects.bulk_create(
        Notice(
            member_id=one.invitee_id,
            kind=NoticeKind.INVITATION,
            about=writer,
            subject_id=one.pk,
            created_at=NOW,
            mail_at=NOW,
        )
        for one in invited
    )
    path = tmp_path / "data" / "enishi.sqlite3"
    path.parent.mkdir()
    with database.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
    return tmp_path


class Nursery:
    """Starts workers of the house in `folder`; their clock begins with the first one's."""

    def __init__(self, folder):
        environment = {name: said for name, said in os.environ.items() if "ENISHI" not in name}
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("worker.py"), NOW.isoformat()],
            env={
                **environment,
                "ENISHI_DATA": str(folder / "data"),
                "ENISHI_MAIL_URL": "file:",
                "DJANGO_SETTINGS_MODULE": "enishi.config.settings",
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.workers = []

    def start(self):
        """One more worker, by its number."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.workers.append(int(self.process.stdout.readline()))
        return self.workers[-1]

    def close(self):
        """End all of them."""
        for worker in self.workers:
            kill(worker)
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=10)


@pytest.fixture
def nursery(house):
    nursery = Nursery(house)
    yield nursery
    if nursery.process.returncode is None:
        nursery.close()


def kill(worker):
    """End it as a power cut would, and wait until it is gone."""
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
        while True:
            os.kill(worker, 0)
            time.sleep(0.005)


def delivered(folder):
    return list((folder / "data/mail").glob("*.eml"))


def wait_for(folder, count, workers, deadline):
    while len(delivered(folder)) < count:
        for worker in workers:
            os.kill(worker, 0)  # none has ended by itself
        assert time.monotonic() < deadline, f"{len(delivered(folder))} of {count} delivered"
        time.sleep(0.02)


def test_each_notice_is_delivered_exactly_once(house, nursery, count):
    rng, deadline = Random("kill"), time.monotonic() + 120
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    workers = [nursery.start(), nursery.start()]
    for number in range(KILLS):
        wait_for(house, (number + 1) * count // (KILLS + 2), workers, deadline)
        time.sleep(rng.random() / 20)  # anywhere between claiming, sending and marking
        kill(workers.pop(0))
        assert len(delivered(house)) < count
        workers.append(nursery.start())
    wait_for(house, count, workers, deadline)
    time.sleep(2)  # ten minutes by the workers' clock: nothing comes twice
    nursery.close()

    mails = [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in delivered(house)
    ]
    assert len(mails) == count
    assert len({mail["Message-ID"] for mail in mails}) == count
    assert set(Counter(mail["To"] for mail in mails).values()) == {1}
    # By the processors' clocks, as others may use them too; two share the work.
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert 0 < spent / 2 < 20

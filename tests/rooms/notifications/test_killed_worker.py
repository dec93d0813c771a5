"""A thousand notices, two workers, one killed again and again: each is told once (S-71)."""

import email
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from email import policy
from pathlib import Path
from random import Random

import pytest

from tests.makers import NOW

NOTICES, KILLS = 1_000, 5

FILL = f"""
import django
django.setup()
from datetime import datetime
from django.core.management import call_command
from django.db import transaction
from tests.makers import make_member, NOW
from enishi.rooms.connections.models import Invitation
from enishi.rooms.notifications.services import tell
from enishi.rooms.notifications.types import NoticeKind
call_command("migrate", verbosity=0, interactive=False)
with transaction.atomic():
    writer = make_member("writer")
    for n in range({NOTICES}):
        reader = make_member(f"reader{{n}}")
        asked = Invitation.objects.create(inviter=writer, invitee=reader, sent_at=NOW)
        tell(member_id=reader.pk, kind=NoticeKind.INVITATION, about_id=writer.pk,
             subject_id=asked.pk, at=NOW)
"""


@pytest.fixture
def house(tmp_path):
    environment = {name: value for name, value in os.environ.items() if "ENISHI" not in name}
    environment |= {
        "ENISHI_DATA": str(tmp_path / "data"),
        "ENISHI_MAIL_URL": "file:",
        "DJANGO_SETTINGS_MODULE": "enishi.config.settings",
    }
    (tmp_path / "data").mkdir()
    subprocess.run([sys.executable, "-c", FILL], env=environment, check=True, timeout=60)
    return tmp_path, environment


@pytest.fixture
def start_worker(house):
    """Start a worker whose clock, many times as fast, began when the first one did."""
    _folder, environment = house
    began, workers = time.time(), []

    def start():
        script = Path(__file__).with_name("worker.py")
        worker = subprocess.Popen(
            [sys.executable, script, NOW.isoformat(), str(began)],
            env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stderr=subprocess.DEVNULL,
        )
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def delivered(folder):
    return list((folder / "data/mail").glob("*.eml"))


def wait_for(folder, count, workers, deadline):
    while len(delivered(folder)) < count:
        assert {worker.poll() for worker in workers} == {None}, "a worker ended by itself"
        assert time.monotonic() < deadline, f"{len(delivered(folder))} of {count} delivered"
        time.sleep(0.02)


def test_each_notice_is_delivered_exactly_once(house, start_worker):
    folder, _environment = house
    rng, deadline = Random("kill"), time.monotonic() + 120
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    workers = [start_worker(), start_worker()]
    for kill in range(KILLS):
        wait_for(folder, (kill + 1) * NOTICES // (KILLS + 2), workers, deadline)
        time.sleep(rng.random() / 20)  # anywhere between claiming, sending and marking
        victim = workers.pop(0)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        assert len(delivered(folder)) < NOTICES
        workers.append(start_worker())
    wait_for(folder, NOTICES, workers, deadline)
    time.sleep(2)  # ten minutes by the workers' clock: nothing comes twice
    for worker in workers:
        worker.kill()
        worker.wait()

    mails = [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in delivered(folder)
    ]
    assert len(mails) == NOTICES
    assert len({mail["Message-ID"] for mail in mails}) == NOTICES
    assert set(Counter(mail["To"] for mail in mails).values()) == {1}
    # By the processors' clocks, as others may use them too; two share the work.
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert spent / 2 < 20

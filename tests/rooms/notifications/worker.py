"""What the worker does about mail, in processes that may be killed at any moment.

This one is their nursery: it starts the house once, and for each line it reads it forks a
worker and says its number. Time runs many times as fast from the given moment on, so that the
claims of a killed worker run out within a second or two.
"""

import os
import signal
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta

import django

django.setup()

from django.urls import get_resolver  # noqa: E402

from enishi.rooms.notifications.queries import is_mail_due  # noqa: E402
from enishi.rooms.notifications.services import plan_mail, send_outgoing_mail  # noqa: E402

SPEED = 300


def work(start, began):
    """See to mail for ever."""

    def now():
        return start + timedelta(seconds=(time.time() - began) * SPEED)

    while True:
        plan_mail(at=now())
        while send_outgoing_mail(at=now()):
            pass
        if not is_mail_due(now()):
            time.sleep(0.05)


def bury(*_signal):
    """Take leave of the killed, so that their numbers are free and their time is counted."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    get_resolver()._populate()  # the ways of the whole house: read once, not in each worker
    signal.signal(signal.SIGCHLD, bury)
    moment, first = datetime.fromisoformat(sys.argv[1]), time.time()
    for _line in sys.stdin:
        number = os.fork()
        if not number:
            work(moment, first)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()

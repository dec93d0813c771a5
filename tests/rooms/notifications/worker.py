"""What the worker does about mail, in a process that may be killed at any moment.

Time runs many times as fast from the given moment on, so that the claims of a killed process
run out within a second or two.
"""

import sys
import time
from datetime import datetime, timedelta

import django

django.setup()

from enishi.rooms.notifications.queries import is_mail_due  # noqa: E402
from enishi.rooms.notifications.services import plan_mail, send_outgoing_mail  # noqa: E402

SPEED = 300


def main(start, began):
    def now():
        return start + timedelta(seconds=(time.time() - began) * SPEED)

    while True:
        plan_mail(at=now())
        while send_outgoing_mail(at=now()):
            pass
        if not is_mail_due(now()):
            time.sleep(0.05)


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]), float(sys.argv[2]))

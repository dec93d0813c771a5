"""One process of a house, told by lines what to do.

`writer` makes or unmakes the tie it is told, and says what it sees itself; `reader` says how
far two members are apart; `builder` makes one snapshot after the other until it is killed.
"""

import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402

from enishi.rooms.connections import services as connections  # noqa: E402
from enishi.rooms.members.models import Member  # noqa: E402
from enishi.rooms.network import queries, services, snapshot  # noqa: E402


def say(answer):
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def see(one, other):
    (degree,) = queries.degrees_for(Member(pk=one), [other]).values()
    return int(degree)


def write(one, other):
    if see(one, other) == 1:
        connections.disconnect(by=Member.objects.get(pk=one), member_id=other)
    else:
        connections.bulk_add_connections(ties=[(one, other, timezone.now())])
    return see(one, other)


def read(one, other):
    return f"{see(one, other)} {snapshot.current_snapshot().file is not None:d}"


def build():
    say("ready")
    while True:
        services.rebuild_snapshot()
        say("built")
        time.sleep(0.02)  # leave the others some of the machine


if __name__ == "__main__":
    if sys.argv[1] == "builder":
        build()
    answer = {"writer": write, "reader": read}[sys.argv[1]]
    for line in sys.stdin:
        say(answer(*map(int, line.split())))

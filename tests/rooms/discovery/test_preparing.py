"""The processes that prepare records: as many as there are, and gone with their parent."""

import os
import signal
import subprocess
import sys
import time

from enishi.engines.search import prepare_member
from enishi.rooms.discovery.preparing import prepared

PARENT = """
import itertools, multiprocessing, os, time
if __name__ == "__main__":
    os.cpu_count = lambda: 2
    from enishi.rooms.discovery.preparing import prepared
    from pathlib import Path
    kept = Path(__file__).with_name("terms")
    chunks = prepared(itertools.repeat([]), members=1_000_000, kept=kept)
    next(chunks)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_few_records_are_prepared_here_and_in_order(tmp_path):
    written = [(number, [], (f"名{number}",)) for number in range(4)]

    ready = list(prepared([written[:2], written[2:]], members=4, kept=tmp_path / "terms"))

    assert ready == [
        [prepare_member(*one) for one in written[:2]],
        [prepare_member(*one) for one in written[2:]],
    ]


def test_who_prepares_ends_with_a_parent_that_was_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
    )
    children = [int(pid) for pid in parent.stdout.readline().split()]
    assert children
    assert all(map(is_alive, children))

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    deadline = time.monotonic() + 20
    while any(map(is_alive, children)):
        assert time.monotonic() < deadline, "they live on"
        time.sleep(0.05)

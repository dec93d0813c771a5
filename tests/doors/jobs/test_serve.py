"""`enishi serve` as an operator meets it: real processes on a real port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer_of(address, seconds=60):
    """The first answer at `address`; waits for the house to open."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status, response.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def children_of(pid):
    """Every living process below `pid`."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found += [int(stat.parent.name), *children_of(int(stat.parent.name))]
    return found


@pytest.fixture
def house(tmp_path):
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if "ENISHI" not in name}
    environment |= {
        "ENISHI_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "enishi.config.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "enishi", "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    yield process, port
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.stderr.close()
    process.wait()


def task_worker_of(pid):
    """The process below `pid` that does the work behind the pages; None if there is none."""
    for child in children_of(pid):
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        if b"enishi" in words and b"worker" in words:
            return child
    return None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_a_fresh_house_opens_mends_its_worker_and_closes_with_everything_in_it(house):
    process, port = house

    assert answer_of(f"http://127.0.0.1:{port}/healthz")[0] == 200
    assert answer_of(f"http://127.0.0.1:{port}/readyz")[0] == 200
    status, page = answer_of(f"http://127.0.0.1:{port}/")
    assert status == 200
    assert b"Enishi" in page

    first = task_worker_of(process.pid)
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while task_worker_of(process.pid) in {first, None} and time.monotonic() < deadline:
        time.sleep(0.2)
    assert task_worker_of(process.pid) not in {first, None}

    opened = children_of(process.pid)
    assert len(opened) >= 3  # granian, its worker, the task worker
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    time.sleep(0.2)
    assert [pid for pid in opened if Path(f"/proc/{pid}/stat").exists()] == []

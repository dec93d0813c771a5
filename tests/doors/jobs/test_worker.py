"""The order in which a worker takes up its work."""

import threading

import pytest

from enishi.doors.jobs import worker


@pytest.fixture
def index(monkeypatch):
    """How the index stands: None while the first one is not whole."""
    stands = {"lag": None}
    monkeypatch.setattr(worker, "index_lag", lambda: stands["lag"])
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    return stands


def test_what_can_wait_waits_until_people_can_be_found(index):
    stop, begun = threading.Event(), threading.Event()
    thread = threading.Thread(target=worker.run_once_found, args=(begun.set, stop))

    thread.start()
    assert not begun.wait(0.2)

    index["lag"] = 0
    assert begun.wait(10)
    thread.join(10)


def test_whoever_waits_ends_when_told_to(index):
    stop, begun = threading.Event(), threading.Event()
    stop.set()

    worker.run_once_found(begun.set, stop)

    assert not begun.is_set()

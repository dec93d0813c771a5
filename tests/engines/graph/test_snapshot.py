"""What is written comes back, and what was damaged is noticed."""

import os
import signal
import subprocess
import sys
import time
from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.engines.graph import (
    DamagedSnapshot,
    hubs,
    make_graph,
    mapping,
    open_snapshot,
    packed_rows,
    read_head,
    snapshot,
    strengths_of,
    with_changes,
    write_snapshot,
)
from enishi.engines.graph.synthetic import synthetic_edges


@pytest.fixture(scope="module")
def graph():
    return make_graph(synthetic_edges(900, 6000), size=900)


@pytest.fixture
def path(graph, tmp_path, monkeypatch):
    monkeypatch.setattr(hubs, "FROM", 30)  # so that some of it is about hubs
    write_snapshot(graph, tmp_path / "a.graph", note=b"noted", part=tmp_path / "a.part")
    return tmp_path / "a.graph"


def told(graph):
    parts = (one for hub in graph.room.hubs.values() for one in (hub.near, hub.reach))
    return [part.tolist() for part in (*packed_rows(graph), *parts)]


def test_what_is_written_comes_back_with_strengths(graph, path):
    opened, note = open_snapshot(path)

    starts, neighbours, _ = packed_rows(graph)
    assert told(opened)[:2] == [starts.tolist(), neighbours.tolist()]
    assert told(opened)[2] == strengths_of(starts, neighbours).tolist()
    assert len(opened.room.hubs) == 64
    assert note == b"noted"
    assert (read_head(path).size, read_head(path).edges) == (900, len(neighbours))
    assert [one.name for one in path.parent.iterdir()] == ["a.graph"]


def test_an_empty_graph_is_kept_too(tmp_path):
    write_snapshot(make_graph([]), tmp_path / "a", note=b"", part=tmp_path / "b")

    assert open_snapshot(tmp_path / "a")[0].size == 0


def test_an_opened_graph_changes_in_memory_only(graph, path):
    before = path.read_bytes()
    opened, _note = open_snapshot(path)
    changed = opened
    for node in range(300):
        changed = with_changes(changed, [(node, 899 - node)])

    assert (
        told(changed)[:2] == told(with_changes(graph, [(n, 899 - n) for n in range(300)]))[:2]
    )
    assert told(opened) == told(open_snapshot(path)[0])
    assert path.read_bytes() == before


def test_where_nothing_can_be_mapped_over_the_file_is_read(path, monkeypatch):
    mapped = told(open_snapshot(path)[0])
    monkeypatch.setattr(mapping, "_map_over", lambda *_: False)

    assert told(open_snapshot(path)[0]) == mapped


def test_whoever_has_it_open_keeps_it_when_it_is_replaced(graph, path):
    opened, _note = open_snapshot(path)
    before = told(opened)
    write_snapshot(make_graph([(0, 1)]), path, note=b"", part=path.with_suffix(".part"))

    assert told(opened) == before
    assert (
        told(with_changes(opened, [(0, 899)]))[:2] == told(with_changes(graph, [(0, 899)]))[:2]
    )
    path.unlink()
    assert (
        told(with_changes(opened, [(0, 899)]))[:2] == told(with_changes(graph, [(0, 899)]))[:2]
    )


@settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(path, place, bit):
    whole = bytearray(path.read_bytes())
    at = int(place * len(whole))
    whole[at] ^= 1 << bit
    other = path.with_suffix(".flipped")
    other.write_bytes(whole)

    with pytest.raises(DamagedSnapshot):
        open_snapshot(other)


@pytest.mark.parametrize("length", [0, 10, 70_000, -1, -70_000])
def test_a_file_that_was_cut_is_noticed(path, length):
    path.write_bytes(path.read_bytes()[:length])

    with pytest.raises(DamagedSnapshot):
        open_snapshot(path)
    if length < 70_000:
        with pytest.raises(DamagedSnapshot):
            read_head(path)


def test_a_file_of_another_format_is_not_read(path):
    whole = bytearray(path.read_bytes())
    whole[:16] = b"enishi graph 1\n\0"
    end = snapshot.BOUNDARY - 32
    whole[end : end + 32] = blake2b(whole[:end], digest_size=32).digest()
    path.write_bytes(whole)

    for read in (open_snapshot, read_head):
        with pytest.raises(DamagedSnapshot):
            read(path)


def test_blocks_that_changed_places_are_noticed(tmp_path):
    graph = make_graph(synthetic_edges(9000, 80_000), size=9000)
    path = tmp_path / "a.graph"
    write_snapshot(graph, path, note=b"", part=tmp_path / "a.part")
    words = np.fromfile(path, dtype=np.uint64).reshape(-1, 8192)
    assert len(words) > 6
    words[[3, 4]] = words[[4, 3]]
    words.tofile(path)

    with pytest.raises(DamagedSnapshot):
        open_snapshot(path)


WRITER = """
import sys
from pathlib import Path
from enishi.engines.graph import make_graph, write_snapshot
from enishi.engines.graph.synthetic import synthetic_edges
graph, folder = make_graph(synthetic_edges(3000, 20000), size=3000), Path(sys.argv[1])
print(flush=True)
while True:
    write_snapshot(graph, folder / "a.graph", note=b"", part=folder / "a.part")
"""


def test_a_killed_writer_leaves_the_file_that_was_there(tmp_path):
    for turn in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE
        )
        writer.stdout.readline()
        deadline = time.monotonic() + 30
        while not (tmp_path / "a.graph").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.02 * turn)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()

        assert open_snapshot(tmp_path / "a.graph")[0].size == 3000

"""What two processes see of one index: a change at once, and a lock whose holder was killed."""

import subprocess
import sys
import time

import pytest

from enishi.engines.search import Passage, Scope, SearchIndex, WriterBusy

STRANGER = Scope(viewer_id=900)
#: A worker that searches until it finds, and then writes without an end.
WORKER = """
import sys, time
from enishi.engines.search import Passage, Scope, SearchIndex
index = SearchIndex.open(sys.argv[1])
index.search("養蜂", Scope(viewer_id=900))
print("ready", flush=True)
while not index.search("養蜂", Scope(viewer_id=900)).total:
    time.sleep(0.01)
print(time.time(), flush=True)
sys.stdin.readline()
with index.writer() as writer:
    writer.replace_member(3, [Passage(passage_id="3", member_id=3, text="養蜂の半ば")])
    print("writing", flush=True)
    time.sleep(60)
"""


def write(index, member_id, text):
    with index.writer() as writer:
        line = Passage(passage_id=str(member_id), member_id=member_id, text=text)
        writer.replace_member(member_id, [line])


@pytest.fixture
def index(tmp_path):
    index = SearchIndex.open(tmp_path / "index")
    write(index, 1, "経理")
    return index


@pytest.fixture
def worker(index):
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(index.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_another_process_sees_a_change_within_two_seconds_and_may_be_killed(index, worker):
    assert worker.stdout.readline() == "ready\n"
    began = time.time()
    write(index, 2, "養蜂を二十年")
    seen = float(worker.stdout.readline())
    assert seen - began < 2

    print("write now", file=worker.stdin, flush=True)
    assert worker.stdout.readline() == "writing\n"
    with pytest.raises(WriterBusy):
        write(index, 4, "養蜂")
    worker.kill()
    worker.wait()
    write(index, 4, "養蜂の手伝い")

    # What the killed one had not finished is forgotten; everything else stands.
    assert sorted(hit.member_id for hit in index.search("養蜂", STRANGER).hits) == [2, 4]
    assert index.search("経理", STRANGER).total == 1

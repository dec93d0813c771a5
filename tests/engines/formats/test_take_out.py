"""An archive that was taken out of a house is known by what it says of itself."""

import json

import pytest

from enishi.engines.formats.detect import read_any
from enishi.engines.formats.json_resume import write_json_resume
from enishi.engines.formats.take_out import FORMAT, RECORD
from enishi.engines.formats.types import Career, Item, Name, Refused, Text
from tests.fixtures.archives import zipped

CAREER = Career(
    Name(kanji=("藤田", "直樹")), (Item("skill", title=Text(ja="営業"), visibility="only_me"),)
)


def taken_out(folder="", **said):
    manifest = {"format": FORMAT, "version": 1, "record": RECORD} | said
    return {
        f"{folder}README.txt": "お読みください".encode(),
        f"{folder}connections/connections.csv": b"First Name,Last Name,Connected On\nA,B,1\n",
        f"{folder}{RECORD}": write_json_resume(CAREER, "ja"),
        f"{folder}manifest.json": json.dumps(manifest).encode(),
    }


@pytest.mark.parametrize("folder", ["", "enishi-everything/", "a/b/"])
def test_the_record_comes_in_whatever_the_archive_is_called(folder):
    reading = read_any(zipped(taken_out(folder)), "renamed.bin")

    assert reading.career == CAREER
    assert reading.complaints == ()
    used = {file.name: file.is_used for file in reading.files}
    assert used == {name: name.endswith(RECORD) for name in taken_out(folder)}


def test_a_later_version_may_keep_the_record_elsewhere():
    files = taken_out(record="career.json", version=2)
    files["career.json"] = files.pop(RECORD)

    assert read_any(zipped(files)).career == CAREER


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b"{", b"\xff", b'{"format": "other"}', b"[" * 100_000],
)
def test_a_manifest_that_is_none_is_not_believed(manifest):
    files = {"manifest.json": manifest, "Skills.csv": b"Name\nSales\n"}

    assert read_any(zipped(files)).files[1].holds == "skills"


@pytest.mark.parametrize("record", [None, b"", b"{", b"[1]"])
def test_an_archive_without_its_record_is_refused(record):
    files = taken_out()
    if record is None:
        del files[RECORD]
    else:
        files[RECORD] = record

    refusal = read_any(zipped(files)).refusal

    assert refusal.code in {Refused.NO_KNOWN_FILE, Refused.NOT_JSON, Refused.NOT_A_RESUME}


@pytest.mark.parametrize("record", ["../record.json", 7, ["x"], "/etc/passwd"])
def test_the_manifest_points_nowhere_else(record):
    assert read_any(zipped(taken_out(record=record))).refusal.code == Refused.NO_KNOWN_FILE

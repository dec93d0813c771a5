"""Archives made to do harm: refused whole, and in bounded time and memory."""

import io
import random
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.engines.formats import archive as limits
from enishi.engines.formats.archive import unpack
from enishi.engines.formats.detect import read_any
from enishi.engines.formats.types import Problem, Reading, Refusal, Refused
from tests.fixtures.archives import fujita_archive, zipped

SKILLS = b"Name\nSales\n"


def _refused(data):
    found = unpack(data, ending=".csv")
    assert isinstance(found, Refusal)
    return found.code


def _patched(data, offset, value):
    """`value` written over the sizes in the local and the central header."""
    central = data.index(b"PK\x01\x02")
    patched = bytearray(data)
    struct.pack_into("<I", patched, offset, value)
    struct.pack_into("<I", patched, central + offset + 2, value)
    return bytes(patched)


def test_a_bomb_is_stopped_at_the_limit_though_nobody_would_read_the_file():
    bomb = zipped(
        {"Skills.csv": SKILLS, "holiday.bmp": b"\0" * (limits.MAX_UNPACKED_BYTES + 1)}
    )
    assert len(bomb) < 200_000
    assert _refused(bomb) == Refused.UNPACKS_TOO_LARGE


def test_a_bomb_that_declares_ten_bytes_is_refused():
    data = _patched(zipped({"Skills.csv": b"Name\n" * 10_000}), 22, 10)
    assert _refused(data) == Refused.FALSE_SIZE


def test_a_declared_size_that_is_too_large_is_not_believed_either():
    [file] = unpack(_patched(zipped({"Skills.csv": SKILLS}), 22, 2**31), ending=".csv")
    assert file.problem == Problem.FILE_DAMAGED


def test_a_file_over_its_own_limit_is_left_unread_and_the_others_are_read():
    large = b"Name\n" + b"x" * limits.MAX_FILE_BYTES
    reading = read_any(zipped({"Large.csv": large, "Skills.csv": SKILLS}))
    assert [(c.file, c.code) for c in reading.complaints] == [
        ("Large.csv", Problem.FILE_TOO_LARGE)
    ]
    assert [item.title.en for item in reading.career.items] == ["Sales"]


def test_entries_that_share_bytes_are_refused():
    data = bytearray(zipped({"a.csv": SKILLS, "b.csv": SKILLS}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, second + 42, 0)
    assert _refused(bytes(data)) == Refused.OVERLAPPING


@pytest.mark.parametrize(
    "name",
    ["../Skills.csv", "a/../../Skills.csv", "/Skills.csv", "C:/Skills.csv", "..\\Skills.csv"],
)
def test_a_path_that_climbs_out_is_refused(name):
    assert _refused(zipped({name: SKILLS})) == Refused.UNSAFE_PATH


def test_more_entries_than_anybody_needs_are_refused():
    data = zipped({f"{number}.csv": b"" for number in range(limits.MAX_ENTRIES + 1)})
    assert _refused(data) == Refused.TOO_MANY_FILES
    assert not isinstance(
        unpack(zipped({f"{number}.csv": b"" for number in range(limits.MAX_ENTRIES)})), Refusal
    )


@pytest.mark.parametrize("name", ["inner.zip", "Skills.csv"])
def test_an_archive_within_the_archive_is_refused_whatever_it_is_called(name):
    assert _refused(zipped({name: zipped({"Skills.csv": SKILLS})})) == Refused.NESTED


def test_an_encrypted_archive_is_refused():
    data = bytearray(zipped({"Skills.csv": SKILLS}))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    assert _refused(bytes(data)) == Refused.ENCRYPTED


def test_an_archive_larger_than_the_limit_is_refused_unread():
    assert _refused(b"PK\x03\x04" + b"\0" * limits.MAX_ARCHIVE_BYTES) == Refused.TOO_LARGE


def test_one_damaged_file_does_not_spoil_the_others():
    data = bytearray(
        zipped({"Skills.csv": SKILLS, "Languages.csv": b"Name,Proficiency\nEn,\n"})
    )
    start = data.index(b"Languages.csv") + len(b"Languages.csv")
    data[start : start + 4] = b"\xff\xff\xff\xff"
    reading = read_any(bytes(data))
    assert [c.code for c in reading.complaints] == [Problem.FILE_DAMAGED]
    assert [item.kind for item in reading.career.items] == ["skill"]


def test_a_wrong_checksum_is_a_damaged_file():
    wrong = zlib.crc32(b"other") & 0xFFFFFFFF
    [file] = unpack(_patched(zipped({"Skills.csv": SKILLS}), 14, wrong), ending=".csv")
    assert file.problem == Problem.FILE_DAMAGED


def test_a_method_we_do_not_unpack_is_said():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("Skills.csv", SKILLS)
    [file] = unpack(packed.getvalue(), ending=".csv")
    assert file.problem == Problem.FILE_METHOD


#: Cells, rows and headers as nobody should write them.
_CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["=1+1", '"', '""",', "\0", "Jan 2020", "99/99/9999", "\ufeff", "株式会社", ";"]
    ),
)
_HEADERS = st.sampled_from(
    [
        "Company Name,Title,Description,Location,Started On,Finished On",
        "First Name,Last Name,Headline,Summary,Websites,Twitter Handles",
        "First Name,Last Name,URL,Connected On",
        "Name",
        "Name,Proficiency",
        "Title,Description,Url,Started On,Finished On",
        "Nobody,Knows",
        "",
    ]
)
_TABLES = st.builds(
    lambda preamble, header, rows, encoding: "\n".join(
        [*preamble, header, *(",".join(row) for row in rows)]
    ).encode(encoding, "replace"),
    st.lists(st.text(max_size=20), max_size=4),
    _HEADERS,
    st.lists(st.lists(_CELLS, max_size=9), max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932", "cp1252", "utf-16"]),
)
_FILES = st.dictionaries(
    st.one_of(
        st.sampled_from(["Positions.csv", "../x.csv", "a.zip", "職歴.csv"]),
        st.text(max_size=12),
    ),
    st.one_of(_TABLES, st.binary(max_size=60)),
    max_size=5,
)


@given(
    files=_FILES, seed=st.integers(0, 2**32), flips=st.integers(0, 12), cut=st.integers(0, 3)
)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_archive_makes_a_reader_fail(files, seed, flips, cut):
    chance = random.Random(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # twice the same name: what a hostile archive does
        data = bytearray(zipped(files))
    for _flip in range(flips):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if cut == 1:
        del data[chance.randrange(len(data)) :]

    reading = read_any(bytes(data), "export.zip")

    assert isinstance(reading, Reading)
    assert reading.refusal is None or not reading.career.items
    for item in reading.career.items:
        assert item.starts == "" or item.ends == "" or item.starts[:4] <= item.ends[:4]


@given(position=st.integers(0, 10_000), value=st.integers(0, 255), end=st.integers(0, 20_000))
@settings(max_examples=150, deadline=None)
def test_a_damaged_real_archive_never_makes_the_reader_fail(position, value, end):
    data = bytearray(fujita_archive())
    data[position % len(data)] = value
    assert isinstance(read_any(bytes(data[: end or None])), Reading)

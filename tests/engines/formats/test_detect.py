"""Which reader a file goes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.engines.formats.detect import read_any
from enishi.engines.formats.types import Reading, Refused
from tests.fixtures.archives import zipped


@pytest.mark.parametrize(
    ("data", "name", "holds"),
    [
        (zipped({"a.csv": b"Name\nSales\n"}), "whatever", "skills"),
        (b"Name,Proficiency\nEnglish,Good\n", "", "languages"),
        (b"Name\nSales\n", "Skills.csv", "skills"),
        (b' \n{"basics": {}}', "x.txt", "resume"),
        (b"\xef\xbb\xbfBEGIN:VCARD\nFN:A\nEND:VCARD", "x", "vcard"),
    ],
)
def test_bytes_tell_the_reader(data, name, holds):
    assert read_any(data, name).files[0].holds == holds


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.zip", Refused.EMPTY),
        (b"  \n", "a.csv", Refused.EMPTY),
        (b"hello", "a.zip", Refused.NOT_A_ZIP),
        (b"hello", "a.json", Refused.NOT_JSON),
        (b"hello", "a.csv", Refused.NO_KNOWN_FILE),
        (b"hello", "a.pdf", Refused.UNKNOWN_FORMAT),
    ],
)
def test_what_is_none_of_these_is_refused(data, name, code):
    assert read_any(data, name).refusal.code == code


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.zip", "a.csv", "a.vcf", ""]))
def test_any_bytes_get_an_answer(data, name):
    assert isinstance(read_any(data, name), Reading)

"""One person's address, however it is written, is one identifier; nobody else's is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.engines.formats.public_ids import public_id

NAOKI = "linkedin:naoki-fujita"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/in/naoki-fujita",
        "https://www.linkedin.com/in/naoki-fujita/",
        "http://linkedin.com/in/naoki-fujita",
        "www.linkedin.com/in/naoki-fujita",
        "linkedin.com/in/naoki-fujita",
        "https://jp.linkedin.com/in/naoki-fujita",
        "https://JP.LinkedIn.com/IN/Naoki-Fujita",
        "https://www.linkedin.com/in/naoki-fujita/en",
        "https://www.linkedin.com/ja/in/naoki-fujita/",
        "https://www.linkedin.com/ja-jp/in/naoki-fujita",
        "https://www.linkedin.com/mwlite/in/naoki-fujita",
        "https://www.linkedin.com/in/naoki-fujita?locale=ja_JP&utm_source=x",
        "https://www.linkedin.com/in/naoki-fujita/#experience",
        "https://www.linkedin.com/in/naoki-fujita/details/skills/",
        "https://www.linkedin.com:443//in//naoki-fujita//",
        "https://www.linkedin.com./in/naoki-fujita",
        "https://www.linkedin.com/in/%6Eaoki%2Dfujita",
        "  https://www.linkedin.com/in/naoki-fujita  ",
    ],
)
def test_the_ways_to_write_one_address(address):
    assert public_id(address) == NAOKI


@pytest.mark.parametrize(
    "address",
    [
        "",
        "naoki-fujita",
        "https://www.linkedin.com/",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/company/naoki-fujita",
        "https://www.linkedin.com/company/in/naoki-fujita",
        "https://notlinkedin.com/in/naoki-fujita",
        "https://linkedin.com.example/in/naoki-fujita",
        "https://people.example/linkedin.com/in/naoki-fujita",
        "https://linkedin.com@people.example/in/naoki-fujita",
        "https://people.example/?to=https://linkedin.com/in/naoki-fujita",
        "ftp://linkedin.com/in/naoki-fujita",
        "mailto:naoki-fujita@linkedin.com",
        "https://www.linkedin.com/in/%FF%FE",
        "https://www.linkedin.com/in/naoki%00fujita",
        "https://www.linkedin.com/in/naoki%2Ffujita",
        "https://[linkedin.com/in/naoki-fujita",
        "https://www.linkedin.com/in/" + "a" * 300,
    ],
)
def test_what_is_nobodys_address(address):
    assert public_id(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/in/naoki-fujita-2",
        "https://www.linkedin.com/in/naoki_fujita",
        "https://www.linkedin.com/in/naokifujita",
    ],
)
def test_nearly_the_same_is_somebody_else(address):
    assert public_id(address) not in {"", NAOKI}


def test_a_name_in_japanese_is_one_in_every_writing():
    written = "https://www.linkedin.com/in/藤田-直樹-が"
    encoded = "https://jp.linkedin.com/in/%E8%97%A4%E7%94%B0-%E7%9B%B4%E6%A8%B9-%E3%81%8C/"
    taken_apart = "https://www.linkedin.com/in/藤田-直樹-か\u3099"

    found = {public_id(address) for address in (written, encoded, taken_apart)}

    assert found == {"linkedin:藤田-直樹-が"}


@given(
    st.text(max_size=60), st.sampled_from(["", "https://www.linkedin.com/in/", "//", "http://"])
)
def test_any_words_get_an_answer(words, before):
    assert len(public_id(before + words)) <= 209

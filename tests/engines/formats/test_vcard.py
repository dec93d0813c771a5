"""vCard out and in."""

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.formats.detect import read_any
from enishi.engines.formats.types import Career, Item, Name, Problem, Reading, Refused, Text
from enishi.engines.formats.vcard import read_vcard, write_vcard
from tests.fixtures.archives import shared

FUJITA = Career(
    Name(kanji=("藤田", "直樹"), kana=("ふじた", "なおき"), romaji=("Fujita", "Naoki")),
    (
        Item("place", text=Text(ja="東京都")),
        Item(
            "position",
            title=Text(
                ja="採用企画部 マネージャー; 紹介, 求人広告の出稿と社員の紹介制度の運営"
            ),
            organization=Text(ja="株式会社ヒバリ人材"),
            is_current=True,
        ),
        Item("contact", details={"network": "email", "username": "n@fujita.example"}),
        Item("link", url="https://fujita-note.example/"),
    ),
)
CARDS = "contacts/src/test/resources/ezvcard/io/text"


def test_the_card_carries_the_reading_both_ways():
    card = write_vcard(FUJITA, "ja").decode()

    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert 'N;SORT-AS="ふじた,なおき":藤田;直樹;;;\r\n' in card
    assert "X-PHONETIC-LAST-NAME:ふじた\r\n" in card
    assert "FN:Naoki Fujita\r\n" in write_vcard(FUJITA, "en").decode()


def test_lines_are_folded_at_75_octets_and_another_library_reads_them():
    data = write_vcard(FUJITA, "ja")

    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    card = vobject.readOne(data.decode())
    assert card.title.value == FUJITA.items[1].title.ja
    assert card.n.value.family == "藤田"


def test_what_was_written_is_read_again():
    reading = read_vcard(write_vcard(FUJITA, "ja"))

    assert reading.complaints == ()
    assert reading.career.name == Name(kanji=("藤田", "直樹"), kana=("ふじた", "なおき"))
    assert reading.career.items == FUJITA.items


@pytest.mark.parametrize(
    ("file", "name", "items"),
    [
        ("gmail-single.vcf", ("Dartmouth", "Greg"), 6),
        ("John_Doe_MS_OUTLOOK.vcf", ("Doe", "John"), 7),
        ("outlook-2003.vcf", ("Doe", "John"), 9),
        ("rfc6350-example.vcf", ("Perreault", "Simon"), 6),
        ("John_Doe_GMAIL.vcf", ("Doe", "John"), 6),
        ("gmail-list.vcf", ("Smith", "Arnold"), 1),
    ],
)
def test_cards_of_many_programs_are_read(file, name, items):
    reading = read_any(shared(f"{CARDS}/{file}").read_bytes(), file)

    assert reading.refusal is None
    assert reading.career.name.romaji == name
    assert len(reading.career.items) == items


def test_only_the_first_card_is_ones_own():
    card = b"BEGIN:VCARD\nVERSION:3.0\nFN:A B\nTITLE:Sales\nEND:VCARD\n"

    reading = read_vcard(card * 3)

    assert len(reading.career.items) == 1
    [complaint] = reading.complaints
    assert (complaint.code, complaint.values) == (Problem.CARDS_LEFT, {"count": 2})


def test_of_other_cards_only_public_identifiers_are_taken():
    own = "BEGIN:VCARD\nVERSION:3.0\nFN:A B\nURL:https://linkedin.com/in/me\nEND:VCARD\n"
    others = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Midori Aizawa\nEMAIL:midori@people.example\n"
        "item1.URL;type=pref:https\\://www.linkedin.com/in/Midori-Aizawa/\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Makoto\n"
        "X-SOCIALPROFILE;type=linkedin:http://jp.linkedin.com/in/makoto\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Makoto\nURL:https://linkedin.com/in/makoto\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Aya Mori\nURL:https://aya.example\nEND:VCARD\n"
    )

    reading = read_vcard((own + others).encode())

    assert reading.career.contacts == ("linkedin:midori-aizawa", "linkedin:makoto")
    said = repr(reading)
    assert "people.example" not in said
    assert "Aya" not in said


def test_text_without_a_card_is_refused():
    assert read_vcard(b"hello").refusal.code == Refused.NOT_A_VCARD


@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
@settings(max_examples=200, deadline=None)
def test_no_card_makes_the_reader_fail(data):
    assert isinstance(read_vcard(b"BEGIN:VCARD\n" + data), Reading)

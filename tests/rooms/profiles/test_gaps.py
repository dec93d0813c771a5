"""What a record does not say yet."""

from datetime import date

import pytest

from enishi.rooms.profiles import gaps
from enishi.rooms.profiles.queries import own_record
from enishi.rooms.profiles.types import Gap, Kind, RecordGap, SeenEntry
from tests.makers import make_entry

TODAY = date(2026, 11, 23)


def untranslated(member):
    return gaps.untranslated(entry.seen for entry in own_record(member))


def test_a_text_in_one_language_is_missing_in_the_other(member):
    entry = make_entry(
        member, title_ja="課長", title_en="Manager", organization_en="Akebono", text_ja="一\n二"
    )

    assert untranslated(member) == [
        Gap(entry.pk, Kind.POSITION, "organization", "ja"),
        Gap(entry.pk, Kind.POSITION, "text", "en"),
    ]


def test_a_shorter_translation_is_missing_its_lines(member):
    entry = make_entry(
        member, title_ja="課長", title_en="Manager", text_ja="一\n\n二\n三", text_en="1"
    )

    assert untranslated(member) == [Gap(entry.pk, Kind.POSITION, "text", "en", 2)]


def test_addresses_and_what_stands_in_both_need_no_translation(member):
    make_entry(member, "link", title_ja="ノート", url="https://a.example/")
    make_entry(member, "contact", title_en="Mastodon")
    make_entry(member, "skill", title_ja="営業", title_en="Sales")

    assert untranslated(member) == []


def test_an_empty_record_misses_what_a_reader_would():
    assert gaps.unsaid([], TODAY, has_portrait=False) == [
        RecordGap.HEADLINE,
        RecordGap.POSITION,
        RecordGap.PORTRAIT,
    ]


@pytest.mark.parametrize(
    ("position", "missing"),
    [
        ({}, {RecordGap.TEXT, RecordGap.CONFIRMATION}),
        ({"text_ja": "営業"}, {RecordGap.CONFIRMATION}),
        ({"text_ja": "営業", "confirmed_on": date(2025, 11, 22)}, {RecordGap.CONFIRMATION}),
        ({"text_ja": "営業", "confirmed_on": date(2025, 11, 23)}, set()),
    ],
)
def test_a_position_should_say_what_was_done_and_be_confirmed_once_a_year(position, missing):
    entries = [
        SeenEntry(1, 1, Kind.HEADLINE, text_ja="営業"),
        SeenEntry(2, 1, Kind.POSITION, is_current=True, **position),
    ]

    assert set(gaps.unsaid(entries, TODAY, has_portrait=True)) == missing

from collections import Counter
from random import Random

import pytest

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.companies import companies
from enishi.doors.jobs.demo.patterns import parse_pattern
from enishi.doors.jobs.demo.types import Pair

LINES = [line for track in bank.tracks() for line in bank.read_rows(f"lines/{track.key}.tsv")]
REAL = (
    *(
        "トヨタ",
        "ソニー",
        "三菱",
        "三井",
        "住友",
        "日立",
        "リクルート",
        "楽天",
        "電通",
        "博報堂",
    ),
    *("パナソニック", "ホンダ", "任天堂", "イオン", "三越", "東急", "阪急", "みずほ銀行"),
    *("Toyota", "Sony", "Mitsubishi", "Recruit ", "Rakuten", "Dentsu", "Nintendo"),
)


def test_the_bank_is_rich():
    assert len(bank.tracks()) >= 40
    assert len({ja for _, ja, _ in LINES}) >= 1200
    assert len({en for _, _, en in LINES}) >= 1200


@pytest.mark.parametrize("track", bank.tracks(), ids=lambda track: track.key)
def test_every_rank_of_a_track_has_enough_to_say(track):
    assert all(len(patterns) >= 6 for patterns in track.patterns)


@pytest.mark.parametrize("track", bank.tracks(), ids=lambda track: track.key)
def test_every_line_can_be_filled_in_both_languages(track):
    words = dict.fromkeys(("city", "thing", "y"), Pair("町", "Town"))
    for patterns in track.patterns:
        for pattern in patterns:
            said = pattern.fill(Random(1), words)
            assert "{" not in said.ja + said.en
            assert said.ja != said.en


def test_a_number_is_the_same_in_both_languages_and_scaled_where_the_unit_differs():
    pattern = parse_pattern(
        0, "01+", "年商{a:3-3}億円を{b:1200-1200}社で", "¥{a*100} million, {b}"
    )
    said = pattern.fill(Random(1), {})
    assert said == ("年商3億円を1,200社で", "¥300 million, 1,200")
    assert pattern.takes_ending
    assert pattern.ranks == {0, 1}


def test_tracks_lead_to_tracks_and_are_employed_by_industries():
    keys = {track.key for track in bank.tracks()}
    homes = {industry.key for industry in bank.industries()} | {"*"}
    for track in bank.tracks():
        assert set(track.near) <= keys
        assert set(track.homes) <= homes


def test_several_hundred_employers_with_names_in_both_languages():
    names = [company.name for company in companies()]
    assert len(names) >= 400
    assert len({name.ja for name in names}) == len(names)
    assert Counter(name.en for name in names).most_common(1)[0][1] <= 2
    assert len({company.industry.key for company in companies()}) >= 40


def test_no_employer_and_no_school_bears_a_real_name():
    names = [company.name for company in companies()] + [one.name for one in bank.schools()]
    for real in REAL:
        assert not [name for name in names if real in name.ja or real in name.en]


def test_a_city_has_a_short_name():
    shorts = {city.name.ja: city.short for city in bank.cities()}
    assert shorts["京都府京都市"] == ("京都市", "Kyoto")
    assert shorts["東京都千代田区"] == ("千代田区", "Chiyoda")
    assert shorts["鹿児島県鹿児島市"] == ("鹿児島市", "Kagoshima")
    assert shorts["北海道札幌市"] == ("札幌市", "Sapporo")

import pytest

from enishi.engines.text import place_key, place_name


@pytest.mark.parametrize(
    "written",
    ["横浜市", "神奈川県横浜市港北区", "Yokohama", "Yokohama-shi, Kanagawa", "ﾖｺﾊﾏ 神奈川"],
)
def test_spellings_of_one_place_have_one_key(written):
    assert place_key(written) == "jp14"


def test_tokyo_and_kyoto_stay_apart():
    assert (place_key("東京都"), place_key("京都府"), place_key("京都市")) == (
        "jp13",
        "jp26",
        "jp26",
    )


def test_a_name_that_two_prefectures_share_is_kept_as_written():
    assert place_key("府中市") == "府中市"


def test_places_elsewhere_are_told_apart_by_their_last_part():
    assert place_key("Fitzroy, Melbourne") == place_key("Melbourne") == "melbourne"
    assert place_name("melbourne", "ja") == "Melbourne"


@pytest.mark.parametrize("nothing", ["", "  ", ","])
def test_nothing_is_no_place(nothing):
    assert place_key(nothing) == ""


def test_a_key_nobody_made_names_itself():
    assert place_name("jp99", "ja") == "Jp99"

import pytest

from enishi.engines.text import industries_of, industry_letters, industry_name


@pytest.mark.parametrize(
    ("organization", "letter"),
    [
        ("株式会社コガラ銀行", "J"),
        ("ノスリ精機", "E"),
        ("カワセミ医療機器", "E"),
        ("鹿鳴病院", "P"),
        ("潮見ヶ丘市", "S"),
        ("潮見ヶ丘市立小学校", "O"),
        ("潮見ヶ丘市教育委員会", "O"),
        ("銀杏坂法律事務所", "L"),
        ("ほしぞら求人社", "L"),
        ("はやぶさ台バス", "H"),
        ("わかば野農協", "Q"),
        ("Lantern Hotels K.K.", "M"),
        ("Stonechat Re", ""),
        ("Tansy Therapeutics, Inc.", "E"),
        ("City of Northmere", "S"),
        ("甲社", ""),
        ("", ""),
    ],
)
def test_the_name_of_an_organization_tells_its_industry_by_its_last_word(organization, letter):
    assert industries_of(organization, "営業", "") == ((letter,) if letter else ())


def test_the_words_of_a_position_are_asked_where_the_name_is_silent():
    assert industries_of("甲社", "訪問看護師") == ("P",)
    assert industries_of("甲社", "Loan officer", "Visited hospitals") == ("J",)
    assert industries_of("甲社", "経理", "月次決算") == ()


def test_no_position_belongs_to_more_than_two():
    assert industries_of("", "", "銀行と病院を担当") == ("J", "P")
    assert industries_of("", "", "銀行、病院、学校、ホテルを担当") == ()


def test_a_latin_word_is_whole():
    assert industries_of("Barn Owl") == industries_of("Embankment") == ()


def test_industries_are_named_in_both_languages():
    assert industry_letters() == tuple("ABCDEFGHIJKLMNOPQRS")
    assert all(industry_name(one, "ja") for one in industry_letters())
    assert industry_name("G", "en") == "Information and communications"
    assert industry_name("Z", "ja") == ""

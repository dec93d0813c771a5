"""Names, handle, language: what members say of themselves."""

import pytest
from django.core.exceptions import ValidationError

from enishi.ground import events
from enishi.ground.errors import NotFound
from enishi.rooms.members import queries, services
from enishi.rooms.members.errors import HandleTaken, NameMissing
from enishi.rooms.members.events import MemberRenamed
from enishi.rooms.members.models import House
from enishi.rooms.members.names import Names, tidy_name, tidy_reading
from enishi.rooms.members.types import HouseSettings, Joining, NameOrder, Preferences
from tests.makers import make_member


@pytest.fixture
def renamed(monkeypatch):
    heard = []
    monkeypatch.setitem(
        events._within, MemberRenamed, [lambda event: heard.append(event.member_id)]
    )
    return heard


def test_a_name_is_kept_in_every_script_with_its_order(member, renamed):
    names = Names(
        family_kanji="藤田",
        given_kanji="直樹",
        family_kana="ふじた",
        given_kana="なおき",
        family_romaji="Fujita",
        given_romaji="Naoki",
        romaji_order=NameOrder.FAMILY_FIRST,
    )

    services.rename_member(by=member, names=names)

    member.refresh_from_db()
    assert member.name == names.written
    assert member.name.written("ja") == "藤田 直樹"
    assert member.name.written("en") == "Fujita Naoki"
    assert member.name.reading == "ふじた なおき"
    assert renamed == [member.pk]


def test_one_script_is_enough_and_none_is_not(member, renamed):
    services.rename_member(by=member, names=Names(given_romaji="Naoki"))
    with pytest.raises(NameMissing):
        services.rename_member(by=member, names=Names())

    member.refresh_from_db()
    assert member.name.written("ja") == "Naoki"
    assert renamed == [member.pk]


@pytest.mark.parametrize(
    "name",
    [
        {"family_kanji": "藤\u200b田"},  # zero width
        {"family_kanji": "\u202e田藤"},  # turned around
        {"family_kanji": "藤\x00田"},
        {"family_kanji": "藤\ud800"},
        {"family_kana": "fujita"},
        {"family_romaji": "藤田"},
        {"family_romaji": "Fujitа"},  # a Cyrillic а
        {"given_kanji": "樹" * 61},
    ],
)
def test_names_that_deceive_or_do_not_fit_are_refused(member, renamed, name):
    with pytest.raises(ValidationError):
        services.rename_member(by=member, names=Names(**name))

    member.refresh_from_db()
    assert member.family_kanji == "山田"
    assert renamed == []


@pytest.mark.parametrize(
    "name", ["葛\U000e0100城", "髙﨑", "𠮷野", "O’Brien-Sato", "ヴィクトリア・ー"]
)
def test_names_people_really_have_are_kept_as_they_are(member, name):
    services.rename_member(by=member, names=Names(family_kanji=name))

    member.refresh_from_db()
    assert member.family_kanji == name


def test_readings_are_folded_and_kanji_are_not():
    assert tidy_reading(" ﾔﾏﾀﾞ ") == "ヤマダ"
    assert tidy_reading("Ｙａｍａｄａ") == "Yamada"
    assert tidy_name(" \ufa19  谷 ") == "\ufa19 谷"


def test_a_handle_is_one_persons(member, renamed):
    other = make_member("taken")
    with pytest.raises(HandleTaken):
        services.change_handle(by=member, handle="taken")
    assert member.handle != "taken"

    services.change_handle(by=member, handle="free")

    assert queries.get_present_member("free") == member
    assert queries.get_present_member("taken") == other
    assert renamed == [member.pk]


@pytest.mark.parametrize(
    "handle", ["ab", "Upper", "-edge", "edge-", "a_b", "a" * 31, "end\n", "日本"]
)
def test_a_handle_is_made_of_small_letters(member, handle):
    with pytest.raises(ValidationError):
        services.change_handle(by=member, handle=handle)


def test_the_former_handle_leads_nowhere(member):
    former = member.handle
    services.change_handle(by=member, handle="another")

    with pytest.raises(NotFound):
        queries.get_present_member(former)


def test_preferences_are_kept_and_nothing_else(member):
    member.family_kanji = "not kept"
    services.change_preferences(
        by=member,
        preferences=Preferences(
            language="en", time_zone="UTC", show_in_threads=False, is_suggestable=False
        ),
    )

    member.refresh_from_db()
    assert (member.language, member.time_zone) == ("en", "UTC")
    assert (member.show_in_threads, member.is_suggestable) == (False, False)
    assert member.family_kanji == "山田"


def test_a_language_the_house_does_not_speak_is_refused(member):
    with pytest.raises(ValidationError):
        services.change_language(by=member, language="fr")


def test_an_operator_sets_up_the_house(db):
    operator = make_member(is_staff=True)
    told = HouseSettings(
        name_ja="中央の縁",
        name_en="Enishi of Chuo",
        about_ja="",
        about_en="For those who work in Chuo.",
        joining=Joining.INVITATION,
        operators_need_second_factor=False,
    )
    services.set_up_house(by=operator, settings=told)
    services.set_up_house(by=operator, settings=told)

    house = queries.get_house()
    assert House.objects.count() == 1
    assert (house.name_in("ja"), house.name_in("en")) == ("中央の縁", "Enishi of Chuo")
    assert house.about_in("ja") == "For those who work in Chuo."
    with pytest.raises(NotFound):
        services.set_up_house(by=make_member(), settings=told)

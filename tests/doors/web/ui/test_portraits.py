import pytest

from enishi.doors.web.ui.portraits import TONES, glyph_for, portrait_svg, tone_for
from enishi.doors.web.ui.types import PersonCard


def make_card(**said):
    facts = {"handle": "fujita", "name": "藤田 直樹", "honorific": "藤田 直樹さん"}
    return PersonCard(**(facts | {"glyph": "藤", "tone": 5} | said))


@pytest.mark.parametrize(
    ("name", "glyph"),
    [("藤田 直樹", "藤"), ("naoki Fujita", "N"), ("「ｱ」", "ア"), ("", "·"), ("🙂", "·")],
)
def test_the_first_character_that_can_stand_for_a_name(name, glyph):
    assert glyph_for(name) == glyph


def test_grounds_are_spread_over_people_and_stay():
    tones = [tone_for(f"member{number}") for number in range(400)]
    assert set(tones) == set(range(1, TONES + 1))
    assert tone_for("fujita") == 1


def test_a_drawn_portrait_is_silent_and_differs_between_people():
    fujita, other = portrait_svg(make_card(), 48), portrait_svg(make_card(handle="aizawa"), 48)
    assert 'aria-hidden="true"' in fujita
    assert fujita != other


def test_a_picture_takes_the_place_of_the_drawing():
    picture = portrait_svg(make_card(portrait_url='/p/1.webp?"'), 36)
    assert picture.startswith('<img class="portrait" src="/p/1.webp?&quot;" width="36"')
    assert 'alt=""' in picture


def test_a_glyph_cannot_carry_markup():
    assert "<b>" not in portrait_svg(make_card(glyph="<b>"), 48)

"""Every component, in both languages, both lights, on the desk and on the phone."""

import pytest

from tests.browser.checks import assert_well_made, sideways_scroll
from tests.browser.conftest import look_at

#: Those the pages of the table are not looked at in; `test_every_page` has the others.
LOOKS = {
    "ja": [("dark", "phone")],
    "en": [("light", "desk"), ("dark", "desk"), ("light", "phone")],
}


@pytest.mark.parametrize("language", LOOKS)
def test_every_part_is_well_made(kept_page, language):
    page = kept_page(language)
    page.goto("/parts/")
    assert page.locator("html").get_attribute("lang") == language
    for theme, size in LOOKS[language]:
        look_at(page, theme, size)
        assert_well_made(page)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", ["narrow", "tablet"])
def test_nothing_sticks_out_at_any_width(kept_page, member, language, size):
    page = kept_page(language, member)
    page.goto("/parts/")
    look_at(page, "light", size)
    assert sideways_scroll(page) == 0


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_every_part_stands_for_a_member_too(kept_page, member, size):
    page = kept_page("ja", member)
    page.goto("/parts/")
    look_at(page, "light", size)
    assert page.locator(".nav" if size == "desk" else ".tabs").is_visible()
    page.locator(".menu > summary").click()
    assert_well_made(page)


def test_nothing_one_can_press_is_too_small_on_a_phone(kept_page):
    page = kept_page("ja")
    page.goto("/parts/")
    look_at(page, "light", "phone")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main .btn, main .act, main .seg a,"
          + ".foot a, .foot button, .mast a, .mast button, main label.tick")]
          .filter((each) => each.checkVisibility())
          .filter((each) => each.getBoundingClientRect().height < 43.5)
          .map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert small == []

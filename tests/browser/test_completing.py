"""Names under the search field: by keyboard, by pointer, and not in the way of a search."""

import pytest

from enishi.rooms.discovery import services
from tests.browser.checks import assert_well_made
from tests.makers import make_member


@pytest.fixture
def field(open_page, sign_in, transactional_db, settings, tmp_path):
    settings.DATA = tmp_path
    for handle, given in (("kaoru", "薫"), ("minoru", "実")):
        member = make_member(handle, family_kanji="渡辺", given_kanji=given)
        services.note_change(member_id=member.pk)
    services.drain()
    page = open_page()
    sign_in(page, make_member("viewer"))
    page.goto("/search/")
    return page.get_by_role("combobox")


def rows(field):
    return field.page.get_by_role("option")


def test_arrows_choose_and_enter_opens(field):
    field.press_sequentially("渡")
    rows(field).nth(1).wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert_well_made(field.page)
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = field.page.locator("[aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert "実" in chosen.inner_text()
    field.press("Enter")
    field.page.wait_for_url("**/people/minoru/")


def test_enter_without_a_choice_searches_and_escape_closes(field):
    field.press_sequentially("渡")
    rows(field).nth(1).wait_for()
    field.press("Escape")
    assert rows(field).count() == 0 or not rows(field).first.is_visible()
    assert field.input_value() == "渡"
    field.press("Enter")
    field.page.wait_for_url("**/search/?q=*")


def test_a_row_can_be_pressed(field):
    field.press_sequentially("渡")
    rows(field).first.click()
    field.page.wait_for_url("**/people/kaoru/")

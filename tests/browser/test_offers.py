"""The offers board full of everything: well made in every look, and whole without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.checks import assert_well_made
from tests.browser.conftest import look_at
from tests.makers import make_entry, make_member
from tests.rooms.insights.makers import edit, look, search, write

LOOKS = [("light", "desk"), ("dark", "desk"), ("light", "phone"), ("dark", "narrow")]


@pytest.fixture
def viewer(db):
    viewer, now = make_member(), timezone.now()
    entry = make_entry(viewer, title_ja="首都圏営業部 課長", text_ja="料金改定を企画")
    edit(entry, now - timedelta(days=40))
    for week in range(6):
        at = now - timedelta(days=7 * week, hours=1)
        people = [make_member() for _ in range(1 + week % 3 * 6)]
        for person in people:
            search(person, entry, "pricing reform", at)
        look(people[0], viewer, at, "pricing reform", entry)
        write(people[0], entry, at, answered_at=now if week % 2 else None)
    return viewer


@pytest.mark.parametrize("path", ["/offers/", "/offers/why-now/", "/offers/found/"])
def test_the_board_is_well_made(kept_page, viewer, path):
    for language in ("ja", "en"):
        page = kept_page(language, viewer)
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        for theme, size in LOOKS:
            look_at(page, theme, size)
            assert_well_made(page)


def test_one_picture_shows_and_why_now_comes_along(kept_page, viewer):
    page = kept_page("ja", viewer)
    page.goto("/offers/")
    page.locator(".ledger").first.wait_for()
    assert page.locator(".ledger").count() == 6
    for size, shown in (("desk", ".chart-wide"), ("phone", ".chart-tall")):
        look_at(page, "light", size)
        visible = [one for one in page.locator(".chart").all() if one.is_visible()]
        assert len(visible) == 1
        assert page.locator(shown).is_visible()

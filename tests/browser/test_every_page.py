"""Every page of the table in `tests/access`: both languages, both lights, desk and phone."""

import pytest

from tests.access.table import filled, rows
from tests.access.test_table import people, places_of  # noqa: F401 – a fixture
from tests.browser.checks import assert_well_made
from tests.browser.conftest import SIZES

LOOKS = {
    "ja": [("light", "desk"), ("dark", "desk"), ("light", "phone")],
    "en": [("dark", "phone")],
}
#: Pages of allauth that wear our clothes.
ACCOUNT_PAGES = [
    ("guest", "/account/login/"),
    ("guest", "/account/signup/"),
    ("guest", "/account/password/reset/"),
    ("owner", "/account/email/"),
    ("owner", "/account/password/change/"),
    ("owner", "/account/2fa/"),
    ("owner", "/account/sessions/"),
    ("owner", "/account/logout/"),
]


def every_page():
    """Each address that answers 200 to a plain GET, with the first viewer who may see it."""
    for _area, route, row in rows():
        if row.get("method", "get") != "get" or not route.startswith("web:"):
            continue
        for viewer in ("owner", "operator", "first", "guest"):
            if row.get(viewer, row.get("default")) == 200:
                yield viewer, row["path"]
                break


@pytest.mark.parametrize(("viewer", "path"), [*every_page(), *ACCOUNT_PAGES])
def test_every_page_is_well_made(open_page, sign_in, client, people, viewer, path):  # noqa: F811
    path = filled(path, places_of(people))
    page = open_page()
    if viewer != "guest":
        sign_in(page, people[viewer])
    if not is_page(client.get(path)):
        pytest.skip("not a page: a file, or a fragment of one")

    for language, looks in LOOKS.items():
        open_in(page, path, language)
        for theme, size in looks:
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            assert_well_made(page)


def open_in(page, path, language):
    page.goto(path)
    if page.locator("html").get_attribute("lang") == language:
        return
    page.goto("/parts/")
    page.locator(f"button[name=language][value={language}]").click()
    page.goto(path)
    assert page.locator("html").get_attribute("lang") == language


def is_page(response):
    kind = response.headers.get("Content-Type", "")
    start = b"" if response.streaming else response.content.lstrip()[:9].lower()
    return response.status_code == 302 or ("text/html" in kind and start == b"<!doctype")

"""Every page of the table in `tests/access`: both languages, both lights, desk and phone."""

import pytest

from tests.access.table import filled, rows
from tests.access.test_table import house  # noqa: F401 – a fixture
from tests.browser.checks import assert_well_made
from tests.browser.conftest import look_at

pytestmark = pytest.mark.django_db

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
def test_every_page_is_well_made(house, kept_page, client, viewer, path):  # noqa: F811
    people, places, _signed_in = house
    path = filled(path, places)
    member = people.get(viewer)
    if member:
        client.force_login(member)
    if not is_page(client.get(path)):
        pytest.skip("not a page: a file, or a fragment of one")

    for language, looks in LOOKS.items():
        page = kept_page(language, member)
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        for theme, size in looks:
            look_at(page, theme, size)
            assert_well_made(page)


def is_page(response):
    kind = response.headers.get("Content-Type", "")
    start = b"" if response.streaming else response.content.lstrip()[:9].lower()
    return response.status_code == 302 or ("text/html" in kind and start == b"<!doctype")

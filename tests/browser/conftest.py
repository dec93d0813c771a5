"""A real Chromium on a real server: what only a browser can tell."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tools.chromium import FLAGS, find_chromium

pytest.register_assert_rewrite("tests.browser.checks")  # so that it says what is not well made
from tests.browser.checks import forget, listen  # noqa: E402

#: Playwright keeps an event loop in this thread; Django would take it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

#: As patient as everything else here is: two suites share the machine.
expect.set_options(timeout=30_000)

SIZES = {"desk": (1280, 900), "phone": (390, 844), "narrow": (320, 700), "tablet": (780, 1000)}


def look_at(page, theme, size):
    """Show a page that is open in another light and width."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def web(django_db_setup):
    """The house on a port of this process, for all tests: they share one database."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def live_server(web):
    """The house for one test, which commits what it does: the tables are emptied after it."""
    return web


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=list(FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def new_visitor(browser, web):
    """Make a visitor who stays until closed: `new_visitor(language="ja", theme="dark")`."""

    def make(*, language="ja", theme="light", size="desk", scripts=True):
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=web.url,
            viewport={"width": width, "height": height},
            locale={"ja": "ja-JP", "en": "en-GB"}[language],
            timezone_id="Asia/Tokyo",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "theme", "value": theme, "url": web.url}])
        return context

    return make


@pytest.fixture
def open_context(new_visitor, live_server):
    """Make a visitor of this test: `open_context(language="ja", theme="dark")`."""
    contexts = []

    def make(**wishes):
        contexts.append(new_visitor(**wishes))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_context):
    """A page of a new visitor, with its wrongs being written down; see `checks`."""

    def make(**wishes):
        page = open_context(**wishes).new_page()
        listen(page)
        return page

    return make


@pytest.fixture(scope="session")
def kept_pages(new_visitor):
    """A page in each language, kept for all tests: a new one takes three times as long."""
    pages = {language: new_visitor(language=language).new_page() for language in ("ja", "en")}
    for page in pages.values():
        listen(page)
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.fixture
def kept_page(kept_pages, sign_in, db):
    """A kept page for looking only, as `member` or a guest: `kept_page("ja", member)`."""

    def make(language, member=None):
        page = kept_pages[language]
        forget(page)
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        if member:
            type(member).objects.filter(pk=member.pk).update(language=language)
            sign_in(page, member)
        return page

    return make


@pytest.fixture
def sign_in(web, client):
    """Let a visitor be `member`, with a new session and no form: `sign_in(page, member)`."""

    def make(page, member):
        client.cookies.clear()
        client.force_login(member)
        cookies = [
            {"name": name, "value": morsel.value, "url": web.url}
            for name, morsel in client.cookies.items()
        ]
        page.context.add_cookies(cookies)

    return make

"""An introduction through two people, from the wish to the first words of all four."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from enishi.rooms.introductions.models import Introduction
from tests.browser.checks import assert_well_made, axe_violations, forget
from tests.browser.conftest import look_at
from tests.rooms.introductions.scenes import Row

pytestmark = pytest.mark.django_db
WORDS = {
    "ja": {
        "ask": "紹介をお願いする",
        "pass": "取り次ぐ",
        "accept": "紹介を受ける",
        "waits": "お願い中",
        "note": "来月の勉強会の前に、現場を知る方にお話を伺いたいのです。",
        "message": "求人広告の料金改定について、三十分ほど伺えないでしょうか。",
        "words": "約束を守る方です。ご無理のない範囲で聞いてみてください。",
        "first": "はじめまして。木曜の夕方でしたら喜んで。",
    },
    "en": {
        "ask": "Ask for an introduction",
        "pass": "Pass it on",
        "accept": "Accept the introduction",
        "waits": "Asked",
        "note": "Before our meeting next month I would like to hear somebody who did it.",
        "message": "May I ask you for half an hour about how the pricing was changed?",
        "words": "She keeps her word. Please listen, if it suits you.",
        "first": "Good to meet you. Thursday evening would suit me.",
    },
}


@pytest.fixture
def row(db):
    return Row(introducers=2)


@pytest.fixture
def page_of(kept_page):
    """The page as somebody's own, in their language: `page_of(member, "ja", "phone")`."""

    def make(member, language, size="desk"):
        page = kept_page(language, member)
        look_at(page, "light", size)
        return page

    return make


def ask(page, words):
    """From somebody's page to the request; what was left out comes back with what was not."""
    page.goto("/people/recipient/")
    page.get_by_role("link", name=words["ask"]).click()
    expect(page.locator(".thread li")).to_have_count(4)
    page.locator("input[name=lines]").first.check()
    page.fill("textarea[name=message]", words["message"])
    with page.expect_navigation():
        page.click("main form[method=post] button.btn-primary")
    assert axe_violations(page) == []
    forget(page)  # the browser complains of the refusal
    assert page.locator("input[name=lines]:checked").count() == 1
    assert page.input_value("textarea[name=message]") == words["message"]
    page.fill("textarea[name=note]", words["note"])
    page.click("main form[method=post] button.btn-primary")
    page.wait_for_url(re.compile(r"/introductions/\d+/"))


def pass_on(page, words):
    """From today's list to the next hand."""
    page.goto("/")
    page.locator("main .may a.name").first.click()
    expect(page.locator("main")).to_contain_text(words["note"])
    page.fill("textarea[name=words]", words["words"])
    page.get_by_role("button", name=words["pass"]).click()
    page.locator(".state.yes").wait_for()


def accept(page, words):
    """From the inbox to the conversation."""
    page.goto("/inbox/")
    page.locator("main .may a.name").first.click()
    page.wait_for_url("**/introductions/*/")
    told = page.inner_text("main")
    assert words["message"] in told
    assert words["note"] not in told
    page.fill("textarea[name=words]", words["first"])
    page.get_by_role("button", name=words["accept"]).click()
    page.wait_for_url("**/inbox/*/")
    assert_well_made(page)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_introduction_through_two_people(page_of, row, language):
    words = WORDS[language]
    page = page_of(row.requester, language)
    ask(page, words)
    address, asked = page.url, page.inner_text("main")
    assert words["waits"] in page.inner_text(".tiecard")

    for introducer, size in zip(row.introducers, ("phone", "desk"), strict=True):
        pass_on(page_of(introducer, language, size), words)
        page_of(row.requester, language).goto(address)
        assert page.inner_text("main") == asked
    accept(page_of(row.recipient, language, "phone"), words)

    page_of(row.requester, language).goto(address)
    page.locator("main a.btn-primary").click()
    page.wait_for_url("**/inbox/*/")
    log = page.inner_text("main [role=log]")
    assert log.count(words["words"]) == 2
    assert words["message"] in log
    assert words["first"] in log
    assert Introduction.objects.get().state == "together"


def test_without_scripts_a_decline_can_be_taken_back(open_page, sign_in, row):
    row.ask(timezone.now())
    page = open_page(language="ja", scripts=False)
    sign_in(page, row.introducers[0])
    page.goto("/introductions/")
    page.locator("main .may a.name").click()
    page.get_by_role("button", name="断る").click()
    page.locator("#toasts form button, [data-toast] form button").first.click()
    expect(page.get_by_role("button", name="取り次ぐ")).to_have_count(1)

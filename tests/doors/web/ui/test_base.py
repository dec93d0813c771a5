import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from enishi.doors.web.ui.types import PersonCard
from enishi.ground.errors import NotFound

ERRORS = ["400", "403", "403_csrf", "404", "429"]
PLAIN_ERRORS = ["500", "503", "offline"]


HOUSE = {"name_ja": "中央商工会議所の縁", "name_en": "Chamber of Chuo"}


def draw(template="errors/404.html", **context):
    context |= {"house": HOUSE}
    return render_to_string(template, context, RequestFactory().get("/here/?q=1"))


def make_viewer():
    card = PersonCard(
        handle="fujita", name="藤田 直樹", honorific="藤田 直樹さん", glyph="藤", tone=1
    )
    return {"viewer": "a member", "viewer_card": card}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_says_its_language_and_theme(language):
    with translation.override(language):
        html = draw(theme="dark")
    assert f'<html lang="{language}" dir="ltr" data-theme="dark"' in html


def test_one_may_skip_to_the_content():
    html = draw()
    assert html.index('class="skip" href="#main"') < html.index('<main id="main"')


def test_a_member_finds_the_places_and_knows_where_they_are():
    html = draw(**make_viewer(), nav_section="inbox")
    assert html.count('aria-current="page"') == 2
    assert html.count('<a href="/inbox/" aria-current="page"') == 2


def test_a_guest_has_no_places():
    html = draw()
    assert 'class="nav"' not in html
    assert 'class="tabs"' not in html


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Chamber of Chuo"), ("ja", "中央商工会議所の縁")]
)
def test_the_house_is_called_by_its_name_in_the_language_of_the_page(language, name):
    with translation.override(language):
        html = draw()
    assert re.search(rf" – {name}\s*</title>", html)


@pytest.mark.parametrize(("language", "other"), [("en", "ja"), ("ja", "en")])
def test_the_other_language_is_one_press_away_and_leads_back_here(language, other):
    with translation.override(language):
        html = draw()
    assert f'name="language" value="{other}" lang="{other}"' in html
    assert 'name="next" value="/here/?q=1"' in html


def test_the_chosen_brightness_is_pressed():
    html = draw(theme="light")
    assert 'value="light" aria-pressed="true"' in html
    assert html.count('aria-pressed="true"') == 1


def test_an_act_can_be_undone_from_its_toast():
    message = Message(constants.SUCCESS, "Declined <kindly>", extra_tags="/undo/7/")
    html = draw(messages=[message])
    assert "Declined &lt;kindly&gt;" in html
    assert '<form method="post" action="/undo/7/">' in html
    undo = html[html.index('action="/undo/7/"') :]
    assert "csrfmiddlewaretoken" in undo[: undo.index("</form>")]


@pytest.mark.parametrize("name", ERRORS + PLAIN_ERRORS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_error_page_has_one_heading_and_one_way_on(name, language):
    with translation.override(language):
        html = draw(f"errors/{name}.html")
    assert html.count("<h1>") == 1
    assert 'class="btn btn-line" href="/"' in html


def test_a_page_for_when_nothing_works_needs_no_request():
    for name in PLAIN_ERRORS:
        assert "<h1>" in render_to_string(f"errors/{name}.html")


def test_a_refusal_is_shown_in_its_own_words():
    html = draw("errors/domain_error.html", error=NotFound())
    assert "We could not find that." in html


def test_no_page_carries_an_inline_script_style_or_handler():
    html = draw(**make_viewer())
    assert "<style" not in html
    assert " style=" not in html
    assert not re.search(r"<[^>]* on[a-z]+=", html)
    assert all(" src=" in tag for tag in html.split("<script")[1:])

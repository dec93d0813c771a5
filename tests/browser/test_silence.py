"""A member says nothing at all; the sender waits fourteen days and is told how slots work."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from enishi.rooms.approaches.types import LIFETIME
from tests.browser.checks import assert_well_made
from tests.makers import make_member
from tests.rooms.approaches.letters import make_approach, make_recipient

WORDS = {
    "ja": {"nothing": "何も伝えずに断る", "waits": "返事待ち", "over": "返事のないまま終了"},
    "en": {
        "nothing": "Decline without a word",
        "waits": "Waits for an answer",
        "over": "Ended without an answer",
    },
}


@pytest.fixture
def sign_in_anew(client, sign_in):
    """Each with a session of their own: a test's client ends the one before."""

    def make(page, member):
        client.cookies.clear()
        sign_in(page, member)

    return make


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_silent_decline_ends_as_time_does(open_page, sign_in_anew, db, language):
    words = WORDS[language]
    sender, recipient = make_member(language=language), make_recipient(language=language)
    approach = make_approach(sender, recipient, at=timezone.now())
    address = f"/approaches/{approach.pk}/"
    theirs, mine = open_page(language=language), open_page(language=language)

    sign_in_anew(theirs, recipient)
    theirs.goto(address)
    assert_well_made(theirs)
    theirs.get_by_role("button", name=words["nothing"]).click()
    theirs.wait_for_url("**/inbox/")

    sign_in_anew(mine, sender)
    mine.goto(address)
    assert words["waits"] in mine.inner_text("main")
    assert words["over"] not in mine.inner_text("main")

    later = open_page(language=language)  # nobody stays signed in for so long
    with time_machine.travel(timezone.now() + LIFETIME + timedelta(minutes=1)):
        sign_in_anew(later, sender)
        later.goto(address)
        assert words["over"] in later.inner_text("main")
        assert_well_made(later)
        later.locator("main a[href='/approaches/slots/']").click()
        later.wait_for_url("**/approaches/slots/")
        assert "30" in later.inner_text("main")
        assert_well_made(later)


def test_keys_answer_pass_on_and_decline(open_page, sign_in, db):
    recipient, page = make_recipient(), open_page()
    letters = [make_approach(make_member(), recipient, at=timezone.now()) for _ in range(2)]
    sign_in(page, recipient)
    page.goto("/inbox/")

    page.keyboard.press("d")  # nothing is chosen yet
    assert page.url.endswith("/inbox/")
    page.keyboard.press("j")
    page.keyboard.press("p")
    page.wait_for_url(f"**/approaches/{letters[1].pk}/pass-on/")
    page.goto("/inbox/")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.wait_for_selector("[data-toast] form")  # declined, and can be undone

    page.goto(f"/approaches/{letters[0].pk}/")
    page.keyboard.press("a")
    page.keyboard.type("d")  # a letter like any other, in a text
    assert page.input_value("textarea[name=message]") == "d"

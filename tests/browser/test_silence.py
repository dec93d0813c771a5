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


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_silent_decline_ends_as_time_does(kept_page, language):
    words = WORDS[language]
    sender, recipient = make_member(language=language), make_recipient(language=language)
    approach = make_approach(sender, recipient, at=timezone.now())
    address = f"/approaches/{approach.pk}/"

    page = kept_page(language, recipient)
    page.goto(address)
    assert_well_made(page)
    page.get_by_role("button", name=words["nothing"]).click()
    page.wait_for_url("**/inbox/")

    kept_page(language, sender).goto(address)
    assert words["waits"] in page.inner_text("main")
    assert words["over"] not in page.inner_text("main")

    with time_machine.travel(timezone.now() + LIFETIME + timedelta(minutes=1)):
        kept_page(language, sender).goto(address)  # nobody stays signed in for so long
        assert words["over"] in page.inner_text("main")
        assert_well_made(page)
        page.locator("main a[href='/approaches/slots/']").click()
        page.wait_for_url("**/approaches/slots/")
        assert "30" in page.inner_text("main")
        assert_well_made(page)


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

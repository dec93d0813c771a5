"""The small scripts: each helps, and nothing is lost without them."""

import pytest


@pytest.fixture
def page(open_page):
    page = open_page(language="en")
    page.goto("/parts/")
    return page


def test_brightness_changes_at_once_and_stays(page):
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_keys_are_told_when_asked(page):
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Keys").is_hidden()


def test_keys_are_only_letters_while_somebody_writes(page):
    field = page.get_by_label("Reading of your name")
    field.press("End")
    field.press("?")
    assert field.input_value().endswith("?")
    assert page.get_by_role("dialog").count() == 0


def test_j_and_k_walk_through_a_list(page):
    focused = "document.activeElement.textContent"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == "Makoto Onodera"
    page.keyboard.press("k")
    assert page.evaluate(focused) == "Tamaki Takanashi"


def test_a_refused_form_begins_at_its_summary(page):
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")


def test_a_counter_counts_what_people_see(page):
    page.get_by_role("textbox", name="Message").fill("縁🙂\n")
    assert page.locator("#sample_message_count").inner_text() == "3 / 600"


def test_the_enter_that_ends_a_conversion_does_not_send(page):
    page.evaluate(
        """() => {
          window.sent = 0;
          const form = document.querySelector("main form");
          form.addEventListener("submit", (event) => { event.preventDefault(); sent += 1; });
        }"""
    )
    enter = "(field, facts) => field.dispatchEvent(new KeyboardEvent('keydown', facts))"
    field = page.get_by_label("Reading of your name")
    facts = {"key": "Enter", "bubbles": True, "cancelable": True}
    assert field.evaluate(enter, facts | {"isComposing": True}) is False
    assert field.evaluate(enter, facts) is True
    field.press("Enter")
    assert page.evaluate("sent") == 1


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page):
    page.goto("/nowhere/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

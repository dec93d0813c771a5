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


def test_a_request_that_fails_is_told_in_words(page):
    page.evaluate("htmx.ajax('GET', '/nowhere/', '#asked')")
    toast = page.locator("#toasts [data-toast]")
    toast.wait_for()
    assert "Nothing was changed" in toast.inner_text()
    assert page.locator("#asked .evlist").count() == 1
    page.get_by_role("button", name="Close this message").click()
    assert toast.count() == 0


def test_a_house_out_of_reach_is_told_in_words(page):
    page.context.set_offline(True)
    page.evaluate("htmx.ajax('GET', '/parts/', '#asked').catch(() => {})")
    toast = page.locator("#toasts [data-toast]")
    toast.wait_for()
    assert "could not be reached" in toast.inner_text()


def test_without_a_connection_a_page_of_our_own_is_shown(page):
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto("/about/")
    assert page.get_by_role("heading", level=1).inner_text() == "You are not connected"


def test_polling_rests_on_a_hidden_tab(page):
    asked = []
    page.on("request", lambda request: "polled" in request.url and asked.append(request.url))
    page.evaluate(
        """() => {
          window.isHidden = true;
          Object.defineProperty(document, "hidden", { get: () => isHidden });
          const place = document.createElement("div");
          for (const [name, value] of Object.entries({
            "hx-get": "/about/?polled", "hx-trigger": "every 100ms, seen", "hx-swap": "none",
            "data-poll": "",
          })) place.setAttribute(name, value);
          document.querySelector("main").append(place);
          htmx.process(place);
        }"""
    )
    page.wait_for_timeout(400)
    assert asked == []
    with page.expect_request("**/about/?polled"):
        page.evaluate("isHidden = false; document.dispatchEvent(new Event('visibilitychange'))")


def test_brightness_and_language_need_no_script(open_page):
    page = open_page(language="en", scripts=False)
    page.goto("/parts/")
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="日本語").click()
    assert page.locator("html").get_attribute("lang") == "ja"
    assert page.url.endswith("/parts/")

"""Take pictures of every page of a running demo house: `make screenshots`.

Both languages, both lights, desk and phone, each page as the member of the cast whom it
concerns, into `build/screenshots/`. Start the house first: `make demo`.
"""

import argparse
import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chromium import FLAGS, find_chromium
from playwright.sync_api import Error, Page, sync_playwright

LANGUAGES = ("ja", "en")
THEMES = ("light", "dark")
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
GUEST = ""
SEARCH = {
    "ja": "/search/?q=アルバイト求人業界 営業 戦略",
    "en": "/search/?q=part-time job advertising sales strategy",
}


@dataclass(frozen=True)
class Shot:
    """One page, as `who` sees it; `follow` is a link on it that leads to the page meant."""

    name: str
    who: str
    path: str | dict[str, str]
    follow: str = ""


SHOTS = [
    Shot("welcome", GUEST, "/"),
    Shot("sign-in", GUEST, "/account/login/"),
    Shot("sign-up", GUEST, "/account/signup/"),
    Shot("parts", GUEST, "/parts/"),
    Shot("offline", GUEST, "/offline/"),
    Shot("not-found", GUEST, "/nowhere/"),
    Shot("today", "fujita", "/"),
    Shot("inbox", "fujita", "/inbox/"),
    Shot("approach", "fujita", "/inbox/", "main a[href^='/approaches/']"),
    Shot("my-record", "fujita", "/me/"),
    Shot("bring-in", "fujita", "/me/import/"),
    Shot("take-out", "fujita", "/me/export/"),
    Shot("network", "fujita", "/network/"),
    Shot("settings", "fujita", "/settings/"),
    Shot("sessions", "fujita", "/account/sessions/"),
    Shot("today-analyst", "takanashi", "/"),
    Shot("search", "takanashi", SEARCH),
    Shot("search-empty", "takanashi", "/search/?q=離島 路線バス ダイヤ改正 労使協議"),
    Shot("person", "takanashi", "/people/fujita/"),
    Shot("compose", "takanashi", "/approaches/new/?to=fujita"),
]


def main() -> int:
    """Take all pictures, or those named; say which pages could not be taken."""
    wishes = _wishes()
    into = Path(wishes.into)
    into.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if not wishes.only or shot.name in wishes.only]
    missed = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=list(FLAGS)
        )
        for who, theirs in itertools.groupby(shots, key=lambda shot: shot.who):
            context = browser.new_context(base_url=wishes.address, reduced_motion="reduce")
            page = context.new_page()
            _knock(page, wishes.address)
            if who:
                _sign_in(page, f"{who}@enishi.example", wishes.password)
            for shot in theirs:
                missed += [f"{shot.name}: {wrong}" for wrong in _take(page, shot, into)]
            context.close()
    sys.stdout.write(f"{len(list(into.glob('*.png')))} pictures in {into}/\n")
    sys.stderr.writelines(f"{line}\n" for line in missed)
    return 1 if missed else 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="the demo house")
    parser.add_argument("--password", default="enishi-demo", help="of the cast")
    parser.add_argument("--into", default="build/screenshots", help="folder for the pictures")
    parser.add_argument("only", nargs="*", help="names of pages; all when none is given")
    return parser.parse_args()


def _knock(page: Page, address: str) -> None:
    try:
        page.goto("/about/")
    except Error as error:
        raise SystemExit(
            f"Nobody answers at {address}: start the house, `make demo`."
        ) from error


def _sign_in(page: Page, address: str, password: str) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(password)
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    if "/account/login/" in page.url:
        raise SystemExit(f"{address} could not sign in: is this the demo house?")


def _take(page: Page, shot: Shot, into: Path) -> Iterator[str]:
    """Take one page in every look; yields what went wrong."""
    for language in LANGUAGES:
        try:
            _open(page, shot, language)
        except Error as error:
            yield f"{language}: {error.message.splitlines()[0]}"
            continue
        for theme, (size, (width, height)) in itertools.product(THEMES, SIZES.items()):
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            page.set_viewport_size({"width": width, "height": height})
            # As tall as the page, so that what sticks to the lower edge stands at its end.
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(height, tall)})
            page.screenshot(path=into / f"{shot.name}-{language}-{theme}-{size}.png")


def _open(page: Page, shot: Shot, language: str) -> None:
    """Show the page of `shot` in `language`, by the switch a visitor would use."""
    page.goto(shot.path if isinstance(shot.path, str) else shot.path[language])
    switch = page.locator(f"button[name=language][value={language}]")
    if switch.count():
        switch.click()
        page.wait_for_load_state()
    if shot.follow:
        page.locator(shot.follow).first.click(timeout=5000)
        page.wait_for_load_state()
    page.evaluate("document.activeElement?.blur()")


if __name__ == "__main__":
    sys.exit(main())

"""Take pictures of every page of a running demo house: `make screenshots`.

Both languages, both lights, desk and phone, each page as the member of the cast whom it
concerns, into `build/screenshots/`. Start the house first: `make demo`.
"""

import argparse
import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from chromium import FLAGS, find_chromium
from playwright.sync_api import Error, Page, sync_playwright

LANGUAGES = ("ja", "en")
THEMES = ("light", "dark")
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
GUEST = ""
# Two frames after a change of size everything is drawn, also what was far below.
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
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


@dataclass(frozen=True)
class Look:
    """A language, a light and a size."""

    language: str
    theme: str
    size: str

    @property
    def name(self) -> str:
        """As it stands in the name of a picture."""
        return f"{self.language}-{self.theme}-{self.size}"


SHOTS = [
    Shot("landing", GUEST, "/"),
    Shot("about", GUEST, "/about/"),
    Shot("sign-in", GUEST, "/account/login/"),
    Shot("sign-up", GUEST, "/account/signup/"),
    Shot("forgotten", GUEST, "/account/password/reset/"),
    Shot("parts", GUEST, "/parts/"),
    Shot("offline", GUEST, "/offline/"),
    Shot("not-found", GUEST, "/nowhere/"),
    Shot("today", "fujita", "/"),
    Shot("inbox", "fujita", "/inbox/"),
    Shot("approach", "fujita", "/inbox/", "main a.btn[href^='/approaches/']"),
    Shot("slots", "fujita", "/approaches/slots/"),
    Shot("conversation", "fujita", "/inbox/", "main a.name[href^='/inbox/']"),
    Shot("my-record", "fujita", "/me/"),
    Shot("seen-by-strangers", "fujita", "/me/?as=stranger"),
    Shot("entry", "fujita", "/me/entries/new/position/"),
    Shot("page-settings", "fujita", "/me/page/"),
    Shot("print", "fujita", "/me/print/"),
    Shot("bring-in", "fujita", "/me/import/"),
    Shot("take-out", "fujita", "/me/export/"),
    Shot("network", "fujita", "/network/"),
    Shot("suggestions", "fujita", "/network/suggestions/"),
    Shot("offers", "fujita", "/offers/"),
    Shot("why-now", "fujita", "/offers/why-now/"),
    Shot("found", "fujita", "/offers/found/"),
    Shot("introductions", "fujita", "/introductions/"),
    Shot("drafts", "fujita", "/approaches/drafts/"),
    Shot("message-search", "fujita", "/inbox/search/?q=求人"),
    Shot("notices", "fujita", "/notices/"),
    Shot("settings", "fujita", "/settings/"),
    Shot("mail-terms", "fujita", "/settings/mail/"),
    Shot("welcome", "fujita", "/settings/welcome/"),
    Shot("blocked", "fujita", "/settings/blocked/"),
    Shot("programs", "fujita", "/settings/programs/"),
    Shot("leave", "fujita", "/settings/leave/"),
    Shot("sessions", "fujita", "/account/sessions/"),
    Shot("second-factor", "fujita", "/account/2fa/"),
    Shot("today-analyst", "takanashi", "/"),
    Shot("search-start", "takanashi", "/search/"),
    Shot("search", "takanashi", SEARCH),
    Shot("search-empty", "takanashi", "/search/?q=深海 沈没船 潜水調査"),
    Shot(
        "search-narrowed", "takanashi", "/search/?q=求人広告 営業&degree=2&open_to=consultation"
    ),
    Shot("inbox-analyst", "takanashi", "/inbox/"),
    Shot("person", "takanashi", SEARCH, ".hit a.name[href*='/people/fujita/']"),
    Shot("compose", "takanashi", SEARCH, ".hit:nth-child(2) .evlist a.act"),
    Shot("house", "operator", "/house/"),
    Shot("house-people", "operator", "/house/people/"),
    Shot("house-invitations", "operator", "/house/invitations/"),
    Shot("house-words", "operator", "/house/words/"),
    Shot("house-reports", "operator", "/house/reports/"),
]


def main() -> int:
    """Take all pictures, or those named; say which pages could not be taken."""
    wishes = _wishes()
    into = Path(wishes.into)
    into.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if not wishes.only or shot.name in wishes.only]
    looks = [
        look
        for look in itertools.starmap(Look, itertools.product(LANGUAGES, THEMES, SIZES))
        if fnmatch(look.name, wishes.looks)
    ]
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
                _sign_in(page, f"{who}@demo.enishi.example", wishes.password)
            for shot in theirs:
                missed += [f"{shot.name}: {wrong}" for wrong in _take(page, shot, looks, into)]
            context.close()
    sys.stdout.write(f"{len(list(into.glob('*.png')))} pictures in {into}/\n")
    sys.stderr.writelines(f"{line}\n" for line in missed)
    return 1 if missed else 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="the demo house")
    parser.add_argument("--password", default="enishi-demo", help="of the cast")
    parser.add_argument("--into", default="build/screenshots", help="folder for the pictures")
    parser.add_argument("--looks", default="*", help="as in ja-light-desk; * stands for any")
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


def _take(page: Page, shot: Shot, looks: list[Look], into: Path) -> Iterator[str]:
    """Take one page in every look; yields what went wrong."""
    for language, alike in itertools.groupby(looks, key=lambda look: look.language):
        try:
            _open(page, shot, language)
        except Error as error:
            yield f"{language}: {error.message.splitlines()[0]}"
            continue
        for look in alike:
            width, height = SIZES[look.size]
            page.evaluate("theme => document.documentElement.dataset.theme = theme", look.theme)
            page.set_viewport_size({"width": width, "height": height})
            # As tall as the page, so that what sticks to the lower edge stands at its end.
            tall = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": max(height, tall)})
            page.evaluate(PAINTED)
            page.screenshot(path=into / f"{shot.name}-{look.name}.png")


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
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement?.blur()")


if __name__ == "__main__":
    sys.exit(main())

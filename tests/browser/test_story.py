"""The story, whole: a career comes in, a stranger finds it, asks, and is answered.

On a real house of 10,000 people – web processes, worker, index, mail – once in Japanese and
once in English, by the forms a visitor would use.
"""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from email import policy

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_well_made, listen
from tests.fixtures.archives import fujita_archive

PASSWORD = "enishi-demo"
MEMBERS = 10_000
WORDS = {
    "ja": {
        "query": "アルバイト求人業界 営業 戦略",
        "ask_line": "この行について聞く",
        "subject": "アルバイト求人広告の売り方について",
        "message": "求人広告の料金と営業の仕組みを調べています。60分ほど、有料で伺えますか。",
        "answer": "お声がけありがとうございます。木曜の夕方でしたら喜んでお話しします。",
        "reply": "ありがとうございます。木曜の18時に伺います。",
        "names": {"family_kanji": "藤田", "given_kanji": "直樹"},
    },
    "en": {
        "query": "part-time job advertising sales strategy",
        "ask_line": "Ask about this line",
        "subject": "How part-time job advertising is sold",
        "message": "I study how job advertising is priced and sold. May I ask you, for a fee?",
        "answer": "Thank you for asking. Thursday evening would suit me well.",
        "reply": "Thank you. Thursday at six, then.",
        "names": {"family_romaji": "Fujita", "given_romaji": "Naoki"},
    },
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """A demo house in processes of its own."""

    def __init__(self, data):
        self.data, self.port = data, free_port()
        self.address = f"http://localhost:{self.port}"
        environment = {key: value for key, value in os.environ.items() if "ENISHI" not in key}
        environment |= {
            "ENISHI_DATA": str(data),
            "ENISHI_MAIL_URL": "file:",
            "ENISHI_ORIGIN": self.address,
            "DJANGO_SETTINGS_MODULE": "enishi.config.settings",
        }
        self.log = (data.parent / "log").open("wb")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "enishi", "demo"),
                *("--members", str(MEMBERS), "--port", str(self.port)),
            ],
            env=environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def wait_until_open(self, seconds=300):
        deadline = time.monotonic() + seconds
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=5):
                    return
            except OSError:
                assert self.process.poll() is None, (self.data.parent / "log").read_text()
                assert time.monotonic() < deadline, "the house did not open"
                time.sleep(0.5)

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        finally:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            self.log.close()

    def mails_to(self, address):
        """The texts of all mail to `address`, oldest first."""
        found = []
        files = (self.data / "mail").glob("*.eml")
        for path in sorted(files, key=lambda one: one.stat().st_mtime):
            message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            if address in str(message["To"]):
                body = message.get_body(("plain",))
                found.append(f"{message['Subject']}\n{body.get_content() if body else ''}")
        return found

    def mail_to(self, address, pattern, seconds=60):
        """What `pattern` finds first in the mail to `address`; waits for it to be sent."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for text in self.mails_to(address):
                if match := re.search(pattern, text):
                    return match
            time.sleep(0.5)
        raise AssertionError(f"no mail to {address} with {pattern}")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("story") / "data")
    try:
        house.wait_until_open()
        yield house
    finally:
        house.close()


@pytest.fixture
def visitor(browser, house):
    """`visitor("ja")`: a new browser window on the house."""
    contexts = []

    def make(language):
        context = browser.new_context(
            base_url=house.address,
            viewport={"width": 1280, "height": 900},
            locale={"ja": "ja-JP", "en": "en-GB"}[language],
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        listen(page)
        return page

    yield make
    for context in contexts:
        context.close()


def sign_up(house, page, address, language):
    """Join by the form and the code from the mail; the newcomer's handle."""
    page.goto("/account/signup/")
    page.fill("input[name=email]", address)
    page.fill("input[name=password1]", "a long enough sentence")
    for name, value in WORDS[language]["names"].items():
        page.fill(f"input[name={name}]", value)
    page.check(f"input[name=language][value={language}]")
    page.click("main form[method=post] button.btn-primary")
    page.fill("input[name=code]", house.mail_to(address, r"\b([0-9A-Z]{4}-[0-9A-Z]{4})\b")[1])
    page.click("main form button.btn-primary")
    page.wait_for_url("**/")


def sign_in(page, name, language):
    page.goto("/account/login/")
    page.fill("input[name=login]", f"{name}@demo.enishi.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form[method=post] button.btn-primary")
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.evaluate("document.documentElement.lang") == language or switch(page, language)


def switch(page, language):
    """Choose the language by the switch at the head of every page."""
    page.click(f"form[action='/language/'] button[value={language}]")
    page.wait_for_function(f"document.documentElement.lang === '{language}'")


def bring_in(page):
    """Preview, then apply the archive; waits for the worker."""
    page.goto("/me/import/")
    page.set_input_files(
        "input[type=file]",
        {"name": "archive.zip", "mimeType": "application/zip", "buffer": fujita_archive()},
    )
    page.click("main form[enctype] button.btn-primary")
    expect(page.locator("input[name=line]:checked").nth(10)).to_be_attached()
    assert_well_made(page)
    page.click("main form button.btn-primary")
    page.wait_for_selector("main a.btn-primary[href='/me/']", timeout=120_000)
    page.click("main a.btn-primary[href='/me/']")


def search_until_found(page, query, handle, seconds=600):
    """Search as often as a patient person would, until the newcomer stands on page one."""
    deadline = time.monotonic() + seconds
    person = page.locator(f".hit:has(a[href^='/people/{handle}/'])")
    while not person.count():
        assert time.monotonic() < deadline, "the newcomer was not found on the first page"
        page.goto("/search/")
        page.fill("input[name=q]", query)
        with page.expect_response(lambda answer: "/search/?" in answer.url):
            page.press("input[name=q]", "Enter")
        page.wait_for_load_state("networkidle")
        time.sleep(1)
    return person


def ask(page, hit, words):
    """Ask about the first line of a hit, for a fee; the line that is the reason."""
    hit.get_by_role("link", name=words["ask_line"]).first.click()
    expect(page.locator("input[name=lines]:checked")).to_have_count(1)
    reason = page.locator("label:has(input[name=lines]:checked) span").inner_text()
    page.check("input[name=purpose][value=consultation]")
    page.fill("input[name=subject]", words["subject"])
    page.fill("textarea[name=message]", words["message"])
    page.select_option("select[name=minutes]", "60")
    page.fill("input[name=fee_yen]", "30000")
    assert_well_made(page)
    page.click("main form[method=post] button.btn-primary")
    page.wait_for_url("**/approaches/*/")
    return reason


def reload_until_told(page, text, seconds=60):
    """Read a conversation anew until a message, which can be taken back at first, is in it."""
    deadline = time.monotonic() + seconds
    while text not in page.inner_text("main"):
        assert time.monotonic() < deadline, "the message did not arrive"
        time.sleep(1)
        page.reload()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_stranger_finds_asks_and_is_answered(house, visitor, language):
    words = WORDS[language]
    address = f"naoki-{language}@people.example"

    recruiter = visitor(language)
    sign_up(house, recruiter, address, language)
    bring_in(recruiter)
    assert "求人" in recruiter.inner_text("main")
    recruiter.goto("/settings/")
    handle = recruiter.input_value("input[name=handle]")

    analyst = visitor(language)
    sign_in(analyst, "takanashi", language)
    hit = search_until_found(analyst, words["query"], handle)
    evidence = hit.locator("mark.ev").all_inner_texts()
    assert any("求人" in text or "アルバイト" in text or "ob" in text for text in evidence)
    assert_well_made(analyst)

    reason = ask(analyst, hit, words)

    recruiter.goto("/")
    assert words["subject"] in recruiter.inner_text("main")
    assert reason in recruiter.inner_text("main")
    assert_well_made(recruiter)
    link = house.mail_to(address, r"http://localhost:\d+(/approaches/\d+/)")[1]
    assert words["message"] not in "".join(house.mails_to(address))
    recruiter.goto(link)
    page = recruiter.inner_text("main")
    assert reason in page
    assert words["message"] in page
    assert "30,000" in page
    assert recruiter.locator(".thread, .thread-none").count()
    assert_well_made(recruiter)

    recruiter.fill("textarea[name=message]", words["answer"])
    recruiter.click("button[form=answer]")
    recruiter.wait_for_url("**/inbox/*/")
    assert words["message"] in recruiter.inner_text("main")
    assert words["answer"] in recruiter.inner_text("main")

    analyst.goto("/inbox/")
    talk = analyst.locator("main .may").filter(has_text=words["answer"][:20]).first
    talk.locator("a.name").click()
    analyst.wait_for_url("**/inbox/*/")
    assert words["answer"] in analyst.inner_text("main")
    analyst.fill("main textarea", words["reply"])
    analyst.click("main form:has(textarea) button.btn-primary")
    analyst.get_by_text(words["reply"]).first.wait_for()
    assert_well_made(analyst)
    reload_until_told(recruiter, words["reply"])


def test_bringing_the_same_archive_in_again_changes_nothing(house, visitor):
    page = visitor("en")
    page.goto("/account/login/")
    page.fill("input[name=login]", "naoki-en@people.example")
    page.fill("input[name=password]", "a long enough sentence")
    page.click("main form[method=post] button.btn-primary")
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto("/me/import/")
    page.set_input_files(
        "input[type=file]",
        {"name": "again.zip", "mimeType": "application/zip", "buffer": fujita_archive()},
    )
    page.click("main form[enctype] button.btn-primary")
    expect(page.locator("main")).to_contain_text("your record says all this already")
    assert page.locator("input[name=line]").count() == 0

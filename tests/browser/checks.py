"""What must be true of every page: ask these of any Playwright page made by `open_page`."""

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

#: WCAG 2.2 A and AA, and what axe-core calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Only what is wrong is worked out in detail and sent over; nothing is fetched for it.
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,
}
_notes = {}


class Notes:
    """What one page has asked for, and what it complained of."""

    def __init__(self):
        self.requests = []
        self.complaints = []


def listen(page):
    """Write down the page's requests and complaints from now on; bring what checks it."""
    notes = _notes[page] = Notes()
    page.add_init_script(AXE_SCRIPT)  # told once, and there in every document
    page.on("request", lambda request: notes.requests.append(request.url))
    page.on("pageerror", lambda error: notes.complaints.append(f"script: {error}"))
    page.on("console", lambda message: _note_console(notes, message))
    page.on("close", lambda: _notes.pop(page, None))


def forget(page):
    """Begin anew with a page that is listened to already."""
    notes = _notes[page]
    notes.requests.clear()
    notes.complaints.clear()


def _note_console(notes, message):
    if message.type in {"error", "warning"}:
        notes.complaints.append(f"{message.type}: {message.text}")


def axe_violations(page):
    """Accessibility violations, one readable line each; empty when all is well."""
    violations = page.evaluate("async options => (await axe.run(options)).violations", OPTIONS)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def csp_violations(page):
    """What the browser refused to load or run because of our content security policy."""
    return [line for line in _notes[page].complaints if "Content Security Policy" in line]


def complaints(page):
    """Every error and warning of scripts and console, policy included."""
    return list(_notes[page].complaints)


def third_party_requests(page):
    """Addresses the page asked for that are not the house's own."""
    house = urlsplit(page.url).netloc
    return [
        url
        for url in _notes[page].requests
        if urlsplit(url).scheme in {"http", "https", "ws", "wss"}
        and urlsplit(url).netloc != house
    ]


def sideways_scroll(page):
    """How many pixels the page is wider than the window: 0, or something sticks out."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def assert_well_made(page):
    """All of the above at once."""
    assert axe_violations(page) == []
    assert complaints(page) == []
    assert third_party_requests(page) == []
    assert sideways_scroll(page) == 0

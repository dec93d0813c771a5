"""Find a Chromium, or fetch one: for the browser tests and for screenshots."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
#: Nothing is asked of anybody in the background, and it runs as root in a container.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)


class NoChromium(SystemExit):
    """There is no browser and none could be fetched."""

    def __init__(self) -> None:
        super().__init__(
            "No Chromium: install one (Debian: `apt install chromium`), or let Playwright fetch"
            f" its own: `{Path(sys.executable).name} -m playwright install chromium`."
        )


def find_chromium(playwright: Playwright) -> str:
    """Path of the system's Chromium, else Playwright's, else one fetched now.

    Raises
    ------
    NoChromium
        None of the ways led anywhere; the message says what to do.
    """
    found = _from_system() or _from_playwright(playwright)
    if found:
        return found
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    found = _from_playwright(playwright)
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run("apt-get", "update", "-q")
        _run("apt-get", "install", "-qy", "--no-install-recommends", "chromium")
    found = _from_system()
    if not found:
        raise NoChromium
    return found


def _from_system() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _from_playwright(playwright: Playwright) -> str | None:
    path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _run(*command: str) -> None:
    subprocess.run(command, check=False, capture_output=True)

"""What is served: sums of what others made, the size and the rules of our stylesheet."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
WEB = ROOT / "enishi" / "doors" / "web"
STATIC = WEB / "static"
VENDORED = tomllib.loads((STATIC / "vendor.toml").read_text())["vendored"]


def digest(path: Path) -> str:
    if path.is_file():
        return sha256(path.read_bytes()).hexdigest()
    listing = "".join(f"{digest(file)}  {file.name}\n" for file in sorted(path.glob("*.woff2")))
    return sha256(listing.encode()).hexdigest()


@pytest.mark.parametrize("vendored", VENDORED, ids=lambda vendored: vendored["name"])
def test_what_others_made_is_as_it_came(vendored):
    assert digest(STATIC / vendored["path"]) == vendored["sha256"]


def test_the_stylesheet_is_small():
    assert len((STATIC / "css" / "enishi.css").read_bytes()) < 40 * 1024


def test_the_colour_of_the_thread_is_for_the_thread_only():
    users = [
        path.name for path in (WEB / "css").rglob("*.css") if "var(--thread" in path.read_text()
    ]
    assert users == ["thread.css"]


def test_every_font_that_is_named_is_served():
    named = re.findall(
        r'url\("\.\./(fonts/[^"]+)"\)', (STATIC / "css" / "fonts.css").read_text()
    )
    served = {str(path.relative_to(STATIC)) for path in (STATIC / "fonts").rglob("*.woff2")}
    assert set(named) == served


def test_scripts_and_styles_ask_nobody_else():
    for path in [*STATIC.glob("js/*.js"), *STATIC.glob("css/*.css")]:
        outside = re.sub(r"http://www\.w3\.org/2000/svg", "", path.read_text())
        assert "://" not in re.sub(r"/\*.*?\*/", "", outside, flags=re.DOTALL), path.name


def test_every_script_of_ours_is_loaded():
    pages = "".join(path.read_text() for path in (WEB / "templates").rglob("*.html"))
    loaded = re.findall(r"{% static 'js/([\w/-]+\.js)' %}", pages.replace('"', "'"))
    assert set(loaded) == {
        str(path.relative_to(STATIC / "js")) for path in (STATIC / "js").rglob("*.js")
    }

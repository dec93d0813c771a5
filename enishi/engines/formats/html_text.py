"""HTML of strangers to plain lines: what a reader would see, and nothing a browser would do."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urljoin

import nh3

from enishi.engines.formats.tidy import writable

#: Elements that begin a line of their own.
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "caption", "center", "dd"),
        *(
            "details",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
        ),
        *(
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
        ),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
#: Elements whose content is not for readers.
_UNREAD: Final = frozenset(
    {
        *("audio", "button", "canvas", "iframe", "math", "noscript", "object", "option"),
        *("script", "select", "style", "svg", "template", "textarea", "title", "video"),
    }
)
_BREAK: Final = re.compile(r"</?[a-z][a-z0-9]*>")
_TAG: Final = re.compile(r"<[a-z/!?][^<>]*>", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
#: Somebody who wrote markup as text meant it to be read, so it is taken out as well; nobody
#: nests it deeper than this.
_ROUNDS: Final = 4
_SENTENCE: Final = re.compile(r"(?<=[。！？])(?![」』）。！？])|(?<=[.!?])\s+")
LONGEST_LINE: Final = 240
#: The parser takes time with the square of the depth, and every tag may go one deeper: of what
#: has more tags only the beginning is read. So a text costs 6 ms at most, a page 50 ms.
TAGS_OF_TEXT, TAGS_OF_PAGE = 1_000, 3_000

_ELEMENT: Final = re.compile(r'<(link|a)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE: Final = re.compile(r' ([a-z]+)="([^"]*)"')
_LINKS: Final[dict[str, set[str]]] = {"link": {"rel", "type", "href"}, "a": {"rel", "href"}}
_FEEDS: Final = ("application/atom+xml", "application/rss+xml", "application/feed+json")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES: Final = 2_048


def plain_text(markup: str) -> str:
    """The words of `markup`, with a line for every block; no tag of any kind is left in it.

    >>> plain_text("<p>営業<b>戦略</b></p><script>alert(1)</script><p>a &lt; b").splitlines()
    ['営業戦略', 'a < b']
    """
    text = markup
    for _round in range(_ROUNDS):
        kept = nh3.clean(
            writable(_beginning(text, TAGS_OF_TEXT)),
            tags=set(_BLOCKS),
            clean_content_tags=set(_UNREAD),
            attributes={},
            link_rel=None,
        )
        text = html.unescape(_BREAK.sub("\n", kept))
        if not _TAG.search(text):
            break
    text = writable(_MARKUP.sub("", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def sentences(text: str, *, most: int, characters: int) -> tuple[str, ...]:
    """The first sentences of `text`, one a line, up to so many and so long together."""
    found: list[str] = []
    for line in text.splitlines():
        for sentence in _SENTENCE.split(line):
            found.extend(_short(sentence.strip()))
            if len(found) >= most or sum(map(len, found)) > characters:
                return _within(found[:most], characters)
    return _within(found, characters)


def decode_page(content: bytes, content_type: str = "") -> str:
    """The text of a page, by what its server or its head says it is written in."""
    said = _CHARSET.search(content_type.encode()) or _CHARSET.search(content[:_HEAD_BYTES])
    for charset in (said[1].decode("ascii", "replace") if said else "utf-8", "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def feeds_of_page(markup: str, base: str) -> tuple[str, ...]:
    """Addresses of the feeds a page says it has, in its order.

    >>> page = '<link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2">'
    >>> feeds_of_page(page, "https://blog.example/about")
    ('https://blog.example/feed?a=1&b=2',)
    """
    return tuple(
        address
        for tag, rels, kind, address in _links(markup, base)
        if tag == "link" and "alternate" in rels and kind in _FEEDS
    )


def names_as_me(markup: str, base: str) -> frozenset[str]:
    """Addresses a page calls other pages of the same person (`rel="me"`)."""
    return frozenset(
        address for _tag, rels, _kind, address in _links(markup, base) if "me" in rels
    )


def _beginning(markup: str, tags: int) -> str:
    return "<".join(markup.split("<", tags + 1)[: tags + 1])


def _links(markup: str, base: str) -> list[tuple[str, list[str], str, str]]:
    head = writable(_beginning(markup, TAGS_OF_PAGE))
    kept = nh3.clean(head, tags=set(_LINKS), attributes=_LINKS, link_rel=None)
    found = []
    for tag, attributes in _ELEMENT.findall(kept):
        said = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        kind = said.get("type", "").partition(";")[0].strip().lower()
        try:
            address = urljoin(base, said.get("href", "").strip())
        except ValueError:
            continue
        found.append((tag, said.get("rel", "").lower().split(), kind, address))
    return found


def _short(sentence: str) -> list[str]:
    """A sentence, in pieces where it is too long for a line; broken at a space if it can."""
    pieces = []
    while len(sentence) > LONGEST_LINE:
        space = sentence.rfind(" ", LONGEST_LINE // 2, LONGEST_LINE)
        end = space if space > 0 else LONGEST_LINE
        pieces.append(sentence[:end].strip())
        sentence = sentence[end:].strip()
    return [piece for piece in [*pieces, sentence] if piece]


def _within(lines: list[str], characters: int) -> tuple[str, ...]:
    kept: list[str] = []
    for line in lines:
        characters -= len(line)
        if characters < 0 and kept:
            break
        kept.append(line)
    return tuple(kept)

"""Feeds of blogs: RSS, Atom, RDF and JSON Feed to posts in plain words.

Nothing here raises on bad content. What comes out holds no markup, whatever went in.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urljoin, urlsplit

import feedparser

from enishi.engines.formats.html_text import plain_text, sentences
from enishi.engines.formats.tidy import MAX_TITLE, MAX_URL, writable
from enishi.engines.text.language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from enishi.engines.text.language import Language

MOST_POSTS: Final = 200
MOST_LINES: Final = 12
MOST_CHARACTERS: Final = 1_500
#: Of a post, so much is read: the rest would be cut anyway.
_MOST_READ: Final = 60_000
#: More are not read at all: 40,000 take the parser up to three seconds.
MOST_TAGS: Final = 40_000
_JSON_FEED: Final = "https://jsonfeed.org/version/"
_OLDEST: Final = datetime(1990, 1, 1, tzinfo=UTC)


class FeedProblem(StrEnum):
    """What was wrong with a feed that could be read all the same."""

    ILL_FORMED = "ill_formed"
    TOO_MANY_TAGS = "too_many_tags"
    POSTS_LEFT = "posts_left"
    POST_EMPTY = "post_empty"
    DATE_UNREADABLE = "date_unreadable"
    URL_REFUSED = "url_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post, in plain words.

    Attributes
    ----------
    key
        What tells it from the other posts of its feed, however it is changed: 64 digits.
    published
        An aware time, or None when nobody said.
    lines
        Its first sentences.
    """

    key: str
    url: str
    title: str
    published: datetime | None
    lines: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says; `is_feed` is false when the bytes are none.

    Attributes
    ----------
    home
        The page it names as its site; empty if it names none.
    complaints
        How often each problem was met.
    """

    is_feed: bool
    title: str = ""
    home: str = ""
    posts: tuple[Post, ...] = ()
    complaints: Mapping[FeedProblem, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class _Said:
    """A post as its feed says it, before anything is made of it."""

    id: str
    url: str
    title: str
    published: object
    texts: tuple[str, ...]


def read_feed(content: bytes, *, base: str, content_type: str = "") -> Feed:
    """Read the bytes of a feed that was found at `base`."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_json(content, base)
    if content.count(b"<") > MOST_TAGS:
        return Feed(is_feed=False, complaints={FeedProblem.TOO_MANY_TAGS: 1})
    return _read_xml(content, base, content_type)


def language_of_lines(lines: Iterable[str]) -> Language:
    """Japanese if at least half of the lines are; everything else goes as English.

    >>> language_of_lines(["応募課金", "Pay per application"])
    'ja'
    >>> language_of_lines(["a", "b", "縁"])
    'en'
    """
    votes = [language_of(line) == "ja" for line in lines if line]
    return "ja" if 2 * sum(votes) >= len(votes) else "en"


def _read_xml(content: bytes, base: str, content_type: str) -> Feed:
    headers = {"content-type": content_type or "application/xml", "content-location": base}
    try:
        found: Any = feedparser.parse(
            io.BytesIO(content),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
        said = [_said_in_xml(entry) for entry in found.entries[: MOST_POSTS + 1]]
        about = found.get("feed", {})
        title, home = _words(about.get("title")), _words(about.get("link"))
    except Exception:  # noqa: BLE001 - the library of many parsers meets what nobody foresaw
        return Feed(is_feed=False)
    if not said and not found.get("version"):
        return Feed(is_feed=False)
    complaints = Counter({FeedProblem.ILL_FORMED: 1} if found.get("bozo") else {})
    return _feed(title, home, said, base, complaints)


def _said_in_xml(entry: Any) -> _Said:  # noqa: ANN401 - a dictionary of the library
    published = entry.get("published_parsed") or entry.get("updated_parsed")
    told = entry.get("published") or entry.get("updated")
    contents = [_words(one.get("value")) for one in entry.get("content", [])]
    return _Said(
        id=_words(entry.get("id")),
        url=_words(entry.get("link")),
        title=_words(entry.get("title")),
        published=published or told,
        texts=(*contents, _words(entry.get("summary"))),
    )


def _read_json(content: bytes, base: str) -> Feed:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return Feed(is_feed=False)
    if not isinstance(found, dict) or not _words(found.get("version")).startswith(_JSON_FEED):
        return Feed(is_feed=False)
    items = found.get("items")
    said = [_said_in_json(one) for one in (items if isinstance(items, list) else [])]
    title, home = _words(found.get("title")), _words(found.get("home_page_url"))
    return _feed(title, home, [one for one in said if one is not None], base, Counter())


def _said_in_json(item: object) -> _Said | None:
    if not isinstance(item, dict):
        return None
    plain = _words(item.get("content_text")).replace("&", "&amp;").replace("<", "&lt;")
    number = item.get("id")
    return _Said(
        id=str(number) if isinstance(number, int) else _words(number),
        url=_words(item.get("url")) or _words(item.get("external_url")),
        title=_words(item.get("title")),
        published=item.get("date_published") or item.get("date_modified"),
        texts=(_words(item.get("content_html")), plain, _words(item.get("summary"))),
    )


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _feed(
    title: str, home: str, said: list[_Said], base: str, complaints: Counter[FeedProblem]
) -> Feed:
    if len(said) > MOST_POSTS:
        complaints[FeedProblem.POSTS_LEFT] += len(said) - MOST_POSTS
    posts: dict[str, Post] = {}
    for one in said[:MOST_POSTS]:
        post = _post(one, base, complaints)
        if post is None:
            complaints[FeedProblem.POST_EMPTY] += 1
        else:
            posts.setdefault(post.key, post)
    return Feed(
        is_feed=True,
        title=_title(title),
        home=_address(home, base),
        posts=tuple(posts.values()),
        complaints=dict(complaints),
    )


def _post(said: _Said, base: str, complaints: Counter[FeedProblem]) -> Post | None:
    title = _title(said.title)
    lines = _lines(said.texts)
    if not title and not lines:
        return None
    url = _address(said.url, base)
    if said.url and not url:
        complaints[FeedProblem.URL_REFUSED] += 1
    published = _moment(said.published)
    if said.published and published is None:
        complaints[FeedProblem.DATE_UNREADABLE] += 1
    named = said.id or said.url or f"{title}\n{published}\n{lines[:1]}"
    return Post(
        key=hashlib.sha256(named.encode("utf-8", "replace")).hexdigest(),
        url=url,
        title=title,
        published=published,
        lines=lines,
        language=language_of_lines((title, *lines)),
    )


def _title(markup: str) -> str:
    return " ".join(plain_text(markup[:_MOST_READ]).split())[:MAX_TITLE].strip()


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The first sentences of whichever text says most."""
    read = [plain_text(text[:_MOST_READ]) for text in texts if text.strip()]
    longest = max(read, key=len, default="")
    return sentences(longest, most=MOST_LINES, characters=MOST_CHARACTERS)


def _address(url: str, base: str) -> str:
    """A whole address of the web, or nothing: never a script, never a file."""
    try:
        whole = writable(urljoin(base, url.strip())) if url.strip() else ""
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(whole) > MAX_URL:
        return ""
    return "" if any(one.isspace() or one in '<>"' for one in whole) else whole


def _moment(told: object) -> datetime | None:
    """A time as a feed told it; None when it cannot be read, or was never."""
    try:
        if isinstance(told, str):
            moment = datetime.fromisoformat(told.strip())
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        else:
            year, month, day, hour, minute, second = tuple(cast("Iterable[int]", told))[:6]
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment >= _OLDEST else None

"""Looking at what is out there. Nothing here writes, and no transaction is open meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from enishi.engines.formats.feeds import FeedProblem, read_feed
from enishi.engines.formats.html_text import decode_page, feeds_of_page, names_as_me
from enishi.engines.formats.tidy import web_address
from enishi.ground.fetching import FetchFailed, Limits, fetch
from enishi.rooms.blogs.errors import BlogUnreadable
from enishi.rooms.blogs.models import LONGEST_ADDRESS
from enishi.rooms.blogs.types import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from enishi.engines.formats.feeds import Feed
    from enishi.ground.fetching import Fetched
    from enishi.rooms.blogs.models import Blog
    from enishi.rooms.members.models import Member

_FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml,"
    " application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)
#: Somebody may wait for it, after having waited for the feed.
_OF_A_PAGE = Limits(bytes=1_000_000, seconds=5.0)
_OK, _TOO_MANY, _UNAVAILABLE, _GONE, _SERVER = 200, 429, 503, 410, 500


@dataclass(frozen=True, slots=True)
class Found:
    """A feed, and the answer it came in."""

    feed: Feed
    answer: Fetched
    #: Where it was asked for: redirects are followed anew each time.
    url: str


def look_up(address: str) -> Found:
    """The feed at `address`, or the first one that the page there names.

    Raises
    ------
    BlogUnreadable
        There is none, or nothing could be fetched.
    """
    url = web_address(address)
    answer = ask(url)
    found = _read(answer, url)
    if found is None:
        for other in feeds_of_page(_page(answer), answer.url)[:1]:
            found = _read(ask(other), other)
    if found is None:
        raise BlogUnreadable(Trouble.NO_FEED)
    if max(len(found.url), len(url)) > LONGEST_ADDRESS:
        raise BlogUnreadable(Trouble.ADDRESS)
    return found


def ask(url: str, headers: Mapping[str, str] | None = None) -> Fetched:
    """What `url` has.

    Raises
    ------
    BlogUnreadable
        Nothing that could be read.
    """
    try:
        answer = fetch(url, headers={"Accept": _FEED_TYPES, **(headers or {})})
    except FetchFailed as error:
        raise BlogUnreadable(Trouble(error.trouble.value)) from error
    if not headers and answer.status != _OK:
        raise BlogUnreadable(trouble_of(answer.status))
    return answer


def trouble_of(status: int) -> Trouble:
    """What it means that a server answered with `status`."""
    if status in {_TOO_MANY, _UNAVAILABLE}:
        return Trouble.BUSY
    if status == _GONE:
        return Trouble.GONE
    return Trouble.BROKEN if status >= _SERVER else Trouble.NOT_THERE


def feed_in(answer: Fetched) -> Feed:
    """The feed in an answer.

    Raises
    ------
    BlogUnreadable
        It holds none, or one with too much in it.
    """
    said = answer.headers.get("content-type", "")
    feed = read_feed(answer.body, base=answer.url, content_type=said)
    if FeedProblem.TOO_MANY_TAGS in feed.complaints:
        raise BlogUnreadable(Trouble.TOO_LARGE)
    if not feed.is_feed:
        raise BlogUnreadable(Trouble.NO_FEED)
    return feed


def is_proven(feed: Feed, member: Member) -> bool:
    """Whether the page the feed calls its site links back to the member's page (`rel="me"`).

    Only that page: any other could name a feed that is somebody else's.
    """
    if not feed.home:
        return False
    try:
        answer = fetch(feed.home, limits=_OF_A_PAGE)
    except FetchFailed:
        return False
    page = f"{settings.ORIGIN}{reverse('web:person', args=[member.handle])}"
    named = names_as_me(_page(answer), answer.url)
    return page.rstrip("/") in {one.rstrip("/") for one in named}


def _read(answer: Fetched, url: str) -> Found | None:
    """The feed in an answer; None for a page that is none itself but may name one."""
    try:
        return Found(feed_in(answer), answer, url)
    except BlogUnreadable as error:
        if error.trouble is Trouble.NO_FEED or _looks_like_html(answer):
            return None
        raise


def _looks_like_html(answer: Fetched) -> bool:
    return "html" in answer.headers.get("content-type", "")


def _page(answer: Fetched) -> str:
    return decode_page(answer.body, answer.headers.get("content-type", ""))


def note_answer(blog: Blog, feed: Feed, answer: Fetched, proven_at: datetime | None) -> None:
    """What a feed says of itself and how to ask for it next; only in memory."""
    blog.title, blog.home_url = feed.title, feed.home
    blog.etag = _kept(answer.headers.get("etag", ""), 200)
    blog.last_modified = _kept(answer.headers.get("last-modified", ""), 100)
    blog.proven_at = proven_at


def _kept(header: str, most: int) -> str:
    """A header that can be sent back as it came; cut it would mean something else."""
    return header if len(header) <= most and header.isascii() and header.isprintable() else ""

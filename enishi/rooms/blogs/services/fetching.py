"""Fetching what is due: by one process at a time for each blog, and never in a transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone

from enishi.ground.errors import NotFound
from enishi.ground.logs import log
from enishi.rooms.blogs.errors import BlogUnreadable
from enishi.rooms.blogs.looking import ask, feed_in, is_proven, note_answer, trouble_of
from enishi.rooms.blogs.models import Blog
from enishi.rooms.blogs.policies import asked_to_wait, next_look
from enishi.rooms.blogs.services.keeping import keep_posts
from enishi.rooms.blogs.types import Trouble
from enishi.rooms.profiles.errors import RecordIsFull

if TYPE_CHECKING:
    import threading
    from datetime import datetime

    from enishi.ground.fetching import Fetched
    from enishi.rooms.members.models import Member

#: Whoever is killed while it fetches leaves the blog to others after so long.
CLAIM = timedelta(minutes=10)
PAUSE_SECONDS = 20.0
_OK, _UNCHANGED = 200, 304


def fetch_blog_now(*, by: Member, blog_id: int, at: datetime) -> Trouble | None:
    """Look at one's own blog now; what was wrong, if anything.

    Whatever failed before is forgotten: its owner may have mended it.

    Raises
    ------
    NotFound
        Absent, removed, or somebody else's.
    """
    blog = Blog.objects.of(by.pk).select_related("member").filter(pk=blog_id).first()
    if blog is None:
        raise NotFound
    Blog.objects.filter(pk=blog.pk).update(failures=0)
    blog.failures = 0
    # As new: who asks wants to know how it is, also whether it proves itself by now.
    blog.etag = blog.last_modified = ""
    return _fetched(blog, at)


def fetch_due_blogs(*, at: datetime, most: int = 1) -> int:
    """Look at up to `most` blogs that are due; how many were."""
    done = 0
    for blog in Blog.objects.due(at).select_related("member")[:most]:
        claimed = Blog.objects.filter(pk=blog.pk, next_fetch_at=blog.next_fetch_at).update(
            next_fetch_at=at + CLAIM
        )
        if claimed:
            done += 1
            _fetched(blog, at)
    return done


def run_fetcher(*, stop: threading.Event) -> None:
    """Follow the blogs of the house until told to stop; does nothing where fetching is off."""
    while not stop.is_set():
        done = fetch_due_blogs(at=timezone.now()) if settings.FETCHING else 0
        close_old_connections()
        stop.wait(0.0 if done else PAUSE_SECONDS)


def _fetched(blog: Blog, at: datetime) -> Trouble | None:
    """Fetch, keep, and note how it went. Whatever a stranger's server does, this returns."""
    wait = timedelta()
    try:
        answer = ask(blog.feed_url, _conditions(blog))
        wait = asked_to_wait(answer.headers.get("retry-after", ""), at)
        trouble = _taken(blog, answer, at)
    except BlogUnreadable as error:
        trouble = error.trouble
    except RecordIsFull:
        trouble = Trouble.RECORD_FULL
    except Exception:  # noqa: BLE001 - said in the log; the next blog is not kept waiting
        log.exception("blog.failed", blog=blog.pk)
        trouble = Trouble.GARBLED
    failures = blog.failures + 1 if trouble else 0
    look = next_look(at, blog_id=blog.pk, failures=failures, asked=wait)
    Blog.objects.filter(pk=blog.pk).update(
        failures=failures,
        trouble=trouble or "",
        next_fetch_at=None if trouble is Trouble.GONE else look,
        fetched_at=blog.fetched_at if trouble else at,
    )
    log.info("blog.fetched", blog=blog.pk, trouble=trouble or "")
    return trouble


def _conditions(blog: Blog) -> dict[str, str]:
    """Headers by which a server may say that nothing is new."""
    conditions = {"If-None-Match": blog.etag, "If-Modified-Since": blog.last_modified}
    # Never empty: `ask` leaves the status to whoever names conditions.
    return {"Cache-Control": "max-age=0"} | {k: v for k, v in conditions.items() if v}


def _taken(blog: Blog, answer: Fetched, at: datetime) -> Trouble | None:
    if answer.status == _UNCHANGED:
        return None
    if answer.status != _OK:
        return trouble_of(answer.status)
    feed = feed_in(answer)
    proven_at = at if is_proven(feed, blog.member) else None
    with transaction.atomic():
        held = Blog.objects.select_for_update(of=("self",)).filter(pk=blog.pk, removed_at=None)
        current = held.select_related("member").first()
        if current is None:
            return None  # removed meanwhile
        note_answer(current, feed, answer, proven_at)
        current.save(update_fields=["title", "home_url", "etag", "last_modified", "proven_at"])
        keep_posts(blog=current, posts=feed.posts, at=at)
    return None

"""From a feed to the record: new posts come in, changed ones are rewritten, old ones go."""

from __future__ import annotations

import hashlib
import zoneinfo
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from enishi.rooms.blogs.models import BlogPost
from enishi.rooms.blogs.types import MOST_POSTS
from enishi.rooms.profiles import services as profiles
from enishi.rooms.profiles.queries import complaints_about, own_posts
from enishi.rooms.profiles.types import EntryFields, Kind, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.engines.formats.feeds import Post
    from enishi.rooms.blogs.models import Blog

#: Posts whose owner took them out are remembered, as long as not too many others came after.
MOST_REMEMBERED = 200


@dataclass(slots=True)
class _Plan:
    """What becomes of the posts of one blog."""

    new: list[tuple[Post, datetime]] = field(default_factory=list)
    changed: list[tuple[Post, BlogPost]] = field(default_factory=list)
    old: list[BlogPost] = field(default_factory=list)


def keep_posts(*, blog: Blog, posts: Iterable[Post], at: datetime) -> None:
    """Let the record say what the feed says. Call it in a transaction that holds the blog.

    What the feed no longer lists stays; what its owner took out does not come back.

    Raises
    ------
    RecordIsFull
        The record has as many entries as it may have.
    """
    known = {row.key: row for row in BlogPost.objects.filter(blog=blog)}
    there = {entry.seen.id for entry in own_posts(blog.member)}
    plan = _planned(posts, known, there, at)
    _forget(blog, plan.old, known, there, at)
    _rewrite(blog, plan.changed, at)
    _add(blog, plan.new, at)


def _fields_of(blog: Blog, post: Post, at: datetime) -> EntryFields:
    """A post as an entry of the record; dated by the clock of its owner."""
    day = ""
    if post.published is not None:
        zone = zoneinfo.ZoneInfo(blog.member.time_zone)
        day = min(post.published, at).astimezone(zone).date().isoformat()
    visibility = Visibility(blog.visibility)
    title, text = f"title_{post.language}", f"text_{post.language}"
    return EntryFields(
        **{title: post.title, text: "\n".join(post.lines)},  # type: ignore[arg-type] # words
        url=post.url,
        starts=day,
        details={"blog": blog.title} if blog.title else {},
        visibility=visibility,
        text_visibility=visibility,
    )


def _planned(
    posts: Iterable[Post], known: dict[str, BlogPost], there: set[int], at: datetime
) -> _Plan:
    """The newest of what stands there and what is new; what is neither makes room."""
    plan = _Plan()
    moments = {key: row.moment for key, row in known.items() if row.entry_id in there}
    found = {post.key: post for post in posts}
    for number, post in enumerate(found.values()):
        if post.key not in known:
            # Without a date the order of the feed decides.
            moments[post.key] = min(post.published or at - timedelta(seconds=number), at)
    newest = sorted(moments, key=lambda key: moments[key], reverse=True)[:MOST_POSTS]
    for key in reversed(newest):  # the oldest first: so ids follow time
        listed, row = found.get(key), known.get(key)
        if listed is not None and row is None:
            plan.new.append((listed, moments[key]))
        elif listed is not None and row is not None:
            plan.changed.append((listed, row))
    plan.old = [known[key] for key in moments if key in known and key not in set(newest)]
    return plan


def _forget(
    blog: Blog, old: list[BlogPost], known: dict[str, BlogPost], there: set[int], at: datetime
) -> None:
    profiles.remove_entries(by=blog.member, entry_ids=[row.entry_id for row in old], at=at)
    taken_out = [row for row in known.values() if row.entry_id not in there]
    taken_out.sort(key=lambda row: row.moment, reverse=True)
    gone = [*old, *taken_out[MOST_REMEMBERED:]]
    BlogPost.objects.filter(pk__in=[row.pk for row in gone]).delete()


def _rewrite(blog: Blog, changed: list[tuple[Post, BlogPost]], at: datetime) -> None:
    rewritten: dict[int, EntryFields] = {}
    for post, row in changed:
        fields, digest = _fields_of(blog, post, at), _digest_of(post)
        if digest == row.digest or complaints_about(Kind.POST, fields):
            continue
        # Its owner may have shown this one post to fewer people since.
        rewritten[row.entry_id] = replace(fields, visibility=None, text_visibility=None)
        BlogPost.objects.filter(pk=row.pk).update(digest=digest)
    profiles.rewrite_posts(by=blog.member, posts=rewritten, at=at)


def _add(blog: Blog, new: list[tuple[Post, datetime]], at: datetime) -> None:
    written = [(post, moment, _fields_of(blog, post, at)) for post, moment in new]
    good = [one for one in written if not complaints_about(Kind.POST, one[2])]
    ids = profiles.add_posts(by=blog.member, posts=[fields for *_, fields in good], at=at)
    BlogPost.objects.bulk_create(
        BlogPost(
            blog=blog,
            key=post.key,
            entry_id=entry_id,
            digest=_digest_of(post),
            moment=moment,
        )
        for entry_id, (post, moment, _fields) in zip(ids, good, strict=True)
    )


def _digest_of(post: Post) -> str:
    """Another one for other words, another address or another day."""
    said = "\n".join((post.title, post.url, str(post.published), post.language, *post.lines))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()

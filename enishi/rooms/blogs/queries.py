"""Reads. Who may see a post is asked of profiles; this room adds where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.ground.take_out import Table
from enishi.rooms.blogs.models import Blog, BlogPost
from enishi.rooms.blogs.types import OwnBlog, Source, Trouble
from enishi.rooms.profiles.queries import own_posts
from enishi.rooms.profiles.types import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import OwnEntry

_BLOG = (
    *("address", "feed_url", "home_url", "title", "visibility", "added_at", "fetched_at"),
    *("next_fetch_at", "failures", "trouble", "proven_at", "removed_at"),
)


def own_blogs(member: Member, posts: Iterable[OwnEntry] | None = None) -> list[OwnBlog]:
    """The blogs `member` named, oldest first. Three queries; two with their posts."""
    there = {post.seen.id for post in (own_posts(member) if posts is None else posts)}
    blogs = list(Blog.objects.of(member.pk))
    counts = dict.fromkeys((blog.pk for blog in blogs), 0)
    known = BlogPost.objects.filter(blog__in=blogs).values_list("blog_id", "entry_id")
    for blog_id, entry_id in known:
        counts[blog_id] += entry_id in there
    return [_own(blog, counts[blog.pk]) for blog in blogs]


def get_own_blog(member: Member, blog_id: int) -> OwnBlog:
    """One of the member's own blogs.

    Raises
    ------
    NotFound
        Absent, removed, or somebody else's.
    """
    for blog in own_blogs(member):
        if blog.id == blog_id:
            return blog
    raise NotFound


def sources_of(entry_ids: Iterable[int]) -> list[Source]:
    """The blogs that posts come from; pass the ids of posts somebody may see. One query."""
    blogs = Blog.objects.filter(posts__entry_id__in=list(entry_ids), removed_at=None)
    return [
        Source(blog.title, blog.home_url or blog.address, blog.proven_at is not None)
        for blog in blogs.distinct().order_by("pk")
    ]


def count_troubled() -> tuple[int, int]:
    """How many blogs the house follows, and how many of them could not be read last time."""
    blogs = Blog.objects.filter(removed_at=None)
    return blogs.count(), blogs.exclude(trouble="").count()


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """The member's blogs, and which of their posts stand in the record or were taken out."""
    yield Table(
        name="blogs",
        columns=_BLOG,
        rows=Blog.objects.filter(member=member).order_by("pk").values_list(*_BLOG),
    )
    yield Table(
        name="posts",
        columns=("feed_url", "moment", "is_in_record"),
        rows=_told(member),
    )


def _told(member: Member) -> Iterator[Row]:
    there = {post.seen.id for post in own_posts(member)}
    posts = BlogPost.objects.filter(blog__member=member).order_by("pk")
    for feed_url, moment, entry_id in posts.values_list("blog__feed_url", "moment", "entry_id"):
        yield feed_url, moment, entry_id in there


def _own(blog: Blog, posts: int) -> OwnBlog:
    return OwnBlog(
        id=blog.pk,
        title=blog.title,
        address=blog.address,
        feed_url=blog.feed_url,
        visibility=Visibility(blog.visibility),
        posts=posts,
        added_at=blog.added_at,
        fetched_at=blog.fetched_at,
        next_fetch_at=blog.next_fetch_at,
        trouble=Trouble(blog.trouble) if blog.trouble else None,
        is_proven=blog.proven_at is not None,
    )

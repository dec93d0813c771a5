"""A member names a blog, says who sees it, removes it – and takes that back."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from enishi.engines.formats.tidy import web_address
from enishi.ground.errors import NotFound
from enishi.ground.turns import take_turns
from enishi.rooms.blogs.errors import BlogAlreadyNamed, BlogUnreadable, TooManyBlogs
from enishi.rooms.blogs.looking import is_proven, look_up, note_answer
from enishi.rooms.blogs.models import Blog, BlogPost
from enishi.rooms.blogs.policies import next_look
from enishi.rooms.blogs.services.keeping import keep_posts
from enishi.rooms.blogs.types import MOST_BLOGS, Preview, Trouble
from enishi.rooms.profiles import services as profiles
from enishi.rooms.profiles.errors import RecordIsFull, UndoTooLate

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.engines.formats.feeds import Post
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import Visibility

UNDO = timedelta(hours=1)


def preview_blog(*, by: Member, address: str) -> Preview:
    """What is found at `address`; nothing is kept of it.

    Raises
    ------
    TooManyBlogs, BlogAlreadyNamed
        It could not be added anyway.
    BlogUnreadable
        There is no feed, or nothing could be fetched.
    """
    _check_there_is_room(by)
    found = look_up(address)
    if Blog.objects.of(by.pk).filter(feed_url=found.url).exists():
        raise BlogAlreadyNamed
    return Preview(
        address=web_address(address),
        title=found.feed.title,
        feed_url=found.url,
        posts=tuple(sorted(found.feed.posts, key=_age)),
        is_proven=is_proven(found.feed, by),
    )


def add_blog(*, by: Member, address: str, visibility: Visibility, at: datetime) -> Blog:
    """Take a blog into the record, with its newest posts.

    Raises
    ------
    TooManyBlogs, BlogAlreadyNamed
        The record has three, or this one.
    BlogUnreadable
        There is no feed, or nothing could be fetched, or the record is full.
    """
    _check_there_is_room(by)
    found = look_up(address)
    blog = Blog(member=by, address=web_address(address), feed_url=found.url)
    blog.visibility, blog.added_at, blog.fetched_at = visibility, at, at
    note_answer(blog, found.feed, found.answer, at if is_proven(found.feed, by) else None)
    try:
        with transaction.atomic():
            _save(blog, at)
            keep_posts(blog=blog, posts=found.feed.posts, at=at)
    except IntegrityError as error:
        raise BlogAlreadyNamed from error
    except RecordIsFull as error:
        raise BlogUnreadable(Trouble.RECORD_FULL) from error
    return blog


@transaction.atomic
def show_blog(*, by: Member, blog_id: int, visibility: Visibility, at: datetime) -> None:
    """Say who sees the posts of a blog, those that stand there and those to come.

    Raises
    ------
    NotFound
        Absent, removed, or somebody else's.
    """
    blog = _own_blog(by, blog_id)
    Blog.objects.filter(pk=blog.pk).update(visibility=visibility)
    ids = BlogPost.objects.filter(blog=blog).values_list("entry_id", flat=True)
    profiles.show_posts(by=by, entry_ids=list(ids), visibility=visibility, at=at)


@transaction.atomic
def remove_blog(*, by: Member, blog_id: int, at: datetime) -> None:
    """Take a blog and its posts out of the record; for an hour both can be put back.

    Raises
    ------
    NotFound
        Absent, removed already, or somebody else's.
    """
    blog = _own_blog(by, blog_id)
    ids = BlogPost.objects.filter(blog=blog).values_list("entry_id", flat=True)
    blog.removed_posts = profiles.take_entries_out(by=by, entry_ids=list(ids), at=at)
    blog.removed_at = at
    blog.save(update_fields=["removed_at", "removed_posts"])


@transaction.atomic
def restore_blog(*, by: Member, blog_id: int, at: datetime) -> None:
    """Put a removed blog and its posts back as they were. Doing it twice changes nothing.

    Raises
    ------
    UndoTooLate
        It was removed more than an hour ago, or never was the member's.
    TooManyBlogs
        Another one took its place.
    """
    blog = Blog.objects.select_for_update().filter(pk=blog_id, member=by).first()
    if blog is None:
        raise UndoTooLate
    if blog.removed_at is None:
        return
    _check_there_is_room(by)
    profiles.restore_entries(by=by, snapshot=blog.removed_posts, at=at)
    blog.removed_at, blog.removed_posts = None, ""
    blog.save(update_fields=["removed_at", "removed_posts"])


def forget_removed_blogs(*, at: datetime) -> None:
    """Forget blogs that can no longer be put back."""
    Blog.objects.filter(removed_at__lt=at - UNDO).delete()


def erase_blogs(*, member_id: int) -> None:
    """Forget every blog of somebody, and what was kept to put one back."""
    Blog.objects.filter(member_id=member_id).delete()


def _age(post: Post) -> float:
    """Newest first; without a date last."""
    return -post.published.timestamp() if post.published else math.inf


def _check_there_is_room(by: Member) -> None:
    if Blog.objects.of(by.pk).count() >= MOST_BLOGS:
        raise TooManyBlogs


def _save(blog: Blog, at: datetime) -> None:
    """Write a new blog, if there is still room once nobody else of this member writes one."""
    take_turns("blogs", [blog.member_id])
    _check_there_is_room(blog.member)
    removed = Blog.objects.filter(member=blog.member, feed_url=blog.feed_url)
    removed.exclude(removed_at=None).delete()
    blog.save()
    blog.next_fetch_at = next_look(at, blog_id=blog.pk, failures=0, asked=timedelta())
    blog.save(update_fields=["next_fetch_at"])


def _own_blog(by: Member, blog_id: int) -> Blog:
    blog = Blog.objects.select_for_update().of(by.pk).filter(pk=blog_id).first()
    if blog is None:
        raise NotFound
    return blog

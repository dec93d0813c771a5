"""Tables: Blog (where a member writes), BlogPost (which entry of the record says it)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from enishi.rooms.blogs.types import Trouble
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.types import Visibility

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_ADDRESS = 500


class BlogQuerySet(models.QuerySet["Blog"]):
    """Sets of blogs; chainable, no side effects."""

    def of(self, member_id: int) -> Self:
        """Keep those a member has now, oldest first."""
        return self.filter(member_id=member_id, removed_at=None).order_by("pk")

    def due(self, at: datetime) -> Self:
        """Keep those to be looked at, whoever waits longest first."""
        here = Q(removed_at=None, member__status=Status.ACTIVE)
        return self.filter(here, next_fetch_at__lte=at).order_by("next_fetch_at")


class Blog(models.Model):
    """A blog a member calls their own.

    Removed, it waits an hour with its posts in `removed_posts`, so that it can come back.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: As the member named it.
    address = models.CharField(max_length=LONGEST_ADDRESS)
    feed_url = models.CharField(max_length=LONGEST_ADDRESS)
    #: The page the feed itself calls its site; only that page can prove whose it is.
    home_url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    visibility = models.CharField(max_length=13, choices=Visibility)
    added_at = models.DateTimeField()

    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    next_fetch_at = models.DateTimeField(null=True, blank=True, help_text="Empty: never again.")
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=12, choices=Trouble, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)

    removed_at = models.DateTimeField(null=True, blank=True)
    removed_posts = models.TextField(blank=True, editable=False)

    objects: ClassVar[BlogQuerySet] = BlogQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "feed_url"], name="blog_once_a_member")
        ]
        indexes = [models.Index(fields=["next_fetch_at"], name="blog_due")]

    def __str__(self) -> str:
        return f"blog {self.pk}"


class BlogPost(models.Model):
    """A post that was seen in a feed, and the entry that says it.

    The entry is a number and no foreign key: when its owner takes it out of the record, the
    number stays, and the post does not come back with the next fetch.
    """

    blog = models.ForeignKey(Blog, models.CASCADE, related_name="posts")
    key = models.CharField(max_length=64)
    entry_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    #: When it was published; when it was first seen, if nobody said.
    moment = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blog", "key"], name="blog_post_once"),
        ]
        indexes = [models.Index(fields=["entry_id"], name="blog_post_entry")]

    def __str__(self) -> str:
        return f"post {self.pk}"

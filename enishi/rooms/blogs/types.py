"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.engines.formats.feeds import Post
    from enishi.rooms.profiles.types import Visibility

#: How many blogs a member may name, and how many posts of each stand in the record.
MOST_BLOGS = 3
MOST_POSTS = 50


class Trouble(models.TextChoices):
    """Why a blog could not be read: a sentence for its owner."""

    OFF = "off", _("This house does not fetch anything from other servers.")
    ADDRESS = "address", _("That is not an address of the web, or it is too long.")
    FORBIDDEN = "forbidden", _("That address does not lead into the open internet.")
    UNREACHABLE = "unreachable", _("No server answers there.")
    SLOW = "slow", _("The server took too long to answer.")
    TOO_LARGE = "too_large", _("There is more than the house reads: two megabytes at most.")
    REDIRECTS = "redirects", _("The address leads from one page to the next without an end.")
    GARBLED = "garbled", _("The server's answer broke off or could not be understood.")
    NOT_THERE = "not_there", _("There is nothing there, or not everybody may read it.")
    BROKEN = "broken", _("The server says that something is wrong with it.")
    BUSY = "busy", _("The server asks us to come back later.")
    GONE = "gone", _("The blog was taken off the web for good. It is not looked for again.")
    NO_FEED = "no_feed", _("There is no feed there, and no page that names one.")
    RECORD_FULL = "record_full", _("Your record is full. Please remove some entries first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBlog:
    """A blog as its owner sees it.

    Attributes
    ----------
    next_fetch_at
        None: it is not looked for any more.
    posts
        How many of its posts stand in the record.
    """

    id: int
    title: str
    address: str
    feed_url: str
    visibility: Visibility
    posts: int
    added_at: datetime
    fetched_at: datetime | None
    next_fetch_at: datetime | None
    trouble: Trouble | None
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A blog as others see it: where posts they may read come from."""

    title: str
    url: str
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What was found at an address, before anything is kept."""

    address: str
    title: str
    feed_url: str
    posts: tuple[Post, ...]
    is_proven: bool

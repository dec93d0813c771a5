"""Refusals of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError

if TYPE_CHECKING:
    from enishi.rooms.blogs.types import Trouble


class BlogUnreadable(DomainError):
    """Nothing that the house can take was found; `trouble` says why."""

    code = "blog_unreadable"
    message = _("The blog could not be read.")
    status = 422

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble

    def __str__(self) -> str:
        return str(self.trouble.label)


class BlogAlreadyNamed(DomainError):
    """The feed is in the member's record already."""

    code = "blog_already_named"
    message = _("This blog is in your record already.")


class TooManyBlogs(DomainError):
    """A member names so many blogs, and no more."""

    code = "too_many_blogs"
    message = _("A record takes up to three blogs. Please remove one first.")

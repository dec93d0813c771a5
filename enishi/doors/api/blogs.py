"""A member's blogs, which come into their record by feed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.schemas import REFUSALS, Sent
from enishi.rooms.blogs import queries, services
from enishi.rooms.blogs.errors import BlogUnreadable
from enishi.rooms.blogs.types import OwnBlog, Trouble
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles.types import Visibility
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["blogs"])
Address = Annotated[
    str, Field(min_length=1, max_length=500, description="The blog's first page, or its feed.")
]


class Blog(Schema):
    """A blog of the member's record."""

    id: int
    title: str
    address: str
    feed_url: str
    visibility: Visibility
    posts: int = Field(description="How many of its posts stand in the record.")
    added_at: datetime
    fetched_at: datetime | None = Field(description="When it was last read well.")
    next_fetch_at: datetime | None = Field(description="Null: nobody looks any more.")
    trouble: Trouble | None = Field(description="Why it could not be read the last time.")
    is_proven: bool = Field(description="Its site links back to the member's page (rel=me).")


class FoundPost(Schema):
    """A post that was found."""

    title: str
    url: str
    published: datetime | None
    language: Literal["ja", "en"]
    lines: list[str]


class FoundBlog(Schema):
    """What is at an address; nothing of it is kept."""

    title: str
    feed_url: str
    is_proven: bool
    posts: list[FoundPost]


class Looked(Sent):
    """Where to look."""

    address: Address


class NewBlog(Sent):
    """A blog to take into the record."""

    address: Address
    visibility: Visibility = Visibility.MEMBERS


class Shown(Sent):
    """Who sees the posts of a blog."""

    visibility: Visibility


@router.get(
    "/blogs",
    response={200: list[Blog], **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="My blogs",
)
def read_my_blogs(request: MemberRequest) -> list[OwnBlog]:
    """The blogs of one's record, oldest first."""
    return queries.own_blogs(request.user)


@router.post(
    "/blogs/look",
    response={200: FoundBlog, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.BLOGS),
    summary="See what a blog has",
)
def look_at_blog(request: MemberRequest, looked: Looked) -> FoundBlog:
    """Fetch a blog and show what was found; nothing is kept."""
    found = services.preview_blog(by=request.user, address=looked.address)
    posts = [FoundPost.from_orm(post) for post in found.posts]
    return FoundBlog(
        title=found.title, feed_url=found.feed_url, is_proven=found.is_proven, posts=posts
    )


@router.post(
    "/blogs",
    response={201: Blog, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.BLOGS),
    summary="Add a blog",
)
def add_blog(request: MemberRequest, new: NewBlog) -> Status[OwnBlog]:
    """Take a blog into one's record, with its newest posts."""
    blog = services.add_blog(
        by=request.user, address=new.address, visibility=new.visibility, at=timezone.now()
    )
    return Status(201, queries.get_own_blog(request.user, blog.pk))


@router.put(
    "/blogs/{blog_id}",
    response={200: Blog, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Say who sees a blog's posts",
)
def show_blog(request: MemberRequest, blog_id: int, shown: Shown) -> OwnBlog:
    """Say who sees the posts of a blog, those there are and those to come."""
    services.show_blog(
        by=request.user, blog_id=blog_id, visibility=shown.visibility, at=timezone.now()
    )
    return queries.get_own_blog(request.user, blog_id)


@router.post(
    "/blogs/{blog_id}/fetch",
    response={200: Blog, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.BLOGS),
    summary="Fetch a blog now",
)
def fetch_blog(request: MemberRequest, blog_id: int) -> OwnBlog:
    """Fetch a blog now; 422 with the reason when that fails."""
    trouble = services.fetch_blog_now(by=request.user, blog_id=blog_id, at=timezone.now())
    if trouble is not None:
        raise BlogUnreadable(trouble)
    return queries.get_own_blog(request.user, blog_id)


@router.delete(
    "/blogs/{blog_id}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Remove a blog",
)
def remove_blog(request: MemberRequest, blog_id: int) -> Status[None]:
    """Take a blog and its posts out of one's record."""
    services.remove_blog(by=request.user, blog_id=blog_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "/blogs/{blog_id}/restore",
    response={204: None, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Put a removed blog back",
)
def restore_blog(request: MemberRequest, blog_id: int) -> Status[None]:
    """Put a blog back that was removed within the last hour."""
    services.restore_blog(by=request.user, blog_id=blog_id, at=timezone.now())
    return Status(204, None)

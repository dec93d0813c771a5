"""What the pages of blogs receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from enishi.doors.web.blogs.forms import AddressForm, KeepForm
from enishi.doors.web.people import make_card
from enishi.doors.web.profiles.shown import show_entry
from enishi.rooms.blogs import queries, services
from enishi.rooms.blogs.errors import BlogAlreadyNamed, BlogUnreadable, TooManyBlogs
from enishi.rooms.blogs.types import MOST_BLOGS, MOST_POSTS
from enishi.rooms.members.types import Status
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.queries import get_own_page, own_posts, posts_of
from enishi.rooms.profiles.types import Visibility

if TYPE_CHECKING:
    from enishi.doors.web.profiles.shown import ShownEntry
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.blogs.types import OwnBlog, Preview, Source
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import Person

PAGE_SIZE = 20
#: So many posts are shown of a blog that is not in the record yet.
PREVIEWED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogsPage:
    """The blogs of one's own record, and their posts."""

    blogs: list[OwnBlog]
    posts: list[ShownEntry]
    form: AddressForm
    has_room: bool
    own_url: str
    levels: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """What was found at an address, before anything is kept."""

    found: Preview
    more: int
    form: KeepForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsPage:
    """The posts of somebody, as far as the viewer may read them."""

    person: PersonCard
    posts: list[ShownEntry]
    sources: list[Source]
    ask_url: str
    next_url: str


def blogs_page(member: Member, form: AddressForm) -> BlogsPage:
    """One's own blogs. Three queries."""
    posts, language = own_posts(member), (get_language() or "ja")[:2]
    blogs = queries.own_blogs(member, posts)
    return BlogsPage(
        blogs=blogs,
        posts=[show_entry(one.seen, language, visibility=one.visibility) for one in posts],
        form=form,
        has_room=len(blogs) < MOST_BLOGS,
        own_url=f"{settings.ORIGIN}{reverse('web:person', args=[member.handle])}",
        levels=[(level.value, str(level.label)) for level in Visibility],
    )


def looked_at(member: Member, form: AddressForm) -> PreviewPage | None:
    """What is found at the address that was typed; None when the form says why nothing is."""
    if not form.is_valid():
        return None
    try:
        found = services.preview_blog(by=member, address=form.cleaned_data["address"])
    except (BlogUnreadable, BlogAlreadyNamed, TooManyBlogs) as refusal:
        form.add_error("address", str(refusal))
        return None
    posts = min(len(found.posts), MOST_POSTS)
    standard = get_own_page(member).settings.default_visibility
    keep = KeepForm(initial={"address": found.address, "visibility": standard})
    return PreviewPage(found=found, more=max(0, posts - PREVIEWED), form=keep)


def posts_page(viewer: Member | None, page: Person, cursor: str) -> PostsPage:
    """Somebody's posts, newest first. Two queries."""
    member, language = page.member, (get_language() or "ja")[:2]
    posts = posts_of(viewer, member.pk, cursor=cursor, size=PAGE_SIZE)
    is_inside = viewer is not None and viewer.status == Status.ACTIVE
    may_ask = is_inside and viewer != member
    ask = urlencode({"to": member.handle, "origin": "page"})
    address = reverse("web:posts", args=[member.handle])
    return PostsPage(
        person=make_card(
            member,
            degree=Degree.SELF,
            headline=None,
            portrait_url=page.portrait_url or None,
        ),
        posts=[show_entry(one, language) for one in posts.items],
        sources=queries.sources_of(one.id for one in posts.items),
        ask_url=f"{reverse('web:new_approach')}?{ask}" if may_ask else "",
        next_url=f"{address}?{urlencode({'cursor': posts.next_cursor})}"
        if posts.next_cursor
        else "",
    )

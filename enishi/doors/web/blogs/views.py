"""One's own blogs, and the posts of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enishi.doors.web.access import members_only, public, viewer_of
from enishi.doors.web.blogs.forms import AddressForm, KeepForm, ShowForm
from enishi.doors.web.blogs.pages import blogs_page, looked_at, posts_page
from enishi.doors.web.limits import READS, limited
from enishi.ground.errors import NotFound
from enishi.rooms.blogs import services
from enishi.rooms.blogs.errors import BlogUnreadable
from enishi.rooms.profiles.queries import get_person_for
from enishi.rooms.profiles.types import Visibility
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from enishi.doors.web.access import MemberRequest


@members_only
@require_safe
def blogs(request: MemberRequest) -> HttpResponse:
    """The blogs in one's record, how they are, and what came from them."""
    return _show_blogs(request, AddressForm())


@members_only
@require_POST
@limited(Limit.BLOGS)
def look_at_blog(request: MemberRequest) -> HttpResponse:
    """See what is found at an address, before anything is kept."""
    form = AddressForm(request.POST)
    page = looked_at(request.user, form)
    if page is None:
        return _show_blogs(request, form, status=422)
    context = {"page": page, "nav_section": "my_record"}
    return TemplateResponse(request, "blogs/preview.html", context)


@members_only
@require_POST
@limited(Limit.BLOGS)
def add_blog(request: MemberRequest) -> HttpResponse:
    """Take a blog into one's record."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        raise NotFound  # nobody meets this through the page
    visibility = Visibility(form.cleaned_data["visibility"])
    address = form.cleaned_data["address"]
    services.add_blog(
        by=request.user, address=address, visibility=visibility, at=timezone.now()
    )
    messages.success(request, _("Your blog stands in your record now."))
    return redirect("web:blogs")


@members_only
@require_POST
@limited(Limit.BLOGS)
def fetch_blog(request: MemberRequest, blog_id: int) -> HttpResponse:
    """Look at a blog now."""
    trouble = services.fetch_blog_now(by=request.user, blog_id=blog_id, at=timezone.now())
    if trouble is not None:
        raise BlogUnreadable(trouble)
    messages.success(request, _("Fetched: your record says what your blog says."))
    return redirect("web:blogs")


@members_only
@require_POST
@limited(Limit.RECORD)
def show_blog(request: MemberRequest, blog_id: int) -> HttpResponse:
    """Say who sees the posts of a blog."""
    form = ShowForm(request.POST)
    if not form.is_valid():
        raise NotFound  # nobody meets this through the page
    visibility = Visibility(form.cleaned_data["visibility"])
    services.show_blog(
        by=request.user, blog_id=blog_id, visibility=visibility, at=timezone.now()
    )
    messages.success(request, _("Saved: who may see this."))
    return redirect("web:blogs")


@members_only
@require_POST
@limited(Limit.RECORD)
def remove_blog(request: MemberRequest, blog_id: int) -> HttpResponse:
    """Take a blog and its posts away; for an hour both can be put back."""
    services.remove_blog(by=request.user, blog_id=blog_id, at=timezone.now())
    undo = reverse("web:restore_blog", args=[blog_id])
    messages.success(request, _("Taken out of your record."), extra_tags=undo)
    return redirect("web:blogs")


@members_only
@require_POST
@limited(Limit.RECORD)
def restore_blog(request: MemberRequest, blog_id: int) -> HttpResponse:
    """Put a removed blog back."""
    services.restore_blog(by=request.user, blog_id=blog_id, at=timezone.now())
    messages.success(request, _("It is back as it was."))
    return redirect("web:blogs")


@public
@require_safe
@limited(Limit.PEOPLE, methods=READS)
def posts(request: HttpRequest, handle: str) -> HttpResponse:
    """What somebody wrote in their blog; for a guest only if their page is open."""
    viewer = viewer_of(request)
    person = get_person_for(viewer, handle)
    page = posts_page(viewer, person, request.GET.get("cursor", ""))
    context = {"page": page, "settings": person.settings, "nav_section": "search"}
    response = TemplateResponse(request, "blogs/posts.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _show_blogs(
    request: MemberRequest, form: AddressForm, *, status: int = 200
) -> HttpResponse:
    context = {"page": blogs_page(request.user, form), "nav_section": "my_record"}
    return TemplateResponse(request, "blogs/blogs.html", context, status=status)

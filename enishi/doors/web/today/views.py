"""Today: what waits, who found me, whom I may know, one next step, and an end.

The page itself holds what waits; its other parts come right after it, each within its own
budget of queries. Without JavaScript each is a page of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from enishi.doors.web.access import members_only, public, viewer_of
from enishi.doors.web.today.found import found_page
from enishi.doors.web.today.landing import landing_page
from enishi.doors.web.today.waiting import today_page
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from enishi.doors.web.access import MemberRequest


@public
def today(request: HttpRequest) -> HttpResponse:
    """The first page: a member's day, or for a guest what this house is."""
    viewer = viewer_of(request)
    if viewer is None:
        return TemplateResponse(request, "today/landing.html", landing_page())
    if viewer.status == Status.WAITING:
        return redirect("web:waiting")
    page = today_page(viewer, timezone.localtime())
    context = {"page": page, "viewer_card": page.own}
    return TemplateResponse(request, "today/today.html", context)


@members_only
def found(request: MemberRequest) -> HttpResponse:
    """Who found the viewer in the last seven days, and why."""
    page = found_page(request.user, timezone.now())
    template = "today/found.html#section" if request.htmx else "today/found.html"
    return TemplateResponse(request, template, {"page": page, "nav_section": "today"})

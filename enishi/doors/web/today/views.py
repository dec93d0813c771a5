"""Today: what waits, who found me, whom I may know, one next step, and an end.

The page itself holds what waits; its other parts come right after it, each within its own
budget of queries. Without JavaScript each is a page of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enishi.doors.web.access import members_only, public, viewer_of
from enishi.doors.web.connections.pages import back
from enishi.doors.web.limits import limited
from enishi.doors.web.today.found import found_page
from enishi.doors.web.today.landing import landing_page
from enishi.doors.web.today.people import people_page
from enishi.doors.web.today.steps import next_step
from enishi.doors.web.today.waiting import today_page
from enishi.rooms.members.queries import get_present_member
from enishi.rooms.members.types import Status
from enishi.rooms.suggestions import services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from enishi.doors.web.access import MemberRequest
    from enishi.rooms.members.models import Member


@public
def today(request: HttpRequest) -> HttpResponse:
    """The first page: a member's day, or for a guest what this house is."""
    viewer = viewer_of(request)
    if viewer is None:
        return TemplateResponse(request, "today/landing.html", landing_page())
    if viewer.status == Status.WAITING:
        return redirect("web:waiting")
    page = today_page(viewer, timezone.localtime())
    return TemplateResponse(request, "today/today.html", {"page": page})


@members_only
def found(request: MemberRequest) -> HttpResponse:
    """Who found the viewer in the last seven days, and why."""
    page = found_page(request.user, timezone.now())
    template = "today/found.html#section" if request.htmx else "today/found.html"
    return TemplateResponse(request, template, {"page": page, "nav_section": "today"})


@members_only
def people(request: MemberRequest) -> HttpResponse:
    """People the viewer may know, and on the first page one next step."""
    now = timezone.localtime()
    page = people_page(request.user, now)
    services.note_shown(by=request.user, member_ids=page.fresh_ids, on=now.date())
    context = {"page": page, "nav_section": "today", "next_url": reverse("web:today")}
    if request.htmx:
        context["step"] = next_step(request.user, timezone.localdate())
        return TemplateResponse(request, "today/people.html#section", context)
    return TemplateResponse(request, "today/people.html", context)


@members_only
@require_POST
@limited(Limit.SUGGESTIONS)
def not_now(request: MemberRequest, handle: str) -> HttpResponse:
    """Let a suggestion rest for thirty days."""
    member = get_present_member(handle)
    services.dismiss_for_now(by=request.user, member_id=member.pk, at=timezone.now())
    text = _("For thirty days you will not see this suggestion.")
    return _dismissed(request, member, text, reverse("web:never", args=[handle]))


@members_only
@require_POST
@limited(Limit.SUGGESTIONS)
def never(request: MemberRequest, handle: str) -> HttpResponse:
    """Let a suggestion never come back."""
    member = get_present_member(handle)
    services.dismiss_for_good(by=request.user, member_id=member.pk, at=timezone.now())
    return _dismissed(request, member, _("You will not see this suggestion again."))


@members_only
@require_POST
@limited(Limit.SUGGESTIONS)
def suggest_again(request: MemberRequest, handle: str) -> HttpResponse:
    """Take a dismissal back."""
    member = get_present_member(handle)
    services.suggest_again(by=request.user, member_id=member.pk)
    return back(request, reverse("web:today"))


def _dismissed(
    request: MemberRequest, member: Member, text: str, never_url: str = ""
) -> HttpResponse:
    undo_url = reverse("web:suggest_again", args=[member.handle])
    if request.htmx:
        context = {
            "text": text,
            "undo_url": undo_url,
            "never_url": never_url,
            "next_url": reverse("web:today"),
        }
        return TemplateResponse(request, "today/dismissed.html", context)
    messages.success(request, text, extra_tags=undo_url)
    return back(request, reverse("web:today"))

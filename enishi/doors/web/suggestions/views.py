"""People one may know: the day's five, not now, never, none at all, and after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enishi.doors.web.access import members_only
from enishi.doors.web.connections.pages import back
from enishi.doors.web.limits import limited
from enishi.doors.web.suggestions.pages import people_of_today, people_page
from enishi.doors.web.today.steps import next_step
from enishi.rooms.members.queries import get_present_member
from enishi.rooms.suggestions import services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest
    from enishi.doors.web.suggestions.pages import PeoplePage
    from enishi.rooms.members.models import Member


@members_only
def people(request: MemberRequest) -> HttpResponse:
    """People the viewer may know; as a part of the first page, with one next step."""
    now = timezone.localtime()
    if not request.htmx:
        page = _noted(request, people_page(request.user, now))
        return _show(request, page, "suggestions/people.html", "web:suggestions")
    page = _noted(request, people_of_today(request.user, now))
    step = next_step(request.user, now.date())
    return _show(request, page, "suggestions/people.html#section", "web:today", step=step)


@members_only
@require_POST
@limited(Limit.SUGGESTIONS)
def nobody(request: MemberRequest) -> HttpResponse:
    """Suggest nobody to the viewer from now on."""
    services.suggest_nobody(by=request.user, at=timezone.now())
    messages.success(request, _("Nobody is suggested to you any more."))
    return back(request, reverse("web:suggestions"))


@members_only
@require_POST
@limited(Limit.SUGGESTIONS)
def anybody(request: MemberRequest) -> HttpResponse:
    """Suggest people to the viewer again."""
    services.suggest_people(by=request.user)
    return back(request, reverse("web:suggestions"))


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
    return back(request, reverse("web:suggestions"))


def _noted(request: MemberRequest, page: PeoplePage) -> PeoplePage:
    """The page, after the house has noted whom it shows."""
    services.note_shown(by=request.user, member_ids=page.fresh_ids, on=timezone.localdate())
    return page


def _show(
    request: MemberRequest, page: PeoplePage, template: str, back_to: str, **further: object
) -> HttpResponse:
    context = {"page": page, "next_url": reverse(back_to), "nav_section": "network", **further}
    return TemplateResponse(request, template, context)


def _dismissed(
    request: MemberRequest, member: Member, text: str, never_url: str = ""
) -> HttpResponse:
    undo_url = reverse("web:suggest_again", args=[member.handle])
    if request.htmx:
        context = {
            "text": text,
            "undo_url": undo_url,
            "never_url": never_url,
            "next_url": request.htmx.current_url_abs_path or reverse("web:suggestions"),
        }
        return TemplateResponse(request, "suggestions/dismissed.html", context)
    messages.success(request, text, extra_tags=undo_url)
    return back(request, reverse("web:suggestions"))

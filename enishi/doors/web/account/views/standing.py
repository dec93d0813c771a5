"""Coming in by a link, waiting to be let in, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enishi.doors.web.access import members_and_waiting, public, viewer_of
from enishi.doors.web.account.invited import keep_invitation
from enishi.doors.web.account.settings_forms import LeaveForm
from enishi.doors.web.limits import limited
from enishi.rooms.members import queries, services
from enishi.rooms.members.errors import InvitationUsed
from enishi.rooms.members.types import Status
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from enishi.doors.web.access import MemberRequest


@public
@never_cache
@require_safe
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Follow the link of an invitation to the house."""
    if viewer_of(request):
        return redirect("web:today")
    if queries.find_usable_invitation(code, timezone.now()) is None:
        raise InvitationUsed
    keep_invitation(request, code)
    return redirect("account_signup")


@members_and_waiting
@require_safe
def waiting(request: MemberRequest) -> HttpResponse:
    """Say that an operator has to let them in, and what happens then."""
    if request.user.status == Status.ACTIVE:
        return redirect("web:today")
    return TemplateResponse(request, "account/waiting.html")


@members_and_waiting
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(Limit.LEAVING)
def leave(request: MemberRequest) -> HttpResponse:
    """Say what leaving means; leave, once the password is given."""
    form = LeaveForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        services.leave_house(by=request.user, password=password, at=timezone.now())
        logout(request)
        return redirect("web:goodbye")
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "account/leave.html", {"form": form}, status=status)


@public
@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """The last page."""
    return TemplateResponse(request, "account/goodbye.html")

"""Stopping mail from the mail itself, signed in or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from enishi.doors.web.access import public
from enishi.doors.web.limits import limited
from enishi.rooms.notifications import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# Mail programs post here by themselves (RFC 8058), without a cookie or a token of ours;
# the signature in the address says whose mail it is.
@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
@limited(Limit.MAIL_STOPS)
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop the mail of whoever holds the address; or send it again."""
    member_id = queries.member_of_stop_token(token)
    if request.method == "POST" and request.POST.get("act") == "resume":
        services.resume_mail(member_id=member_id)
    elif request.method == "POST":
        services.stop_mail(member_id=member_id, at=timezone.now())
    context = {"wants_mail": queries.wants_mail(member_id), "token": token}
    return TemplateResponse(request, "notifications/stop_mail.html", context)

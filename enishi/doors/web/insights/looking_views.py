"""Pages of how one looks at others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.insights.forms import AimForm, LookForm
from enishi.doors.web.limits import limited
from enishi.ground.errors import NotFound
from enishi.rooms.insights import queries, services
from enishi.rooms.insights.types import Aim
from enishi.rooms.profiles.queries import get_person_for
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.SETTINGS)
def looking(request: MemberRequest) -> HttpResponse:
    """Say how one looks at others."""
    look = queries.look_of(request.user)
    form = LookForm(request.POST or None, initial={"manner": look.manner, "aim": look.aim})
    if form.is_bound and form.is_valid():
        services.set_looking(by=request.user, look=form.look)
        messages.success(request, _("Saved. What was, stays as it was."))
        return redirect("web:looking")
    status = 422 if form.is_bound else 200
    context = {"form": form, "nav_section": "offers"}
    return TemplateResponse(request, "insights/looking.html", context, status=status)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def say_aim(request: MemberRequest, handle: str) -> HttpResponse:
    """Say what one's visit of today is for."""
    form = AimForm(request.POST)
    if not form.is_valid():
        raise NotFound
    person = get_person_for(request.user, handle)
    aim = Aim(form.cleaned_data["aim"])
    services.say_aim(by=request.user, member_id=person.member.pk, aim=aim, at=timezone.now())
    if request.htmx:
        look = queries.encounter_of(request.user.pk, person.member.pk, timezone.now()).look
        context = {"look": look, "aim": aim, "handle": handle, "aims": Aim.choices, "saved": 1}
        return TemplateResponse(request, "insights/looked.html", context)
    messages.success(request, _("Saved. They see what you were looking for."))
    return redirect("web:person", handle)

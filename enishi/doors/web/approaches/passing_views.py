"""Pages of passing on: name somebody better; take over what one is named for, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.approaches.forms import PassOnForm
from enishi.doors.web.approaches.passing import pass_on_page, passing_page
from enishi.doors.web.limits import limited
from enishi.ground.errors import NotFound
from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.types import State
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.ANSWERS)
def pass_on(request: MemberRequest, approach_id: int) -> HttpResponse:
    """Name somebody who could answer better; they are asked first."""
    now, by = timezone.now(), request.user
    approach = queries.get_approach_for(by, approach_id)
    if approach.recipient_id != by.pk or approach.state_for(by, now) is not State.SENT:
        raise NotFound
    form = PassOnForm(request.POST or None)
    if form.is_valid() and form.passes(by, approach.pk, now):
        messages.success(request, _("They are asked. The sender learns it only if they agree."))
        return redirect("web:inbox")
    page = pass_on_page(by, approach, form)
    context = {"page": page, "nav_section": "inbox"}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "approaches/pass_on.html", context, status=status)


@members_only
@require_safe
def passing(request: MemberRequest, passing_id: int) -> HttpResponse:
    """Read what one is asked to take over."""
    found = queries.get_passing_for(request.user, passing_id, at=timezone.now())
    context = {"page": passing_page(request.user, found), "nav_section": "inbox"}
    return TemplateResponse(request, "approaches/passing.html", context)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def take_over(request: MemberRequest, passing_id: int) -> HttpResponse:
    """Agree; the approach waits for one's own answer from now on."""
    approach_id = services.take_over_approach(
        by=request.user, passing_id=passing_id, at=timezone.now()
    )
    messages.success(request, _("It is yours now. The sender knows that you agreed."))
    return redirect("web:approach", approach_id)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def refuse_passing(request: MemberRequest, passing_id: int) -> HttpResponse:
    """Rather not; nobody is told."""
    services.refuse_passing(by=request.user, passing_id=passing_id, at=timezone.now())
    messages.success(request, _("Left as it is. Nobody is told."))
    return redirect("web:inbox")

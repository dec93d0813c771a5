"""Pages of approaches: write, read, answer or end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.approaches.forms import AnswerForm, ApproachForm, DeclineForm, WelcomeForm
from enishi.doors.web.approaches.pages import approach_page, compose_page
from enishi.doors.web.limits import limited
from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.errors import ToSelf
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.APPROACHES)
def new_approach(request: MemberRequest) -> HttpResponse:
    """Write to somebody; what cannot be sent comes back with every word kept."""
    handle = (request.POST or request.GET).get("to", "")
    recipient, welcome = queries.get_recipient_for(request.user, handle)
    if recipient == request.user:
        raise ToSelf
    form = (
        ApproachForm(request.POST) if request.POST else ApproachForm.begun(request.GET, welcome)
    )
    now = timezone.now()
    if form.is_bound and form.may_go(request.user, recipient.pk, now):
        draft = form.draft_to(recipient.pk)
        approach = services.send_approach(by=request.user, draft=draft, at=now)
        messages.success(request, _("Sent. You will be told when they answer."))
        return redirect("web:approach", approach.pk)
    page = compose_page(request.user, recipient, welcome, form, now)
    status = 422 if form.is_bound else 200
    context = {"page": page, "form": form, "nav_section": "inbox"}
    return TemplateResponse(request, "approaches/compose.html", context, status=status)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.ANSWERS)
def approach(request: MemberRequest, approach_id: int) -> HttpResponse:
    """Read an approach; its recipient answers here, and a conversation begins."""
    found = queries.get_approach_for(request.user, approach_id)
    form = AnswerForm(request.POST or None)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        conversation_id = services.answer_approach(
            by=request.user,
            approach_id=approach_id,
            message=form.cleaned_data["message"],
            at=now,
        )
        messages.success(request, _("Answered. The two of you can now write to each other."))
        return redirect("web:conversation", conversation_id)
    page = approach_page(request.user, found, form, now)
    status = 422 if form.is_bound else 200
    context = {"page": page, "nav_section": "inbox"}
    return TemplateResponse(request, "approaches/approach.html", context, status=status)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def decline_approach(request: MemberRequest, approach_id: int) -> HttpResponse:
    """Decline in one tap; the word that says so carries the way back."""
    services.decline_approach(
        by=request.user,
        approach_id=approach_id,
        words=DeclineForm(request.POST).chosen(),
        at=timezone.now(),
    )
    undo = reverse("web:undo_decline", args=[approach_id])
    messages.success(request, _("Declined, with courteous words."), extra_tags=undo)
    return redirect("web:inbox")


@members_only
@require_POST
@limited(Limit.ANSWERS)
def undo_decline(request: MemberRequest, approach_id: int) -> HttpResponse:
    """Take a decline back."""
    services.undo_decline(by=request.user, approach_id=approach_id, at=timezone.now())
    messages.success(request, _("Taken back. It waits for your answer again."))
    return redirect("web:approach", approach_id)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def withdraw_approach(request: MemberRequest, approach_id: int) -> HttpResponse:
    """Take back what one sent."""
    services.withdraw_approach(by=request.user, approach_id=approach_id, at=timezone.now())
    messages.success(request, _("Withdrawn. They do not see it any more."))
    return redirect("web:inbox")


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.SETTINGS)
def welcome(request: MemberRequest) -> HttpResponse:
    """Say how welcome approaches are, purpose by purpose."""
    forms = WelcomeForm.for_all(
        queries.welcome_for(request.user, request.user.pk), request.POST or None
    )
    # Both are asked, also when the first says no: each tells what is wrong with it.
    are_valid = [form.is_valid() for form in forms]
    if all(are_valid):
        for form in forms:
            services.set_welcome(by=request.user, **form.said())
        messages.success(request, _("Saved. Whoever writes to you reads this first."))
        return redirect("web:welcome")
    status = 422 if request.method == "POST" else 200
    context = {"forms": forms}
    return TemplateResponse(request, "approaches/welcome.html", context, status=status)

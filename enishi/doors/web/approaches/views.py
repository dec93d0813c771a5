"""Pages of approaches: write, read, answer or end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.approaches.compose import addressee_for, compose_page
from enishi.doors.web.approaches.forms import AnswerForm, ApproachForm, DeclineForm
from enishi.doors.web.approaches.pages import approach_page
from enishi.doors.web.approaches.stake import stake_page
from enishi.doors.web.approaches.welcome_forms import WelcomeForms
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
    now, sent = timezone.now(), request.POST or request.GET
    to = addressee_for(request.user, sent.get("to", ""), now)
    if to.member == request.user:
        raise ToSelf
    form = ApproachForm(request.POST or None)
    if not form.is_bound:
        form = ApproachForm.begun(request.GET, to.receptions, to.written)
    elif form.may_go(request.user, to.member.pk, now):
        draft = form.draft_to(to.member.pk)
        approach = services.send_approach(by=request.user, draft=draft, at=now)
        messages.success(request, _("Sent. You will be told when they answer."))
        return redirect("web:approach", approach.pk)
    page = compose_page(request.user, to, form, now)
    context = {"page": page, "form": form, "nav_section": "inbox"}
    status = 422 if form.is_bound else 200
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
    said = DeclineForm(request.POST)
    services.decline_approach(
        by=request.user, approach_id=approach_id, words=said.chosen(), at=timezone.now()
    )
    undo = reverse("web:undo_decline", args=[approach_id])
    messages.success(request, said.sentence, extra_tags=undo)
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
@require_safe
def slots(request: MemberRequest) -> HttpResponse:
    """How many approaches one may have open, what holds them, and the rule."""
    page = stake_page(request.user, timezone.now())
    context = {"page": page, "nav_section": "inbox"}
    return TemplateResponse(request, "approaches/stake.html", context)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.SETTINGS)
def welcome(request: MemberRequest) -> HttpResponse:
    """Say how welcome approaches are, purpose by purpose, and pause them."""
    now = timezone.now()
    said = queries.own_welcomes(request.user, at=now)
    sent = request.POST if request.method == "POST" else None
    forms = WelcomeForms(request.user, said, sent, now)
    if sent is not None and forms.keep(request.user):
        messages.success(request, _("Saved. Whoever writes to you reads this first."))
        return redirect("web:welcome")
    status = 422 if request.method == "POST" else 200
    context = {"forms": forms}
    return TemplateResponse(request, "approaches/welcome.html", context, status=status)

"""Pages of introductions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.introductions.asking import ask_page, named_lines, offer_to, request_form
from enishi.doors.web.introductions.forms import BeAskedForm, DeclineForm, decision_form
from enishi.doors.web.introductions.pages import introduction_page, list_page
from enishi.doors.web.limits import limited
from enishi.rooms.introductions import queries, services
from enishi.rooms.introductions.errors import IntroductionToSelf
from enishi.rooms.introductions.types import Role
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import Form
    from django.http import HttpResponse

    from enishi.rooms.introductions.types import SeenIntroduction


@members_only
@require_GET
def introductions(request: MemberRequest) -> HttpResponse:
    """What one asked for, and what others ask one to do."""
    context = {"page": list_page(request.user, timezone.now()), "nav_section": "inbox"}
    template = "introductions/list.html#section" if request.htmx else "introductions/list.html"
    return TemplateResponse(request, template, context)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.APPROACHES)
def new_introduction(request: MemberRequest) -> HttpResponse:
    """Ask to be introduced; what cannot be asked comes back with every word kept."""
    handle = (request.POST or request.GET).get("to", "")
    recipient = queries.get_recipient_for(request.user, handle)
    if recipient == request.user:
        raise IntroductionToSelf
    offer, now = offer_to(request.user, recipient, named_lines(request)), timezone.now()
    form = request_form(request, offer)
    if form.is_bound and form.may_go(request.user, recipient.pk, now):
        draft = form.draft_to(recipient.pk)
        asked = services.request_introduction(by=request.user, draft=draft, at=now)
        messages.success(request, _("Asked. You will be told when all of you are together."))
        return redirect("web:introduction", asked.pk)
    context = {"page": ask_page(request.user, offer, form, now), "form": form}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "introductions/ask.html", context, status=status)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.ANSWERS)
def introduction(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """Read one; whoever holds it passes it on here, or accepts."""
    now = timezone.now()
    seen = queries.get_introduction_for(request.user, introduction_id, at=now)
    form = decision_form(seen.role, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _take_further(request, seen, form, now)
    page = introduction_page(request.user, seen, form)
    status = 422 if form.is_bound else 200
    context = {"page": page, "form": form, "nav_section": "inbox"}
    return TemplateResponse(request, "introductions/introduction.html", context, status=status)


def _take_further(
    request: MemberRequest, seen: SeenIntroduction, form: Form, at: datetime
) -> HttpResponse:
    words = form.cleaned_data["words"]
    if seen.role is Role.RECIPIENT:
        conversation_id = services.accept_introduction(
            by=request.user, introduction_id=seen.id, message=words, at=at
        )
        messages.success(request, _("Accepted. All of you can now write to each other."))
        return redirect("web:conversation", conversation_id)
    services.forward_introduction(by=request.user, introduction_id=seen.id, words=words, at=at)
    messages.success(request, _("Passed on, with your words."))
    return redirect("web:introduction", seen.id)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def decline_introduction(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """Decline in one tap; the word that says so carries the way back."""
    services.decline_introduction(
        by=request.user,
        introduction_id=introduction_id,
        words=DeclineForm(request.POST).chosen(),
        at=timezone.now(),
    )
    undo = reverse("web:reopen_introduction", args=[introduction_id])
    messages.success(request, _("Declined. Nobody is told."), extra_tags=undo)
    return redirect("web:introductions")


@members_only
@require_POST
@limited(Limit.ANSWERS)
def reopen_introduction(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """Take a decline back."""
    services.reopen_introduction(
        by=request.user, introduction_id=introduction_id, at=timezone.now()
    )
    messages.success(request, _("Taken back. It waits for you again."))
    return redirect("web:introduction", introduction_id)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def withdraw_introduction(request: MemberRequest, introduction_id: int) -> HttpResponse:
    """Take back what one asked."""
    services.withdraw_introduction(
        by=request.user, introduction_id=introduction_id, at=timezone.now()
    )
    messages.success(request, _("Withdrawn. For the others it was never there."))
    return redirect("web:introductions")


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.SETTINGS)
def be_asked(request: MemberRequest) -> HttpResponse:
    """Say whether one may be asked to introduce people."""
    if request.method == "POST":
        form = BeAskedForm(request.POST)
        if form.is_valid() and form.cleaned_data["is_asked"]:
            services.be_asked(by=request.user)
        else:
            services.be_left_alone(by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("web:be_asked")
    form = BeAskedForm(initial={"is_asked": queries.is_asked(request.user)})
    return TemplateResponse(request, "introductions/be_asked.html", {"form": form})

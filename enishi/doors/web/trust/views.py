"""Pages of reports: for who reports, and for operators, who decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enishi.doors.web.access import MemberRequest, members_only, operators_only
from enishi.doors.web.limits import limited
from enishi.doors.web.people import cards_for
from enishi.doors.web.trust.forms import ReportForm
from enishi.doors.web.trust.pages import own_reports_page, reports_page
from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import get_approach_for
from enishi.rooms.connections.services import block
from enishi.rooms.conversations.queries import get_conversation_for, get_message_for
from enishi.rooms.trust import services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.REPORTS)
def report_approach(request: MemberRequest, approach_id: int) -> HttpResponse:
    """Report an approach one received."""
    approach = get_approach_for(request.user, approach_id)
    if approach.recipient_id != request.user.pk:
        raise NotFound
    form = ReportForm(request.POST or None)
    if form.is_valid():
        why, words = form.said
        services.report_approach(
            by=request.user, approach_id=approach_id, why=why, words=words, at=timezone.now()
        )
        return _reported(request, form, approach.sender_id)
    return _asked(request, form, approach.sender_id)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.REPORTS)
def report_conversation(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """Report what the other wrote in a conversation."""
    talk = get_conversation_for(request.user, conversation_id)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        why, words = form.said
        services.report_conversation(
            by=request.user, conversation_id=talk.id, why=why, words=words, at=timezone.now()
        )
        return _reported(request, form, talk.other_id)
    return _asked(request, form, talk.other_id)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.REPORTS)
def report_message(
    request: MemberRequest, conversation_id: int, message_id: int
) -> HttpResponse:
    """Report one message of another."""
    message = get_message_for(request.user, conversation_id, message_id)
    author_id = message.author_id
    if author_id is None or author_id == request.user.pk:
        raise NotFound
    form = ReportForm(request.POST or None)
    if form.is_valid():
        services.report_message(
            by=request.user,
            conversation_id=conversation_id,
            message_id=message_id,
            said=form.said,
            at=timezone.now(),
        )
        return _reported(request, form, author_id)
    return _asked(request, form, author_id, message.body)


@members_only
@require_safe
def own_reports(request: MemberRequest) -> HttpResponse:
    """What one reported, and what came of it."""
    page = own_reports_page(request.user, request.GET.get("page", ""))
    context = {"page": page, "nav_section": "inbox"}
    return TemplateResponse(request, "trust/own_reports.html", context)


@operators_only
@require_safe
def reports(request: MemberRequest) -> HttpResponse:
    """What waits for a decision."""
    page = reports_page(request.user, request.GET.get("page", ""), timezone.now())
    context = {"page": page, "here": "reports"}
    return TemplateResponse(request, "trust/reports.html", context)


@operators_only
@require_POST
@limited(Limit.HOUSE)
def uphold(request: MemberRequest, report_id: int) -> HttpResponse:
    """Find that a report is right."""
    services.uphold_report(by=request.user, report_id=report_id, at=timezone.now())
    messages.success(request, _("Upheld. It weighs on their slots, and stands on their card."))
    return redirect("web:reports")


@operators_only
@require_POST
@limited(Limit.HOUSE)
def dismiss(request: MemberRequest, report_id: int) -> HttpResponse:
    """Find nothing in a report."""
    services.dismiss_report(by=request.user, report_id=report_id, at=timezone.now())
    messages.success(request, _("Dismissed. It weighs on nobody."))
    return redirect("web:reports")


def _asked(
    request: MemberRequest, form: ReportForm, member_id: int, about: str = ""
) -> HttpResponse:
    person = cards_for(request.user, [member_id]).get(member_id)
    if person is None:
        raise NotFound
    context = {"form": form, "person": person, "about": about, "nav_section": "inbox"}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "trust/report.html", context, status=status)


def _reported(request: MemberRequest, form: ReportForm, member_id: int) -> HttpResponse:
    if form.cleaned_data["block"]:
        block(by=request.user, member_id=member_id, at=timezone.now())
    messages.success(
        request, _("Reported. An operator looks at it, and you are told; the other is not.")
    )
    return redirect("web:inbox")

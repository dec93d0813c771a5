"""Pages of what came, who found the viewer, and why now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.insights.board import board_page
from enishi.doors.web.insights.found import counted_page, everybody_page
from enishi.doors.web.insights.ledger import ledger_page, why_page

if TYPE_CHECKING:
    from django.http import HttpResponse


@members_only
@require_GET
def board(request: MemberRequest) -> HttpResponse:
    """Do offers come? Over time, what brought them, what would bring more."""
    page = board_page(request.user, timezone.localtime())
    context = {"page": page, "nav_section": "offers"}
    return TemplateResponse(request, "insights/board.html", context)


@members_only
@require_GET
def why_now(request: MemberRequest) -> HttpResponse:
    """From one's own edits to searches, visits and approaches."""
    page = ledger_page(request.user, timezone.localtime(), request.GET.get("cursor", ""))
    context = {"page": page, "nav_section": "offers"}
    template = "insights/why_now.html"
    return TemplateResponse(request, template + "#section" * bool(request.htmx), context)


@members_only
@require_GET
def why_this_now(request: MemberRequest, approach_id: int) -> HttpResponse:
    """Why one approach came when it did; its recipient alone may ask."""
    row = why_page(request.user, approach_id, timezone.localtime())
    context = {"row": row, "nav_section": "inbox"}
    template = "insights/why_this_now.html"
    return TemplateResponse(request, template + "#section" * bool(request.htmx), context)


@members_only
@require_GET
def everybody_found(request: MemberRequest) -> HttpResponse:
    """Everybody who opened the viewer's record by name, as long as it is remembered."""
    page = everybody_page(request.user, timezone.now(), request.GET.get("cursor", ""))
    context = {"page": page, "nav_section": "offers"}
    return TemplateResponse(request, "insights/found.html", context)


@members_only
@require_GET
def counted(request: MemberRequest) -> HttpResponse:
    """Who found the viewer without a name to be told: numbers only."""
    context = {"page": counted_page(request.user, timezone.now()), "nav_section": "offers"}
    template = "insights/counted.html"
    return TemplateResponse(request, template + "#section" * bool(request.htmx), context)

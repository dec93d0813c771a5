"""Drafts: kept while somebody writes, and thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.approaches import words
from enishi.doors.web.approaches.drafts import draft_rows
from enishi.doors.web.approaches.forms import ApproachForm
from enishi.doors.web.limits import limited
from enishi.rooms.approaches import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse


@members_only
@require_safe
def drafts(request: MemberRequest) -> HttpResponse:
    """What one has begun to write; the list alone, where the inbox asks for it."""
    template = "approaches/drafts.html"
    template = f"{template}#list" if request.htmx and not request.htmx.boosted else template
    context = {"rows": draft_rows(request.user), "nav_section": "inbox"}
    return TemplateResponse(request, template, context)


@members_only
@require_POST
@limited(Limit.DRAFTS)
def keep_draft(request: MemberRequest) -> HttpResponse:
    """Keep what is written so far: by itself while somebody writes, or by the button."""
    now, by = timezone.now(), request.user
    recipient = queries.get_recipient_for(by, request.POST.get("to", ""))
    written = ApproachForm(request.POST).written()
    services.keep_draft(by=by, recipient_id=recipient.pk, written=written, at=now)
    if not request.htmx:
        messages.success(request, _("Kept as a draft. It stands in your inbox."))
        return redirect("web:inbox")
    stake = queries.stake_for(by, at=now, message=written.message)
    hints = words.stake_sentences(stake) if stake.alike else []
    if length := words.length_sentence(written.message):
        hints.insert(0, length)
    context = {"kept_at": now, "hints": hints}
    return TemplateResponse(request, "approaches/draft.html", context)


@members_only
@require_POST
@limited(Limit.DRAFTS)
def discard_draft(request: MemberRequest) -> HttpResponse:
    """Throw a draft away."""
    recipient = queries.get_recipient_for(request.user, request.POST.get("to", ""))
    services.discard_draft(by=request.user, recipient_id=recipient.pk)
    messages.success(request, _("The draft is discarded."))
    return redirect("web:inbox")

"""Search, files, and being told or not: pages around a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.conversations.forms import SearchForm
from enishi.doors.web.conversations.pages import found_rows
from enishi.doors.web.limits import READS, limited
from enishi.ground.downloads import to_be_saved
from enishi.rooms.conversations import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse


@members_only
@require_GET
@limited(Limit.SEARCH, methods=READS)
def search(request: MemberRequest) -> HttpResponse:
    """Look for words in one's own messages."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = found_rows(request.user, asked) if asked else []
    context = {"form": form, "asked": asked, "rows": rows, "nav_section": "inbox"}
    return TemplateResponse(request, "conversations/search.html", context)


@members_only
@require_GET
def attachment(
    request: MemberRequest, conversation_id: int, attachment_id: int
) -> HttpResponse:
    """A file of a conversation, to be saved: never shown as a page of the house."""
    return to_be_saved(
        *queries.get_attachment_for(request.user, conversation_id, attachment_id)
    )


@members_only
@require_POST
@limited(Limit.SETTINGS)
def mute(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """Be told of no new message in a conversation."""
    services.mute_conversation(
        by=request.user, conversation_id=conversation_id, at=timezone.now()
    )
    messages.success(request, _("Quiet from now on. New messages stand in your inbox."))
    return redirect("web:conversation", conversation_id)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def unmute(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """Be told of new messages again."""
    services.unmute_conversation(by=request.user, conversation_id=conversation_id)
    messages.success(request, _("You are told of new messages again."))
    return redirect("web:conversation", conversation_id)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def leave(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """Leave a conversation for good."""
    services.leave_conversation(
        by=request.user, conversation_id=conversation_id, at=timezone.now()
    )
    messages.success(request, _("You have left. Nothing more of it reaches you."))
    return redirect("web:inbox")

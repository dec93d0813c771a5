"""Pages of the inbox and of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enishi.doors.web.access import MemberRequest, members_only
from enishi.doors.web.conversations.forms import AfterForm, MessageForm
from enishi.doors.web.conversations.pages import conversation_page, inbox_page, tail_of
from enishi.doors.web.limits import limited
from enishi.rooms.conversations import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.rooms.conversations.types import SeenConversation

TEMPLATE = "conversations/conversation.html"


@members_only
@require_GET
def inbox(request: MemberRequest) -> HttpResponse:
    """What waits for an answer, conversations, and what one sent."""
    page = inbox_page(request.user, timezone.now())
    context = {"page": page, "nav_section": "inbox"}
    return TemplateResponse(request, "conversations/inbox.html", context)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.MESSAGES)
def conversation(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """Read a conversation, and write in it."""
    talk = queries.get_conversation_for(request.user, conversation_id)
    form = MessageForm(request.POST or None, request.FILES or None)
    now = timezone.now()
    if form.is_bound and form.is_valid() and form.write(request.user, talk.id, now):
        return _written(request, talk.id)
    if form.is_bound and request.htmx:
        return _refused(request, talk, form)
    if talk.unread:
        services.mark_read(by=request.user, conversation_id=talk.id, at=now)
    return _shown(request, talk, form, status=422 if form.is_bound else 200)


@members_only
@require_POST
@limited(Limit.MESSAGES)
def take_back(request: MemberRequest, conversation_id: int, unsent_id: int) -> HttpResponse:
    """Take a message back before it is delivered; its words stand in the form again."""
    talk = queries.get_conversation_for(request.user, conversation_id)
    words = services.take_back_message(
        by=request.user, conversation_id=talk.id, unsent_id=unsent_id
    )
    talk = queries.get_conversation_for(request.user, conversation_id)
    form = MessageForm(initial={"body": words})
    if not request.htmx:
        return _shown(request, talk, form)
    after = AfterForm(request.POST).number("after") or 0
    context = {"tail": tail_of(request.user, talk, after), "form": form, "is_aside": True}
    return TemplateResponse(request, f"{TEMPLATE}#written", context)


@members_only
@require_GET
def new_messages(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """What was written or read since; 304 if nothing was, at the price of one query."""
    now = timezone.now()
    mark = queries.get_mark_of(request.user, conversation_id)
    unchanged = get_conditional_response(request, etag=f'"{mark}"')
    if unchanged is not None:
        return unchanged
    talk = queries.get_conversation_for(request.user, conversation_id)
    if talk.unsent and services.deliver_messages(at=now, conversation_id=talk.id):
        talk = queries.get_conversation_for(request.user, conversation_id)
    services.mark_read(by=request.user, conversation_id=talk.id, at=now)
    tail = tail_of(request.user, talk, AfterForm(request.GET).number("after") or 0)
    context = {"tail": tail, "is_aside": True}
    response = TemplateResponse(request, f"{TEMPLATE}#news", context)
    response.headers["ETag"] = f'"{tail.mark}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _shown(
    request: MemberRequest, talk: SeenConversation, form: MessageForm, *, status: int = 200
) -> HttpResponse:
    page = conversation_page(request.user, talk, AfterForm(request.GET).number("before"))
    context = {"page": page, "tail": page.tail, "form": form, "nav_section": "inbox"}
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _written(request: MemberRequest, conversation_id: int) -> HttpResponse:
    """What is on its way and an empty form for htmx; the page again without it."""
    if not request.htmx:
        return redirect("web:conversation", conversation_id)
    talk = queries.get_conversation_for(request.user, conversation_id)
    tail = tail_of(request.user, talk, AfterForm(request.POST).number("after") or 0)
    context = {"tail": tail, "form": MessageForm(), "is_aside": True}
    return TemplateResponse(request, f"{TEMPLATE}#written", context)


def _refused(request: MemberRequest, talk: SeenConversation, form: MessageForm) -> HttpResponse:
    """The form again, with what is wrong at its field."""
    context = {"form": form, "tail": {"conversation_id": talk.id}}
    response = TemplateResponse(request, f"{TEMPLATE}#write", context, status=422)
    response.headers["HX-Retarget"] = "#write"
    return response

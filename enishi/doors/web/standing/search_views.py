"""Saved searches: keep, rename, be told or not, remove and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from enishi.doors.web.access import members_only
from enishi.doors.web.discovery.forms import Asked
from enishi.doors.web.limits import limited
from enishi.doors.web.standing.forms import SearchForm
from enishi.doors.web.standing.pages import searches_page
from enishi.rooms.standing import services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest


@members_only
@require_GET
def saved_searches(request: MemberRequest) -> HttpResponse:
    """The searches one kept, with whom they newly found."""
    context = {"page": searches_page(request.user), "nav_section": "search"}
    return TemplateResponse(request, "standing/searches.html", context)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def save_search(request: MemberRequest) -> HttpResponse:
    """Keep the search whose address the form carries."""
    asked = Asked.read(request.POST)
    services.save_search(
        by=request.user, query=asked.query, narrowed=asked.narrowed, at=timezone.now()
    )
    messages.success(request, _("Saved. You are told when a record newly answers it."))
    return redirect("web:saved_searches")


@members_only
@require_POST
@limited(Limit.SETTINGS)
def change_search(request: MemberRequest, search_id: int) -> HttpResponse:
    """Name it, and say whether one wants to be told."""
    form = SearchForm(request.POST, auto_id=f"id_{search_id}_%s")
    if form.is_valid():
        services.change_search(by=request.user, search_id=search_id, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("web:saved_searches")
    page = searches_page(request.user, refused=(search_id, form))
    context = {"page": page, "nav_section": "search"}
    return TemplateResponse(request, "standing/searches.html", context, status=422)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def remove_search(request: MemberRequest, search_id: int) -> HttpResponse:
    """Remove it; the word that says so carries the way back."""
    services.remove_search(by=request.user, search_id=search_id, at=timezone.now())
    undo = reverse("web:restore_search", args=[search_id])
    messages.success(request, _("The saved search is removed."), extra_tags=undo)
    return redirect("web:saved_searches")


@members_only
@require_POST
@limited(Limit.SETTINGS)
def restore_search(request: MemberRequest, search_id: int) -> HttpResponse:
    """Put it back."""
    services.restore_search(by=request.user, search_id=search_id, at=timezone.now())
    messages.success(request, _("The saved search is back."))
    return redirect("web:saved_searches")

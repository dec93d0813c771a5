"""One's page as a whole: portrait, who may open it, the record on paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enishi.doors.web.access import members_only
from enishi.doors.web.limits import limited
from enishi.doors.web.profiles.forms import PageForm, PortraitForm
from enishi.doors.web.profiles.person import paper_context
from enishi.doors.web.profiles.record import language_of
from enishi.rooms.profiles import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest


@require_http_methods(["GET", "POST"])
@members_only
@limited(Limit.RECORD)
def page_settings(request: MemberRequest) -> HttpResponse:
    """Who may open one's page, and what stands on it for machines."""
    page = queries.get_own_page(request.user)
    form = PageForm(request.POST or None, initial=asdict(page.settings))
    if form.is_valid():
        services.set_page_settings(by=request.user, settings=form.settings(), at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("web:page_settings")
    context = {"form": form, "page": page, "nav_section": "my_record"}
    return render(
        request, "profiles/page_settings.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@members_only
@limited(Limit.PORTRAITS)
def portrait(request: MemberRequest) -> HttpResponse:
    """Give the house a picture of oneself."""
    form = PortraitForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content = form.cleaned_data["portrait"]
        services.set_portrait(by=request.user, content=content, at=timezone.now())
        messages.success(request, _("This is your portrait now."))
        return redirect("web:own_portrait")
    page = queries.get_own_page(request.user)
    context = {"form": form, "page": page, "nav_section": "my_record"}
    return render(
        request, "profiles/portrait.html", context, status=422 if form.errors else 200
    )


@require_POST
@members_only
@limited(Limit.PORTRAITS)
def remove_portrait(request: MemberRequest) -> HttpResponse:
    """Take the portrait away."""
    services.remove_portrait(by=request.user, at=timezone.now())
    messages.success(request, _("Your portrait is gone; the house draws one again."))
    return redirect("web:own_portrait")


@require_GET
@members_only
def print_own(request: MemberRequest) -> HttpResponse:
    """One's whole record on paper."""
    page = queries.get_own_page(request.user)
    entries = [entry.seen for entry in queries.own_record(request.user)]
    context = paper_context(page, entries, language_of(request))
    return render(request, "profiles/print.html", context)

"""The settings: name, handle, language, being found; an overview of the ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from enishi.doors.web.access import members_only
from enishi.doors.web.account import pages
from enishi.doors.web.account.names import NameForm
from enishi.doors.web.account.settings_forms import HandleForm, PreferencesForm
from enishi.doors.web.limits import limited
from enishi.rooms.members import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest


@members_only
@require_safe
def settings(request: MemberRequest) -> HttpResponse:
    """All settings on one page."""
    return _page(request)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def change_names(request: MemberRequest) -> HttpResponse:
    """Keep another name."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, names=form)
    services.rename_member(by=request.user, names=form.names)
    return _saved(request)


@members_only
@require_GET
def preview_names(request: MemberRequest) -> HttpResponse:
    """Show how the name that is being typed will be written."""
    form = NameForm(request.GET)
    form.is_valid()  # what cannot be kept is left out of the preview
    preview = pages.preview_of(form.names.written)
    return TemplateResponse(request, "account/settings.html#preview", {"preview": preview})


@members_only
@require_POST
@limited(Limit.HANDLES)
def change_handle(request: MemberRequest) -> HttpResponse:
    """Keep another handle."""
    form = HandleForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, handle=form)
    services.change_handle(by=request.user, handle=form.cleaned_data["handle"])
    return _saved(request)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def change_preferences(request: MemberRequest) -> HttpResponse:
    """Keep another language or time zone, and how far one is found."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, preferences=form)
    services.change_preferences(by=request.user, preferences=form.preferences)
    with translation.override(request.user.language):
        return _saved(request)


def _saved(request: MemberRequest) -> HttpResponse:
    messages.success(request, gettext("Your settings are saved."))
    return redirect("web:settings")


def _page(request: MemberRequest, **refused: Any) -> HttpResponse:  # noqa: ANN401 - forms
    viewer = request.user
    page = pages.SettingsPage(
        names=refused.get("names") or pages.name_form_of(viewer),
        preview=pages.preview_of(viewer.name),
        handle=refused.get("handle") or pages.handle_form_of(viewer),
        preferences=refused.get("preferences") or pages.preferences_form_of(viewer),
        security=queries.security_of(viewer, timezone.now()),
        tokens=queries.access_tokens_of(viewer).count(),
    )
    status = 422 if refused else 200
    return TemplateResponse(request, "account/settings.html", {"page": page}, status=status)

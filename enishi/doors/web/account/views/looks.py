"""Language and brightness: a cookie for guests, the member's own row for members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from enishi.doors.web.access import public, viewer_of
from enishi.doors.web.context import THEMES
from enishi.doors.web.limits import limited
from enishi.rooms.members import services
from enishi.rooms.members.types import Language
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = 365 * 86_400


@public
@require_POST
@limited(Limit.LOOKS)
def set_language(request: HttpRequest) -> HttpResponse:
    """Read the house in another language, on the same page."""
    response = _back(request)
    language = request.POST.get("language", "")
    if language in Language.values:
        viewer = viewer_of(request)
        if viewer:
            services.change_language(by=viewer, language=language)
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


@public
@require_POST
@limited(Limit.LOOKS)
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device; for this browser."""
    response = _back(request)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _keep(response, "theme", theme)
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    # Not HttpOnly: the switch in the page writes the same cookie.
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page they came from, if it is one of ours."""
    wanted = request.POST.get("next", "")
    # Only paths: no other host can be meant, whatever a browser reads into slashes.
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return HttpResponseRedirect(wanted if is_ours else "/")

"""The gallery of parts, and the three files a browser asks for to keep the house at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from enishi.doors.web.access import public
from enishi.doors.web.parts.forms import SampleForm
from enishi.doors.web.parts.samples import gallery
from enishi.doors.web.ui.icons import ICONS
from enishi.rooms.members.queries import get_house

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAPER = "#f7f5f0"


@public
@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every component in the language of the page; for who builds pages, and for the tests."""
    shown = {"page": gallery(), "form": SampleForm.refused(), "icons": list(ICONS)}
    return render(request, "parts/parts.html", shown)


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows when it cannot reach the house."""
    return render(request, "errors/offline.html")


@public
@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """What a phone needs to keep the house on its first screen."""
    house = get_house()
    return JsonResponse(
        {
            "name": house.name_ja if get_language() == "ja" else house.name_en,
            "short_name": "Enishi",
            "lang": get_language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {"src": static("img/favicon.svg"), "type": "image/svg+xml", "sizes": "any"},
                {"src": static("img/icon-192.png"), "type": "image/png", "sizes": "192x192"},
                {"src": static("img/icon-512.png"), "type": "image/png", "sizes": "512x512"},
            ],
        },
        content_type="application/manifest+json",
    )


@public
@require_safe
@cache_control(max_age=0)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker that shows `offline`; served from the top, so that it may watch every page."""
    return render(
        request, "parts/service_worker.js", content_type="text/javascript; charset=utf-8"
    )

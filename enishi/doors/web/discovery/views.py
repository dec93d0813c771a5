"""The search page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from enishi.doors.web.access import members_only
from enishi.doors.web.discovery import pages
from enishi.doors.web.discovery.forms import Asked
from enishi.doors.web.limits import READS, limited
from enishi.rooms.discovery import services
from enishi.rooms.upkeep.types import Limit

LONGEST_NAME = 40

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest


@members_only
@require_safe
@limited(Limit.SEARCH, methods=READS)
def search(request: MemberRequest) -> HttpResponse:
    """Who knows this? Answers with the whole page, or with the answer alone for htmx."""
    asked = Asked.read(request.GET)
    page = pages.search_page(request.user, asked, at=timezone.now())
    services.note_found(by=request.user, query=asked.query, found=page.found)
    wants_answer = request.headers.get("HX-Target") == "answer"
    template = "discovery/search.html#answer" if wants_answer else "discovery/search.html"
    response = TemplateResponse(request, template, {"page": page})
    response.headers["Vary"] = "HX-Target"
    return response


@members_only
@require_safe
@limited(Limit.NAMES, methods=READS)
def search_names(request: MemberRequest) -> HttpResponse:
    """People whose name begins like what is being typed: rows for the list under the field."""
    people = pages.names_page(request.user, request.GET.get("q", "")[:LONGEST_NAME])
    return TemplateResponse(request, "discovery/names.html", {"people": people})

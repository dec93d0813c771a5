"""Pages of people, as members and guests find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from enishi.doors.web.access import public, viewer_of
from enishi.doors.web.limits import READS, limited
from enishi.doors.web.profiles.person import Arrival, paper_context, person_context
from enishi.doors.web.profiles.record import language_of
from enishi.doors.web.profiles.surroundings import met_by, surroundings
from enishi.rooms.insights.services import record_visit
from enishi.rooms.insights.types import Aim
from enishi.rooms.members.types import Status
from enishi.rooms.profiles import queries
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from enishi.rooms.members.models import Member

_AN_HOUR = 3600


@require_GET
@public
@limited(Limit.PEOPLE, methods=READS)
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Somebody's page; for a guest only if they opened it."""
    viewer = _reader(request)
    page = queries.get_person_for(viewer, handle)
    arrival = Arrival.of(request)
    met = met_by(viewer, page.member.pk, read=arrival.lines)
    context = person_context(viewer, page, arrival, met.record)
    if viewer is not None and met.tie is not None:
        context |= surroundings(viewer, page.member, context["person"], met)
        context |= _looked(viewer, page.member.pk, arrival)
    response = render(request, "profiles/person.html", {"nav_section": "search", **context})
    if not page.settings.is_indexable:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_GET
@public
def print_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Somebody's record on paper: what the viewer may see, without the page around it."""
    viewer = viewer_of(request)
    page = queries.get_person_for(viewer, handle)
    entries = queries.record_of(viewer, page.member.pk)
    context = paper_context(page, entries, language_of(request))
    response = render(request, "profiles/print.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_GET
@public
def portrait(request: HttpRequest, handle: str, size: int) -> HttpResponseBase:
    """Somebody's portrait, if the viewer may see it; otherwise it is not there."""
    picture = queries.get_portrait_for(viewer_of(request), handle, size)
    response = FileResponse(picture, content_type="image/webp")
    # The address changes with the picture; only the viewer's own browser may keep it.
    response.headers["Cache-Control"] = f"private, max-age={_AN_HOUR}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _looked(viewer: Member, member_id: int, arrival: Arrival) -> dict[str, Any]:
    """Remember the visit; what its page says of it."""
    look = record_visit(
        viewer=viewer,
        member_id=member_id,
        query=arrival.query,
        entry_id=arrival.lines[0].entry_id if arrival.lines else None,
        at=timezone.now(),
    )
    return {"look": look, "aims": Aim.choices}


def _reader(request: HttpRequest) -> Member | None:
    """Who reads; somebody who waits to be let in reads as a guest, as the room sees them."""
    viewer = viewer_of(request)
    return viewer if viewer is not None and viewer.status == Status.ACTIVE else None

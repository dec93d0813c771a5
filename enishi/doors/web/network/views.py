"""The people around the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse

from enishi.doors.web.access import members_only
from enishi.doors.web.network.pages import Asked, Order, network_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest


@members_only
def network(request: MemberRequest) -> HttpResponse:
    """Invitations that wait, and the viewer's connections."""
    order = request.GET.get("order", "")
    asked = Asked(
        organization_id=_number(request.GET.get("organization", "")),
        order=Order(order) if order in set(Order) else Order.READING,
        number=_number(request.GET.get("page", "")) or 1,
    )
    page = network_page(request.user, asked)
    template = "network/network.html#list" if request.htmx else "network/network.html"
    return TemplateResponse(request, template, {"page": page})


def _number(text: str) -> int | None:
    is_short = text.isascii() and text.isdecimal() and len(text) < 18  # noqa: PLR2004 - 64 bit
    return int(text) if is_short else None

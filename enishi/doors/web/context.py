"""What every page knows without asking for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from enishi.doors.web.access import viewer_of
from enishi.doors.web.people import own_card
from enishi.rooms.members.queries import get_house

if TYPE_CHECKING:
    from django.http import HttpRequest

THEMES = ("device", "light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """The house, the viewer and how they like to see it. Lazy: at most two queries."""
    viewer = viewer_of(request) if hasattr(request, "user") else None
    theme = request.COOKIES.get("theme", "device")
    return {
        "house": SimpleLazyObject(get_house),
        "viewer": viewer,
        "viewer_card": SimpleLazyObject(lambda: own_card(viewer)) if viewer else None,
        "theme": theme if theme in THEMES else "device",
        "language": (get_language() or "ja")[:2],
    }

"""Browsers a member signed in with: told apart by a cookie, so that nothing is kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "known"
SALT = "enishi.known-browser"
YEAR = 365 * 86_400
MOST_MEMBERS = 5  # a family's browser; beyond that the oldest is forgotten


def is_known(request: HttpRequest, member_id: int) -> bool:
    """Whether this member signed in with this browser before."""
    return member_id in _members_of(request)


def remember(request: HttpRequest, response: HttpResponse, member_id: int) -> None:
    """Know this browser the next time, for a year."""
    others = [one for one in _members_of(request) if one != member_id]
    response.set_cookie(
        COOKIE,
        signing.dumps([member_id, *others][:MOST_MEMBERS], salt=SALT),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _members_of(request: HttpRequest) -> list[int]:
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return []
    return [one for one in kept if isinstance(one, int)]

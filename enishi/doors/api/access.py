"""Who may call an operation: the bearer of a token with its scope, or a signed-in page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from enishi.rooms.members.queries import find_token
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member
    from enishi.rooms.members.types import Scope


class MemberRequest(HttpRequest):
    """A request whose `user` is certainly a member: the token's, or the one signed in."""

    user: Member


class BearerWith(HttpBearer):
    """The member whose token was sent, if it has `scope`."""

    openapi_name = "Token"

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        """Find the member; from here on they are the request's user."""
        found = find_token(secret=token, at=timezone.now())
        if found is None or self.scope not in found.scopes:
            return None
        request.user = found.member
        return found.member


class SignedIn(SessionAuth):
    """The member who is signed in to the pages; guarded by the CSRF token."""

    openapi_name = "Session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Member | None:  # noqa: ARG002
        """The signed-in member, unless they still wait for approval."""
        user = request.user
        if user.is_authenticated and user.status == Status.ACTIVE:
            return user
        return None


def needs(scope: Scope) -> list[HttpBearer | SessionAuth]:
    """Ways in for an operation that needs `scope`."""
    return [BearerWith(scope), SignedIn(csrf=True)]

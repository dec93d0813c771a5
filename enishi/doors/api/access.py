"""Who may call an operation, and how often.

The bearer of a token with its scope may, or a signed-in page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from enishi.rooms.members.queries import find_token
from enishi.rooms.members.services import note_token_use
from enishi.rooms.members.types import Status
from enishi.rooms.upkeep.services import count_act
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member
    from enishi.rooms.members.types import Scope


class MemberRequest(HttpRequest):
    """A request whose `user` is certainly a member: the token's, or the one signed in."""

    user: Member


class BearerWith(HttpBearer):
    """The member whose token was sent, if it has `scope`; each call counts for `limit`."""

    openapi_name = "Token"

    def __init__(self, scope: Scope, limit: Limit) -> None:
        super().__init__()
        self.scope = scope
        self.limit = limit

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        """Find the member; from here on they are the request's user."""
        now = timezone.now()
        found = find_token(secret=token, at=now)
        if found is None or self.scope not in found.scopes:
            return None
        count_act(limit=self.limit, who=f"member {found.member.pk}", at=now)
        note_token_use(token=found, on=now.date())
        request.user = found.member
        return found.member


class SignedIn(SessionAuth):
    """The member who is signed in to the pages; guarded by the CSRF token."""

    openapi_name = "Session"

    def __init__(self, limit: Limit) -> None:
        super().__init__(csrf=True)
        self.limit = limit

    def authenticate(self, request: HttpRequest, key: str | None) -> Member | None:  # noqa: ARG002
        """The signed-in member, unless they still wait for approval."""
        user = request.user
        if not user.is_authenticated or user.status != Status.ACTIVE:
            return None
        count_act(limit=self.limit, who=f"member {user.pk}", at=timezone.now())
        return user


def needs(scope: Scope, limit: Limit = Limit.PROGRAMS) -> list[HttpBearer | SessionAuth]:
    """Ways in for an operation that needs `scope`, counted together with pages' `limit`."""
    return [BearerWith(scope, limit), SignedIn(limit)]

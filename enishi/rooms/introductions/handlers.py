"""What this room does when others announce something: inside the same transaction."""

from __future__ import annotations

from django.utils import timezone

from enishi.ground.events import keep_with
from enishi.rooms.connections.events import MemberBlocked, MembersDisconnected
from enishi.rooms.introductions import services
from enishi.rooms.members.events import MemberErased, MemberLeft


def wire() -> None:
    """Listen."""
    keep_with(MembersDisconnected, members_disconnected)
    keep_with(MemberBlocked, member_blocked)
    keep_with(MemberErased, member_erased)
    keep_with(MemberLeft, member_left)


def members_disconnected(event: MembersDisconnected) -> None:
    """A connection is gone, and every way that led over it."""
    services.break_between(one_id=event.low_id, other_id=event.high_id)


def member_blocked(event: MemberBlocked) -> None:
    """Two do not exist for each other any more."""
    services.forget_requests_across(blocker_id=event.blocker_id, blocked_id=event.blocked_id)
    services.break_with(member_id=event.blocker_id, other_id=event.blocked_id)


def member_erased(event: MemberErased) -> None:
    """Somebody left for good, and is forgotten."""
    services.erase_introductions(member_id=event.member_id, at=timezone.now())


def member_left(event: MemberLeft) -> None:
    """Somebody is not in the house for now, or for good."""
    services.break_with(member_id=event.member_id)

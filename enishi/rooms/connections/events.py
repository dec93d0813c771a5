"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSent(Event):
    """`inviter_id` asked `invitee_id` to connect."""

    invitation_id: int
    inviter_id: int
    invitee_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersConnected(Event):
    """Two members are now connected; `low_id < high_id`."""

    low_id: int
    high_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersDisconnected(Event):
    """Two members are no longer connected; `low_id < high_id`."""

    low_id: int
    high_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberBlocked(Event):
    """`blocker_id` blocked `blocked_id`."""

    blocker_id: int
    blocked_id: int

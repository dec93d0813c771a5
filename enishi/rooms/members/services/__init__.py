"""Everything that changes who is in the house, and what they said of themselves."""

from enishi.rooms.members.services.bulk import bulk_add_members
from enishi.rooms.members.services.house import make_operator, set_up_house
from enishi.rooms.members.services.joining import (
    approve_member,
    confirm_mail,
    decline_member,
    forget_unconfirmed,
    invite_to_house,
    join_house,
    withdraw_joining_invitation,
)
from enishi.rooms.members.services.leaving import end_sessions, leave_house
from enishi.rooms.members.services.settings import (
    change_handle,
    change_language,
    change_preferences,
    rename_member,
)
from enishi.rooms.members.services.standing import restore_member, suspend_member
from enishi.rooms.members.services.tokens import (
    create_access_token,
    note_token_use,
    revoke_access_token,
)

__all__ = [
    "approve_member",
    "bulk_add_members",
    "change_handle",
    "change_language",
    "change_preferences",
    "confirm_mail",
    "create_access_token",
    "decline_member",
    "end_sessions",
    "forget_unconfirmed",
    "invite_to_house",
    "join_house",
    "leave_house",
    "make_operator",
    "note_token_use",
    "rename_member",
    "restore_member",
    "revoke_access_token",
    "set_up_house",
    "suspend_member",
    "withdraw_joining_invitation",
]

"""What changes a member's lines in the index: noted where the change itself is written."""

from enishi.ground.events import keep_with
from enishi.rooms.discovery.services import note_change
from enishi.rooms.members.events import MemberJoined, MemberLeft, MemberRenamed
from enishi.rooms.profiles.events import RecordChanged


def member_changed(event: MemberJoined | MemberRenamed | MemberLeft | RecordChanged) -> None:
    """Their lines are to be read again."""
    note_change(member_id=event.member_id)


def wire() -> None:
    """Listen, once, when the house starts."""
    for kind in (MemberJoined, MemberRenamed, MemberLeft, RecordChanged):
        keep_with(kind, member_changed)

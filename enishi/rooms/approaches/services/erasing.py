"""Forget somebody who left for good."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from enishi.rooms.approaches.models import (
    Approach,
    Passing,
    Reason,
    SavedDraft,
    Upheld,
    Welcome,
)


@transaction.atomic
def erase_approaches(*, member_id: int) -> None:
    """Forget what a member wrote, was written, and said about being approached.

    Of what others wrote to them a husk stays, without a word of it: its sender's slots and
    numbers are counted from the rows, and must not tell a leaving from a block.
    """
    Welcome.objects.filter(member_id=member_id).delete()
    Upheld.objects.filter(member_id=member_id).delete()
    SavedDraft.objects.filter(Q(sender_id=member_id) | Q(recipient_id=member_id)).delete()
    Passing.objects.filter(Q(to_id=member_id) | Q(approach__recipient_id=member_id)).delete()
    Approach.objects.filter(sender_id=member_id).delete()
    received = Approach.objects.filter(recipient_id=member_id)
    Reason.objects.filter(approach__in=received).delete()
    received.update(subject="", message="", detail="", origin_query="")

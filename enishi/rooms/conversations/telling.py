"""When a conversation last said something that a viewer is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.conversations.models import Message, Participation
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


def told_at_for(viewer: Member) -> Case:
    """When something was last written that `viewer` is told of.

    The same as when anything was, unless somebody in the conversation is not there for them.
    """
    taken = Participation.objects.filter(conversation=OuterRef("pk")).exclude(member=viewer)
    missing = taken.filter(~Q(member__status=Status.ACTIVE) | hidden_from(viewer.pk))
    said = Message.objects.said_to(viewer.pk).filter(conversation=OuterRef("pk"))
    newest = Coalesce(Subquery(said.order_by("-pk").values("sent_at")[:1]), F("created_at"))
    return Case(When(Exists(missing), then=newest), default=F("last_message_at"))

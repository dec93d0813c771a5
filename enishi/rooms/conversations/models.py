"""Tables: Conversation, who takes part, and their messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.conversations.types import LONGEST_MESSAGE
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Sets of conversations; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep those `viewer` takes part in, with somebody who is there for them.

        A partner who left and one who is hidden by a block look the same: both are gone.
        """
        taken = Participation.objects.filter(conversation=OuterRef("pk"))
        there = taken.filter(member__status=Status.ACTIVE).exclude(hidden_from(viewer.pk))
        return self.filter(
            Exists(taken.filter(member=viewer)), Exists(there.exclude(member=viewer))
        )


class Conversation(models.Model):
    """A thread of messages."""

    created_at = models.DateTimeField()
    last_message_at = models.DateTimeField()

    objects: ClassVar[ConversationQuerySet] = ConversationQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Participation(models.Model):
    """One member in one conversation."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="participations"
    )
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "member"], name="participation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.conversation_id}"


class Message(models.Model):
    """What one participant wrote."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    body = models.TextField(max_length=LONGEST_MESSAGE)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "sent_at"], name="message_in_conversation")
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

"""Tables: Conversation, who takes part, and their messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

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
        there = taken.there_for(viewer.pk)
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


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Sets of participations; chainable, no side effects."""

    def there_for(self, member_id: int) -> Self:
        """Keep those of members in the house whom no block hides from `member_id`."""
        return self.filter(member__status=Status.ACTIVE).exclude(hidden_from(member_id))


class Participation(models.Model):
    """One member in one conversation."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="participations"
    )
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ParticipationQuerySet] = ParticipationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "member"], name="participation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.conversation_id}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Sets of messages; chainable, no side effects."""

    def said_to(self, member_id: int) -> Self:
        """Keep what `member_id`, and whoever is there for them, wrote.

        Where three talk and a block stands between two, each of the two talks with the third.
        """
        there = Q(author__status=Status.ACTIVE) & ~hidden_from(member_id, field="author_id")
        return self.filter(Q(author_id=member_id) | there)


class Message(models.Model):
    """What one participant wrote."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    body = models.TextField(max_length=LONGEST_MESSAGE)
    sent_at = models.DateTimeField()

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "sent_at"], name="message_in_conversation")
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

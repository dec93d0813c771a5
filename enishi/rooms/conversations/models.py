"""Tables: Conversation, who takes part, messages and what goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.conversations.types import LONGEST_MESSAGE, LONGEST_NAME
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Sets of conversations; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep those `viewer` takes part in, with somebody who is there for them.

        A partner who left and one who is hidden by a block look the same: both are gone.
        """
        taken = Participation.objects.filter(member=viewer, left_at=None)
        there = Participation.objects.filter(conversation=OuterRef("pk")).there_for(viewer.pk)
        return self.filter(
            Exists(there.exclude(member=viewer)), pk__in=taken.values("conversation")
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
    muted_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

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
    files = models.JSONField(
        default=list, help_text="Id, name and bytes of each file, to list them without asking."
    )

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "sent_at"], name="message_in_conversation")
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Unsent(models.Model):
    """A message its author can take back; delivered, it becomes a Message and this is gone."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    body = models.TextField(max_length=LONGEST_MESSAGE)
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"unsent {self.pk}"


class Attachment(models.Model):
    """A file that goes with a message, under a name on disk that says nothing."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    unsent = models.ForeignKey(
        Unsent, models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    bytes = models.PositiveIntegerField()
    path = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.name


class ShowsReading(models.Model):
    """A member lets others know what they have read; and is told the same in turn."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id} shows what they read"

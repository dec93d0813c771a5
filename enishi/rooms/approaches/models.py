"""Tables: Welcome (terms), Approach (a first message) and Reason (why this person)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from enishi.rooms.approaches.types import (
    LONGEST_MESSAGE,
    LONGEST_SUBJECT,
    UNDO_WINDOW,
    KindWords,
    Origin,
    Purpose,
    State,
    Terms,
    WelcomeTerms,
)
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.types import LineRef

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


class Welcome(models.Model):
    """What a member says about being approached for one purpose."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    terms = models.CharField(max_length=9, choices=Terms, default=Terms.OPEN)
    fee_yen = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "purpose"], name="welcome_once"),
            models.CheckConstraint(
                condition=~Q(terms=Terms.PRICED) | Q(fee_yen__gt=0),
                name="welcome_priced_has_fee",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.terms}"

    @property
    def said(self) -> WelcomeTerms:
        """The terms, as they leave the room."""
        return WelcomeTerms(
            purpose=Purpose(self.purpose),
            terms=Terms(self.terms),
            fee_yen=self.fee_yen,
            minutes=self.minutes,
        )


class ApproachQuerySet(models.QuerySet["Approach"]):
    """Sets of approaches; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep those between `viewer` and somebody who is there for them.

        What its sender took back was never there for its recipient.
        """
        sent = Q(sender=viewer, recipient__status=Status.ACTIVE) & ~hidden_from(
            viewer.pk, field="recipient_id"
        )
        received = Q(recipient=viewer, sender__status=Status.ACTIVE) & ~hidden_from(
            viewer.pk, field="sender_id"
        )
        return self.filter(sent | (received & ~Q(state=State.WITHDRAWN)))

    def waiting(self) -> Self:
        """Keep the unanswered ones."""
        return self.filter(state=State.SENT)

    def undecided(self, at: datetime) -> Self:
        """Keep those that, for all their sender may know, still wait."""
        fresh = Q(state=State.DECLINED, answered_at__gt=at - UNDO_WINDOW)
        return self.filter(Q(state=State.SENT) | fresh)

    def sent_to(self, member: Member) -> Self:
        """Keep those `member` received."""
        return self.filter(recipient=member)

    def sent_by(self, member: Member) -> Self:
        """Keep those `member` wrote."""
        return self.filter(sender=member)


class Approach(models.Model):
    """A first message to somebody one may not simply write to."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    message = models.TextField(max_length=LONGEST_MESSAGE)
    fee_yen = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PAGE)
    origin_query = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.SENT)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    kind_words = models.CharField(max_length=6, choices=KindWords, blank=True)
    conversation = models.OneToOneField(
        "conversations.Conversation", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ApproachQuerySet] = ApproachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender=F("recipient")), name="approach_not_to_self"
            ),
            models.UniqueConstraint(
                fields=["sender", "recipient"],
                condition=Q(state=State.SENT),
                name="approach_waiting_once",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "state", "-sent_at"], name="approach_received"),
            models.Index(fields=["sender", "-sent_at"], name="approach_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"

    @property
    def is_waiting(self) -> bool:
        """Whether it can be answered, declined or withdrawn."""
        return self.state == State.SENT

    def can_undo(self, at: datetime) -> bool:
        """Whether its decline can still be taken back."""
        return (
            self.state == State.DECLINED
            and self.answered_at is not None
            and self.answered_at > at - UNDO_WINDOW
        )

    def state_for(self, viewer: Member, at: datetime) -> State:
        """Where it stands, as far as `viewer` may know.

        A decline reaches its sender once it cannot be taken back any more.
        """
        if viewer.pk == self.sender_id and self.can_undo(at):
            return State.SENT
        return State(self.state)

    def other_id(self, viewer: Member) -> int:
        """The member `viewer` shares it with."""
        return self.recipient_id if viewer.pk == self.sender_id else self.sender_id


class Reason(models.Model):
    """A line of the recipient's record that an approach points at, as it read that day.

    `other_text` is the same line in the other language, where the record had it.
    """

    approach = models.ForeignKey(Approach, models.CASCADE, related_name="reasons")
    entry = models.ForeignKey("profiles.Entry", models.SET_NULL, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    line = models.SmallIntegerField(help_text="Number in the text; −1: the title.")
    text = models.TextField()
    other_text = models.TextField(blank=True)
    organization = models.CharField(max_length=200, blank=True)
    other_organization = models.CharField(max_length=200, blank=True)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["approach", "order"], name="reason_order_once")
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def ref(self) -> LineRef | None:
        """Where the line stands in the record, while its entry exists."""
        if self.entry_id is None:
            return None
        return LineRef(self.entry_id, self.language, self.line)

    def written(self, language: str) -> str:
        """The line in `language`, or as it was picked if it was written in one only."""
        return self.text if language == self.language else self.other_text or self.text

    def language_of(self, language: str) -> str:
        """The language `written` answers in."""
        if language == self.language or not self.other_text:
            return self.language
        return language

    def organization_in(self, language: str) -> str:
        """The organization in `language`, or in the only one it has."""
        first, second = self.organization, self.other_organization
        if language != self.language:
            first, second = second, first
        return first or second

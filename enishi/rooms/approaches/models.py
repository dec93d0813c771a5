"""Tables: Welcome (terms), Approach (a first message) and Reason (why this person)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from enishi.rooms.approaches.types import Origin, Purpose, State, Terms

if TYPE_CHECKING:
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


class ApproachQuerySet(models.QuerySet["Approach"]):
    """Sets of approaches; chainable, no side effects."""

    def waiting(self) -> Self:
        """Keep the unanswered ones."""
        return self.filter(state=State.SENT)

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
    subject = models.CharField(max_length=120)
    message = models.TextField(max_length=1200)
    fee_yen = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PAGE)
    origin_query = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.SENT)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    conversation = models.OneToOneField(
        "conversations.Conversation", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ApproachQuerySet] = ApproachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender=models.F("recipient")), name="approach_not_to_self"
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "state", "-sent_at"], name="approach_received"),
            models.Index(fields=["sender", "-sent_at"], name="approach_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"


class Reason(models.Model):
    """A line of the recipient's record that an approach points at, as it read that day."""

    approach = models.ForeignKey(Approach, models.CASCADE, related_name="reasons")
    entry = models.ForeignKey("profiles.Entry", models.SET_NULL, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    line = models.SmallIntegerField(help_text="Number in the text; −1: the title.")
    text = models.TextField()
    organization = models.CharField(max_length=200, blank=True)
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

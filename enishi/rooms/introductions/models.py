"""Tables: Introduction (a request, and where it is), Step (an introducer), NotAsked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.introductions.types import (
    LIFE,
    LONGEST_MESSAGE,
    LONGEST_NOTE,
    LONGEST_WORDS,
    UNDO_WINDOW,
    KindWords,
    State,
    Stop,
)
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Sets of introductions; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep what `viewer` may know of.

        Their own request, whoever else is there or not: nothing of the others is in what they
        are shown, until all are together. What others asked: from when it reached them, while
        everybody on the way is there for them, unless it was taken back or came to nothing
        while it lay with them.
        """
        own = Q(requester=viewer)
        return self.through(viewer.pk).filter(
            (own & ~Q(state=State.TOGETHER))
            | (own & self._whole_for(viewer))
            | (self._reached(viewer) & self._whole_for(viewer))
        )

    def asked_by(self, member: Member) -> Self:
        """Keep those `member` asked for."""
        return self.filter(requester=member)

    def brought_to(self, member: Member) -> Self:
        """Keep those that came to `member` as an introducer or the recipient."""
        return self.filter(self._reached(member))

    def held_by(self, member: Member) -> Self:
        """Keep those that came to `member` and no further."""
        return self.filter(self._held(member))

    def open(self, at: datetime) -> Self:
        """Keep those that, for all their requesters may know, are under way."""
        return self.filter(state=State.ASKED, asked_at__gt=at - LIFE)

    def movable(self, at: datetime) -> Self:
        """Keep those that can be taken further by who holds them."""
        return self.open(at).filter(stopped="")

    def reopenable(self, at: datetime) -> Self:
        """Keep those whose decline can be taken back."""
        declined = self.open(at).filter(stopped=Stop.DECLINED)
        return declined.filter(stopped_at__gt=at - UNDO_WINDOW)

    def through(self, member_id: int) -> Self:
        """Keep those that `member_id` has a part in."""
        steps = Step.objects.filter(introducer_id=member_id).values("introduction")
        return self.filter(
            Q(requester_id=member_id) | Q(recipient_id=member_id) | Q(pk__in=steps)
        )

    def _reached(self, viewer: Member) -> Q:
        steps = Step.objects.filter(introduction=OuterRef("pk"), introducer=viewer)
        passed = Q(Exists(steps.filter(order__lt=OuterRef("holder"))))
        held = self._held(viewer) & ~Q(stopped=Stop.BROKEN)
        return (passed | held) & ~Q(state=State.WITHDRAWN)

    def _held(self, viewer: Member) -> Q:
        steps = Step.objects.filter(introduction=OuterRef("pk"), introducer=viewer)
        last = Q(recipient=viewer, holder=F("length"))
        return last | Q(Exists(steps.filter(order=OuterRef("holder"))))

    def _whole_for(self, viewer: Member) -> Q:
        """Requester, introducers and recipient are in the house, and not hidden by a block."""
        steps = Step.objects.filter(introduction=OuterRef("pk"))
        there = Q(introducer__status=Status.ACTIVE) & ~hidden_from(
            viewer.pk, field="introducer_id"
        )
        both = Q(requester__status=Status.ACTIVE, recipient__status=Status.ACTIVE)
        for field in ("requester_id", "recipient_id"):
            both &= ~hidden_from(viewer.pk, field=field)
        return both & ~Q(Exists(steps.exclude(there)))


class Introduction(models.Model):
    """One member asks to be introduced to another, through those who know them.

    `holder` says with whom it lies: the order of a step, or `length` for the recipient.
    `stopped` is a secret of the house; see `queries` for who is told what.
    """

    requester = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    called = models.JSONField(help_text="The recipient's names on the day of the request.")
    note = models.TextField(max_length=LONGEST_NOTE)
    message = models.TextField(max_length=LONGEST_MESSAGE)
    reasons = models.JSONField(default=list, help_text="Lines of the recipient's record.")
    asked_at = models.DateTimeField()
    length = models.PositiveSmallIntegerField()
    holder = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    stopped = models.CharField(max_length=8, choices=Stop, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    kind_words = models.CharField(max_length=6, choices=KindWords, blank=True)
    conversation = models.OneToOneField(
        "conversations.Conversation", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[IntroductionQuerySet] = IntroductionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(requester=F("recipient")), name="introduction_not_to_self"
            ),
            models.CheckConstraint(
                condition=Q(holder__lte=F("length"), length__gte=1),
                name="introduction_held_on_its_way",
            ),
            models.UniqueConstraint(
                fields=["requester", "recipient"],
                condition=Q(state=State.ASKED),
                name="introduction_asked_once",
            ),
        ]
        indexes = [
            models.Index(fields=["requester", "-asked_at"], name="introduction_asked"),
            models.Index(fields=["recipient", "state"], name="introduction_received"),
        ]

    def __str__(self) -> str:
        return f"{self.requester_id} → {self.recipient_id}"

    @property
    def people_ids(self) -> tuple[int | None, ...]:
        """Requester, introducers in order and recipient; None for whoever left for good."""
        introducers = (step.introducer_id for step in self.steps.all())
        return (self.requester_id, *introducers, self.recipient_id)

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself."""
        return self.asked_at + LIFE

    def state_at(self, at: datetime) -> State:
        """Where it stands as far as its requester may know."""
        if self.state == State.ASKED and at >= self.ends_at:
            return State.OVER
        return State(self.state)


class Step(models.Model):
    """An introducer, and what they wrote as they passed it on."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    introducer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    called = models.JSONField(help_text="Their names on the day of the request.")
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["introduction", "order"], name="step_order_once"),
            models.UniqueConstraint(
                fields=["introduction", "introducer"], name="step_introducer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introducer_id} in {self.introduction_id}"


class NotAsked(models.Model):
    """A member who does not want to be asked to introduce people."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id} is not asked"

"""Tables: SavedSearch, SearchAnswer, StandingQuestion, Asking; and what is followed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.types import Status
from enishi.rooms.standing.types import (
    LONGEST_NAME,
    LONGEST_QUERY,
    LONGEST_WORDS,
    Reply,
    State,
    narrowed_from,
)

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.discovery.types import Narrowed
    from enishi.rooms.members.models import Member


def new_stamp() -> int:
    """Drawn with every write of a stored query, so that processes see that it is another."""
    return secrets.randbelow(2**31)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Sets of saved searches; chainable, no side effects."""

    def of(self, member: Member) -> Self:
        """Keep those of `member` that were not removed."""
        return self.filter(member=member, removed_at=None)

    def told(self) -> Self:
        """Keep those whose member wants to be told."""
        return self.filter(is_told=True, removed_at=None)


class SavedSearch(models.Model):
    """A search a member kept for themself."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    query = models.CharField(max_length=LONGEST_QUERY)
    narrowing = models.JSONField(default=dict)
    is_told = models.BooleanField(default=True, help_text="Told of new answers.")
    saved_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    stamp = models.PositiveIntegerField(default=0, help_text="See `new_stamp`.")

    objects: ClassVar[SavedSearchQuerySet] = SavedSearchQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name or self.query

    @property
    def owner_id(self) -> int:
        """Whose stored query it is."""
        return self.member_id

    @property
    def narrowed(self) -> Narrowed:
        """What it is narrowed down to."""
        return narrowed_from(self.narrowing)


class SearchAnswerQuerySet(models.QuerySet["SearchAnswer"]):
    """Sets of answers to saved searches; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep those to searches of `viewer` by people who are there for them."""
        there = Q(found__status=Status.ACTIVE) & ~hidden_from(viewer.pk, field="found_id")
        return self.filter(there, search__member=viewer, search__removed_at=None)


class SearchAnswer(models.Model):
    """A record newly answered a saved search; told once."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="answers")
    found = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey(
        "profiles.Entry", models.CASCADE, related_name="+", help_text="Of the first line."
    )
    lines = models.JSONField(default=list, help_text="The lines that answer, as references.")
    found_at = models.DateTimeField()

    objects: ClassVar[SearchAnswerQuerySet] = SearchAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["search", "found"], name="search_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.found_id} answers search {self.search_id}"


class StandingQuestionQuerySet(models.QuerySet["StandingQuestion"]):
    """Sets of standing questions; chainable, no side effects."""

    def open(self, at: datetime) -> Self:
        """Keep those that still wait for experts."""
        return self.filter(state=State.OPEN, ends_at__gt=at)


class StandingQuestion(models.Model):
    """A question that waits until somebody's record answers it."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    query = models.CharField(max_length=LONGEST_QUERY)
    narrowing = models.JSONField(default=dict)
    words = models.TextField(max_length=LONGEST_WORDS)
    is_anonymous = models.BooleanField(default=False)
    budget_yen = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stamp = models.PositiveIntegerField(default=0, help_text="See `new_stamp`.")

    objects: ClassVar[StandingQuestionQuerySet] = StandingQuestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("asked_at")), name="question_has_time"
            )
        ]

    def __str__(self) -> str:
        return self.query

    @property
    def owner_id(self) -> int:
        """Whose stored query it is."""
        return self.asker_id

    @property
    def narrowed(self) -> Narrowed:
        """What it is narrowed down to."""
        return narrowed_from(self.narrowing)

    def state_at(self, at: datetime) -> State:
        """Where it stands."""
        if self.state == State.OPEN and at >= self.ends_at:
            return State.EXPIRED
        return State(self.state)


class AskingQuerySet(models.QuerySet["Asking"]):
    """Sets of askings; chainable, no side effects."""

    def put_to(self, viewer: Member, at: datetime) -> Self:
        """Keep what `viewer` was asked: while it is open, or if they said yes.

        By an anonymous asker also behind a block of the viewer's own: that it vanished would
        tell who asked. Such an asking is `is_cut`, and comes to nothing.
        """
        hidden = hidden_from(viewer.pk, field="question__asker_id")
        unseen = Q(question__is_anonymous=True) & ~Q(reply=Reply.YES)
        there = Q(question__asker__status=Status.ACTIVE) & (unseen | ~hidden)
        is_open = Q(question__state=State.OPEN, question__ends_at__gt=at)
        return self.filter(
            there, is_open | Q(reply=Reply.YES), expert=viewer, asked_at__isnull=False
        )

    def waiting(self, at: datetime) -> Self:
        """Keep those that wait for a reply and were not put off."""
        return self.filter(Q(later_at=None) | Q(later_at__lte=at), reply=Reply.WAITING)

    def answered_for(self, viewer: Member) -> Self:
        """Keep those of the questions of `viewer` that somebody said yes to."""
        there = Q(expert__status=Status.ACTIVE) & ~hidden_from(viewer.pk, field="expert_id")
        return self.filter(there, question__asker=viewer, reply=Reply.YES)

    def held(self, at: datetime) -> Self:
        """Keep those that may be put to their experts now."""
        open_ = StandingQuestion.objects.open(at)
        return self.filter(asked_at=None, look_at__lte=at, question__in=open_)


class Asking(models.Model):
    """A standing question, and one expert whose record answers it.

    Whether it was put to them, and whether they said no, is a secret of the house and theirs.
    """

    question = models.ForeignKey(StandingQuestion, models.CASCADE, related_name="askings")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    quotes = models.JSONField(default=list, help_text="Lines of their record that answer.")
    found_at = models.DateTimeField()
    #: When to see next whether it may be put to them, until it is.
    look_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=7, choices=Reply, default=Reply.WAITING)
    replied_at = models.DateTimeField(null=True, blank=True)
    later_at = models.DateTimeField(null=True, blank=True)
    is_cut = models.BooleanField(default=False, help_text="A block came between them.")
    conversation = models.OneToOneField(
        "conversations.Conversation", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[AskingQuerySet] = AskingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "expert"], name="asking_once")
        ]
        indexes = [
            models.Index(fields=["look_at"], condition=Q(asked_at=None), name="asking_to_put"),
            models.Index(fields=["expert", "asked_at"], name="asking_of_expert"),
        ]

    def __str__(self) -> str:
        return f"question {self.question_id} to {self.expert_id}"


class ChangeToFollow(models.Model):
    """Something about a member changed; written in the transaction of the change itself.

    A plain number, no foreign key: the row also tells of members who are gone.
    """

    member_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"change {self.pk} of {self.member_id}"


class FollowedRecord(models.Model):
    """How a record read when it was followed last: a digest for each line, by who sees it.

    By this a change is known for what it is to each pair of eyes: nothing, for whoever may
    not see the line. The row of nobody (0) says that every record has been read once.
    """

    member_id = models.BigIntegerField(primary_key=True)
    lines = models.TextField(blank=True)
    turn = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"record of {self.member_id}"

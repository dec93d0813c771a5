"""Tables: Import (one file that a member brought), ImportLine, ImportContact.

A line is what the file says of one thing, a contact a member whom it names.
The file itself is not kept: what it says about the member's career is in the lines, and the
rest – messages, addresses, people who are not here – is nobody's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from enishi.rooms.portability.types import AT_WORK, WRITABLE, Answer, Change, State, Undone
from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from datetime import datetime


class ImportQuerySet(models.QuerySet["Import"]):
    """Sets of imports."""

    def of(self, member_id: int) -> Self:
        """Keep those of one member, the newest first."""
        return self.filter(member_id=member_id).order_by("-pk")

    def at_work(self) -> Self:
        """Keep those that are being written or taken back."""
        return self.filter(state__in=AT_WORK)

    def over(self, *, undecided_since: datetime, ended_before: datetime) -> Self:
        """Keep those that nobody decided on for so long, or that ended so long ago."""
        undecided = Q(state=State.PREVIEW, started_at__lt=undecided_since)
        ended = ~Q(state__in=(State.PREVIEW, *AT_WORK)) & Q(ended_at__lt=ended_before)
        return self.filter(undecided | ended)


class Import(models.Model):
    """One file, read and waiting, or being written, or written, or taken back.

    `contacts` is how many other people it names by a public identifier: only the number.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    filename = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.PREVIEW)
    visibility = models.CharField(max_length=13, blank=True)
    files = models.JSONField(default=list)
    contacts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state__in=AT_WORK),
                name="import_one_at_work",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=State.PREVIEW),
                name="import_one_preview",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    """Sets of lines."""

    def writable(self) -> Self:
        """Keep those that would do something."""
        return self.filter(change__in=WRITABLE)

    def outstanding(self) -> Self:
        """Keep those that were chosen and are not written yet, in order."""
        return self.writable().filter(is_chosen=True, is_done=False).order_by("number")

    def to_take_back(self) -> Self:
        """Keep those that were written and are not yet dealt with, the last first."""
        return self.filter(is_done=True, undone="").order_by("-number")


class ImportLine(models.Model):
    """One line of a file: what it would do, and whether that was done.

    `item`, `before` and `after` hold what `engines.formats.item_codec` says of an item: what
    the file brings, and how its entry read just before and after the writing; until then
    `before` is what stood in the record when the file was read.
    """

    # Called so because `import` is a word of the language.
    of_import = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    change = models.CharField(max_length=10, choices=Change)
    item = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    entry_id = models.BigIntegerField(null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)
    values = models.JSONField(default=dict)
    is_chosen = models.BooleanField(default=True)
    is_done = models.BooleanField(default=False)
    undone = models.CharField(max_length=10, choices=Undone, blank=True)

    objects: ClassVar[ImportLineQuerySet] = ImportLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_import", "number"], name="import_line_number"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of import {self.of_import_id}"


class ImportContact(models.Model):
    """A member whom the file names by the public page their own record links to.

    Nothing of the file itself: only that they met. Visibility is asked again when it is shown.
    """

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="matches")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_chosen = models.BooleanField(default=False)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_import", "member"], name="import_contact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in import {self.of_import_id}"

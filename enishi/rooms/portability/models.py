"""Tables: Import (one file that a member brought) and ImportLine (what it says, line by line).

The file itself is not kept: what it says about the member's career is in the lines, and the
rest – messages, addresses, other people – is nobody's business here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models

from enishi.rooms.portability.types import WRITABLE, Change, State
from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from datetime import datetime


class ImportQuerySet(models.QuerySet["Import"]):
    """Sets of imports."""

    def of(self, member_id: int) -> Self:
        """Keep those of one member, the newest first."""
        return self.filter(member_id=member_id).order_by("-pk")

    def untouched_since(self, moment: datetime) -> Self:
        """Keep those that nobody decided on after `moment`."""
        return self.filter(state=State.PREVIEW, started_at__lt=moment)


class Import(models.Model):
    """One file, read and waiting, or being written, or written."""

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
                condition=models.Q(state=State.APPLYING),
                name="import_one_at_a_time",
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


class ImportLine(models.Model):
    """One line of a file: what it would do, and whether that was done.

    `item` and `before` hold what `engines.formats.item_codec` says of an item: what the file
    brings, and what stood in the record when it was read.
    """

    # Called so because `import` is a word of the language.
    of_import = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    change = models.CharField(max_length=10, choices=Change)
    item = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    entry_id = models.BigIntegerField(null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)
    values = models.JSONField(default=dict)
    is_chosen = models.BooleanField(default=True)
    is_done = models.BooleanField(default=False)

    objects: ClassVar[ImportLineQuerySet] = ImportLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_import", "number"], name="import_line_number"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of import {self.of_import_id}"

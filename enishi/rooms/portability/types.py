"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from enishi.rooms.profiles.types import Kind


class State(models.TextChoices):
    """How far an import has come."""

    PREVIEW = "preview", _("waiting for your decision")
    APPLYING = "applying", _("being written")
    APPLIED = "applied", _("written")
    FAILED = "failed", _("stopped")


class Change(models.TextChoices):
    """What a line of a file would do to the record."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("the same")
    UNREADABLE = "unreadable", _("not readable")


#: Lines that can be chosen; the others would do nothing.
WRITABLE = (Change.NEW, Change.CHANGED)


class Format(models.TextChoices):
    """What a record can be taken out as."""

    JSON_RESUME_JA = "json-resume-ja", _("JSON Resume, in Japanese")
    JSON_RESUME_EN = "json-resume-en", _("JSON Resume, in English")
    VCARD_JA = "vcard-ja", _("vCard, in Japanese")
    VCARD_EN = "vcard-en", _("vCard, in English")
    CSV = "csv", _("Table (CSV)")
    EVERYTHING = "everything", _("Everything (JSON)")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a line, what stands in the record, and what the file says.

    `language` is empty for what is not a text.
    """

    label: str
    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of a file, as the preview shows it."""

    number: int
    kind: Kind | None
    change: Change
    title: str
    organization: str
    starts: str
    ends: str
    is_current: bool
    file: str
    line: int
    is_chosen: bool
    changes: tuple[FieldChange, ...] = ()
    #: Each with its language.
    texts: tuple[tuple[str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file of an archive, and whether it is used."""

    name: str
    label: str
    is_used: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines would do what, and how far the writing has come."""

    new: int = 0
    changed: int = 0
    same: int = 0
    unreadable: int = 0
    chosen: int = 0
    done: int = 0

    @property
    def writable(self) -> int:
        """How many lines can be chosen."""
        return self.new + self.changed

    @property
    def percent(self) -> int:
        """How much of what was chosen is written."""
        return 100 * self.done // self.chosen if self.chosen else 100


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind that would be written."""

    kind: Kind
    lines: tuple[PreviewLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """An import as its page shows it."""

    counts: Counts
    groups: tuple[Group, ...]
    same: tuple[PreviewLine, ...]
    troubles: tuple[PreviewLine, ...]
    files: tuple[FileNote, ...] = ()
    contacts: int = 0


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to be taken away."""

    name: str
    content_type: str
    data: bytes = field(repr=False)

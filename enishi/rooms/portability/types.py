"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import IO, TYPE_CHECKING

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
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")


#: What cannot go on beside another of the same member: somebody is at their record.
AT_WORK = (State.APPLYING, State.UNDOING)
#: What has an end, and can be taken back while it is kept.
WRITTEN = (State.APPLIED, State.FAILED)
#: How long an import is kept: from its beginning while nobody decides, from its end after.
KEPT_UNDECIDED = KEPT_ENDED = timedelta(days=30)


class Change(models.TextChoices):
    """What a line of a file would do to the record."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("the same")
    UNREADABLE = "unreadable", _("not readable")


class Undone(models.TextChoices):
    """What became of a written line when its import was taken back."""

    TAKEN_BACK = "taken_back", _("taken back")
    LEFT = "left", _("left, because it was changed since")
    GONE = "gone", _("nothing to take back")


class Answer(models.TextChoices):
    """What became of the wish to invite somebody the file names."""

    SENT = "sent", _("sent")
    REFUSED = "refused", _("not possible")
    TOO_MANY = "too_many", _("too many in one day")


#: Lines that can be chosen; the others would do nothing.
WRITABLE = (Change.NEW, Change.CHANGED)


class Format(models.TextChoices):
    """What a record can be taken out as."""

    JSON_RESUME_JA = "json-resume-ja", _("JSON Resume, in Japanese")
    JSON_RESUME_EN = "json-resume-en", _("JSON Resume, in English")
    VCARD_JA = "vcard-ja", _("vCard, in Japanese")
    VCARD_EN = "vcard-en", _("vCard, in English")
    CSV = "csv", _("Table (CSV)")
    EVERYTHING = "everything", _("Everything (ZIP)")


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
    taken_back: int = 0
    left: int = 0
    gone: int = 0

    @property
    def writable(self) -> int:
        """How many lines can be chosen."""
        return self.new + self.changed

    @property
    def percent(self) -> int:
        """How much of what was chosen is written."""
        return 100 * self.done // self.chosen if self.chosen else 100

    @property
    def undone(self) -> int:
        """How many of the written lines the taking back has dealt with."""
        return self.taken_back + self.left + self.gone


@dataclass(frozen=True, slots=True)
class Contacts:
    """People a file names who are in this house, as the viewer may know it now.

    Attributes
    ----------
    named
        How many public identifiers the file held; of those not here nothing is kept.
    here
        Members who let the viewer see that they are one of them.
    free
        Those of `here` who can be invited: neither connected nor invited, either way.
    """

    named: int = 0
    here: frozenset[int] = frozenset()
    free: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Answers:
    """How many of the ticked people were invited, how many not, and how many wait."""

    sent: int = 0
    refused: int = 0
    too_many: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line that was changed since it was written, and so was not taken back."""

    entry_id: int
    kind: Kind
    title: str
    organization: str


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
    contacts: Contacts = Contacts()

    @property
    def lines(self) -> list[PreviewLine]:
        """Every line once, in the order of the file."""
        written = (line for group in self.groups for line in group.lines)
        lines = {line.number: line for line in (*written, *self.same, *self.troubles)}
        return [lines[number] for number in sorted(lines)]


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to be taken away; whoever asked for it reads and closes `content`."""

    name: str
    content_type: str
    content: IO[bytes] = field(repr=False)

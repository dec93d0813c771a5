"""Refusals of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import Promise

    Complaints = Mapping[str, Sequence[str | Promise]]


class EntryRefused(DomainError):
    """An entry cannot be kept as it was written.

    Attributes
    ----------
    fields
        Sentences by field; the key is empty for what concerns the entry as a whole.
    """

    code = "entry_refused"
    message = _("Some of what was written cannot be kept.")
    status = 422

    def __init__(self, fields: Complaints) -> None:
        super().__init__()
        self.fields = fields

    def __str__(self) -> str:
        return " ".join(str(words) for several in self.fields.values() for words in several)


class KindAlreadyWritten(DomainError):
    """A record has one headline, one summary and one place."""

    code = "kind_already_written"
    message = _("This part of your record is written already. Please change it instead.")


class PostsComeByFeed(DomainError):
    """A post says what the blog says; nobody writes one into a record by hand."""

    code = "posts_come_by_feed"
    message = _("Posts come from your blog. Please change them there.")


class NotConfirmable(DomainError):
    """Only what can grow old may be confirmed."""

    code = "not_confirmable"
    message = _("Only positions and volunteering can be confirmed.")


class RecordIsFull(DomainError):
    """A record has so many entries that no page could show them."""

    code = "record_is_full"
    message = _("A record holds up to 2,000 entries. Please remove some first.")


class UndoTooLate(DomainError):
    """What was removed can no longer be brought back from here."""

    code = "undo_too_late"
    message = _("It is too late to undo this.")


class PortraitRefused(DomainError):
    """A picture cannot be used as a portrait."""

    code = "portrait_refused"
    message = _("This file cannot be read as a picture. Please use a JPEG, PNG or WebP file.")
    status = 422


class PortraitTooHeavy(PortraitRefused):
    """The file has too many bytes."""

    code = "portrait_too_heavy"
    message = _("A portrait may have up to 10 MB.")


class PortraitTooLarge(PortraitRefused):
    """The picture has too many pixels: a decompression bomb, or a very large scan."""

    code = "portrait_too_large"
    message = _("A portrait may have up to 50 million pixels.")


class PortraitTooSmall(PortraitRefused):
    """The picture has too few pixels to show a face."""

    code = "portrait_too_small"
    message = _("A portrait needs at least 64 pixels on each side.")

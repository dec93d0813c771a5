"""Refusals of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError
from enishi.rooms.portability.sentences import refusal_sentence

if TYPE_CHECKING:
    from enishi.engines.formats.types import Refusal


class FileRefused(DomainError):
    """A file was not read at all; `reason` says why, as a code."""

    code = "file_refused"
    message = _("This file cannot be read.")
    status = 422

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self.reason = str(refusal.code)
        self.message = refusal_sentence(refusal)  # type: ignore[misc, assignment]  # the reason of this one file


class ImportUnderWay(DomainError):
    """One import of this member is being written or taken back; another may start after it."""

    code = "import_under_way"
    message = _("An import is being worked on. Please wait until it has ended.")


class NothingChosen(DomainError):
    """No line of the import was chosen."""

    code = "nothing_chosen"
    message = _("No line is chosen. Please tick at least one.")


class ImportNotWritten(DomainError):
    """Nothing of the import stands in the record: it was never written, or was taken back."""

    code = "import_not_written"
    message = _("There is nothing of this import that could be taken back.")


class ImportNotOpen(DomainError):
    """The import was applied already, or given up."""

    code = "import_not_open"
    message = _("This import is no longer open.")

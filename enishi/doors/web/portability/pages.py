"""What the pages of this area are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from enishi.doors.web.portability.forms import ChoiceForm
from enishi.rooms.portability import queries
from enishi.rooms.portability.types import Format, State

if TYPE_CHECKING:
    from enishi.rooms.portability.models import Import
    from enishi.rooms.portability.types import Counts, Preview


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """An import that waits for a decision."""

    kept: Import
    preview: Preview
    form: ChoiceForm


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """An import that is being written, or has ended."""

    kept: Import
    counts: Counts
    is_running: bool
    has_failed: bool
    is_full: bool


def preview_page(kept: Import) -> PreviewPage:
    """Three queries, whatever the number of lines."""
    preview = queries.preview_of(kept, (get_language() or "ja")[:2])
    return PreviewPage(kept, preview, ChoiceForm(initial={"visibility": kept.visibility}))


def progress_page(kept: Import) -> ProgressPage:
    """One query."""
    return ProgressPage(
        kept,
        queries.counts_of(kept),
        is_running=kept.state == State.APPLYING,
        has_failed=kept.state == State.FAILED,
        is_full=kept.error == "record_is_full",
    )


def is_format(name: str) -> bool:
    """Whether a record can be taken out as `name`."""
    return name in Format.values

"""The offers board, as its page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from enishi.doors.web.insights.chart import Chart, draw_chart
from enishi.doors.web.insights.words import Thing, thing_of
from enishi.doors.web.profiles.known import entry_words
from enishi.doors.web.profiles.shown import Written
from enishi.doors.web.today.steps import Step, next_step
from enishi.rooms.insights.queries import board_for
from enishi.rooms.profiles.queries import entries_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from enishi.rooms.insights.types import Board, Brought
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry

NUMBERS = "一二三"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtRow:
    """What one entry of the record brought."""

    line: Written
    queries: str
    found: int
    viewed: int
    approached: int
    answered: int

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The line as a whole is the evidence."""
        return [(0, len(self.line.text))]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """Whether offers come, and why."""

    board: Board
    period: str
    sentence: str
    chart: Chart
    brought: list[BroughtRow]
    things: list[tuple[str, Thing]]
    step: Step | None


def board_page(viewer: Member, now: datetime) -> BoardPage:
    """What came to `viewer` up to `now`, in their time zone."""
    board = board_for(viewer, now)
    first, last = board.weeks[0].starts_on, now.date()
    ids = {one.entry_id for one in board.brought}
    ids |= {one.entry_id for one in board.advice if one.entry_id is not None}
    entries = entries_for(viewer, ids)
    return BoardPage(
        board=board,
        period=f"{formats.date_format(first)} – {formats.date_format(last)}",
        sentence=answer(board),
        chart=draw_chart(board, now),
        brought=[_row(one, entries) for one in board.brought if one.entry_id in entries],
        things=[
            (_number(order), thing_of(one, entries)) for order, one in enumerate(board.advice)
        ],
        step=next_step(viewer, last) if board.is_empty else None,
    )


def answer(board: Board) -> str:
    """Whether offers come, in one plain sentence."""
    if board.approached:
        came = ngettext(
            "They do. One approach reached you in these thirteen weeks; you answered"
            " %(answered)s.",
            "They do. %(count)s approaches reached you in these thirteen weeks; you answered"
            " %(answered)s.",
            board.approached,
        )
        answered = sum(one.answered_at is not None for one in board.approaches)
        return came % {"count": board.approached, "answered": answered}
    if board.viewed:
        sentence = ngettext(
            "Not in these thirteen weeks. But your record was opened once by name.",
            "Not in these thirteen weeks. But your record was opened %(count)s times by name.",
            board.viewed,
        )
        return sentence % {"count": board.viewed}
    if board.found or board.has_few:
        return _("Not in these thirteen weeks. But people's searches have found you.")
    if board.approached_before:
        return _("Not in these thirteen weeks. Before that, they did.")
    return _("Nothing has come yet.")


def _row(one: Brought, entries: Mapping[int, SeenEntry]) -> BroughtRow:
    line = entry_words(entries.get(one.entry_id))
    if one.line is not None:
        line = Written(one.line.text, one.line.language)
    return BroughtRow(
        line=line,
        queries=" · ".join(one.queries),
        found=one.found,
        viewed=one.viewed,
        approached=one.approached,
        answered=one.answered,
    )


def _number(order: int) -> str:
    return NUMBERS[order] if (get_language() or "ja").startswith("ja") else str(order + 1)

"""What may be asked: every rule of a draft's words, in the order a reader would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.approaches import errors as approaches
from enishi.rooms.approaches.types import MOST_REASONS
from enishi.rooms.introductions import errors, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.rooms.approaches.errors import Refusal
    from enishi.rooms.introductions.types import Draft


def refusals_about(draft: Draft, *, count_shown: int) -> Iterator[Refusal]:
    """Everything that is wrong with the words and reasons of `draft`.

    Parameters
    ----------
    count_shown
        How many of its lines the requester sees in the recipient's record.
    """
    yield from _about_lines(draft, count_shown)
    note, message = len(draft.note.strip()), len(draft.message.strip())
    if note < types.SHORTEST_NOTE:
        yield errors.NoteTooShort()
    if note > types.LONGEST_NOTE:
        yield errors.NoteTooLong()
    if message < types.SHORTEST_MESSAGE:
        yield approaches.MessageTooShort()
    if message > types.LONGEST_MESSAGE:
        yield approaches.MessageTooLong()


def _about_lines(draft: Draft, count_shown: int) -> Iterator[Refusal]:
    if not draft.picked:
        yield approaches.NoReason()
    if len(draft.picked) > MOST_REASONS:
        yield approaches.TooManyReasons()
    elif count_shown < len(draft.picked):
        yield approaches.HiddenLine()


def checked_words(words: str) -> str:
    """An introducer's own words, without the blank lines around them.

    Raises
    ------
    NoWords, WordsTooLong
    """
    said = words.replace("\r\n", "\n").strip()
    if not said:
        raise errors.NoWords
    if len(said) > types.LONGEST_WORDS:
        raise errors.WordsTooLong
    return said

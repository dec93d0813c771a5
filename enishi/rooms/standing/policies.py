"""What may be asked: every rule of a question's words, in the order a reader would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.engines.search.percolation import has_words
from enishi.rooms.discovery.queries import kept_words
from enishi.rooms.standing import errors, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.rooms.approaches.errors import Refusal
    from enishi.rooms.standing.types import NewQuestion


def checked_query(query: str) -> str:
    """A query without the blanks around it, with at least a word to look for.

    Raises
    ------
    NothingToLookFor
    """
    words = query.strip()[: types.LONGEST_QUERY]
    if not has_words(words, kept_words()):
        raise errors.NothingToLookFor
    return words


def refusals_about(question: NewQuestion) -> Iterator[Refusal]:
    """Everything that is wrong with what somebody asks."""
    try:
        checked_query(question.query)
    except errors.NothingToLookFor as refusal:
        yield refusal
    length = len(question.words.strip())
    if length < types.SHORTEST_WORDS:
        yield errors.QuestionTooShort()
    if length > types.LONGEST_WORDS:
        yield errors.QuestionTooLong()
    if not 1 <= question.days <= types.MOST_DAYS:
        yield errors.DeadlineRefused()
    budget = question.budget_yen
    if budget is not None and not 1 <= budget <= types.MOST_BUDGET_YEN:
        yield errors.BudgetRefused()

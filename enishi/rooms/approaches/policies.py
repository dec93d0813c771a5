"""What may be sent: every rule of a draft, in the order a reader would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.approaches import errors, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.rooms.approaches.errors import Refusal
    from enishi.rooms.approaches.types import Draft, WelcomeTerms


def refusals_about(
    draft: Draft, *, welcome: WelcomeTerms, count_shown: int
) -> Iterator[Refusal]:
    """Everything that keeps `draft` from being sent, apart from who sends it.

    Parameters
    ----------
    count_shown
        How many of its lines the sender sees in the recipient's record.
    """
    if welcome.is_closed:
        yield errors.NotWelcome()
    yield from _about_lines(draft, count_shown)
    yield from _about_words(draft)
    if draft.purpose.has_fee:
        yield from _about_fee(draft, welcome)


def _about_lines(draft: Draft, count_shown: int) -> Iterator[Refusal]:
    if not draft.picked:
        yield errors.NoReason()
    if len(draft.picked) > types.MOST_REASONS:
        yield errors.TooManyReasons()
    elif count_shown < len(draft.picked):
        yield errors.HiddenLine()


def _about_words(draft: Draft) -> Iterator[Refusal]:
    if not draft.subject.strip():
        yield errors.NoSubject()
    if len(draft.subject.strip()) > types.LONGEST_SUBJECT:
        yield errors.SubjectTooLong()
    length = len(draft.message.strip())
    if length < types.SHORTEST_MESSAGE:
        yield errors.MessageTooShort()
    if length > types.LONGEST_MESSAGE:
        yield errors.MessageTooLong()


def _about_fee(draft: Draft, welcome: WelcomeTerms) -> Iterator[Refusal]:
    minutes, fee = draft.minutes, draft.fee_yen or 0
    if minutes is not None and not types.SHORTEST_MINUTES <= minutes <= types.MOST_MINUTES:
        yield errors.MinutesOutOfRange()
        return
    smallest = welcome.smallest_fee_yen(minutes)
    if fee < smallest:
        yield errors.FeeTooSmall(smallest, minutes)
    if fee > types.MOST_FEE_YEN:
        yield errors.FeeTooLarge()


def check_welcome(welcome: WelcomeTerms) -> None:
    """Refuse terms that say nothing a sender could keep.

    Raises
    ------
    FeeMissing, FeeTooLarge, MinutesOutOfRange, NoFeeForPurpose
    """
    if welcome.terms is not types.Terms.PRICED:
        return
    if not welcome.purpose.has_fee:
        raise errors.NoFeeForPurpose
    if not welcome.fee_yen or welcome.fee_yen < 0:
        raise errors.FeeMissing
    if welcome.fee_yen > types.MOST_FEE_YEN:
        raise errors.FeeTooLarge
    minutes = welcome.minutes or types.USUAL_MINUTES
    if not types.SHORTEST_MINUTES <= minutes <= types.MOST_MINUTES:
        raise errors.MinutesOutOfRange

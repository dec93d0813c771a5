"""What may be sent: every rule of a draft, in the order a reader would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.approaches import errors, types

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.rooms.approaches.errors import Refusal
    from enishi.rooms.approaches.types import Draft, Letter, Reception, Stake, WelcomeTerms


def refusals_about(
    draft: Draft, *, reception: Reception, count_shown: int
) -> Iterator[Refusal]:
    """Everything that keeps `draft` from being sent, apart from who sends it.

    Parameters
    ----------
    count_shown
        How many of its lines the sender sees in the recipient's record.
    """
    if refusal := refusal_of(reception):
        yield refusal
    yield from _about_lines(draft, count_shown)
    yield from _about_words(draft, reception.terms)
    yield from _about_detail(draft)
    if draft.purpose.has_fee:
        yield from _about_fee(draft, reception.terms)


def refusal_between(last: Letter | None, at: datetime) -> Refusal | None:
    """What keeps somebody from writing again to whom they sent `last`; None if nothing does.

    Only an answer opens the way at once; otherwise the other is left in peace for a while,
    however it ended, so that trying again tells nothing.
    """
    if last is None:
        return None
    seen = last.course.seen_by_sender(at)
    if seen is types.State.SENT:
        return errors.AlreadyWaiting()
    rests = seen is not types.State.ANSWERED and at < last.course.rests_until
    return errors.WrittenLately(last.course.rests_until) if rests else None


def refusal_of_stake(stake: Stake) -> Refusal | None:
    """What keeps somebody from sending one more."""
    return None if stake.free else errors.NoFreeSlot(stake.limit, stake.alike, stake.upheld)


def refusal_of(reception: Reception) -> Refusal | None:
    """Why nobody may write for this purpose at present; None when they may."""
    if reception.barrier is None:
        return None
    if reception.barrier is types.Barrier.PAUSED and reception.opens_at:
        return errors.WelcomePaused(reception.opens_at)
    return errors.WeekFull() if reception.barrier is types.Barrier.FULL else errors.NotWelcome()


def _about_lines(draft: Draft, count_shown: int) -> Iterator[Refusal]:
    if not draft.picked:
        yield errors.NoReason()
    if len(draft.picked) > types.MOST_REASONS:
        yield errors.TooManyReasons()
    elif count_shown < len(draft.picked):
        yield errors.HiddenLine()


def _about_words(draft: Draft, terms: WelcomeTerms) -> Iterator[Refusal]:
    if not draft.subject.strip():
        yield errors.NoSubject()
    if len(draft.subject.strip()) > types.LONGEST_SUBJECT:
        yield errors.SubjectTooLong()
    length = len(draft.message.strip())
    if length < types.SHORTEST_MESSAGE:
        yield errors.MessageTooShort()
    if length > types.LONGEST_MESSAGE:
        yield errors.MessageTooLong()
    elif length > types.SHORT_MESSAGE and terms.terms is types.Terms.ASK_FIRST:
        yield errors.TooLongToAskFirst()


def _about_detail(draft: Draft) -> Iterator[Refusal]:
    if not draft.purpose.needs_detail:
        return
    detail = draft.detail.strip()
    if not detail:
        yield errors.NoDetail(draft.purpose)
    if len(detail) > types.LONGEST_DETAIL:
        yield errors.DetailTooLong()


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
    FeeMissing, FeeTooLarge, MinutesOutOfRange, NoFeeForPurpose, WeekOutOfRange
    """
    if welcome.per_week is not None and not 1 <= welcome.per_week <= types.MOST_A_WEEK:
        raise errors.WeekOutOfRange
    if welcome.has_price:
        _check_price(welcome)


def _check_price(welcome: WelcomeTerms) -> None:
    if not welcome.purpose.has_fee:
        raise errors.NoFeeForPurpose
    if not welcome.fee_yen or welcome.fee_yen < 0:
        raise errors.FeeMissing
    if welcome.fee_yen > types.MOST_FEE_YEN:
        raise errors.FeeTooLarge
    minutes = welcome.minutes or types.USUAL_MINUTES
    if not types.SHORTEST_MINUTES <= minutes <= types.MOST_MINUTES:
        raise errors.MinutesOutOfRange


def check_pause(until: datetime, *, at: datetime) -> None:
    """Refuse a pause that never begins, or that nobody would remember.

    Raises
    ------
    PauseOutOfRange
    """
    if not at < until <= at + types.LONGEST_PAUSE:
        raise errors.PauseOutOfRange

"""What is said about being approached, and what it comes to for one sender."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from enishi.rooms.approaches.types.words import USUAL_MINUTES, Barrier, Purpose, Terms
from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeTerms:
    """What a member says about one purpose.

    Attributes
    ----------
    terms
        Towards everybody for whom nothing nearer is said.
    second_degree, connections
        Towards people of the 2nd degree (and connections), and towards connections; None
        where they are no different.
    fee_yen, minutes
        With `Terms.PRICED`: the smallest fee, without tax, and for how long.
    per_week
        How many such approaches are taken within seven days; None for as many as come.
    """

    purpose: Purpose
    terms: Terms = Terms.OPEN
    second_degree: Terms | None = None
    connections: Terms | None = None
    fee_yen: int | None = None
    minutes: int | None = None
    per_week: int | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nobody may write for this purpose."""
        return self.terms is Terms.CLOSED

    @property
    def has_price(self) -> bool:
        """Whether somebody is asked for a fee."""
        return Terms.PRICED in {self.terms, self.second_degree, self.connections}

    def towards(self, degree: Degree) -> WelcomeTerms:
        """What they come to for somebody at `degree`.

        Examples
        --------
        >>> said = WelcomeTerms(
        ...     purpose=Purpose.CHAT, terms=Terms.CLOSED, second_degree=Terms.ASK_FIRST
        ... )
        >>> [str(said.towards(degree).terms) for degree in (Degree.FIRST, Degree.THIRD)]
        ['ask_first', 'closed']
        """
        terms = self.terms
        if degree <= Degree.SECOND and self.second_degree:
            terms = self.second_degree
        if degree <= Degree.FIRST and self.connections:
            terms = self.connections
        priced = terms is Terms.PRICED
        return replace(
            self,
            terms=terms,
            second_degree=None,
            connections=None,
            fee_yen=self.fee_yen if priced else None,
            minutes=self.minutes if priced else None,
        )

    def smallest_fee_yen(self, minutes: int | None) -> int:
        """The least to offer for so many minutes, in proportion, rounded up to a yen.

        Examples
        --------
        >>> asked = WelcomeTerms(
        ...     purpose=Purpose.CONSULTATION, terms=Terms.PRICED, fee_yen=15000, minutes=30
        ... )
        >>> asked.smallest_fee_yen(60)
        30000
        >>> asked.smallest_fee_yen(15)
        15000
        """
        if self.terms is not Terms.PRICED or self.fee_yen is None:
            return 0
        usual = self.minutes or USUAL_MINUTES
        return -(-self.fee_yen * max(minutes or usual, usual) // usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How an approach for one purpose would be received, from one sender, now.

    Attributes
    ----------
    terms
        Towards this sender.
    barrier
        Why none may be sent; None when one may.
    opens_at
        With `Barrier.PAUSED`: when it ends.
    """

    terms: WelcomeTerms
    barrier: Barrier | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcomes:
    """Everything one member says about being approached, and how many came this week.

    Attributes
    ----------
    opens_at
        When a pause ends; may have passed.
    this_week
        By purpose; only where a number a week is said.
    shows_pace
        Whether senders are told how long an answer usually takes.
    shows_domain
        Whether their own sender card says from which domain they write.
    """

    terms: Mapping[Purpose, WelcomeTerms]
    opens_at: datetime | None = None
    this_week: Mapping[Purpose, int] = field(default_factory=dict)
    shows_pace: bool = False
    shows_domain: bool = False

    def is_paused(self, at: datetime) -> bool:
        """Whether a pause lasts."""
        return self.opens_at is not None and at < self.opens_at

    def towards(self, degree: Degree, at: datetime) -> dict[Purpose, Reception]:
        """How somebody at `degree` would be received."""
        return {purpose: self._reception(purpose, degree, at) for purpose in self.terms}

    def _reception(self, purpose: Purpose, degree: Degree, at: datetime) -> Reception:
        terms = self.terms[purpose].towards(degree)
        if terms.is_closed:
            return Reception(terms=terms, barrier=Barrier.CLOSED)
        if self.is_paused(at):
            return Reception(terms=terms, barrier=Barrier.PAUSED, opens_at=self.opens_at)
        if terms.per_week is not None and self.this_week.get(purpose, 0) >= terms.per_week:
            return Reception(terms=terms, barrier=Barrier.FULL)
        return Reception(terms=terms)

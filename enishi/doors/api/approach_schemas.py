"""What programs send and are sent about approaches."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from enishi.doors.api.schemas import Line, Person, Reason, Sent
from enishi.rooms.approaches.types import KindWords, Purpose


class PassedOn(Schema):
    """The approach with which this one goes on, or which it goes on from."""

    approach_id: int
    person: Person = Field(description="Its recipient.")


class SenderCard(Schema):
    """What the last year of a sender says; from ten approaches on."""

    sent: int
    settled: int = Field(description="How many are over: answered, or their time is.")
    answered: int = Field(description="Any answer, also a no.")
    usual_answer_minutes: int | None = Field(description="The median until an answer came.")
    strangers_a_week: float
    upheld: int = Field(description="Reports of them that operators upheld.")


class Approach(Schema):
    """A first message to somebody one may not simply write to."""

    id: int
    person: Person = Field(description="The other side.")
    purpose: str
    subject: str
    message: str
    detail: str = Field(description="The one thing more its purpose needs.")
    origin: str = Field(description="Where the sender met the recipient's record.")
    origin_query: str
    passed_on: PassedOn | None = Field(description="If somebody better took it over.")
    fee_yen: int | None
    minutes: int | None
    state: str
    sender_card: SenderCard | None = Field(description="Only on approaches to oneself.")
    sender_domain: str = Field(
        description="They write from a confirmed address there; empty unless they show it."
    )
    sent_at: datetime
    expires_at: datetime = Field(description="It ends by itself then.")
    reasons: list[Reason]


class Approaches(Schema):
    """A page of approaches."""

    items: list[Approach]
    next_cursor: str


class NewApproach(Sent):
    """A first message."""

    to: str = Field(description="The recipient's handle.", max_length=30)
    purpose: Purpose
    subject: str = Field(min_length=1, max_length=120)
    detail: str = Field(
        "",
        description="For a scout the position, for a referral who is sought or presented, for"
        " the press the outlet, for sales what is offered; nothing for other purposes.",
        max_length=120,
    )
    message: str = Field(min_length=20, max_length=1200)
    lines: list[Line] = Field(
        description="One to three lines of their record, as `entry:language:number`."
        " Number −1 is the entry's title, 0 its first line of text.",
        min_length=1,
        max_length=3,
    )
    fee_yen: int | None = Field(None, ge=0, le=10_000_000)
    minutes: int | None = Field(None, ge=5, le=480)


class Answer(Sent):
    """An answer to an approach."""

    message: str = Field(min_length=1, max_length=5000)


class Decline(Sent):
    """How an approach is declined."""

    words: KindWords = KindWords.THANKS
    silently: Annotated[bool, Field(description="Tell the sender nothing at all.")] = False


class Slots(Schema):
    """The stake: how many approaches one may have open."""

    limit: int
    held: int
    free: int
    answers: int = Field(description="Answers within a year, by which the limit grows.")
    alike: int = Field(description="Letters that read nearly the same, if they take slots.")
    upheld: int = Field(description="Reports upheld lately; each takes two slots.")
    returns_at: datetime | None = Field(description="When the next comes back unanswered.")
    card: SenderCard | None = Field(description="What others see of one, from ten on.")
    domain: str = Field(description="The domain others are shown with it, if any.")


class Passing(Schema):
    """An approach to somebody else, which one is asked to take over."""

    id: int
    sender: Person
    passed_by: Person
    purpose: str
    subject: str
    message: str
    detail: str
    fee_yen: int | None
    minutes: int | None
    expires_at: datetime
    reasons: list[Reason] = Field(description="Lines of the record of `passed_by`.")


class Passings(Schema):
    """What one is asked to take over."""

    items: list[Passing]


class PassOn(Sent):
    """Somebody who could answer better."""

    to: str = Field(description="Their handle.", max_length=30)


class DraftSent(Sent):
    """What is written so far; nothing of it is checked before it is sent."""

    purpose: str = Field("", max_length=12)
    subject: str = Field("", max_length=5000)
    message: str = Field("", max_length=5000)
    detail: str = Field("", max_length=5000)
    lines: list[Line] = Field(default_factory=list, max_length=20)
    fee_yen: str = Field("", max_length=40)
    minutes: str = Field("", max_length=10)


class Draft(Schema):
    """A draft, as it was typed."""

    to: Person
    saved_at: datetime
    purpose: str
    subject: str
    message: str
    detail: str
    lines: list[str]
    fee_yen: str
    minutes: str


class Drafts(Schema):
    """One's drafts, newest first."""

    items: list[Draft]

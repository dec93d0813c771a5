"""What programs send and are sent about being approached."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from enishi.doors.api.schemas import Sent
from enishi.rooms.approaches.types import Barrier, Purpose, Terms


class OwnTerms(Schema):
    """What one says about one purpose."""

    purpose: Purpose
    terms: Terms = Field(description="Towards everybody for whom nothing nearer is said.")
    second_degree: Terms | None = Field(description="Towards the 2nd degree; null: the same.")
    connections: Terms | None = Field(description="Towards connections; null: the same.")
    fee_yen: int | None
    minutes: int | None
    per_week: int | None = Field(description="Null for as many as come.")


class OwnWelcome(Schema):
    """Everything one says about being approached."""

    purposes: list[OwnTerms]
    opens_at: datetime | None = Field(description="When a pause ends; null: there is none.")
    shows_pace: bool = Field(description="Senders are told how long an answer usually takes.")
    shows_domain: bool = Field(
        description="One's own sender card may name the domain of one's mail address."
    )


class TermsSent(Sent):
    """The terms for one purpose."""

    terms: Terms
    second_degree: Terms | None = None
    connections: Terms | None = None
    fee_yen: int | None = Field(None, ge=1, le=10_000_000)
    minutes: int | None = Field(None, ge=5, le=480)
    per_week: int | None = Field(None, ge=1, le=100)


class PauseSent(Sent):
    """Until when no approaches are taken."""

    opens_at: datetime


class ShownSent(Sent):
    """Whether something is told."""

    shown: bool


class ReceptionShown(Schema):
    """How an approach of the token's member would be received, for one purpose, now."""

    purpose: Purpose
    terms: Terms
    fee_yen: int | None
    minutes: int | None
    barrier: Barrier | None = Field(description="Why none may be sent; null when one may.")
    opens_at: datetime | None = Field(description="With `paused`: when it ends.")


class Receptions(Schema):
    """How a member receives approaches."""

    handle: str
    purposes: list[ReceptionShown]
    usual_answer_minutes: int | None = Field(description="If they let it be known.")

"""How welcome approaches are: one's own terms, and how others would receive one."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Router, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.schemas import REFUSALS
from enishi.doors.api.welcome_schemas import (
    OwnTerms,
    OwnWelcome,
    PauseSent,
    Receptions,
    ReceptionShown,
    ShownSent,
    TermsSent,
)
from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.types import Purpose, WelcomeTerms
from enishi.rooms.members.types import Scope
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.rooms.approaches.types import Reception
    from enishi.rooms.members.models import Member

router = Router(tags=["welcome"])


@router.get(
    "me/welcome",
    response={200: OwnWelcome, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="My terms",
)
def read_my_welcome(request: MemberRequest) -> OwnWelcome:
    """What one says about being approached, purpose by purpose."""
    return _own(request.user)


@router.put(
    "me/welcome/{purpose}",
    response={200: OwnWelcome, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.SETTINGS),
    summary="Set my terms for one purpose",
)
def set_my_welcome(request: MemberRequest, purpose: Purpose, said: TermsSent) -> OwnWelcome:
    """Say how welcome approaches for one purpose are."""
    terms = WelcomeTerms(purpose=purpose, **said.model_dump())
    services.set_welcome(by=request.user, said=terms)
    return _own(request.user)


@router.put(
    "me/pause",
    response={200: OwnWelcome, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.SETTINGS),
    summary="Take no approaches for a while",
)
def pause_my_welcome(request: MemberRequest, pause: PauseSent) -> OwnWelcome:
    """Pause; a time without a zone is read as UTC."""
    until = pause.opens_at
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    services.pause_welcome(by=request.user, until=until, at=timezone.now())
    return _own(request.user)


@router.delete(
    "me/pause",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.SETTINGS),
    summary="End the pause",
)
def resume_my_welcome(request: MemberRequest) -> Status[None]:
    """Take approaches again."""
    services.resume_welcome(by=request.user)
    return Status(204, None)


@router.put(
    "me/pace",
    response={200: OwnWelcome, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.SETTINGS),
    summary="Tell how fast I answer, or not",
)
def set_my_pace(request: MemberRequest, pace: ShownSent) -> OwnWelcome:
    """Say whether senders are told how long an answer usually takes."""
    (services.show_pace if pace.shown else services.hide_pace)(by=request.user)
    return _own(request.user)


@router.put(
    "me/domain",
    response={200: OwnWelcome, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.SETTINGS),
    summary="Tell from which domain I write, or not",
)
def set_my_domain(request: MemberRequest, domain: ShownSent) -> OwnWelcome:
    """Say whether one's sender card names the domain of one's confirmed mail address."""
    (services.show_domain if domain.shown else services.hide_domain)(by=request.user)
    return _own(request.user)


@router.get(
    "members/{handle}/welcome",
    response={200: Receptions, **REFUSALS},
    auth=needs(Scope.MEMBERS_READ, Limit.PEOPLE),
    summary="How they would receive an approach of mine",
)
def read_welcome(request: MemberRequest, handle: str) -> Receptions:
    """Their terms towards the token's member, and why an approach is not possible."""
    member = queries.get_recipient_for(request.user, handle)
    degree, now = degrees_for(request.user, [member.pk])[member.pk], timezone.now()
    said = queries.welcomes_of([member.pk], at=now)[member.pk]
    _ledger, pace = queries.ledger_and_pace(request.user.pk, member.pk, at=now)
    is_told = said.shows_pace and pace is not None
    return Receptions(
        handle=member.handle,
        purposes=[_shown(one) for one in said.towards(degree, now).values()],
        usual_answer_minutes=round(pace.total_seconds() / 60) if is_told and pace else None,
    )


def _own(member: Member) -> OwnWelcome:
    now = timezone.now()
    said = queries.own_welcomes(member, at=now)
    return OwnWelcome(
        purposes=[OwnTerms.from_orm(terms) for terms in said.terms.values()],
        opens_at=said.opens_at if said.is_paused(now) else None,
        shows_pace=said.shows_pace,
        shows_domain=said.shows_domain,
    )


def _shown(reception: Reception) -> ReceptionShown:
    said = reception.terms
    return ReceptionShown(
        purpose=said.purpose,
        terms=said.terms,
        fee_yen=said.fee_yen,
        minutes=said.minutes,
        barrier=reception.barrier,
        opens_at=reception.opens_at,
    )

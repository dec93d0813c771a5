"""What the templates of connections receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from enishi.doors.web.people import make_card
from enishi.rooms.connections.queries import blocked_by, standing_between
from enishi.rooms.members.queries import present_members
from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.connections.models import Invitation
    from enishi.rooms.connections.types import Relation
    from enishi.rooms.members.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class TieButton:
    """What a viewer may do about their tie to one person: `connections/tie.html`."""

    card: PersonCard
    relation: Relation
    invitation_id: int | None
    next_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """One invitation that waits, in or out: `connections/invitation.html`."""

    id: int
    card: PersonCard
    note: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedRow:
    """One member the viewer blocked, by name only: they do not see more of them."""

    card: PersonCard
    since: datetime


def tie_button(request: MemberRequest, member: Member, card: PersonCard) -> TieButton:
    """The button between the viewer and `member`. Two queries."""
    standing = standing_between(request.user, member.pk)
    return TieButton(
        card=card,
        relation=standing.relation,
        invitation_id=standing.invitation_id,
        next_url=page_of(request),
    )


def invitation_rows(
    invitations: list[Invitation], cards: Mapping[int, PersonCard], *, other: str
) -> list[InvitationRow]:
    """Rows for the invitations whose `other` end ("inviter", "invitee") the viewer may see."""
    return [
        InvitationRow(id=one.pk, card=cards[pk], note=one.note, sent_at=one.sent_at)
        for one in invitations
        if (pk := getattr(one, f"{other}_id")) in cards
    ]


def blocked_rows(viewer: Member) -> list[BlockedRow]:
    """Everybody `viewer` blocked who is in the house, the newest first. Two queries."""
    blocks = blocked_by(viewer)
    members = present_members(block.member_id for block in blocks)
    return [
        BlockedRow(
            card=make_card(
                members[block.member_id],
                degree=Degree.SELF,  # nothing is drawn
                headline=None,
                portrait_url=None,
            ),
            since=block.since,
        )
        for block in blocks
        if block.member_id in members
    ]


def page_of(request: MemberRequest) -> str:
    """The address of the page somebody is on, also when only a part of it is asked for."""
    if request.htmx:
        return request.htmx.current_url_abs_path or reverse("web:today")
    return request.get_full_path()


def back(request: MemberRequest, default: str) -> HttpResponse:
    """Return to the page a form stood on, or to `default`; never to another house."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return redirect(wanted if is_ours else default)


def answered(request: MemberRequest, text: str, undo_url: str = "") -> HttpResponse:
    """For htmx: the words that take a row's place."""
    context = {"text": text, "undo_url": undo_url, "next_url": page_of(request)}
    return TemplateResponse(request, "connections/answered.html", context)

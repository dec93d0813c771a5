"""Asking, answering, parting, blocking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enishi.doors.web.access import members_only
from enishi.doors.web.connections.pages import answered, back, blocked_rows, tie_button
from enishi.doors.web.limits import limited
from enishi.doors.web.people import cards_for
from enishi.rooms.connections import services
from enishi.rooms.connections.types import Outcome
from enishi.rooms.members.queries import get_present_member
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest
    from enishi.rooms.members.models import Member


@members_only
@require_POST
@limited(Limit.INVITATIONS)
def invite(request: MemberRequest, handle: str) -> HttpResponse:
    """Ask somebody to connect."""
    member = get_present_member(handle)
    invitation = services.invite(
        by=request.user,
        invitee_id=member.pk,
        note=request.POST.get("note", ""),
        at=timezone.now(),
    )
    if invitation.outcome == Outcome.ACCEPTED:
        return _show_tie(request, member, _("You both asked: now you are connected."))
    return _show_tie(request, member, _("Your invitation is on its way."))


@members_only
@require_POST
@limited(Limit.TIES)
def disconnect(request: MemberRequest, handle: str) -> HttpResponse:
    """Part from a connection."""
    member = get_present_member(handle)
    services.disconnect(by=request.user, member_id=member.pk)
    return _show_tie(request, member, _("You are no longer connected. Nobody is told."))


@members_only
@require_POST
@limited(Limit.TIES)
def block(request: MemberRequest, handle: str) -> HttpResponse:
    """Let somebody not exist for oneself, nor oneself for them."""
    member = get_present_member(handle)
    services.block(by=request.user, member_id=member.pk, at=timezone.now())
    text = _("You and this person no longer see each other. Nobody is told.")
    messages.success(request, text, extra_tags=reverse("web:unblock", args=[handle]))
    return back(request, reverse("web:blocked"))


@members_only
@require_POST
@limited(Limit.TIES)
def unblock(request: MemberRequest, handle: str) -> HttpResponse:
    """Lift a block."""
    member = get_present_member(handle)
    services.unblock(by=request.user, member_id=member.pk)
    text = _("The block is lifted. You are not connected.")
    if request.htmx:
        return answered(request, text)
    messages.success(request, text)
    return back(request, reverse("web:blocked"))


@members_only
def blocked(request: MemberRequest) -> HttpResponse:
    """Whom the viewer blocked."""
    context = {"rows": blocked_rows(request.user), "nav_section": "settings"}
    return TemplateResponse(request, "connections/blocked.html", context)


@members_only
@require_POST
@limited(Limit.TIES)
def accept(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Accept an invitation."""
    services.accept_invitation(invitation_id=invitation_id, by=request.user, at=timezone.now())
    return _answer(request, _("You are connected."))


@members_only
@require_POST
@limited(Limit.TIES)
def decline(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Decline an invitation; it can be taken back."""
    services.decline_invitation(invitation_id=invitation_id, by=request.user, at=timezone.now())
    undo_url = reverse("web:reopen_invitation", args=[invitation_id])
    return _answer(request, _("Declined. They are not told."), undo_url)


@members_only
@require_POST
@limited(Limit.TIES)
def reopen(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Take a decline back."""
    services.reopen_invitation(invitation_id=invitation_id, by=request.user)
    messages.success(request, _("The invitation waits for your answer again."))
    return back(request, reverse("web:network"))


@members_only
@require_POST
@limited(Limit.TIES)
def withdraw(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Take one's invitation back."""
    services.withdraw_invitation(
        invitation_id=invitation_id, by=request.user, at=timezone.now()
    )
    return _answer(request, _("Your invitation is withdrawn."))


def _answer(request: MemberRequest, text: str, undo_url: str = "") -> HttpResponse:
    if request.htmx:
        return answered(request, text, undo_url)
    messages.success(request, text, extra_tags=undo_url)
    return back(request, reverse("web:network"))


def _show_tie(request: MemberRequest, member: Member, text: str) -> HttpResponse:
    if request.htmx:
        card = cards_for(request.user, [member.pk])[member.pk]
        context = {"tie": tie_button(request, member, card)}
        return TemplateResponse(request, "connections/tie.html", context)
    messages.success(request, text)
    return back(request, reverse("web:person", args=[member.handle]))

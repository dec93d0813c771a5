"""The operators' pages: the house, who may come in, who has to go. And the page for guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enishi.doors.web.access import members_only, operators_only, public
from enishi.doors.web.house import pages
from enishi.doors.web.house.forms import HouseForm, InvitationForm, WordsForm, house_form_of
from enishi.doors.web.limits import limited
from enishi.rooms.discovery import services as discovery
from enishi.rooms.members import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from enishi.doors.web.access import MemberRequest


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this house is."""
    words = queries.get_house().about_in(get_language() or "ja")
    return TemplateResponse(request, "house/about.html", {"about": words})


@members_only
@require_safe
def second_factor_needed(request: MemberRequest) -> HttpResponse:
    """Say why an operator cannot go on yet, and where to set up a second factor."""
    return TemplateResponse(request, "house/second_factor_needed.html")


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
@limited(Limit.HOUSE)
def house(request: MemberRequest) -> HttpResponse:
    """The house's own settings, and who waits to be let in."""
    form = HouseForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        services.set_up_house(by=request.user, settings=form.settings)
        messages.success(request, gettext("The house is set up so."))
        return redirect("web:house")
    page = pages.house_page(request.user, form or house_form_of(queries.get_house()))
    status = 422 if form else 200
    return TemplateResponse(
        request, "house/house.html", {"page": page, "here": "house"}, status=status
    )


@operators_only
@require_POST
@limited(Limit.HOUSE)
def approve(request: MemberRequest, member_id: int) -> HttpResponse:
    """Let somebody in who waits."""
    services.approve_member(by=request.user, member_id=member_id, at=timezone.now())
    messages.success(request, gettext("They are in the house now."))
    return redirect("web:house")


@operators_only
@require_POST
@limited(Limit.HOUSE)
def decline(request: MemberRequest, member_id: int) -> HttpResponse:
    """Do not let somebody in who waits."""
    services.decline_member(by=request.user, member_id=member_id)
    messages.success(request, gettext("What they wrote is deleted."))
    return redirect("web:house")


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
@limited(Limit.HOUSE_INVITATIONS)
def invitations(request: MemberRequest) -> HttpResponse:
    """Invitations to the house; make one."""
    form = InvitationForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        email = form.cleaned_data["email"]
        services.invite_to_house(by=request.user, email=email, at=timezone.now())
        messages.success(request, gettext("The invitation is made. Its link is in the list."))
        return redirect("web:house_invitations")
    page = pages.invitations_page(
        request.user,
        form or InvitationForm(),
        number=request.GET.get("page", ""),
        at=timezone.now(),
    )
    status = 422 if form else 200
    return TemplateResponse(
        request, "house/invitations.html", {"page": page, "here": "invitations"}, status=status
    )


@operators_only
@require_POST
@limited(Limit.HOUSE)
def withdraw(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """Take back an invitation that nobody has used."""
    services.withdraw_joining_invitation(by=request.user, invitation_id=invitation_id)
    messages.success(request, gettext("The invitation is withdrawn. Its link leads nowhere."))
    return redirect("web:house_invitations")


@operators_only
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Members, to suspend and restore."""
    page = pages.people_page(
        request.user,
        asked=request.GET.get("q", "").strip(),
        number=request.GET.get("page", ""),
    )
    return TemplateResponse(request, "house/people.html", {"page": page, "here": "people"})


@operators_only
@require_POST
@limited(Limit.HOUSE)
def suspend(request: MemberRequest, member_id: int) -> HttpResponse:
    """Put somebody out for now."""
    services.suspend_member(by=request.user, member_id=member_id)
    messages.success(request, gettext("They are signed out everywhere, and seen nowhere."))
    return redirect("web:house_people")


@operators_only
@require_POST
@limited(Limit.HOUSE)
def restore(request: MemberRequest, member_id: int) -> HttpResponse:
    """Let somebody in again who was suspended."""
    services.restore_member(by=request.user, member_id=member_id)
    messages.success(request, gettext("They may sign in again."))
    return redirect("web:house_people")


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
@limited(Limit.HOUSE)
def words(request: MemberRequest) -> HttpResponse:
    """Words of a niche: which mean the same, so that one finds the other."""
    form = WordsForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        discovery.teach_words(by=request.user, **form.cleaned_data)
        messages.success(request, gettext("From now on these words find each other."))
        return redirect("web:house_words")
    page = pages.words_page(form or WordsForm())
    status = 422 if form else 200
    return TemplateResponse(
        request, "house/words.html", {"page": page, "here": "words"}, status=status
    )


@operators_only
@require_POST
@limited(Limit.HOUSE)
def forget_words(request: MemberRequest, word_id: int) -> HttpResponse:
    """Take words out again."""
    discovery.forget_words(by=request.user, word_id=word_id)
    messages.success(request, gettext("These words no longer find each other."))
    return redirect("web:house_words")

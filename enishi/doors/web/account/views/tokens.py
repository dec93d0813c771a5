"""Keys that let a program act for a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from enishi.doors.web.access import members_only
from enishi.doors.web.account.pages import TokensPage
from enishi.doors.web.account.settings_forms import TokenForm
from enishi.doors.web.account.weighty import ask_again_first
from enishi.doors.web.limits import limited
from enishi.rooms.members import queries, services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest


@members_only
@ask_again_first
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(Limit.TOKENS)
def tokens(request: MemberRequest) -> HttpResponse:
    """List the keys; make one, and show its secret this once."""
    form = TokenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return _page(request, form=form, status=status)
    _token, secret = services.create_access_token(
        by=request.user, at=timezone.now(), **form.cleaned_data
    )
    return _page(request, form=TokenForm(), secret=secret)


@members_only
@require_POST
@limited(Limit.ENDED_TOKENS)
def revoke_token(request: MemberRequest, token_id: int) -> HttpResponse:
    """End a key at once."""
    services.revoke_access_token(by=request.user, token_id=token_id)
    messages.success(request, gettext("The key has ended. Programs can no longer use it."))
    return redirect("web:tokens")


def _page(
    request: MemberRequest, *, form: TokenForm, secret: str = "", status: int = 200
) -> HttpResponse:
    page = TokensPage(
        tokens=list(queries.access_tokens_of(request.user)), form=form, secret=secret
    )
    return TemplateResponse(request, "account/tokens.html", {"page": page}, status=status)

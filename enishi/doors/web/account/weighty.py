"""Ask for the password once more before something weighty."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from allauth.account.decorators import reauthentication_required

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponseBase

    from enishi.doors.web.access import MemberRequest

P = ParamSpec("P")


def ask_again_first(
    view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
) -> Callable[Concatenate[MemberRequest, P], HttpResponseBase]:
    """Let a view be reached only within minutes of having given a password or second factor."""
    guarded = reauthentication_required(app="allauth.account")(view)

    @wraps(view)
    def asked(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response: HttpResponseBase = guarded(request, *args, **kwargs)
        return response

    return asked

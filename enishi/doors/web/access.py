"""Who may pass a view. Every view wears exactly one of these marks."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from enishi.ground.errors import NotFound
from enishi.rooms.members.queries import get_house, has_second_factor
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_htmx.middleware import HtmxDetails

    from enishi.rooms.members.models import Member

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request whose `user` is certainly a signed-in member of the house."""

    user: Member
    htmx: HtmxDetails


def viewer_of(request: HttpRequest) -> Member | None:
    """The member who looks at this page, or None for a guest."""
    return request.user if request.user.is_authenticated else None


def public(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Anybody may see this page."""
    cast("Any", view).access = "public"  # read by tests/architecture
    return view


def members_only(
    view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only a signed-in member may see this page; who waits for approval is told so."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer is None:
            return redirect_to_login(request.get_full_path())
        if viewer.status != Status.ACTIVE:
            return redirect("web:waiting")
        return view(cast("MemberRequest", request), *args, **kwargs)

    cast("Any", guarded).access = "members"  # read by tests/architecture
    return guarded


def members_and_waiting(
    view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Whoever is signed in may see this page, also those who wait to be let in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if viewer_of(request) is None:
            return redirect_to_login(request.get_full_path())
        return view(cast("MemberRequest", request), *args, **kwargs)

    cast("Any", guarded).access = "members"  # read by tests/architecture
    return guarded


def operators_only(
    view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only an operator may see this page; to others it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer is None:
            return redirect_to_login(request.get_full_path())
        if not viewer.is_staff or viewer.status != Status.ACTIVE:
            raise NotFound
        if get_house().operators_need_second_factor and not has_second_factor(viewer):
            return redirect("web:second_factor_needed")
        return view(cast("MemberRequest", request), *args, **kwargs)

    cast("Any", guarded).access = "operators"  # read by tests/architecture
    return guarded

"""How often one may do a thing, counted for all processes and both doors together."""

from __future__ import annotations

import ipaddress
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from django.conf import settings
from django.utils import timezone

from enishi.rooms.upkeep.services import count_act

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from enishi.rooms.upkeep.types import Limit

P = ParamSpec("P")
R = TypeVar("R", bound="HttpRequest")

IPV6_PREFIX = 64  # what one household gets; single addresses in it cost nothing
WRITES = frozenset({"POST"})
READS = frozenset({"GET", "HEAD"})


def limited(
    limit: Limit, *, methods: frozenset[str] = WRITES
) -> Callable[
    [Callable[Concatenate[R, P], HttpResponseBase]],
    Callable[Concatenate[R, P], HttpResponseBase],
]:
    """Let each member – or each guest's address – ask a view only so often.

    Reading is free unless `methods` says otherwise. Stands under the access mark:
    ``@members_only`` above ``@limited``.
    """

    def decorate(
        view: Callable[Concatenate[R, P], HttpResponseBase],
    ) -> Callable[Concatenate[R, P], HttpResponseBase]:
        @wraps(view)
        def counted(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in methods:
                count_act(limit=limit, who=who_asks(request), at=timezone.now())
            return view(request, *args, **kwargs)

        cast("Any", counted).limit = limit  # read by tests/access
        return counted

    return decorate


def who_asks(request: HttpRequest) -> str:
    """The member, or the guest's address: whole for IPv4, its /64 network for IPv6."""
    user = cast("Any", request.user)
    return f"member {user.pk}" if user.is_authenticated else network_of(request)


def network_of(request: HttpRequest) -> str:
    """Whom to count when nobody is signed in."""
    address = ipaddress.ip_address(visitor_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)


def visitor_address(request: HttpRequest) -> str:
    """The visitor's address, as the last trusted proxy saw it; `0.0.0.0` if nobody did.

    Only as many entries of `X-Forwarded-For` are believed as there are proxies of ours: all
    before them is the visitor's own writing.
    """
    proxies = settings.PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    told = forwarded[-proxies] if 0 < proxies <= len(forwarded) else ""
    for text in (told, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ipaddress.ip_address(text.strip()))
        except ValueError:
            continue
    return "0.0.0.0"  # noqa: S104 - a name for nobody, not an address to listen on

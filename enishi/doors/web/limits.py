"""How often one may do a thing, counted for all processes together.

The counts lie in the cache, which is a table of the database (or Valkey): a limit holds
whichever worker answers, and is forgotten by itself.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from django.conf import settings
from django.core.cache import cache

from enishi.ground.errors import TooMany

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound="HttpRequest")

SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}
IPV6_PREFIX = 64  # what one household gets; single addresses in it cost nothing
LOCK_SECONDS = 5
LOCK_WAIT_SECONDS = 1.0
LOCK_STEP_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `times` within any `seconds`."""

    times: int
    seconds: int

    @classmethod
    def read(cls, text: str) -> Rate:
        """Read `20/h`, `5/min`, `3/10min`.

        >>> Rate.read("3/10min")
        Rate(times=3, seconds=600)
        """
        times, _, span = text.partition("/")
        unit = span.lstrip("0123456789")
        return cls(int(times), int(span.removesuffix(unit) or 1) * SECONDS[unit])


def limited(
    name: str, rate: str
) -> Callable[
    [Callable[Concatenate[R, P], HttpResponseBase]],
    Callable[Concatenate[R, P], HttpResponseBase],
]:
    """Let each member – or each guest's address – post to a view only so often.

    Reading is free. Stands under the access mark: ``@members_only`` above ``@limited``.
    """
    allowed = Rate.read(rate)

    def decorate(
        view: Callable[Concatenate[R, P], HttpResponseBase],
    ) -> Callable[Concatenate[R, P], HttpResponseBase]:
        @wraps(view)
        def counted(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "POST":
                count(f"{name}:{who_asks(request)}", allowed)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def count(key: str, rate: Rate) -> None:
    """Count one act of `key`.

    Raises
    ------
    TooMany
        There were `rate.times` within the span already; this one is not counted.
    """
    hidden = "limit:" + hashlib.sha256(key.encode()).hexdigest()[:40]
    with _alone(hidden):
        now = time.time()
        acts: list[float] = [at for at in cache.get(hidden, []) if at > now - rate.seconds]
        if len(acts) >= rate.times:
            raise TooMany(retry_after=math.ceil(acts[0] + rate.seconds - now) or 1)
        cache.set(hidden, [*acts, now], rate.seconds)


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """Hold `key` while reading and writing it. A crowd on one key is itself too many."""
    lock, deadline = f"{key}:lock", time.monotonic() + LOCK_WAIT_SECONDS
    while not cache.add(lock, 1, LOCK_SECONDS):
        if time.monotonic() > deadline:
            raise TooMany(retry_after=LOCK_SECONDS)
        time.sleep(LOCK_STEP_SECONDS)
    try:
        yield
    finally:
        cache.delete(lock)


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

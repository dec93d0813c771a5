"""Addresses of the web that the house may go to: public ones, whatever they are written as."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 2_000
#: The part of IPv6 that is routed in the world; everything else is somebody's own.
_WORLD: Final = ipaddress.ip_network("2000::/3")
#: Within it: ways to reach an IPv4 address that nobody could check (Teredo, 6to4).
_TUNNELS: Final = (ipaddress.ip_network("2001::/32"), ipaddress.ip_network("2002::/16"))
#: Public by their number, and yet inside: the one Azure's machines ask for their secrets, and
#: the relays of 6to4.
_INSIDE: Final = (
    ipaddress.ip_network("168.63.129.16/32"),
    ipaddress.ip_network("192.88.99.0/24"),
)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address taken apart; `target` is what a server is asked for."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self) -> str:
        """How a request names the server."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.target}"


def read_web_address(url: str) -> WebAddress | None:
    """Take `url` apart; None when it is none, or carries a name and password.

    >>> str(read_web_address("https://例え.example/ブログ?a=1#top"))
    'https://xn--r8jz45g.example/%E3%83%96%E3%83%AD%E3%82%B0?a=1'
    >>> read_web_address("https://me:secret@a.example/"), read_web_address("file:///etc/hosts")
    (None, None)
    """
    if len(url) > LONGEST or "\\" in url or any(ord(one) <= ord(" ") for one in url):
        return None
    try:
        parts = urlsplit(url)
        host = _ascii((parts.hostname or "").rstrip("."))
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):  # UnicodeError is one: a name no server can have
        return None
    if not host or "@" in parts.netloc:
        return None
    path = quote(parts.path or "/", safe="/%:=&;,+$!*'()~@")
    query = quote(parts.query, safe="/?%:=&;,+$!*'()~@")
    return WebAddress(parts.scheme, host, port, f"{path}?{query}" if query else path)


def is_address(host: str) -> bool:
    """Whether a host is a numeric address as it is usually written, and no name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Whether a numeric address lies in the open internet, and in nobody's own network.

    >>> [is_public(one) for one in ("93.184.216.34", "10.0.0.1", "::ffff:10.0.0.1")]
    [True, False, False]
    """
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            return is_public(str(number.ipv4_mapped))
        if number not in _WORLD or any(number in tunnel for tunnel in _TUNNELS):
            return False
    elif any(number in network for network in _INSIDE):
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved)


def _ascii(host: str) -> str:
    if not host or ":" in host:
        return host
    return host.encode("idna").decode("ascii").lower()

"""The one way out of the house: fetch what a stranger's server has, and be led nowhere else.

Every name is looked up here, every address it has must be public, and the connection goes to
one of these addresses and to no other. So does every redirect. Size and time have an end,
whatever the server does. No cookies, no passwords, no proxies of the environment.
"""

from __future__ import annotations

import http.client
import io
import queue
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from django.conf import settings

from enishi.ground.web_addresses import (
    PORTS,
    WebAddress,
    is_address,
    is_public,
    read_web_address,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
_CHUNK: Final = 1 << 16
#: zlib reads the header itself: gzip or deflate.
_EITHER: Final = 32 + zlib.MAX_WBITS
_TRIED_ADDRESSES: Final = 2


class Trouble(StrEnum):
    """Why nothing was fetched."""

    OFF = "off"
    ADDRESS = "address"
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"
    GARBLED = "garbled"


class FetchFailed(Exception):
    """Nothing was fetched; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered, whatever its status; a body only with 200.

    Attributes
    ----------
    url
        Where the redirects ended.
    headers
        By name in small letters.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where a fetch ends: bytes of the body, before and after it is unpacked; all the time."""

    bytes: int = 2_000_000
    seconds: float = 10.0
    redirects: int = 5


def system_addresses(host: str, port: int) -> list[str]:
    """The numeric addresses of `host`, as this machine looks them up."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Where a fetch may go.

    Attributes
    ----------
    also
        Addresses and ports allowed besides: for tests, which have a server of their own.
    """

    also: frozenset[tuple[str, int]] = frozenset()
    resolve: Callable[[str, int], list[str]] = system_addresses

    def addresses(self, address: WebAddress, seconds: float) -> list[str]:
        """Where `address` may be reached; one that is not public forbids them all.

        A name that leads inside sounds like one that nobody has: which names a network knows
        is nothing for strangers.
        """
        if address.port not in {*PORTS.values(), *(port for _number, port in self.also)}:
            raise FetchFailed(Trouble.FORBIDDEN)
        found = self._resolved(address, seconds)
        if found and all((number, address.port) in self.also for number in found):
            return found
        if found and address.port in PORTS.values() and all(map(is_public, found)):
            return found
        is_number = is_address(address.host)
        raise FetchFailed(Trouble.FORBIDDEN if is_number else Trouble.UNREACHABLE)

    def _resolved(self, address: WebAddress, seconds: float) -> list[str]:
        # The system's look-up has no end of its own: it is left behind when it takes too long.
        answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                answers.put(self.resolve(address.host, address.port))
            except (OSError, UnicodeError):
                answers.put([])

        threading.Thread(target=look_up, daemon=True).start()
        try:
            return answers.get(timeout=seconds)
        except queue.Empty as error:
            raise FetchFailed(Trouble.SLOW) from error


@dataclass(frozen=True, slots=True)
class _Clock:
    """How much time is left of the whole."""

    ends: float

    def left(self) -> float:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise FetchFailed(Trouble.SLOW)
        return left


class _Reader(io.RawIOBase):
    """Reads from a socket; every read has only the time that is left."""

    def __init__(self, sock: socket.socket, clock: _Clock) -> None:
        super().__init__()
        self._sock, self._clock = sock, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._sock.settimeout(self._clock.left())
        return self._sock.recv_into(buffer)


@dataclass(slots=True)
class _Line:
    """A connected socket as `http.client` uses one."""

    sock: socket.socket
    clock: _Clock
    readers: list[io.BufferedReader] = field(default_factory=list)

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(self.clock.left())
        self.sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self.readers.append(io.BufferedReader(_Reader(self.sock, self.clock), _CHUNK))
        return self.readers[-1]

    def close(self) -> None:
        """Nothing: `http.client` closes as soon as it has read the head of the answer."""

    def hang_up(self) -> None:
        for reader in self.readers:
            reader.close()
        self.sock.close()


def fetch(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    guard: Guard | None = None,
) -> Fetched:
    """Ask for `url` and follow where it leads.

    Blocks for at most `limits.seconds`.

    Raises
    ------
    FetchFailed
        The house fetches nothing, the address is none or not a public one, or its server
        did not answer as it should.
    """
    if not settings.FETCHING:
        raise FetchFailed(Trouble.OFF)
    limits = limits or Limits()
    guard = guard or Guard(also=settings.FETCH_ALSO)
    clock = _Clock(time.monotonic() + limits.seconds)
    for _hop in range(limits.redirects + 1):
        address = read_web_address(url)
        if address is None:
            raise FetchFailed(Trouble.ADDRESS)
        answer = _asked(address, headers or {}, limits, guard, clock)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return answer
        url = urljoin(str(address), _location(answer.headers["location"]))
    raise FetchFailed(Trouble.REDIRECTS)


def _location(written: str) -> str:
    """Where a redirect leads; some servers write it in UTF-8, which headers are not read as."""
    try:
        return written.strip().encode("latin-1").decode()
    except UnicodeError:
        return written.strip()


def _asked(
    address: WebAddress, headers: Mapping[str, str], limits: Limits, guard: Guard, clock: _Clock
) -> Fetched:
    try:
        line = _connected(address, guard.addresses(address, clock.left()), clock)
        try:
            return _answer(address, line, headers, limits)
        finally:
            line.hang_up()
    except TimeoutError as error:
        raise FetchFailed(Trouble.SLOW) from error
    except OSError as error:  # also of TLS
        raise FetchFailed(Trouble.UNREACHABLE) from error
    except (http.client.HTTPException, zlib.error, ValueError) as error:
        raise FetchFailed(Trouble.GARBLED) from error


def _connected(address: WebAddress, found: list[str], clock: _Clock) -> _Line:
    """A connection to the first address that takes one; the name is not looked up again."""
    for number in found[:_TRIED_ADDRESSES]:
        try:
            plain = socket.create_connection((number, address.port), timeout=clock.left())
        except OSError as error:
            problem = error
            continue
        if address.scheme == "http":
            return _Line(plain, clock)
        try:
            plain.settimeout(clock.left())
            return _Line(_tls().wrap_socket(plain, server_hostname=address.host), clock)
        except BaseException:
            plain.close()
            raise
    raise problem


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _answer(
    address: WebAddress, line: _Line, headers: Mapping[str, str], limits: Limits
) -> Fetched:
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.sock = line  # all that is asked of a socket
    connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
    asked = {"User-Agent": f"Enishi (+{settings.ORIGIN}/about/)", "Accept": "*/*", **headers}
    asked |= {"Host": address.host_header, "Accept-Encoding": "gzip", "Connection": "close"}
    for name, value in asked.items():
        connection.putheader(name, value)
    connection.endheaders()
    with connection.getresponse() as response:
        told = {name.lower(): value for name, value in response.getheaders()}
        body = _body(response, limits.bytes) if response.status == _OK else b""
        return Fetched(str(address), response.status, told, body)


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    """The body, unpacked; at no moment more of it than is allowed."""
    packing = response.getheader("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise FetchFailed(Trouble.GARBLED)
    unpacking = zlib.decompressobj(_EITHER) if packing not in {"identity", ""} else None
    body, received = bytearray(), 0
    while chunk := response.read(_CHUNK):
        received += len(chunk)
        body += unpacking.decompress(chunk, most + 1 - len(body)) if unpacking else chunk
        if max(received, len(body)) > most:
            raise FetchFailed(Trouble.TOO_LARGE)
    if response.length or (unpacking and not unpacking.eof):
        raise FetchFailed(Trouble.GARBLED)  # it broke off
    return bytes(body)

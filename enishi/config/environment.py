"""The `ENISHI_*` variables: typed, documented, and refused with a sentence when wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from enishi.config.secret import house_secret

PREFIX = "ENISHI_"
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
DATABASES = {"sqlite", "postgres", "postgresql"}


class BadEnvironment(SystemExit):
    """A variable is unknown or unreadable; the message says which, and what is expected."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{PREFIX}{name.upper()}: {expected}.")


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything an operator may set. Names are these, in capitals, after `ENISHI_`."""

    #: Where the house keeps its database, index, graph, portraits and secret.
    data: Path = field(default_factory=lambda: Path("data"))
    #: `sqlite:///path` or `postgresql://user:password@host:port/name`; empty: SQLite in `data`.
    database_url: str = ""
    #: Signs sessions and links. Empty: made once and kept in `data`.
    secret_key: str = ""
    #: Host names the house answers to.
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    #: The address people type, for links in mail.
    origin: str = "http://localhost:8000"
    #: Pages tell of their errors; only on a laptop.
    debug: bool = False
    #: Cookies travel by HTTPS only. Follows `origin` unless said.
    secure_cookies: bool | None = None
    #: `console:`, `file:` (into `data/mail`), or `smtp://user:password@host:port` (`smtps://`
    #: for TLS from the first byte).
    mail_url: str = "console:"
    #: The sender of mail.
    mail_from: str = "Enishi <enishi@localhost>"
    #: The language of pages for guests whose browser asks for neither.
    language: str = "ja"
    #: The time zone of members who chose none.
    time_zone: str = "Asia/Tokyo"
    #: People are found by meaning too, where the extra `semantic` is installed.
    search_by_meaning: bool = True
    #: The house fetches the blogs its members name. Off, it asks no other server for anything.
    fetching: bool = True
    #: How many proxies in front of the house are believed about the visitor's address.
    proxies: int = 0

    @property
    def is_secure(self) -> bool:
        """Whether cookies and redirects insist on HTTPS."""
        if self.secure_cookies is not None:
            return self.secure_cookies
        return self.origin.startswith("https:")

    @property
    def secret(self) -> str:
        """The secret key: the one given, or the one kept in `data`."""
        return self.secret_key or house_secret(self.data)


def read_environment(variables: dict[str, str] | None = None) -> Environment:
    """Read `ENISHI_*`.

    Raises
    ------
    BadEnvironment
        An unknown name, or a value that cannot be read: the process ends with a sentence.
    """
    given = os.environ if variables is None else variables
    known = {one.name: one.type for one in fields(Environment)}
    values: dict[str, object] = {}
    for name, text in given.items():
        if not name.startswith(PREFIX):
            continue
        key = name.removeprefix(PREFIX).lower()
        if key not in known:
            raise BadEnvironment(key, f"there is no such setting; known are {_names(known)}")
        values[key] = _read(key, str(known[key]), text.strip())
    return _checked(Environment(**values))  # type: ignore[arg-type]


def _names(known: dict[str, object]) -> str:
    return ", ".join(sorted(PREFIX + name.upper() for name in known))


def _read(name: str, kind: str, text: str) -> object:
    if kind.startswith("bool"):
        if text.lower() not in TRUE | FALSE:
            raise BadEnvironment(name, f"write yes or no, not {text!r}")
        return text.lower() in TRUE
    if kind == "int":
        if not text.isdecimal():
            raise BadEnvironment(name, f"write a whole number, not {text!r}")
        return int(text)
    if kind.startswith("tuple"):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return Path(text) if kind == "Path" else text


def _checked(environment: Environment) -> Environment:
    origin = urlsplit(environment.origin)
    if (
        origin.scheme not in {"http", "https"}
        or not origin.netloc
        or origin.path not in {"", "/"}
    ):
        raise BadEnvironment("origin", "write an address such as https://enishi.example")
    if environment.language not in {"ja", "en"}:
        raise BadEnvironment("language", "write ja or en")
    url = environment.database_url
    if url and urlsplit(url).scheme not in DATABASES:
        raise BadEnvironment("database_url", "write sqlite:///path or postgresql://…")
    if urlsplit(environment.mail_url).scheme not in {"console", "file", "smtp", "smtps"}:
        raise BadEnvironment(
            "mail_url", "write console:, file: or smtp://user:password@host:port"
        )
    if not environment.hosts:
        raise BadEnvironment("hosts", "name at least one host")
    return environment

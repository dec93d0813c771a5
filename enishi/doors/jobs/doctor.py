"""Look the house over. Each finding says what is wrong and what to do."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError
from django.db import connection as database
from django.utils import timezone
from django.utils.translation import gettext as _

from enishi.rooms.blogs.queries import count_troubled
from enishi.rooms.discovery.queries import index_lag
from enishi.rooms.network.queries import snapshot_state
from enishi.rooms.notifications.queries import outbox
from enishi.rooms.upkeep import queries as upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LEAST_FREE_BYTES = 1 << 30
OLDEST_SQLITE = (3, 38, 0)
SILENT_AFTER = timedelta(seconds=60)
LATE_AFTER = timedelta(minutes=5)
MAIL_LATE_AFTER = timedelta(minutes=15)
MOST_UNINDEXED = 1000
NETWORK_FILESYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "vboxsf"}


class Mark(Enum):
    """How serious a finding is."""

    GOOD = "✓"
    WORTH_KNOWING = "!"
    BROKEN = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    mark: Mark
    sentence: str


def good(sentence: str) -> Finding:
    """Nothing to do."""
    return Finding(Mark.GOOD, sentence)


def worth_knowing(sentence: str) -> Finding:
    """The house works; the operator should know."""
    return Finding(Mark.WORTH_KNOWING, sentence)


def broken(sentence: str) -> Finding:
    """The house does not work until something is done."""
    return Finding(Mark.BROKEN, sentence)


def look_at_python() -> Iterator[Finding]:
    """The language the house is written in."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036 - somebody may run us on what we do not support
        yield broken(_("Python %s is too old: install 3.11 or newer.") % version)
    else:
        yield good(_("Python %s.") % version)


def look_at_database() -> Iterator[Finding]:
    """Reachable, of the right version, with the tables of this version of the house."""
    try:
        is_ready = upkeep.is_database_ready()
    except DatabaseError as problem:
        yield broken(
            _("The database does not answer (%s): check ENISHI_DATABASE_URL and its server.")
            % type(problem).__name__
        )
        return
    if database.vendor == "sqlite":
        yield from look_at_sqlite()
    else:
        yield good(_("PostgreSQL answers."))
    yield (
        good(_("The tables are those of this version."))
        if is_ready
        else broken(_("The tables are older than this version: run “enishi prepare”."))
    )


def look_at_sqlite() -> Iterator[Finding]:
    """Its version, and the filesystem its file lies on."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield broken(
            _("SQLite %s is too old: use a Python built with 3.38 or newer.")
            % sqlite3.sqlite_version
        )
    else:
        yield good(_("SQLite %s.") % sqlite3.sqlite_version)
    kind = filesystem_of(settings.DATA)
    if kind in NETWORK_FILESYSTEMS:
        yield broken(
            _(
                "The data folder lies on a network filesystem (%s), where SQLite may lose"
                " data: move ENISHI_DATA to a local disk, or use PostgreSQL."
            )
            % kind
        )


def filesystem_of(path: Path) -> str:
    """The kind of filesystem `path` lies on; empty where the system does not say."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    rows = [line.split() for line in mounts.read_text().splitlines()]
    holders = [row for row in rows if path.resolve().is_relative_to(row[1])]
    return max(holders, key=lambda row: len(row[1]))[2] if holders else ""


def look_at_disk() -> Iterator[Finding]:
    """Room for the database, the index and portraits."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.DATA).free
    gigabytes = f"{free / (1 << 30):.1f}"
    if free < LEAST_FREE_BYTES:
        yield broken(
            _("Only %s GB are free: make room on the disk of ENISHI_DATA.") % gigabytes
        )
    else:
        yield good(_("%s GB are free on the disk.") % gigabytes)


def look_at_secret() -> Iterator[Finding]:
    """Only its owner may read the key that signs sessions."""
    path = settings.DATA / "secret"
    if settings.ENVIRONMENT.secret_key:
        yield good(_("The secret key is given by ENISHI_SECRET_KEY."))
    elif path.exists() and path.stat().st_mode & 0o077:
        yield broken(
            _("Others on this machine may read %(path)s: run “chmod 600 %(path)s”.")
            % {"path": path}
        )
    else:
        yield good(_("The secret key is kept where only its owner reads it."))


def look_at_hosts() -> Iterator[Finding]:
    """The names the house answers to, and the address in its mails."""
    origin = settings.ENVIRONMENT.origin
    host = origin.split("//")[1].split("/")[0].rsplit(":", 1)[0]
    if "*" in settings.ALLOWED_HOSTS:
        yield broken(_("ENISHI_HOSTS allows every name: name the hosts of the house."))
    elif host not in settings.ALLOWED_HOSTS:
        yield broken(
            _("ENISHI_ORIGIN is %(origin)s, but ENISHI_HOSTS does not name %(host)s: add it.")
            % {"origin": origin, "host": host}
        )
    elif not settings.ENVIRONMENT.is_secure:
        yield worth_knowing(
            _("Cookies travel without HTTPS (%s): fine on a laptop, not for members.") % origin
        )
    else:
        yield good(_("The house is %s.") % origin)
    if settings.DEBUG:
        yield broken(
            _("ENISHI_DEBUG is on: pages tell strangers of their errors. Turn it off.")
        )


def look_at_mail() -> Iterator[Finding]:
    """Whether mail leaves the house."""
    scheme = settings.ENVIRONMENT.mail_url.split(":")[0]
    if scheme in {"console", "file"}:
        yield worth_knowing(
            _("Mail is only written down (%s): set ENISHI_MAIL_URL so that it is sent.")
            % scheme
        )
    else:
        yield good(_("Mail leaves through %s.") % settings.EMAIL_HOST)


def look_at_outbox() -> Iterator[Finding]:
    """Mail that is to leave and has not, and what waits for its reader's next mail."""
    now = timezone.now()
    box = outbox(now)
    if box.oldest_at is None:
        yield good(_("No mail waits to be sent."))
    elif now - box.oldest_at > MAIL_LATE_AFTER:
        yield worth_knowing(
            _(
                "%(count)s mails wait to be sent, the oldest since %(since)s: is the worker"
                " running, and does the mail server answer?"
            )
            % {
                "count": box.unsent,
                "since": timezone.localtime(box.oldest_at).strftime("%Y-%m-%d %H:%M %Z"),
            }
        )
    else:
        yield good(_("Mails being sent: %s.") % box.unsent)
    yield good(_("Notices that wait for their readers' next mail: %s.") % box.for_digests)


def look_at_worker() -> Iterator[Finding]:
    """Whether somebody does the work behind the pages."""
    beat, now = upkeep.last_beat(), timezone.now()
    if beat is None:
        yield worth_knowing(_("No worker has run yet: “enishi serve” starts one."))
    elif now - beat > SILENT_AFTER:
        yield broken(
            _("The worker was last heard of at %s: start “enishi serve” or “enishi worker”.")
            % timezone.localtime(beat).strftime("%Y-%m-%d %H:%M %Z")
        )
    else:
        yield good(_("The worker is at work."))
    count, oldest = upkeep.waiting_tasks()
    if oldest is not None and now - oldest > LATE_AFTER:
        yield worth_knowing(
            _("%(count)s tasks wait, the oldest since %(since)s: is the worker running?")
            % {"count": count, "since": timezone.localtime(oldest).strftime("%H:%M %Z")}
        )


def look_at_index() -> Iterator[Finding]:
    """The search index and how far it is behind."""
    lag = index_lag()
    if lag is None:
        yield worth_knowing(_("There is no search index yet: run “enishi rebuild index”."))
    elif lag > MOST_UNINDEXED:
        yield worth_knowing(
            _("The search index is %s changes behind: is the worker running?") % lag
        )
    else:
        yield good(_("The search index is %s changes behind.") % lag)


def look_at_graph() -> Iterator[Finding]:
    """The snapshot of the graph: its age, how far it is behind, and whether it is whole."""
    state = snapshot_state()
    for path in state.damaged:
        yield worth_knowing(
            _("%s is damaged, and not used: run “enishi rebuild graph”.") % path.name
        )
    if state.made_at is None:
        yield (
            worth_knowing(
                _("There is no snapshot of the graph yet: run “enishi rebuild graph”.")
            )
            if state.has_ties
            else good(_("Nobody is connected yet: the graph needs no snapshot."))
        )
        return
    told = {
        "made": timezone.localtime(state.made_at).strftime("%Y-%m-%d %H:%M %Z"),
        "lag": state.lag,
    }
    if not state.is_followed:
        yield worth_knowing(
            _(
                "The snapshot of the graph (%(made)s) is of other connections than the"
                " database: run “enishi rebuild graph”."
            )
            % told
        )
    elif state.is_behind:
        yield worth_knowing(
            _(
                "The snapshot of the graph (%(made)s) is %(lag)s changes behind: is the"
                " worker running?"
            )
            % told
        )
    else:
        yield good(_("The snapshot of the graph (%(made)s) is %(lag)s changes behind.") % told)


def look_at_blogs() -> Iterator[Finding]:
    """Whether the house fetches its members' blogs, and how many of them it cannot read."""
    blogs, troubled = count_troubled()
    if not settings.FETCHING:
        yield good(_("Nothing is fetched from other servers (ENISHI_FETCHING is off)."))
    elif troubled:
        yield worth_knowing(
            _("%(troubled)s of %(blogs)s blogs could not be read; their owners are told why.")
            % {"troubled": troubled, "blogs": blogs}
        )
    else:
        yield good(_("Blogs that are followed: %s.") % blogs)


def look_at_fonts() -> Iterator[Finding]:
    """The faces that pages are set in."""
    if finders.find("fonts/fonts.css") or finders.find("css/fonts.css"):
        yield good(_("The fonts are there."))
    else:
        yield worth_knowing(_("The fonts are missing: install Enishi again."))


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    look_at_python,
    look_at_database,
    look_at_disk,
    look_at_secret,
    look_at_hosts,
    look_at_mail,
    look_at_outbox,
    look_at_worker,
    look_at_index,
    look_at_graph,
    look_at_blogs,
    look_at_fonts,
)


def examine() -> Iterator[Finding]:
    """Every finding. One look that fails is a finding, not the end of the others."""
    for look in LOOKS:
        try:
            yield from look()
        except (DatabaseError, OSError) as problem:
            yield broken(
                _("%(look)s could not be looked at: %(problem)s.")
                % {
                    "look": look.__name__.removeprefix("look_at_"),
                    "problem": type(problem).__name__,
                }
            )


@click.command()
def doctor() -> None:
    """Look the house over: what is wrong, and what to do. Exit 1 if something is broken."""
    findings = list(examine())
    for finding in findings:
        click.echo(f"{finding.mark.value} {finding.sentence}")
    if any(finding.mark is Mark.BROKEN for finding in findings):
        raise SystemExit(1)

"""Open the house: web workers and one task worker, in one process group, stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from types import FrameType

GRACE_SECONDS = 15.0
WATCH_SECONDS = 0.5
#: A child that ends sooner than this after its start is started again more and more slowly.
STEADY_SECONDS = 20.0
LONGEST_PAUSE_SECONDS = 30.0


def prepare() -> None:
    """Make or upgrade the tables, the shared cache and the static files. Safe to repeat."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


@click.command()
def prepare_command() -> None:
    """Make or upgrade the tables and collect the static files."""
    prepare()
    click.echo(_("The house is prepared."))


class Child:
    """A process that is started again when it ends by itself."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.pause = 1.0
        self.start_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def watch(self, now: float) -> None:
        """Start the process if it is not running and its pause is over."""
        if self.process is not None and self.process.poll() is not None:
            lived = now - self.start_at
            self.pause = (
                1.0 if lived > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE_SECONDS)
            )
            click.echo(_("%(name)s ended; it starts again.") % {"name": self.name}, err=True)
            self.process, self.start_at = None, now + self.pause
        if self.process is None and now >= self.start_at:
            self.start_at = now
            self.process = subprocess.Popen(self.command)  # noqa: S603 - our own command

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then end the process."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def web_command(host: str, port: int, workers: int) -> list[str]:
    """How granian serves the pages."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "2", "--backlog", "512", "--log-level", "warning"),
        *("--workers-kill-timeout", "10", "--respawn-failed-workers"),
        "enishi.config.serving:application",
    ]


def keep_open(children: list[Child]) -> None:
    """Keep `children` running until this process is told to stop; then stop them all."""
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while not asked:
        for child in children:
            child.watch(time.monotonic())
        time.sleep(WATCH_SECONDS)
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.end(deadline)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Open the house: pages and worker, stopped together with Ctrl+C."""
    prepare()
    open_house(host=host, port=port, workers=workers)


def open_house(*, host: str, port: int, workers: int) -> None:
    """Serve until told to stop. The tables must be prepared."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enishi.config.settings")
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
    click.echo(_("The house is open at %(address)s – Ctrl+C closes it.") % {"address": address})
    keep_open(
        [
            Child(_("The web server"), web_command(host, port, workers)),
            Child(_("The worker"), [sys.executable, "-m", "enishi", "worker"]),
        ]
    )
    click.echo(_("The house is closed."))

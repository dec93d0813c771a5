"""Check the settings, as before a start."""

from __future__ import annotations

import click
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils.translation import gettext as _


@click.command()
def check() -> None:
    """Check the settings, as before a start: exit 1 and a sentence if something is wrong."""
    try:
        call_command("check", deploy=settings.ENVIRONMENT.is_secure, fail_level="ERROR")
    except SystemCheckError as problem:
        click.echo(str(problem), err=True)
        raise SystemExit(1) from problem
    click.echo(_("The settings are in order."))

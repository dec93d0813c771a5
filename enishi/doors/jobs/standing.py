"""A command about what is followed for saved searches and standing questions."""

from __future__ import annotations

import sys

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enishi.rooms.members.queries import count_present
from enishi.rooms.standing import services


@click.command("standing")
def rebuild_standing() -> None:
    """Burn what is known of records, and read them anew; nobody is told of anything."""
    with click.progressbar(length=count_present(), label=_("Members"), file=sys.stderr) as bar:
        count = services.rebuild_followed(progress=bar.update)
    done = ngettext("%(count)s record is read.", "%(count)s records are read.", count)
    click.echo(done % {"count": count})

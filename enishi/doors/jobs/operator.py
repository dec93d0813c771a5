"""Make a member an operator of the house."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from enishi.ground.errors import DomainError
from enishi.rooms.members import services


@click.command()
@click.argument("handle_or_mail")
def operator(handle_or_mail: str) -> None:
    """Make the member with this handle or mail address an operator."""
    try:
        member = services.make_operator(handle_or_mail=handle_or_mail)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(_("%(handle)s is an operator now.") % {"handle": member.handle})

"""`enishi import` and `enishi export`: what the pages do, from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enishi.ground.errors import DomainError
from enishi.rooms.members.queries import get_present_member
from enishi.rooms.portability import queries, services
from enishi.rooms.portability.errors import ImportNotWritten
from enishi.rooms.portability.types import WRITABLE, Format, State

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member
    from enishi.rooms.portability.models import Import
    from enishi.rooms.portability.types import Preview

_MEMBER = click.option(
    "--member",
    "handle",
    metavar="HANDLE",
    required=True,
    help=cast("str", gettext_lazy("Whose record it is.")),
)


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@_MEMBER
@click.option(
    "--dry-run",
    is_flag=True,
    help=cast("str", gettext_lazy("Only show what the file would change.")),
)
@click.option(
    "--undo",
    is_flag=True,
    help=cast("str", gettext_lazy("Take the member's last import back instead.")),
)
def import_command(file: Path | None, handle: str, *, dry_run: bool, undo: bool) -> None:
    """Bring FILE into a member's record: a LinkedIn archive or CSV, a JSON Resume, a vCard.

    Or what was taken out of a house. What is there already is left alone: a second run changes
    nothing.
    """
    if undo == (file is not None) or (undo and dry_run):
        raise click.UsageError(_("Say either a file to bring in, or --undo."))
    try:
        if file is None:
            _take_back(handle)
        else:
            _bring_in(file, handle, dry_run=dry_run)
    except DomainError as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _bring_in(file: Path, handle: str, *, dry_run: bool) -> None:
    member = _member(handle)
    kept = services.start_import(
        by=member, filename=file.name, data=file.read_bytes(), at=timezone.now()
    )
    preview = queries.preview_of(member, kept, member.language)
    _show(preview)
    if dry_run or not preview.counts.writable:
        services.discard_import(import_id=kept.pk, by=member)
        return
    services.apply_import(import_id=kept.pk, by=member, at=timezone.now())
    _write(kept, preview.counts.writable)
    _check_ended(member, kept)


def _take_back(handle: str) -> None:
    """Take back here and now, and say what was changed since and stays."""
    member = _member(handle)
    kept = queries.latest_written(member)
    if kept is None:
        raise ImportNotWritten
    services.undo_import(import_id=kept.pk, by=member)
    services.take_back_import(import_id=kept.pk, at=timezone.now())
    for line in queries.left_lines(kept, member.language):
        said = " · ".join(filter(None, (line.title, line.organization)))
        mark = click.style(_("stays, changed since"), fg="yellow")
        click.echo(f"{mark}  {line.kind.label}: {said}")
    counts = queries.counts_of(kept)
    sentence = ngettext(
        "%(count)s line is taken back.", "%(count)s lines are taken back.", counts.taken_back
    )
    click.echo(sentence % {"count": counts.taken_back})


def _member(handle: str) -> Member:
    try:
        return get_present_member(handle)
    except DomainError as refusal:
        sentence = _("There is no member with the handle %(handle)s.") % {"handle": handle}
        raise click.ClickException(sentence) from refusal


def _show(preview: Preview) -> None:
    """Print what the file would change, line by line, and what could not be read."""
    for line in (*(line for group in preview.groups for line in group.lines), *preview.same):
        words = " · ".join(filter(None, (line.title, line.organization, line.starts)))
        said = words or " ".join(text for _language, text in line.texts)[:60]
        style = {"fg": "green", "bold": True} if line.change in WRITABLE else {"dim": True}
        mark = click.style(str(line.change.label), **style)
        click.echo(f"{mark}  {line.kind.label if line.kind else ''}: {said}")
    for trouble in preview.troubles:
        place = f"{trouble.file}:{trouble.line}" if trouble.line else trouble.file
        click.echo(click.style(f"{place}  {trouble.reason}", fg="yellow"), err=True)
    if preview.contacts.here:
        click.echo(
            _(
                "People the file names who are here: %(count)s. Bring it in on the page to ask "
                "them."
            )
            % {"count": len(preview.contacts.here)}
        )
    counts = preview.counts
    click.echo(
        _("New: %(new)s. Changed: %(changed)s. The same: %(same)s. Left out: %(unreadable)s.")
        % {
            "new": counts.new,
            "changed": counts.changed,
            "same": counts.same,
            "unreadable": counts.unreadable,
        }
    )


def _write(kept: Import, lines: int) -> None:
    """Write here and now; a worker that began as well takes turns with us."""
    with click.progressbar(length=lines, label=_("Writing")) as bar:
        while written := services.write_chunk(import_id=kept.pk, at=timezone.now()):
            bar.update(written)
        bar.finish()


def _check_ended(member: Member, kept: Import) -> None:
    kept = queries.get_import_for(member, kept.pk)
    done = queries.counts_of(kept).done
    sentence = ngettext("%(count)s line is written.", "%(count)s lines are written.", done)
    click.echo(sentence % {"count": done})
    if kept.state == State.FAILED:
        raise click.ClickException(_("The import has stopped. Run the command again to go on."))


@click.command()
@_MEMBER
@click.option(
    "--format",
    "form",
    type=click.Choice(Format.values),
    default=Format.JSON_RESUME_JA.value,
    show_default=True,
    help=cast("str", gettext_lazy("What to write.")),
)
@click.option(
    "--output",
    type=click.File("wb", lazy=True),
    default="-",
    help=cast("str", gettext_lazy("Where to write; the terminal if not said.")),
)
def export_command(handle: str, form: str, output: BinaryIO) -> None:
    """Write a member's whole record to a file, or everything the house holds of them (ZIP)."""
    with queries.export_of(_member(handle), Format(form), at=timezone.now()).content as file:
        shutil.copyfileobj(file, output)

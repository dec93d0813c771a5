"""`enishi demo`: a house full of fictional people, made once and then opened again."""

from __future__ import annotations

import json
from array import array
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click
import numpy as np
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enishi.doors.jobs.demo import generate
from enishi.doors.jobs.demo.cast import cast
from enishi.doors.jobs.demo.loading import (
    MAIL_DOMAIN,
    OPERATOR,
    load_members,
    load_organizations,
    load_ties,
)
from enishi.doors.jobs.demo.story import tell_story
from enishi.doors.jobs.serve import open_house, prepare
from enishi.rooms.discovery import services as discovery
from enishi.rooms.members.queries import get_present_member, is_house_empty
from enishi.rooms.members.services import set_up_house
from enishi.rooms.members.types import HouseSettings, Joining
from enishi.rooms.network import services as network

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

#: Raise it when the same members and seed would make other people.
VERSION = 1
PASSWORD = "enishi-demo"  # noqa: S105 - printed for everybody to see
#: About how many ties a member has a share in; only for the length of the progress bar.
_TIES_EACH = 12
_WRITING_TO_EACH_OTHER = 200
_SHOWN = ("fujita", "takanashi", "mizutani", OPERATOR)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a demo house was made from."""

    members: int
    seed: int
    version: int = VERSION
    is_complete: bool = True


@click.command()
@click.option("--members", default=10_000, show_default=True, type=click.IntRange(min=50))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0))
@click.option(
    "--fresh",
    is_flag=True,
    help=gettext_lazy("Burn the demo house that is here, and make it anew."),
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--serve/--no-serve",
    "serves",
    default=True,
    help=gettext_lazy("Open the house when it is made."),
)
def demo_command(
    *, members: int, seed: int, fresh: bool, host: str, port: int, serves: bool
) -> None:
    """Make a house of fictional people, or open the one that is here."""
    prepare()
    wanted = Stamp(members, seed)
    if fresh or _stamp() != wanted:
        _make_room(fresh=fresh)
        make_house(wanted, at=timezone.now())
        if serves:
            # The worker builds it while the house is open already.
            click.echo(
                _(
                    "The search index is built meanwhile, the cast first: 10,000 people in a"
                    " minute or two."
                )
            )
        else:
            _build_index(wanted.members)
    else:
        click.echo(_("The demo house is here already; it is opened as it is."))
    _say_who_may_sign_in()
    if serves:
        open_house(host=host, port=port, workers=2)


def make_house(wanted: Stamp, *, at: datetime) -> None:
    """Fill an empty house: members, ties, the story. The stamp comes last."""
    _write_stamp(Stamp(wanted.members, wanted.seed, is_complete=False))
    ids = _fill_members(wanted, at)
    with click.progressbar(length=wanted.members * _TIES_EACH, label=_("Connections")) as bar:
        for count in load_ties(ids, wanted.seed, at=at):
            bar.update(count)
        bar.update(bar.length or 0)
    # What the story asks of the graph comes from here; else each letter reads every tie.
    network.rebuild_snapshot()
    _name_house()
    size = len(cast())
    others = ids[size : size + _WRITING_TO_EACH_OTHER]
    tell_story(cast_ids=ids[:size].tolist(), other_ids=others.tolist(), at=at)
    _write_stamp(wanted)


def _fill_members(wanted: Stamp, at: datetime) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    organizations = load_organizations()
    password = make_password(PASSWORD)
    ids = array("q")
    with click.progressbar(length=wanted.members, label=_("Members")) as bar:
        for chunk in generate(wanted.members, wanted.seed):
            ids.extend(
                load_members(chunk, organizations=organizations, password=password, at=at)
            )
            bar.update(len(chunk))
    return np.frombuffer(ids, dtype=np.int64)


def _name_house() -> None:
    """A chamber of commerce, whose operator signs in as easily as everybody in a demo."""
    set_up_house(
        by=get_present_member(OPERATOR),
        settings=HouseSettings(
            name_ja="中央商工会議所の縁",
            name_en="The Enishi of the Chuo Chamber of Commerce",
            about_ja="ここにいる人は、みな架空の人物です。",
            about_en="Everybody in this house is fictional.",
            joining=Joining.OPEN,
            operators_need_second_factor=False,
        ),
    )


def _build_index(members: int) -> None:
    with click.progressbar(length=members, label=_("Search index")) as bar:
        discovery.rebuild_index(progress=bar.update)


def _make_room(*, fresh: bool) -> None:
    """Empty a demo house; never touch a house that real people may live in."""
    if is_house_empty():
        return
    if _stamp() is None:
        raise click.ClickException(
            _("There is a house in this data folder that is no demo. It stays as it is.")
        )
    if not fresh:
        raise click.ClickException(
            _("Another demo house is in this data folder. Add --fresh to replace it.")
        )
    call_command("flush", interactive=False, verbosity=0)


def _stamp() -> Stamp | None:
    """What the house in the data folder was made from; None if it is no demo."""
    try:
        return Stamp(**json.loads(_stamp_path().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write_stamp(stamp: Stamp) -> None:
    _stamp_path().write_text(json.dumps(asdict(stamp)), encoding="utf-8")


def _stamp_path() -> Path:
    return settings.DATA / "demo.json"


def _say_who_may_sign_in() -> None:
    click.echo(
        _("Everybody here is fictional. Sign in with the password %(password)s as:")
        % {"password": PASSWORD}
    )
    known = {member.handle: member for member in cast()}
    for handle in _SHOWN:
        name = known[handle].name
        click.echo(
            f"  {handle}@{MAIL_DOMAIN}  {name.family} {name.given}"
            f" / {name.given_romaji} {name.family_romaji}"
        )

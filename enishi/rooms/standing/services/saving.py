"""Keep a search, rename it, be told by it or not, remove it and put it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.ground.turns import take_turns
from enishi.rooms.standing.errors import NameTooLong, TooLateToRestore, TooManySaved
from enishi.rooms.standing.models import SavedSearch, new_stamp
from enishi.rooms.standing.policies import checked_query
from enishi.rooms.standing.types import LONGEST_NAME, MOST_SAVED, UNDO_WINDOW, kept

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.discovery.types import Narrowed
    from enishi.rooms.members.models import Member


@transaction.atomic
def save_search(
    *, by: Member, query: str, narrowed: Narrowed, name: str = "", at: datetime
) -> SavedSearch:
    """`by` keeps a search, and is told when records newly answer it.

    The same search is kept once: saved again, it is the one that is there.

    Raises
    ------
    NothingToLookFor
        It has no word to look for.
    NameTooLong
    TooManySaved
    """
    words, title = checked_query(query), _checked_name(name)
    take_turns("saved searches", [by.pk])
    own = SavedSearch.objects.of(by)
    same = own.filter(query=words, narrowing=kept(narrowed)).first()
    if same is not None:
        return same
    if own.count() >= MOST_SAVED:
        raise TooManySaved
    return SavedSearch.objects.create(
        member=by,
        name=title,
        query=words,
        narrowing=kept(narrowed),
        saved_at=at,
        stamp=new_stamp(),
    )


def change_search(*, by: Member, search_id: int, name: str, is_told: bool) -> None:
    """`by` names a saved search, and says whether they want to be told by it.

    Raises
    ------
    NotFound
        `by` has no such search.
    NameTooLong
    """
    own = SavedSearch.objects.of(by).filter(pk=search_id)
    if not own.update(name=_checked_name(name), is_told=is_told, stamp=new_stamp()):
        raise NotFound


def remove_search(*, by: Member, search_id: int, at: datetime) -> None:
    """`by` removes a saved search; it can be put back for an hour.

    Raises
    ------
    NotFound
        `by` has no such search.
    """
    own = SavedSearch.objects.of(by).filter(pk=search_id)
    if not own.update(removed_at=at, stamp=new_stamp()):
        raise NotFound


@transaction.atomic
def restore_search(*, by: Member, search_id: int, at: datetime) -> None:
    """`by` puts a saved search back. Putting it back twice changes nothing.

    Raises
    ------
    NotFound
        `by` has, and had, no such search.
    TooLateToRestore
        An hour is over, or others have taken its place.
    """
    take_turns("saved searches", [by.pk])
    own = SavedSearch.objects.filter(member=by, pk=search_id)
    if own.filter(removed_at=None).exists():
        return
    if not own.exists():
        raise NotFound
    is_full = SavedSearch.objects.of(by).count() >= MOST_SAVED
    lately = own.filter(removed_at__gt=at - UNDO_WINDOW)
    if is_full or not lately.update(removed_at=None, stamp=new_stamp()):
        raise TooLateToRestore


def _checked_name(name: str) -> str:
    title = " ".join(name.split())
    if len(title) > LONGEST_NAME:
        raise NameTooLong
    return title

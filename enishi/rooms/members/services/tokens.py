"""Keys that let a program act for a member."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.rooms.members.models import AccessToken
from enishi.rooms.members.queries import digest_of
from enishi.rooms.members.types import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from enishi.rooms.members.models import Member

SECRET_PREFIX = "enishi_"  # noqa: S105 - so that scanners of leaked secrets know it
SECRET_BYTES = 32


@transaction.atomic
def create_access_token(
    *, by: Member, name: str, scopes: Iterable[str], at: datetime, days: int | None = None
) -> tuple[AccessToken, str]:
    """A new key of `by`, and its secret, which nobody can read again.

    Parameters
    ----------
    scopes
        Values of `Scope`; at least one is sensible, none is harmless.
    days
        Until it ends; None for never.

    Raises
    ------
    ValueError
        A scope that the house does not know.
    """
    secret = SECRET_PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = AccessToken.objects.create(
        member=by,
        name=name,
        digest=digest_of(secret),
        scopes=sorted({Scope(scope).value for scope in scopes}),
        created_at=at,
        expires_at=at + timedelta(days=days) if days else None,
    )
    return token, secret


@transaction.atomic
def revoke_access_token(*, by: Member, token_id: int) -> None:
    """`by` ends one of their keys at once.

    Raises
    ------
    NotFound
        It is not theirs, or it is gone already.
    """
    deleted, _ = AccessToken.objects.filter(pk=token_id, member=by).delete()
    if not deleted:
        raise NotFound


def note_token_use(*, token: AccessToken, on: date) -> None:
    """Remember the day a key was last used; at most one write a day."""
    if token.last_used_on != on:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=on)

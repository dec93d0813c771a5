"""Many members at once, for a house that is filled by a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from enishi.rooms.members.models import Member

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enishi.rooms.members.types import NewMember


@transaction.atomic
def bulk_add_members(*, members: Sequence[NewMember], at: datetime) -> list[int]:
    """Keep `members` as they are, in one short transaction; answer their ids, in order.

    Nothing is announced and nothing is checked but what the database checks: whoever calls
    builds what is derived (index, graph) afterwards. Pass some hundreds at a time.
    """
    kept = Member.objects.bulk_create([_member(new, at) for new in members])
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True)
        for member, new in zip(kept, members, strict=True)
        if new.password
    )
    return [member.pk for member in kept]


def _member(new: NewMember, at: datetime) -> Member:
    family_first = ["family" if first else "given" for first in new.name.orders]
    return Member(
        handle=new.handle,
        email=new.email,
        password=new.password or make_password(None),
        family_kanji=new.name.kanji[0],
        given_kanji=new.name.kanji[1],
        kanji_order=family_first[0],
        family_kana=new.name.kana[0],
        given_kana=new.name.kana[1],
        kana_order=family_first[1],
        family_romaji=new.name.romaji[0],
        given_romaji=new.name.romaji[1],
        romaji_order=family_first[2],
        language=new.language,
        is_staff=new.is_operator,
        is_superuser=new.is_operator,
        joined_at=at,
    )

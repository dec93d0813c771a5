"""The house's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.rooms.members.models import House, Member
from enishi.rooms.members.policies import check_is_operator

if TYPE_CHECKING:
    from enishi.rooms.members.types import HouseSettings


@transaction.atomic
def make_operator(*, handle_or_mail: str) -> Member:
    """Whoever holds the machine makes a member an operator; there is no `by`.

    Raises
    ------
    NotFound
        Nobody in the house has this handle or mail address.
    """
    wanted = Q(handle=handle_or_mail.lower()) | Q(email__iexact=handle_or_mail)
    member = Member.objects.present().filter(wanted).first()
    if member is None:
        raise NotFound
    Member.objects.filter(pk=member.pk).update(is_staff=True)
    return member


@transaction.atomic
def set_up_house(*, by: Member, settings: HouseSettings) -> House:
    """An operator says what the house is called, what it is, and who may join."""
    check_is_operator(by)
    house = House(
        pk=1,
        name_ja=settings.name_ja,
        name_en=settings.name_en,
        about_ja=settings.about_ja,
        about_en=settings.about_en,
        joining=settings.joining,
        operators_need_second_factor=settings.operators_need_second_factor,
    )
    house.clean_fields()
    house.save()
    return house

"""The house's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.members.models import House
from enishi.rooms.members.policies import check_is_operator

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member
    from enishi.rooms.members.types import HouseSettings


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
    house.full_clean()
    house.save()
    return house

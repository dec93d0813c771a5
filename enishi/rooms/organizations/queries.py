"""Reads about organizations. They are public facts: no viewer is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.organizations.models import Organization

if TYPE_CHECKING:
    from collections.abc import Iterable


def organizations(organization_ids: Iterable[int]) -> dict[int, Organization]:
    """Those of `organization_ids` that exist, by id. One query."""
    return Organization.objects.in_bulk(list(organization_ids))

"""Writes about organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.organizations.models import Organization
from enishi.rooms.organizations.types import OrganizationKind, organization_key

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def resolve_organization(
    *, name_ja: str = "", name_en: str = "", kind: str = OrganizationKind.COMPANY
) -> Organization | None:
    """The organization of this name, made if the house does not know it yet.

    None when neither name has a letter in it. A name in the second language is added to
    an organization that was known in one language only.
    """
    key = organization_key(name_ja) or organization_key(name_en)
    if not key:
        return None
    organization, _made = Organization.objects.get_or_create(
        key=key, defaults={"name_ja": name_ja[:200], "name_en": name_en[:200], "kind": kind}
    )
    missing = {
        field: name[:200]
        for field, name in (("name_ja", name_ja), ("name_en", name_en))
        if name and not getattr(organization, field)
    }
    if missing:
        Organization.objects.filter(pk=organization.pk).update(**missing)
        organization.refresh_from_db()
    return organization


@transaction.atomic
def bulk_resolve_organizations(
    *, names: Iterable[tuple[str, str]], kind: str = OrganizationKind.COMPANY
) -> dict[str, int]:
    """Each Japanese and each English name → the id of its organization, made if unknown.

    For a house that is filled by a program; pass at most some hundreds of pairs.
    """
    pairs = [(organization_key(ja) or organization_key(en), ja, en) for ja, en in names]
    Organization.objects.bulk_create(
        [
            Organization(key=key, name_ja=ja[:200], name_en=en[:200], kind=kind)
            for key, ja, en in pairs
            if key
        ],
        ignore_conflicts=True,
    )
    keys = {key for key, _, _ in pairs}
    ids = dict(Organization.objects.filter(key__in=keys).values_list("key", "pk"))
    return {name: ids[key] for key, ja, en in pairs if key for name in (ja, en) if name}

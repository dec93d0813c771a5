"""Writes about organizations."""

from __future__ import annotations

from django.db import transaction

from enishi.rooms.organizations.models import Organization
from enishi.rooms.organizations.types import OrganizationKind, organization_key


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

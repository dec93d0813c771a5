"""Tables: Organization, told apart by a folded name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from enishi.rooms.organizations.types import OrganizationKind


class Organization(models.Model):
    """A company, school or association that records speak of."""

    key = models.CharField(max_length=200, unique=True)
    name_ja = models.CharField(_("name in Japanese"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(
        max_length=11, choices=OrganizationKind, default=OrganizationKind.COMPANY
    )

    def __str__(self) -> str:
        return self.name_ja or self.name_en

    def written(self, language: str) -> str:
        """The name as a page in `language` writes it; falls back to the other."""
        names = (self.name_ja, self.name_en)
        first, second = names if language == "ja" else names[::-1]
        return first or second

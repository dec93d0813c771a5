"""Words of this room that others use."""

import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    """What an organization is."""

    COMPANY = "company", _("company")
    SCHOOL = "school", _("school")
    ASSOCIATION = "association", _("association")
    OTHER = "other", _("other")


#: Legal forms, which people write or leave out as they please.
_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人"
    r"|公益財団法人|特定非営利活動法人|npo法人|学校法人|医療法人|\(株\)|\(有\)|\(同\)"
    r"|\b(?:co\.?,? ?ltd|inc|k\.?k|corp|corporation|llc|ltd|company limited|gmbh)\b\.?"
)
_NOISE = re.compile(r"[\s\W_]+")


def organization_key(name: str) -> str:
    """What two spellings of one organization share: folded, without its legal form."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    bare = _NOISE.sub("", _FORMS.sub(" ", folded))
    return (bare or _NOISE.sub("", folded))[:200]

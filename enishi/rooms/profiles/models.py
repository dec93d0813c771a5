"""Tables: Profile (one a member) and Entry (every line of the record)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from enishi.ground.dates import check_partial_date
from enishi.rooms.connections.queries import (
    connected_to,
    hidden_from,
    within_second_degree_of,
)
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.types import SEEN_AT, SINGLE, Kind, Visibility

if TYPE_CHECKING:
    from collections.abc import Collection

    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Degree


def _text(**options: int) -> models.TextField[str, str]:
    return models.TextField(blank=True, **options)  # type: ignore[arg-type]


def _allows(field: str, viewer: Member | None) -> Q:
    """Whether the visibility in `field` lets `viewer` see what `member` owns."""
    if viewer is None:
        return Q(**{field: Visibility.EVERYONE})
    return (
        Q(**{f"{field}__in": (Visibility.EVERYONE, Visibility.MEMBERS)})
        | Q(member_id=viewer.pk)
        | (Q(**{field: Visibility.SECOND_DEGREE}) & within_second_degree_of(viewer.pk))
        | (Q(**{field: Visibility.CONNECTIONS}) & connected_to(viewer.pk))
    )


def _shown(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)),  # noqa: FBT003 - an SQL literal
        default=Value(False),  # noqa: FBT003
        output_field=models.BooleanField(),
    )


def _inside(viewer: Member | None) -> Member | None:
    """The viewer, if they are in the house; who waits for approval sees what a guest sees."""
    return viewer if viewer is not None and viewer.status == Status.ACTIVE else None


def _owners_seen_by(viewer: Member | None) -> Q:
    """Owners in the house; for a guest with a public page, for a member no block between."""
    present = Q(member__status=Status.ACTIVE)
    if viewer is None:
        return present & Q(member__profile__has_public_page=True)
    return present & ~hidden_from(viewer.pk)


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Sets of profiles; chainable, no side effects."""

    def open_to(self, viewer: Member | None) -> Self:
        """Keep those whose page `viewer` may open, with `portrait_is_shown` said of each."""
        viewer = _inside(viewer)
        return self.filter(_owners_seen_by(viewer)).annotate(
            portrait_is_shown=_shown(_allows("portrait_visibility", viewer))
        )

    def visible_to(self, viewer: Member | None) -> Self:
        """Keep those whose portrait `viewer` may see."""
        viewer = _inside(viewer)
        return self.filter(_owners_seen_by(viewer) & _allows("portrait_visibility", viewer))


class Profile(models.Model):
    """What belongs to the record as a whole."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    portrait = models.ImageField(upload_to="portraits/", blank=True)
    portrait_visibility = models.CharField(
        max_length=13, choices=Visibility, default=Visibility.MEMBERS
    )
    has_public_page = models.BooleanField(default=False)
    is_indexable = models.BooleanField(default=False)
    has_structured_data = models.BooleanField(default=False)
    default_visibility = models.CharField(
        max_length=13, choices=Visibility, default=Visibility.MEMBERS
    )
    updated_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ProfileQuerySet] = ProfileQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"profile of {self.member_id}"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Sets of entries; `visible_to` is the only definition of who may see what."""

    def of(self, member_id: int) -> Self:
        """Keep those of one member, in the order of the record."""
        return self.filter(member_id=member_id).order_by("position", "pk")

    def without_posts(self, but: Collection[int] | Self = ()) -> Self:
        """Keep all but posts; of these only `but`: ids, or rows that have them."""
        return self.filter(~Q(kind=Kind.POST) | Q(pk__in=but))

    def posts(self) -> Self:
        """Keep posts, newest first."""
        return self.filter(kind=Kind.POST).order_by("-starts", "-pk")

    def visible_to(self, viewer: Member | None) -> Self:
        """Keep what `viewer` (None: a guest) may see, with `text_is_shown` said of each.

        Guests see only members who opened a public page. Those who are not in the house,
        and those hidden by a block, own nothing that can be seen.
        """
        shown = _shown(_allows("text_visibility", _inside(viewer)))
        return self.named_to(viewer).annotate(text_is_shown=shown)

    def named_to(self, viewer: Member | None) -> Self:
        """`visible_to` for those who read no text of an entry: half as much to ask."""
        viewer = _inside(viewer)
        return self.filter(_owners_seen_by(viewer) & _allows("visibility", viewer))

    def seen_at(self, degree: Degree | None) -> Self:
        """Keep what somebody at `degree` (None: a guest) would see: for "see as"."""
        levels = SEEN_AT[degree]
        return self.filter(visibility__in=levels).annotate(
            text_is_shown=_shown(Q(text_visibility__in=levels))
        )


class Entry(models.Model):
    """One line of the record: a position, a school, a skill, the headline."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    position = models.PositiveIntegerField(default=0)

    title_ja = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    organization = models.ForeignKey(
        "organizations.Organization", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organization_ja = models.CharField(max_length=200, blank=True)
    organization_en = models.CharField(max_length=200, blank=True)
    place_ja = models.CharField(max_length=200, blank=True)
    place_en = models.CharField(max_length=200, blank=True)
    text_ja = _text(max_length=10_000)
    text_en = _text(max_length=10_000)
    url = models.CharField(max_length=2000, blank=True)
    #: Whose public page `url` is, so that it can be looked up: `engines.formats.public_ids`.
    public_id = models.CharField(max_length=220, blank=True, editable=False)
    starts = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    ends = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    is_current = models.BooleanField(default=False)
    details = models.JSONField(default=dict, blank=True)

    visibility = models.CharField(max_length=13, choices=Visibility, default=Visibility.MEMBERS)
    text_visibility = models.CharField(
        max_length=13, choices=Visibility, default=Visibility.MEMBERS
    )
    confirmed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Not auto_now: "still true" and a change of order are no edits of the words.
    updated_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(kind__in=sorted(SINGLE)),
                name="entry_single_kinds_once",
            ),
            models.CheckConstraint(
                condition=Q(starts="")
                | Q(ends="")
                | Q(starts__lte=models.F("ends"))
                # A year alone may stand beside a month of the same year.
                | Q(starts__startswith=models.F("ends")),
                name="entry_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "kind", "position"], name="entry_of_member"),
            models.Index(fields=["organization", "member"], name="entry_organization"),
            models.Index(fields=["public_id"], name="entry_public_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

"""Tables: Member, the House they share, invitations to join it, and access tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enishi.ground.ids import random_id
from enishi.rooms.members.types import (
    HANDLE,
    KANA,
    NO_HIDDEN_CHARACTERS,
    ROMAJI,
    Joining,
    Language,
    NameOrder,
    PersonName,
    Status,
)

if TYPE_CHECKING:
    from datetime import datetime


class MemberQuerySet(models.QuerySet["Member"]):
    """Sets of members; chainable, no side effects."""

    def present(self) -> Self:
        """Keep those who are in the house: not new, waiting, suspended or gone."""
        return self.filter(status=Status.ACTIVE)

    def never_confirmed(self, *, before: datetime) -> Self:
        """Keep those who signed up before that time and never entered the code."""
        return self.filter(status=Status.NEW, joined_at__lt=before)


class MemberManager(BaseUserManager["Member"]):
    """Creates members; sign-in is by mail address."""

    def get_queryset(self) -> MemberQuerySet:
        """All members, chainable."""
        return MemberQuerySet(self.model, using=self._db)

    def present(self) -> MemberQuerySet:
        """Those who are in the house."""
        return self.get_queryset().present()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Member:  # noqa: ANN401 - Django's signature
        """Create a member who signs in with `email`."""
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.full_clean(exclude=["password"])
        member.save(using=self._db)
        return member

    def create_superuser(
        self,
        email: str,
        password: str | None = None,
        **fields: Any,  # noqa: ANN401 - Django's signature
    ) -> Member:
        """Create an operator who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Member(AbstractBaseUser, PermissionsMixin):
    """One person who has joined this house."""

    handle = models.CharField(
        _("handle"), max_length=30, unique=True, default=random_id, validators=[HANDLE]
    )
    email = models.EmailField(_("mail address"), unique=True)

    family_kanji = models.CharField(
        _("family name"), max_length=60, blank=True, validators=[NO_HIDDEN_CHARACTERS]
    )
    given_kanji = models.CharField(
        _("given name"), max_length=60, blank=True, validators=[NO_HIDDEN_CHARACTERS]
    )
    kanji_order = models.CharField(
        max_length=6, choices=NameOrder, default=NameOrder.FAMILY_FIRST
    )
    family_kana = models.CharField(
        _("family name, reading"), max_length=60, blank=True, validators=[KANA]
    )
    given_kana = models.CharField(
        _("given name, reading"), max_length=60, blank=True, validators=[KANA]
    )
    kana_order = models.CharField(
        max_length=6, choices=NameOrder, default=NameOrder.FAMILY_FIRST
    )
    family_romaji = models.CharField(
        _("family name, romaji"), max_length=60, blank=True, validators=[ROMAJI]
    )
    given_romaji = models.CharField(
        _("given name, romaji"), max_length=60, blank=True, validators=[ROMAJI]
    )
    romaji_order = models.CharField(
        max_length=6, choices=NameOrder, default=NameOrder.GIVEN_FIRST
    )

    language = models.CharField(max_length=2, choices=Language, default=Language.JA)
    time_zone = models.CharField(max_length=40, default="Asia/Tokyo")
    show_in_threads = models.BooleanField(default=True)
    is_suggestable = models.BooleanField(default=True)

    status = models.CharField(max_length=9, choices=Status, default=Status.ACTIVE)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MemberManager] = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        # The status not first: nearly everybody is active, and SQLite, which cannot know, would
        # begin every question about a few members' rows by reading all who are.
        indexes = [models.Index(fields=["joined_at", "status"], name="member_joined")]

    def __str__(self) -> str:
        return self.handle

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether Django may sign this member in.

        Those who wait may look at the page that says so; those who are new must get as far
        as the code in their mail.
        """
        return self.status in {Status.ACTIVE, Status.WAITING, Status.NEW}

    @property
    def name(self) -> PersonName:
        """The member's name in every script they gave."""
        return PersonName(
            kanji=(self.family_kanji, self.given_kanji),
            kana=(self.family_kana, self.given_kana),
            romaji=(self.family_romaji, self.given_romaji),
            orders=(
                self.kanji_order == NameOrder.FAMILY_FIRST,
                self.kana_order == NameOrder.FAMILY_FIRST,
                self.romaji_order == NameOrder.FAMILY_FIRST,
            ),
        )


class House(models.Model):
    """The house itself: one row, set by the operator."""

    name_ja = models.CharField(_("name in Japanese"), max_length=80, default="縁の家")
    name_en = models.CharField(_("name in English"), max_length=80, default="House of Enishi")
    joining = models.CharField(
        _("who may join"), max_length=10, choices=Joining, default=Joining.OPEN
    )
    about_ja = models.TextField(_("about, in Japanese"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    operators_need_second_factor = models.BooleanField(
        _("operators sign in with a second factor"), default=True
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="house_is_one")]

    def __str__(self) -> str:
        return self.name_in(get_language() or "ja")

    def name_in(self, language: str) -> str:
        """The name for a page or mail in `language`."""
        return self.name_ja if language.startswith("ja") else self.name_en

    def about_in(self, language: str) -> str:
        """What the house is, in `language`, or in the other one if that is all there is."""
        first, second = self.about_ja, self.about_en
        if not language.startswith("ja"):
            first, second = second, first
        return first or second


class JoiningInvitationQuerySet(models.QuerySet["JoiningInvitation"]):
    """Sets of invitations to the house."""

    def usable(self, *, at: datetime) -> Self:
        """Keep those that still let somebody in."""
        return self.filter(used_at=None, expires_at__gt=at)


class JoiningInvitation(models.Model):
    """A code that lets one person join a house that is not open."""

    code = models.CharField(max_length=20, unique=True)
    email = models.EmailField(blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    objects = JoiningInvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def state_at(self, at: datetime) -> str:
        """`used`, `over` or `open`."""
        if self.used_at:
            return "used"
        return "open" if self.expires_at > at else "over"


class AccessToken(models.Model):
    """A member's key for programs; only its SHA-256 digest is kept."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

"""The one page of sign-up: mail address, password, name, language."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enishi.doors.web.account.forms import MAIL, PASSWORD, PASSWORD_HINT
from enishi.doors.web.account.invited import invitation_code
from enishi.doors.web.account.names import NameFields
from enishi.rooms.members import queries
from enishi.rooms.members.types import Language

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


class SignUpForm(SignupForm, NameFields):  # type: ignore[misc]
    """What allauth asks, a name in at least one script, and the language to write in."""

    language = forms.ChoiceField(
        label=_("Language of pages and mail"), choices=Language, widget=forms.RadioSelect
    )

    field_order = ("email", "password1", *NameFields.base_fields, "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or Language.JA)[:2]
        words: dict[str, tuple[Any, Any]] = {
            "email": (MAIL, ""),
            "password1": (PASSWORD, PASSWORD_HINT),
        }
        for name, (label, hint) in words.items():
            field = self.fields[name]
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = label, hint
        self.order_fields(self.field_order)

    @property
    def invitation_code(self) -> str:
        """The invitation this guest came with."""
        return invitation_code(context.request)

    def clean_email(self) -> str:
        """An invitation written to one address lets in nobody else."""
        email: str = super().clean_email()
        invitation = queries.find_usable_invitation(self.invitation_code, timezone.now())
        if invitation and invitation.email not in {"", email}:
            raise forms.ValidationError(
                _("Your invitation was written to another mail address. Please use that one."),
                code="other_address",
            )
        return email

    def fill(self, member: Member) -> None:
        """Write what was typed into `member`, who is not kept yet."""
        member.email = self.cleaned_data["email"]
        member.set_password(self.cleaned_data["password1"])
        member.language = self.cleaned_data["language"]
        for name, kept in asdict(self.names).items():
            setattr(member, name, kept)

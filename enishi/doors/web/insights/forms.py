"""The shape of what comes in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enishi.rooms.insights.types import Aim, Look, Manner

MANNERS = [
    (Manner.NAMED, _("By name: they see that it was me, and I see who looks at me")),
    (
        Manner.PRIVATE,
        _("Privately: they only see numbers, from three people on, and so do I"),
    ),
]


class LookForm(forms.Form):
    """How one looks at others."""

    manner = forms.ChoiceField(
        label=_("When I open somebody's record"), choices=MANNERS, widget=forms.RadioSelect
    )
    aim = forms.ChoiceField(
        label=_("What I usually look for"),
        help_text=_("They see it beside my name. On each record I can say something else."),
        choices=Aim,
        widget=forms.RadioSelect,
    )

    @property
    def look(self) -> Look:
        """What was chosen, as the room takes it."""
        said = self.cleaned_data
        return Look(Manner(said["manner"]), Aim(said["aim"]))


class AimForm(forms.Form):
    """What one visit is for."""

    aim = forms.ChoiceField(choices=Aim)

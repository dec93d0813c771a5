"""The form of the mail terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from enishi.rooms.notifications.types import MOST_MAILS, MailTerms, NoticeKind, Weekday

if TYPE_CHECKING:
    from typing import Self

DAYS = (
    (Weekday.MON, _("Monday")),
    (Weekday.TUE, _("Tuesday")),
    (Weekday.WED, _("Wednesday")),
    (Weekday.THU, _("Thursday")),
    (Weekday.FRI, _("Friday")),
    (Weekday.SAT, _("Saturday")),
    (Weekday.SUN, _("Sunday")),
)


class MailTermsForm(forms.Form):
    """How many mails, on which days, from which hour, and about what."""

    mails_a_week = forms.IntegerField(
        label=_("Mails a week, at most"),
        help_text=_("In any seven days in a row. 0: no mail, notices stay in the house."),
        min_value=0,
        max_value=MOST_MAILS,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days on which mail may come"),
        choices=DAYS,
        coerce=lambda day: Weekday(int(day)),
        widget=forms.CheckboxSelectMultiple,
    )
    hour = forms.TypedChoiceField(
        label=_("The digest comes from"),
        choices=[(hour, f"{hour}:00") for hour in range(24)],
        coerce=int,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Mail may tell me of"),
        choices=NoticeKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @classmethod
    def of(cls, terms: MailTerms) -> Self:
        """The form, filled with what was said before."""
        return cls(
            initial={
                "mails_a_week": terms.mails_a_week,
                "days": [day.value for day in terms.days],
                "hour": terms.hour,
                "kinds": [kind.value for kind in NoticeKind if kind not in terms.stopped],
            }
        )

    @property
    def terms(self) -> MailTerms:
        """What was chosen, as the room takes it."""
        said = self.cleaned_data
        return MailTerms(
            mails_a_week=said["mails_a_week"],
            days=frozenset(said["days"]),
            hour=said["hour"],
            stopped=frozenset(kind for kind in NoticeKind if kind not in said["kinds"]),
        )

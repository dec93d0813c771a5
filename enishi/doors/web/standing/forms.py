"""The shape of what comes in; the rules are the room's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from enishi.doors.web.approaches.fields import WordsField, YenField
from enishi.doors.web.discovery.forms import LONGEST_QUERY, Asked
from enishi.rooms.discovery.types import Narrowed
from enishi.rooms.standing.queries import refusals_of
from enishi.rooms.standing.types import LONGEST_NAME, LONGEST_WORDS, NewQuestion

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from enishi.rooms.members.models import Member

DAYS = (7, 14, 30, 60, 90)
USUAL_DAYS = 30


def lengths() -> list[tuple[int, str]]:
    """How long a question may wait, in the reader's language."""
    return [(n, ngettext("%(n)s day", "%(n)s days", n) % {"n": n}) for n in DAYS]


class SearchForm(forms.Form):
    """A saved search's name, and whether it tells."""

    name = forms.CharField(label=_("Name"), required=False, max_length=LONGEST_NAME)
    is_told = forms.BooleanField(label=_("Tell me of new answers"), required=False)


class QuestionForm(forms.Form):
    """A standing question; what it is narrowed down to comes along, as in a search."""

    q = forms.CharField(
        label=_("What somebody’s record should tell"),
        help_text=_("As in a search. Every word must be answered."),
        max_length=LONGEST_QUERY,
        error_messages={
            "required": _("Write what somebody’s record should tell: a field, a job, a place.")
        },
    )
    words = WordsField(
        label=_("Your question"),
        counted_to=LONGEST_WORDS,
        help_text=_("What you would like to know, and what for. The expert reads this first."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    budget_yen = YenField(
        label=_("Budget in yen, if you offer a fee"),
        required=False,
        help_text=_("With a fee it is a consultation, without one a chat."),
    )
    days = forms.TypedChoiceField(
        label=_("How long it waits"), choices=lengths, coerce=int, initial=USUAL_DAYS
    )
    is_anonymous = forms.BooleanField(
        label=_("Ask without my name"),
        required=False,
        help_text=_("Whoever says yes learns it then, as you learn theirs."),
    )
    narrowed = Narrowed()

    @classmethod
    def read(cls, request: HttpRequest) -> QuestionForm:
        """What was typed; or an empty form with the query of the address."""
        asked = Asked.read(request.POST or request.GET)
        form = (
            cls(request.POST) if request.method == "POST" else cls(initial={"q": asked.query})
        )
        form.narrowed = asked.narrowed
        return form

    def may_go(self, by: Member, at: datetime) -> bool:
        """Whether it can be asked; if not, every refusal stands at its field."""
        if self.is_valid():
            for refusal in refusals_of(by, self.question, at=at):
                part = "q" if refusal.part == "query" else refusal.part
                self.add_error(part, str(refusal))
        return not self.errors

    @property
    def question(self) -> NewQuestion:
        """What the room is asked to keep."""
        said: dict[str, Any] = self.cleaned_data
        return NewQuestion(
            query=said["q"],
            words=said["words"],
            days=said["days"],
            narrowed=self.narrowed,
            is_anonymous=said["is_anonymous"],
            budget_yen=said["budget_yen"],
        )


class YesForm(forms.Form):
    """What an expert says with their yes; silence is an answer too."""

    words = forms.CharField(
        label=_("A first word, if you like"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

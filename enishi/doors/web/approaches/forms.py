"""The shape of what comes in; the rules are the room's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enishi.doors.web.approaches.fields import LinesField, WordsField, YenField, lengths
from enishi.ground.errors import NotFound
from enishi.rooms.approaches.errors import Refusal
from enishi.rooms.approaches.queries import get_recipient_for, refusals_of
from enishi.rooms.approaches.services import pass_on_approach
from enishi.rooms.approaches.types import (
    LONGEST_DETAIL,
    LONGEST_MESSAGE,
    LONGEST_SUBJECT,
    USUAL_MINUTES,
    Draft,
    KindWords,
    Origin,
    Purpose,
    Written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import QueryDict

    from enishi.rooms.approaches.types import Reception
    from enishi.rooms.members.models import Member

#: The field that says the one thing more a purpose needs.
DETAILS: dict[str, str] = {
    Purpose.SCOUT: "position",
    Purpose.REFERRAL: "sought",
    Purpose.PRESS: "outlet",
    Purpose.SALES: "offering",
}
#: So much of a field is kept in a draft, also where it is too much to send.
MOST_TYPED = 5000


class ApproachForm(forms.Form):
    """A first message to somebody."""

    lines = LinesField(
        label=_("Why this person"),
        required=False,
        error_messages={"invalid_choice": _("A line you picked cannot be read.")},
    )
    purpose = forms.ChoiceField(
        label=_("What for"), choices=Purpose.choices, widget=forms.RadioSelect
    )
    subject = WordsField(
        label=_("Your question, in one line"),
        counted_to=LONGEST_SUBJECT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    position = WordsField(label=_("Position"), counted_to=LONGEST_DETAIL)
    sought = WordsField(label=_("Whom you look for, or present"), counted_to=LONGEST_DETAIL)
    outlet = WordsField(label=_("Where it would appear"), counted_to=LONGEST_DETAIL)
    offering = WordsField(label=_("What you offer"), counted_to=LONGEST_DETAIL)
    message = WordsField(
        label=_("Message"),
        counted_to=LONGEST_MESSAGE,
        help_text=_(
            "About 400 characters are read to the end. Say also what you will not ask:"
            " unpublished figures, names of clients."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    minutes = forms.TypedChoiceField(
        label=_("Length"), choices=lengths, coerce=int, empty_value=None, required=False
    )
    fee_yen = YenField(label=_("Fee, in yen without tax"), required=False)
    origin = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Origin if one.is_told_by_sender],
        required=False,
        widget=forms.HiddenInput,
    )
    q = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    @classmethod
    def begun(
        cls,
        address: QueryDict,
        receptions: Mapping[Purpose, Reception],
        written: Written | None = None,
    ) -> ApproachForm:
        """An empty form, with what the address and the terms say; or what was written."""
        said = receptions[Purpose.CONSULTATION].terms
        open_for = [one for one, reception in receptions.items() if reception.barrier is None]
        lines = address.getlist("line")[:20]
        initial = {
            "lines": lines,
            "purpose": open_for[0] if open_for else Purpose.CONSULTATION,
            "minutes": said.minutes or USUAL_MINUTES,
            "fee_yen": said.fee_yen,
            "origin": address.get("origin", Origin.PAGE),
            "q": address.get("q", "")[:200],
        }
        return cls(initial=initial | written_again(written, lines) if written else initial)

    def written(self) -> Written:
        """What was typed so far, whether it could be sent or not."""
        typed = {name: str(self[name].value() or "")[:MOST_TYPED] for name in self.fields}
        return Written(
            purpose=typed["purpose"],
            subject=typed["subject"],
            message=typed["message"],
            detail=typed.get(DETAILS.get(typed["purpose"], ""), ""),
            lines=tuple(str(one)[:40] for one in (self["lines"].value() or ())[:20]),
            fee_yen=typed["fee_yen"],
            minutes=typed["minutes"],
            origin=typed["origin"],
            query=typed["q"][:200],
        )

    def picked(self) -> frozenset[str]:
        """The lines that are ticked, as they stand in the page."""
        return frozenset(str(one) for one in self["lines"].value() or ())

    def may_go(self, by: Member, recipient_id: int, at: datetime) -> bool:
        """Whether it can be sent; if not, every refusal stands at its field."""
        if self.is_valid():
            draft = self.draft_to(recipient_id)
            for refusal in refusals_of(by, draft, at=at):
                part = DETAILS[draft.purpose] if refusal.part == "detail" else refusal.part
                self.add_error(part, str(refusal))
        return not self.errors

    def draft_to(self, recipient_id: int) -> Draft:
        """What the room is asked to send."""
        said = self.cleaned_data
        purpose = Purpose(said["purpose"])
        return Draft(
            recipient_id=recipient_id,
            purpose=purpose,
            detail=said[DETAILS[purpose]] if purpose in DETAILS else "",
            subject=said["subject"],
            message=said["message"],
            lines=tuple(said["lines"]),
            fee_yen=said["fee_yen"],
            minutes=said["minutes"],
            origin=Origin(said["origin"] or Origin.PAGE),
            origin_query=said["q"],
        )


def written_again(written: Written, lines: list[str]) -> dict[str, object]:
    """A draft as the form begins with it; the address may add lines to it."""
    detail = {DETAILS[written.purpose]: written.detail} if written.purpose in DETAILS else {}
    kept: dict[str, object] = {
        "lines": list(dict.fromkeys([*written.lines, *lines])),
        "subject": written.subject,
        "message": written.message,
        "minutes": written.minutes,
        "fee_yen": written.fee_yen,
        "origin": written.origin,
        "q": written.query,
        **detail,
    }
    return {**kept, "purpose": written.purpose} if written.purpose else kept


class AnswerForm(forms.Form):
    """The first words back."""

    message = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a few words first.")},
        max_length=5000,
    )


class PassOnForm(forms.Form):
    """Who could answer better: a handle, or the address of a page."""

    to = forms.CharField(
        label=_("Who could answer better"),
        help_text=_("One of your connections, or the handle of any member."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "known"}),
        error_messages={"required": _("Name somebody first.")},
    )

    def passes(self, by: Member, approach_id: int, at: datetime) -> bool:
        """Pass the approach on to whom was named; what is refused stands at the field."""
        # Also where a whole address was pasted.
        handle = str(self.cleaned_data["to"]).rstrip("/").rpartition("/")[2].lstrip("@")
        try:
            named = get_recipient_for(by, handle)
            pass_on_approach(by=by, approach_id=approach_id, to_id=named.pk, at=at)
        except NotFound:
            self.add_error("to", gettext("Nobody of this handle is in the house."))
        except Refusal as refusal:
            self.add_error("to", str(refusal))
        return not self.errors


class DeclineForm(forms.Form):
    """Which kind words a decline carries, or none at all; one tap takes the first."""

    SILENT = "none"
    words = forms.ChoiceField(choices=[*KindWords.choices, (SILENT, "")], required=False)

    def chosen(self) -> KindWords | None:
        """The words, whatever came in; None to decline without a word."""
        said = self.cleaned_data["words"] if self.is_valid() else ""
        return None if said == self.SILENT else KindWords(said or KindWords.THANKS)

    @property
    def sentence(self) -> str:
        """What is said once it is done."""
        if self.chosen() is None:
            return gettext("Declined. The sender is not told; for them it ends with its time.")
        return gettext("Declined, with courteous words.")

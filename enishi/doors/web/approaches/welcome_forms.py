"""Forms of the terms: one a purpose, and the pause that holds for all of them."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enishi.doors.web.approaches.fields import YenField, lengths
from enishi.doors.web.approaches.words import domain_sentence, terms_sentence
from enishi.rooms.approaches import services
from enishi.rooms.approaches.domains import is_free_mail
from enishi.rooms.approaches.errors import FeeMissing, Refusal
from enishi.rooms.approaches.queries import own_domain
from enishi.rooms.approaches.types import (
    MOST_A_WEEK,
    MOST_FEE_YEN,
    USUAL_MINUTES,
    Terms,
    WelcomeTerms,
)
from enishi.rooms.conversations.queries import shows_reading
from enishi.rooms.conversations.services import hide_reading, show_reading

if TYPE_CHECKING:
    from django.http import QueryDict

    from enishi.rooms.approaches.types import Welcomes
    from enishi.rooms.members.models import Member

_TERMS = [
    (Terms.OPEN, _("Open")),
    (Terms.ASK_FIRST, _("Ask first: a short question of up to 400 characters")),
    (Terms.PRICED, _("For a fee: from the amount below")),
    (Terms.CLOSED, _("Closed")),
]


class WelcomeForm(forms.Form):
    """The terms for one purpose; its prefix is the purpose."""

    terms = forms.ChoiceField(label=_("Anybody in the house"))
    second_degree = forms.ChoiceField(label=_("People of the 2nd degree"), required=False)
    connections = forms.ChoiceField(label=_("Your connections"), required=False)
    fee_yen = YenField(
        label=_("Smallest fee, in yen without tax"),
        required=False,
        min_value=1,
        max_value=MOST_FEE_YEN,
    )
    minutes = forms.TypedChoiceField(
        label=_("Length"), choices=lengths, coerce=int, empty_value=None, required=False
    )
    per_week = forms.IntegerField(
        label=_("At most so many a week"),
        help_text=_("Leave it empty for as many as come."),
        required=False,
        min_value=1,
        max_value=MOST_A_WEEK,
    )

    def __init__(self, said: WelcomeTerms, data: QueryDict | None) -> None:
        self.purpose = said.purpose
        is_asked = data is not None and f"{said.purpose}-terms" in data
        super().__init__(
            data if is_asked else None, initial=_initial(said), prefix=said.purpose
        )
        self.sentence = terms_sentence(said)
        choices = [one for one in _TERMS if said.purpose.has_fee or one[0] != Terms.PRICED]
        nearer = [("", _("No different")), *choices]
        self.fields["terms"].choices = choices  # type: ignore[attr-defined]
        self.fields["second_degree"].choices = nearer  # type: ignore[attr-defined]
        self.fields["connections"].choices = nearer  # type: ignore[attr-defined]
        if not said.purpose.has_fee:
            del self.fields["fee_yen"], self.fields["minutes"]

    def clean(self) -> dict[str, Any]:
        """Ask for the fee where terms name one."""
        said = self.cleaned_data
        asked = {said.get(name) for name in ("terms", "second_degree", "connections")}
        if Terms.PRICED in asked and "fee_yen" not in self.errors and not said.get("fee_yen"):
            self.add_error("fee_yen", str(FeeMissing()))
        return said

    def keep(self, by: Member) -> None:
        """Keep what is said; what the room refuses stands at its field."""
        said = self.cleaned_data
        try:
            services.set_welcome(
                by=by,
                said=WelcomeTerms(
                    purpose=self.purpose,
                    terms=Terms(said["terms"]),
                    second_degree=Terms(said["second_degree"])
                    if said["second_degree"]
                    else None,
                    connections=Terms(said["connections"]) if said["connections"] else None,
                    fee_yen=said.get("fee_yen"),
                    minutes=said.get("minutes"),
                    per_week=said["per_week"],
                ),
            )
        except Refusal as refusal:
            self.add_error(refusal.part, str(refusal))


class PauseForm(forms.Form):
    """What holds for every purpose: a pause, and what else is told of oneself."""

    opens_on = forms.DateField(
        label=_("Take none until"),
        help_text=_("Approaches are taken again on this day. Leave it empty for no pause."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    shows_pace = forms.BooleanField(
        label=_("Tell senders how long an answer of yours usually takes"),
        help_text=_("From five answers on; what you leave without a word does not count."),
        required=False,
    )

    shows_domain = forms.BooleanField(
        label=_("Let your sender card say from which domain you write"), required=False
    )

    shows_reading = forms.BooleanField(
        label=_("Let people you talk with see what you have read"),
        help_text=_("You then see it of those who let it be seen too."),
        required=False,
    )

    @classmethod
    def of(
        cls, by: Member, welcomes: Welcomes, data: QueryDict | None, at: datetime
    ) -> PauseForm:
        """The form, with the pause that lasts."""
        until = welcomes.opens_at if welcomes.is_paused(at) else None
        asked = data if data is not None and "opens_on" in data else None
        day = timezone.localdate(until) if until else None
        form = cls(
            asked,
            initial={
                "opens_on": day,
                "shows_pace": welcomes.shows_pace,
                "shows_domain": welcomes.shows_domain,
                "shows_reading": shows_reading(by),
            },
        )
        domain = own_domain(by)
        field = form.fields["shows_domain"]
        field.help_text = domain_sentence(domain)
        if not domain or is_free_mail(domain):
            field.disabled, form.initial["shows_domain"] = True, False
        return form

    def keep(self, by: Member, at: datetime) -> None:
        """Begin, change or end the pause; tell what is to be told."""
        said = self.cleaned_data
        (services.show_pace if said["shows_pace"] else services.hide_pace)(by=by)
        (services.show_domain if said["shows_domain"] else services.hide_domain)(by=by)
        if said["shows_reading"]:
            show_reading(by=by, at=at)
        else:
            hide_reading(by=by)
        day = said["opens_on"]
        if day is None:
            services.resume_welcome(by=by)
            return
        until = datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
        try:
            services.pause_welcome(by=by, until=until, at=at)
        except Refusal as refusal:
            self.add_error("opens_on", str(refusal))


class WelcomeForms:
    """All of them, as one page keeps them together."""

    def __init__(
        self, by: Member, welcomes: Welcomes, data: QueryDict | None, at: datetime
    ) -> None:
        self.pause = PauseForm.of(by, welcomes, data, at)
        self.purposes = [WelcomeForm(said, data) for said in welcomes.terms.values()]
        self.at = at

    def keep(self, by: Member) -> bool:
        """Keep what was sent if all of it can be kept; else each says what is wrong with it."""
        sent = [form for form in (*self.purposes, self.pause) if form.is_bound]
        # All are asked, also when the first says no.
        if not all([form.is_valid() for form in sent]):  # noqa: C419
            return False
        for form in self.purposes:
            if form.is_bound:
                form.keep(by)
        if self.pause.is_bound:
            self.pause.keep(by, self.at)
        return not any(form.errors for form in sent)


def _initial(said: WelcomeTerms) -> dict[str, Any]:
    return {
        "terms": said.terms,
        "second_degree": said.second_degree or "",
        "connections": said.connections or "",
        "fee_yen": said.fee_yen,
        "minutes": said.minutes or USUAL_MINUTES,
        "per_week": said.per_week,
    }

"""How each kind of entry is called on a page, and what its form asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from enishi.rooms.profiles.types import SINGLE, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One kind of entry.

    Attributes
    ----------
    heading
        Over the entries of this kind.
    add
        The act that writes one more.
    fields
        What the form asks for, in order: the bilingual names, ``url``, ``dates`` (start,
        end, still on), ``day`` (one date), and ``details.<name>``.
    labels, hints
        By name of field; a kind calls its title what people call it.
    """

    heading: Words
    add: Words
    fields: tuple[str, ...]
    labels: dict[str, Words] = field(default_factory=dict)
    hints: dict[str, Words] = field(default_factory=dict)


_LINES = _("One thing a line. People are found for a line, and asked about it.")
_COMMAS = _("Several words are parted by commas.")
_KEYWORDS: dict[str, Words] = {"details.keywords": _("Keywords")}

LABELS: dict[str, Words] = {
    "title": _("Title"),
    "organization": _("Organization"),
    "place": _("Place"),
    "text": _("Description"),
    "url": _("Address on the web"),
    "starts": _("Started"),
    "ends": _("Ended"),
    "is_current": _("Still on"),
    "visibility": _("Who sees this entry"),
    "text_visibility": _("Who sees its description"),
}

SHAPES: dict[Kind, Shape] = {
    Kind.HEADLINE: Shape(
        heading=_("Headline"),
        add=_("Write a headline"),
        fields=("text",),
        labels={"text": _("Headline")},
        hints={"text": _("One line under your name: what you know from doing it.")},
    ),
    Kind.SUMMARY: Shape(
        heading=_("About me"),
        add=_("Write about yourself"),
        fields=("text",),
        labels={"text": _("About me")},
        hints={"text": _LINES},
    ),
    Kind.PLACE: Shape(
        heading=_("Place"),
        add=_("Write your place"),
        fields=("text",),
        labels={"text": _("Place")},
        hints={"text": _("A prefecture or a town; never your address.")},
    ),
    Kind.POSITION: Shape(
        heading=_("Work history"),
        add=_("Add a position"),
        fields=("title", "organization", "place", "dates", "text"),
        labels={"title": _("Department and role"), "text": _("What you did")},
        hints={"text": _LINES},
    ),
    Kind.EDUCATION: Shape(
        heading=_("Education"),
        add=_("Add a school"),
        fields=("organization", "title", "dates", "details.area", "text"),
        labels={
            "organization": _("School"),
            "title": _("Course or degree"),
            "details.area": _("Field of study"),
        },
    ),
    Kind.PROJECT: Shape(
        heading=_("Projects"),
        add=_("Add a project"),
        fields=("title", "organization", "dates", "url", "text", "details.keywords"),
        labels={"title": _("Name of the project"), **_KEYWORDS},
        hints={"text": _LINES, "details.keywords": _COMMAS},
    ),
    Kind.SKILL: Shape(
        heading=_("Skills"),
        add=_("Add a skill"),
        fields=("title", "details.level", "details.keywords"),
        labels={"title": _("Skill"), "details.level": _("Level"), **_KEYWORDS},
        hints={"details.keywords": _COMMAS},
    ),
    Kind.LANGUAGE: Shape(
        heading=_("Languages"),
        add=_("Add a language"),
        fields=("title", "details.proficiency"),
        labels={"title": _("Language"), "details.proficiency": _("How well")},
    ),
    Kind.CERTIFICATE: Shape(
        heading=_("Certificates"),
        add=_("Add a certificate"),
        fields=("title", "organization", "dates", "url", "details.license_number"),
        labels={
            "title": _("Certificate"),
            "organization": _("Given by"),
            "ends": _("Good until"),
            "starts": _("Given on"),
            "details.license_number": _("Certificate number"),
        },
    ),
    Kind.PUBLICATION: Shape(
        heading=_("Publications"),
        add=_("Add a publication"),
        fields=("title", "organization", "day", "url", "text"),
        labels={"organization": _("Publisher"), "starts": _("Published")},
    ),
    Kind.AWARD: Shape(
        heading=_("Awards"),
        add=_("Add an award"),
        fields=("title", "organization", "day", "text"),
        labels={
            "title": _("Award"),
            "organization": _("Given by"),
            "starts": _("Given on"),
        },
    ),
    Kind.VOLUNTEERING: Shape(
        heading=_("Volunteering"),
        add=_("Add volunteering"),
        fields=("title", "organization", "dates", "url", "text"),
        labels={"title": _("Role"), "text": _("What you did")},
        hints={"text": _LINES},
    ),
    Kind.LINK: Shape(
        heading=_("Links"),
        add=_("Add a link"),
        fields=("url", "title"),
        labels={"title": _("What is there")},
    ),
    Kind.INTEREST: Shape(
        heading=_("Interests"),
        add=_("Add an interest"),
        fields=("title", "details.keywords"),
        labels={"title": _("Interest"), **_KEYWORDS},
        hints={"details.keywords": _COMMAS},
    ),
    Kind.REFERENCE: Shape(
        heading=_("References"),
        add=_("Add a reference"),
        fields=("title", "text"),
        labels={"title": _("Who speaks for you"), "text": _("Their words")},
    ),
    Kind.CONTACT: Shape(
        heading=_("Contact"),
        add=_("Add a way to reach you"),
        fields=("details.network", "details.username", "url"),
        labels={
            "details.network": _("Network or kind"),
            "details.username": _("Your name there"),
        },
    ),
    Kind.POST: Shape(
        heading=_("From the blog"),
        add="",
        fields=(),
        labels={"details.blog": _("Blog")},
    ),
}

#: Written in a few words each; a page shows them side by side.
BRIEF = frozenset({Kind.SKILL, Kind.LANGUAGE, Kind.INTEREST})
#: The order of a page: first who this is, then what they did.
PARTS = tuple(kind for kind in SHAPES if kind not in SINGLE and kind is not Kind.POST)
#: What one writes oneself; posts come by feed.
WRITTEN = SINGLE | frozenset(PARTS)


def label_of(kind: Kind, name: str) -> Words:
    """How the field `name` is called in an entry of `kind`."""
    return SHAPES[kind].labels.get(name) or LABELS.get(name) or name

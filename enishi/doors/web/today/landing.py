"""What a guest reads first."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enishi.rooms.members.queries import get_house


def landing_page() -> dict[str, Any]:
    """What this house promises, and what its operator says about it. One query."""
    house = get_house()
    language = (get_language() or "ja")[:2]
    abouts = (house.about_ja, house.about_en)
    first, second = abouts if language == "ja" else abouts[::-1]
    return {"house": house, "promises": _promises(), "about": first or second}


def _promises() -> list[tuple[str, str]]:
    return [
        (
            _("You read why"),
            _(
                "Whoever writes to you first has to point at one to three lines of your own"
                " record. Without a reason nobody gets through."
            ),
        ),
        (
            _("You see who found you"),
            _(
                "It costs nothing and works both ways: whoever looks is seen, and can see in"
                " turn."
            ),
        ),
        (
            _("You set the terms"),
            _(
                "For each purpose you say whether you are open, want to be asked first, or take"
                " a fee. Saying no takes one tap, and is kind."
            ),
        ),
        (
            _("What you wrote stays yours"),
            _(
                "Each line has its own visibility. Everything comes in from a LinkedIn archive"
                " or a JSON Resume, and everything goes out again."
            ),
        ),
    ]

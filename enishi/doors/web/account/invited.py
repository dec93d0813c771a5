"""The invitation a guest came with, kept in their session until they signed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

KEY = "joining_invitation"


def keep_invitation(request: HttpRequest, code: str) -> None:
    """Remember the code of a link the guest followed."""
    request.session[KEY] = code


def invitation_code(request: HttpRequest) -> str:
    """The code the guest came with; empty if none."""
    return str(request.session.get(KEY, ""))


def forget_invitation(request: HttpRequest) -> None:
    """The guest signed up; the code is theirs."""
    request.session.pop(KEY, None)

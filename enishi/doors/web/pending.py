"""Addresses whose pages are being built."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from enishi.doors.web.access import public


@public
def pending(request: HttpRequest, /, **_kwargs: object) -> HttpResponse:  # noqa: ARG001
    """Say that this page is being built."""
    return HttpResponse("…")

"""How long a sign-in lasts: it ends when unused, and in the end in any case."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.contrib.auth import logout

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest, HttpResponseBase

    Handler = Callable[[HttpRequest], HttpResponseBase]

IDLE_SECONDS = 14 * 86_400
WHOLE_SECONDS = 30 * 86_400
NOTED_EVERY_SECONDS = 3600  # a page view must not be a write each time
BEGAN, SEEN = "began_at", "seen_at"


def session_ages(get_response: Handler) -> Handler:
    """End sign-ins that were not used for two weeks, or are older than thirty days.

    Django's own age is moved by each write to the session, so it bounds neither.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not _is_fresh(request.session):
            logout(request)
        return get_response(request)

    return handle


def _is_fresh(session: SessionBase) -> bool:
    now = time.time()
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    if now - seen > IDLE_SECONDS or now - began > WHOLE_SECONDS:
        return False
    if SEEN not in session or now - seen > NOTED_EVERY_SECONDS:
        session[BEGAN], session[SEEN] = began, now
    return True

"""What happens around every page."""

from __future__ import annotations

import time
import zoneinfo
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from enishi.doors.web.access import viewer_of
from enishi.ground.errors import DomainError
from enishi.ground.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from django.http.request import _ImmutableQueryDict

    Handler = Callable[[HttpRequest], HttpResponseBase]

NUL = "\0"


def request_log(get_response: Handler) -> Handler:
    """One structured line a request: which route, how it went, how long it took."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        cpu = time.thread_time()
        response = get_response(request)
        route = request.resolver_match
        log.info(
            "request",
            method=request.method,
            # The route's name, not the address: addresses hold handles and tokens.
            route=route.view_name if route else None,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
            cpu_ms=round((time.thread_time() - cpu) * 1000, 1),
        )
        return response

    return handle


def say_what_failed(request: HttpRequest) -> None:
    """Write one line for an error nobody expected; called while it is being handled."""
    route = request.resolver_match
    log.exception("request.failed", route=route.view_name if route else None)


def without_nul(get_response: Handler) -> Handler:
    """Leave every NUL out of addresses and forms: nobody types one, PostgreSQL holds none.

    What programs send is read by the API itself, likewise: see `enishi.doors.api.house`.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        request.path = request.path.replace(NUL, "")
        request.path_info = request.path_info.replace(NUL, "")
        request.GET = _cleaned(request.GET)
        if request.method == "POST" and not request.path.startswith("/api/"):
            request.POST = _cleaned(request.POST)
        return get_response(request)

    return handle


def _cleaned(said: _ImmutableQueryDict) -> _ImmutableQueryDict:
    if not any(NUL in text for name, values in said.lists() for text in (name, *values)):
        return said
    return QueryDict(said.urlencode().replace("%00", ""), encoding=said.encoding)


def headers(get_response: Handler) -> Handler:
    """Answer with the headers that no other middleware sets."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response

    return handle


def member_preferences(get_response: Handler) -> Handler:
    """Speak a member's language, in their time zone; a guest's come from their browser."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        viewer = viewer_of(request)
        if viewer is None or request.path.startswith("/api/"):
            return get_response(request)
        try:
            zone = zoneinfo.ZoneInfo(viewer.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = zoneinfo.ZoneInfo("Asia/Tokyo")
        with translation.override(viewer.language), timezone.override(zone):
            request.LANGUAGE_CODE = viewer.language
            response = get_response(request)
            if isinstance(response, TemplateResponse) and not response.is_rendered:
                response.render()
            response.headers["Content-Language"] = viewer.language
            return response

    return handle


class domain_errors:  # noqa: N801 - used like the functions above
    """Turn a refusal of a room into its page, or into a toast for htmx."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; only a refusal is of interest."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> TemplateResponse | None:
        """Answer a `DomainError`; leave every other exception to Django."""
        if request.path.startswith("/api/"):
            return None
        if not isinstance(exception, DomainError):
            if not isinstance(exception, Http404 | PermissionDenied | SuspiciousOperation):
                say_what_failed(request)
            return None
        is_fragment = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]
        template = "components/toast.html" if is_fragment else "errors/domain_error.html"
        if exception.status == 404 and not is_fragment:  # noqa: PLR2004
            template = "errors/404.html"
        response = TemplateResponse(
            request,
            template,
            {"error": exception, "text": exception.message, "kind": "error"},
            status=exception.status,
        )
        for name, value in exception.headers.items():
            response.headers[name] = value
        if is_fragment:
            response.headers["HX-Retarget"] = "#toasts"
            response.headers["HX-Reswap"] = "beforeend"
        return response

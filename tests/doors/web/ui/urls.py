"""The names `base.html` leads to, on pages that say nothing: for tests of the look alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def blank(_request: HttpRequest, **_arguments: str) -> HttpResponse:
    return HttpResponse("")


_PAGES = ["today", "search", "inbox", "network", "my_record", "settings"]
_ACTS = ["set_language", "set_theme"]

web = [path(f"{name}/", blank, name=name) for name in _PAGES + _ACTS]
web.append(path("people/<str:handle>/", blank, name="person"))

urlpatterns = [path("", include((web, "web")))]

"""Addresses of the pages, by area."""

from django.urls import include, path

from enishi.doors.web import (
    account,
    approaches,
    connections,
    conversations,
    discovery,
    health,
    house,
    insights,
    introductions,
    network,
    notifications,
    parts,
    portability,
    profiles,
    standing,
    suggestions,
    today,
    trust,
)

app_name = "web"
AREAS = (
    today,
    account,
    profiles,
    connections,
    network,
    suggestions,
    discovery,
    standing,
    approaches,
    insights,
    introductions,
    conversations,
    notifications,
    portability,
    house,
    trust,
    parts,
)
urlpatterns = [
    *(path("", include(f"{area.__name__}.urls")) for area in AREAS),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]

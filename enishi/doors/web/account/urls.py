"""Addresses: account."""

from django.urls import path

from enishi.doors.web.pending import pending

urlpatterns = [
    path("settings/", pending, name="settings"),
    path("language/", pending, name="set_language"),
    path("theme/", pending, name="set_theme"),
    path("waiting/", pending, name="waiting"),
]

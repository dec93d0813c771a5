"""Addresses: portability."""

from django.urls import path

from enishi.doors.web.pending import pending

urlpatterns = [
    path("me/import/", pending, name="bring_in"),
    path("me/export/", pending, name="take_out"),
]

"""Addresses: network."""

from django.urls import path

from enishi.doors.web.pending import pending

urlpatterns = [
    path("network/", pending, name="network"),
]

"""Addresses: today."""

from django.urls import path

from enishi.doors.web.pending import pending

urlpatterns = [
    path("", pending, name="today"),
]

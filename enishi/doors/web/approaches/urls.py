"""Addresses: approaches."""

from django.urls import path

from enishi.doors.web.pending import pending

urlpatterns = [
    path("inbox/", pending, name="inbox"),
    path("approaches/new/", pending, name="new_approach"),
]

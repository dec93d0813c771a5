"""Addresses: profiles."""

from django.urls import path

from enishi.doors.web.pending import pending

urlpatterns = [
    path("me/", pending, name="my_record"),
    path("people/<slug:handle>/", pending, name="person"),
]

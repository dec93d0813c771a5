"""Addresses: discovery."""

from django.urls import path

from enishi.doors.web.pending import pending

urlpatterns = [
    path("search/", pending, name="search"),
]

"""Addresses of the API."""

from django.urls import path

from enishi.doors.api.house import api

urlpatterns = [path("v1/", api.urls)]

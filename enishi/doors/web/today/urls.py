"""Addresses: today."""

from django.urls import path

from enishi.doors.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/found/", views.found, name="found_by"),
]

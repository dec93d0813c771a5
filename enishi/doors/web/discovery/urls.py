"""Addresses: discovery."""

from django.urls import path

from enishi.doors.web.discovery import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/names/", views.search_names, name="search_names"),
]

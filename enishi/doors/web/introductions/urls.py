"""Addresses: introductions."""

from django.urls import path

from enishi.doors.web.introductions import views

_ONE = "introductions/<int:introduction_id>/"
urlpatterns = [
    path("introductions/", views.introductions, name="introductions"),
    path("introductions/new/", views.new_introduction, name="new_introduction"),
    path(_ONE, views.introduction, name="introduction"),
    path(f"{_ONE}decline/", views.decline_introduction, name="decline_introduction"),
    path(f"{_ONE}undo/", views.reopen_introduction, name="reopen_introduction"),
    path(f"{_ONE}withdraw/", views.withdraw_introduction, name="withdraw_introduction"),
    path("settings/introductions/", views.be_asked, name="be_asked"),
]

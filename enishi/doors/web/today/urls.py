"""Addresses: today."""

from django.urls import path

from enishi.doors.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/found/", views.found, name="found_by"),
    path("today/people/", views.people, name="suggestions"),
    path("people/<slug:handle>/not-now/", views.not_now, name="not_now"),
    path("people/<slug:handle>/never/", views.never, name="never"),
    path("people/<slug:handle>/suggest-again/", views.suggest_again, name="suggest_again"),
]

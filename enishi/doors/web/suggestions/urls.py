"""Addresses: suggestions."""

from django.urls import path

from enishi.doors.web.suggestions import views

urlpatterns = [
    path("network/suggestions/", views.people, name="suggestions"),
    path("network/suggestions/none/", views.nobody, name="suggest_nobody"),
    path("network/suggestions/again/", views.anybody, name="suggest_people"),
    path("people/<slug:handle>/not-now/", views.not_now, name="not_now"),
    path("people/<slug:handle>/never/", views.never, name="never"),
    path("people/<slug:handle>/suggest-again/", views.suggest_again, name="suggest_again"),
]

"""Addresses: approaches."""

from django.urls import path

from enishi.doors.web.approaches import views

urlpatterns = [
    path("approaches/new/", views.new_approach, name="new_approach"),
    path("approaches/<int:approach_id>/", views.approach, name="approach"),
    path(
        "approaches/<int:approach_id>/decline/", views.decline_approach, name="decline_approach"
    ),
    path("approaches/<int:approach_id>/undo/", views.undo_decline, name="undo_decline"),
    path(
        "approaches/<int:approach_id>/withdraw/",
        views.withdraw_approach,
        name="withdraw_approach",
    ),
    path("settings/welcome/", views.welcome, name="welcome"),
]

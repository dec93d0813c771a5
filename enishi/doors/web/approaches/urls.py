"""Addresses: approaches."""

from django.urls import path

from enishi.doors.web.approaches import draft_views, passing_views, views

urlpatterns = [
    path("approaches/new/", views.new_approach, name="new_approach"),
    path("approaches/drafts/", draft_views.drafts, name="drafts"),
    path("approaches/draft/", draft_views.keep_draft, name="keep_draft"),
    path("approaches/draft/discard/", draft_views.discard_draft, name="discard_draft"),
    path("approaches/slots/", views.slots, name="slots"),
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
    path("approaches/<int:approach_id>/pass-on/", passing_views.pass_on, name="pass_on"),
    path("passed-on/<int:passing_id>/", passing_views.passing, name="passing"),
    path("passed-on/<int:passing_id>/take-over/", passing_views.take_over, name="take_over"),
    path(
        "passed-on/<int:passing_id>/refuse/",
        passing_views.refuse_passing,
        name="refuse_passing",
    ),
    path("settings/welcome/", views.welcome, name="welcome"),
]

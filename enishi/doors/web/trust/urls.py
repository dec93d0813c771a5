"""Addresses: reports."""

from django.urls import path

from enishi.doors.web.trust import views

urlpatterns = [
    path("approaches/<int:approach_id>/report/", views.report_approach, name="report_approach"),
    path(
        "inbox/<int:conversation_id>/report/",
        views.report_conversation,
        name="report_conversation",
    ),
    path(
        "inbox/<int:conversation_id>/messages/<int:message_id>/report/",
        views.report_message,
        name="report_message",
    ),
    path("reports/", views.own_reports, name="own_reports"),
    path("house/reports/", views.reports, name="reports"),
    path("house/reports/<int:report_id>/uphold/", views.uphold, name="uphold_report"),
    path("house/reports/<int:report_id>/dismiss/", views.dismiss, name="dismiss_report"),
]

"""Addresses: notices and mail."""

from django.urls import path

from enishi.doors.web.notifications import views

urlpatterns = [
    path("mail/stop/<str:token>/", views.stop_mail, name="stop_mail"),
]

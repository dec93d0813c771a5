"""Addresses: notices and mail."""

from django.urls import path

from enishi.doors.web.notifications import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/new/", views.new_notices, name="new_notices"),
    path("notices/mark/", views.notices_mark, name="notices_mark"),
    path("notices/read/", views.mark_notices_read, name="mark_notices_read"),
    path("notices/<int:notice_id>/", views.open_notice, name="open_notice"),
    path("settings/mail/", views.mail_terms, name="mail_terms"),
    path("mail/stop/<str:token>/", views.stop_mail, name="stop_mail"),
]

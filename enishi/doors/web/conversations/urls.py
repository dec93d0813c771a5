"""Addresses: the inbox and conversations."""

from django.urls import path

from enishi.doors.web.conversations import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:conversation_id>/", views.conversation, name="conversation"),
    path("inbox/<int:conversation_id>/messages/", views.new_messages, name="new_messages"),
]

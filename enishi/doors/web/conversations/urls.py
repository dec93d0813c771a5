"""Addresses: the inbox and conversations."""

from django.urls import path

from enishi.doors.web.conversations import keeping_views, views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/search/", keeping_views.search, name="search_messages"),
    path("inbox/<int:conversation_id>/", views.conversation, name="conversation"),
    path("inbox/<int:conversation_id>/messages/", views.new_messages, name="new_messages"),
    path(
        "inbox/<int:conversation_id>/files/<int:attachment_id>/",
        keeping_views.attachment,
        name="attachment",
    ),
    path(
        "inbox/<int:conversation_id>/unsent/<int:unsent_id>/take-back/",
        views.take_back,
        name="take_back",
    ),
    path("inbox/<int:conversation_id>/mute/", keeping_views.mute, name="mute"),
    path("inbox/<int:conversation_id>/unmute/", keeping_views.unmute, name="unmute"),
    path("inbox/<int:conversation_id>/leave/", keeping_views.leave, name="leave_conversation"),
]

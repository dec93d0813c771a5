"""Addresses: connections."""

from django.urls import path

from enishi.doors.web.connections import views

urlpatterns = [
    path("people/<slug:handle>/invite/", views.invite, name="invite"),
    path("people/<slug:handle>/disconnect/", views.disconnect, name="disconnect"),
    path("people/<slug:handle>/block/", views.block, name="block"),
    path("people/<slug:handle>/unblock/", views.unblock, name="unblock"),
    path("invitations/<int:invitation_id>/accept/", views.accept, name="accept_invitation"),
    path("invitations/<int:invitation_id>/decline/", views.decline, name="decline_invitation"),
    path("invitations/<int:invitation_id>/reopen/", views.reopen, name="reopen_invitation"),
    path(
        "invitations/<int:invitation_id>/withdraw/", views.withdraw, name="withdraw_invitation"
    ),
    path("settings/blocked/", views.blocked, name="blocked"),
]

"""Addresses: house."""

from django.urls import path

from enishi.doors.web.house import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("house/", views.house, name="house"),
    path("house/second-factor/", views.second_factor_needed, name="second_factor_needed"),
    path("house/waiting/<int:member_id>/approve/", views.approve, name="house_approve"),
    path("house/waiting/<int:member_id>/decline/", views.decline, name="house_decline"),
    path("house/invitations/", views.invitations, name="house_invitations"),
    path(
        "house/invitations/<int:invitation_id>/withdraw/",
        views.withdraw,
        name="house_withdraw",
    ),
    path("house/words/", views.words, name="house_words"),
    path("house/words/<int:word_id>/forget/", views.forget_words, name="house_forget_words"),
    path("house/people/", views.people, name="house_people"),
    path("house/people/<int:member_id>/suspend/", views.suspend, name="house_suspend"),
    path("house/people/<int:member_id>/restore/", views.restore, name="house_restore"),
]

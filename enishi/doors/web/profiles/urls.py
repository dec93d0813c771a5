"""Addresses: profiles."""

from django.urls import path

from enishi.doors.web.profiles import page_views, person_views, views

urlpatterns = [
    path("me/", views.my_record, name="my_record"),
    path("me/entries/new/<slug:kind>/", views.add_entry, name="add_entry"),
    path("me/entries/<int:entry_id>/", views.edit_entry, name="edit_entry"),
    path("me/entries/<int:entry_id>/remove/", views.remove_entry, name="remove_entry"),
    path("me/entries/<int:entry_id>/restore/", views.restore_entry, name="restore_entry"),
    path("me/entries/<int:entry_id>/move/", views.move_entry, name="move_entry"),
    path("me/entries/<int:entry_id>/confirm/", views.confirm_entry, name="confirm_entry"),
    path("me/entries/<int:entry_id>/seen-by/", views.set_visibility, name="set_visibility"),
    path("me/page/", page_views.page_settings, name="page_settings"),
    path("me/portrait/", page_views.portrait, name="own_portrait"),
    path("me/portrait/remove/", page_views.remove_portrait, name="remove_portrait"),
    path("me/print/", page_views.print_own, name="print_own"),
    path("people/<slug:handle>/", person_views.person, name="person"),
    path("people/<slug:handle>/print/", person_views.print_person, name="print_person"),
    path("people/<slug:handle>/portrait/<int:size>/", person_views.portrait, name="portrait"),
]

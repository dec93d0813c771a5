"""Addresses: insights."""

from django.urls import path

from enishi.doors.web.insights import looking_views, views

urlpatterns = [
    path("offers/", views.board, name="offers"),
    path("offers/why-now/", views.why_now, name="why_now"),
    path("offers/why-now/<int:approach_id>/", views.why_this_now, name="why_this_now"),
    path("offers/found/", views.everybody_found, name="everybody_found"),
    path("offers/found/counted/", views.counted, name="found_counted"),
    path("settings/looking/", looking_views.looking, name="looking"),
    path("people/<slug:handle>/aim/", looking_views.say_aim, name="say_aim"),
]

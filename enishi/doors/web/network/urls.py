"""Addresses: network."""

from django.urls import path

from enishi.doors.web.network import views

urlpatterns = [path("network/", views.network, name="network")]

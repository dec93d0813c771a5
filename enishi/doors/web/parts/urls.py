"""Addresses: parts."""

from django.urls import path

from enishi.doors.web.parts import views

urlpatterns = [
    path("parts/", views.parts, name="parts"),
    path("offline/", views.offline, name="offline"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("service-worker.js", views.service_worker, name="service_worker"),
]

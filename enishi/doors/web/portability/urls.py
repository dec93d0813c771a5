"""Addresses: portability."""

from django.urls import path

from enishi.doors.web.portability import views

urlpatterns = [
    path("me/import/", views.bring_in, name="bring_in"),
    path("me/import/<int:import_id>/", views.import_page, name="import"),
    path("me/import/<int:import_id>/apply/", views.apply_import, name="apply_import"),
    path("me/import/<int:import_id>/undo/", views.undo_import, name="undo_import"),
    path("me/import/<int:import_id>/discard/", views.discard_import, name="discard_import"),
    path("me/export/", views.take_out, name="take_out"),
    path("me/export/<str:form>/", views.download, name="download"),
]

"""Every address of the house."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("enishi.doors.api.urls")),
    path("account/", include("enishi.doors.web.account.allauth_urls")),
    path("", include("enishi.doors.web.urls")),
]

handler400 = "enishi.doors.web.errors.bad_request"
handler403 = "enishi.doors.web.errors.forbidden"
handler429 = "enishi.doors.web.errors.too_many"  # allauth asks for it
handler404 = "enishi.doors.web.errors.not_found"
handler500 = "enishi.doors.web.errors.server_error"

"""Addresses: account."""

from django.urls import path

from enishi.doors.web.account.views import looks, settings, standing, tokens

urlpatterns = [
    path("settings/", settings.settings, name="settings"),
    path("settings/name/", settings.change_names, name="change_names"),
    path("settings/name/preview/", settings.preview_names, name="preview_names"),
    path("settings/handle/", settings.change_handle, name="change_handle"),
    path("settings/preferences/", settings.change_preferences, name="change_preferences"),
    path("settings/programs/", tokens.tokens, name="tokens"),
    path("settings/programs/<int:token_id>/end/", tokens.revoke_token, name="revoke_token"),
    path("settings/leave/", standing.leave, name="leave"),
    path("goodbye/", standing.goodbye, name="goodbye"),
    path("join/<slug:code>/", standing.join, name="join"),
    path("waiting/", standing.waiting, name="waiting"),
    path("language/", looks.set_language, name="set_language"),
    path("theme/", looks.set_theme, name="set_theme"),
]

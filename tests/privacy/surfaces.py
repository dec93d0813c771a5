"""Everything the house answers to one viewer, as bytes that can be compared."""

import re
import shutil
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.test import Client

from enishi.rooms.discovery import services as discovery
from enishi.rooms.members.models import Member
from enishi.rooms.network import files, snapshot
from enishi.rooms.notifications.models import Notice
from enishi.rooms.standing import services as standing
from enishi.rooms.standing.models import Asking, SavedSearch, SearchAnswer
from tests.makers import NOW
from tests.rooms.portability.archives import unpacked

#: What is drawn anew for each answer, and says nothing.
DRAWN = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|nonce="|X-CSRFToken"?: ?"|&quot;: ?&quot;)'
    rb"[\w+/=-]{20,}"
)
HEADERS = ("Location", "Content-Disposition", "ETag", "X-Robots-Tag", "Cache-Control")


def answer(client, path):
    """Status, telling headers and body, without what is drawn anew."""
    response = client.get(path)
    body = response.getvalue()
    if response.get("Content-Type") == "application/zip":
        body = told_in(body)
    told = tuple(response.get(name) for name in HEADERS)
    return response.status_code, told, DRAWN.sub(rb"\1", body)


def told_in(data):
    """The files of a take-out; each visit of ours is one more session of the viewer's own."""
    files = unpacked(data)
    return b"\n".join(
        name.encode() + b"\n" + content
        for name, content in files.items()
        if not name.startswith("account/sessions.")
    )


def everything(viewer, handle, entry_id, words):
    """Each surface on which `viewer` may meet the member of `handle`, by its address."""
    client = Client()
    if viewer is not None:
        client.force_login(viewer)
    told = {path: answer(client, path) for path in addresses(handle, entry_id, words)}
    return told | {"rows": told_in_rows(viewer)}


def told_in_rows(viewer):
    """What was written for `viewer` to be told of, by page or by mail."""
    if viewer is None:
        return []
    about = ("pk", "kind", "about_id", "subject_id", "created_at", "mail_at")
    return [
        list(Notice.objects.filter(member=viewer).order_by("pk").values_list(*about)),
        list(SearchAnswer.objects.filter(search__member=viewer).order_by("pk").values()),
        list(SavedSearch.objects.filter(member=viewer).order_by("pk").values()),
        list(Asking.objects.filter(question__asker=viewer).order_by("pk").values()),
    ]


def addresses(handle, entry_id, words):
    yield f"/people/{handle}/"
    yield f"/people/{handle}/print/"
    yield f"/people/{handle}/portrait/128/"
    yield f"/approaches/new/?to={handle}"
    yield f"/approaches/new/?to={handle}&lines={entry_id}:ja:0"
    for word in words:
        yield f"/people/{handle}/?q={word}"
        yield f"/search/?q={word}"
        yield f"/search/?q={word}&degree=1&degree=2"
        yield f"/api/v1/search?q={word}"
    yield f"/introductions/new/?to={handle}"
    yield f"/api/v1/introductions/ways/{handle}"
    yield f"/api/v1/members/{handle}"
    yield f"/api/v1/members/{handle}/record"
    yield "/api/v1/connections"
    yield "/api/v1/invitations"
    yield "/"
    yield "/network/suggestions/"
    yield "/api/v1/suggestions"
    yield "/today/found/"
    yield "/offers/"
    yield "/offers/why-now/"
    yield "/offers/found/"
    yield "/offers/found/counted/"
    yield "/api/v1/me/found"
    yield "/network/"
    yield "/inbox/"
    yield "/notices/"
    yield "/notices/mark/"
    yield "/api/v1/me/notices"
    yield "/introductions/"
    yield "/searches/"
    yield "/questions/"
    yield "/api/v1/me/searches"
    yield "/api/v1/questions"
    yield "/api/v1/questions/asked"
    yield "/settings/blocked/"
    yield "/me/export/everything/"


@contextmanager
def rolled_back():
    """Do something to the house, and undo it, with what was derived from its rows."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
    snapshot.forget()
    shutil.rmtree(files.folder(), ignore_errors=True)


def follow():
    """Have every record read anew, by the index and by what stands, as after each change."""
    shutil.rmtree(settings.DATA / "index", ignore_errors=True)
    discovery.rebuild_index()
    for member_id in Member.objects.values_list("pk", flat=True):
        standing.note_change(member_id=member_id)
    standing.follow_changes(at=NOW)

"""Files of conversations, as a program sends and fetches them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from enishi.rooms.approaches.services import answer_approach
from enishi.rooms.conversations.models import Attachment, Unsent
from enishi.rooms.conversations.services import deliver_messages
from enishi.rooms.conversations.types import MOST_BYTES, UNDO_WINDOW
from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n"


@pytest.fixture
def one(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_member("one")


@pytest.fixture
def other():
    return make_recipient("other")


@pytest.fixture
def talk(one, other):
    approach = make_approach(one, other, at=timezone.now())
    return answer_approach(
        by=other, approach_id=approach.pk, message="ええ。", at=timezone.now()
    )


def key_of(member, *scopes):
    scopes = list(scopes or (Scope.MESSAGES_READ, Scope.MESSAGES_WRITE))
    _token, secret = create_access_token(by=member, name="test", scopes=scopes, at=NOW)
    return {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}


def send(client, member, talk, *files):
    return client.post(
        f"/api/v1/conversations/{talk}/messages/with-files",
        {"body": "添付します。", "files": [SimpleUploadedFile(*one) for one in files]},
        headers=key_of(member),
    )


def fetch(client, member, talk, file_id, *scopes):
    path = f"/api/v1/conversations/{talk}/files/{file_id}"
    return client.get(path, headers=key_of(member, *scopes))


def test_a_file_goes_with_its_message_to_who_takes_part_and_to_be_saved(
    client, one, other, talk
):
    sent = send(client, one, talk, ("../料金表.exe", PDF))
    assert sent.status_code == 202
    file = Attachment.objects.get()
    assert fetch(client, other, talk, file.pk).status_code == 404  # it can be taken back
    deliver_messages(at=timezone.now() + UNDO_WINDOW)

    path = f"/api/v1/conversations/{talk}/messages"
    told = client.get(path, headers=key_of(other)).json()["items"][-1]
    assert told["files"] == [{"id": file.pk, "name": "料金表.pdf", "bytes": len(PDF)}]
    response = fetch(client, other, talk, file.pk)
    assert (response.status_code, response.content) == (200, PDF)
    pages = Client()
    pages.force_login(other)
    page = pages.get(f"/inbox/{talk}/files/{file.pk}/")
    for name in (
        *("Content-Type", "Content-Disposition", "X-Content-Type-Options"),
        *("Cache-Control", "Content-Security-Policy"),
    ):
        assert response[name] == page[name], name
    assert "attachment" in response["Content-Disposition"]

    assert fetch(client, make_member(), talk, file.pk).status_code == 404
    assert fetch(client, other, talk, file.pk, Scope.APPROACHES_READ).status_code == 401
    make_block(one, other)
    assert fetch(client, other, talk, file.pk).status_code == 404


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("a.pdf", b"MZ\x90\x00")], "file_not_taken"),
        ([("a.pdf", PDF + b" " * MOST_BYTES)], "file_too_heavy"),
        ([(f"{n}.pdf", PDF) for n in range(4)], "too_many_files"),
    ],
)
def test_what_pages_refuse_is_refused_here(client, one, talk, files, code):
    response = send(client, one, talk, *files)

    assert response.status_code == 422
    assert response.json()["error"]["code"].endswith(code)
    assert not Unsent.objects.exists()
    assert not Attachment.objects.exists()


def test_a_message_taken_back_takes_its_files_along(client, one, talk, tmp_path):
    unsent = send(client, one, talk, ("a.pdf", PDF)).json()["id"]
    path = f"/api/v1/conversations/{talk}/unsent/{unsent}"

    assert client.delete(path, headers=key_of(one)).status_code == 204
    assert not Attachment.objects.exists()

from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection

from enishi.ground.mailbox import file_name


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.DATA = tmp_path
    return get_connection("enishi.ground.mailbox.FileMailbox")


def message(number, body="あ"):
    headers = {"Message-ID": f"<{number}@enishi.example>"} if number else {}
    return EmailMessage("件名", body, "a@enishi.example", ["b@people.example"], headers=headers)


def files(tmp_path):
    return sorted(path.name for path in (tmp_path / "mail").iterdir())


def test_the_same_mail_sent_twice_is_one_file(mailbox, tmp_path):
    assert mailbox.send_messages([message(1), message(2)]) == 2
    mailbox.send_messages([message(1, body="い")])

    assert files(tmp_path) == ["1@enishi.example.eml", "2@enishi.example.eml"]


def test_mail_without_an_id_of_its_own_is_kept_apart(mailbox, tmp_path):
    mailbox.send_messages([message(None), message(None)])

    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize("hostile", ["<../../etc/x>", "<.hidden>", "<a/b>", "<>", "<x\0y>"])
def test_no_id_leads_out_of_the_folder(hostile):
    name = file_name(hostile)

    assert Path(name).name == name
    assert not name.startswith(".")

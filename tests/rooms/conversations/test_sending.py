"""Taking back, delivery, files, muting, leaving, reading."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from enishi.ground.errors import NotFound
from enishi.rooms.connections.services import block
from enishi.rooms.conversations import errors, queries, services
from enishi.rooms.conversations.models import Attachment, Message, Unsent
from enishi.rooms.conversations.types import UNDO_WINDOW, Opening, SentFile
from enishi.rooms.notifications.models import Notice
from tests.makers import NOW, make_member

A_MOMENT = timedelta(milliseconds=1)
LATER = NOW + UNDO_WINDOW


@pytest.fixture
def one(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_member("one")


@pytest.fixture
def other(db):
    return make_member("other")


@pytest.fixture
def talk(one, other):
    said = [Opening(author_id=other.pk, body="はじめに", said_at=NOW - timedelta(hours=1))]
    return services.start_conversation(by=one, with_id=other.pk, openings=said, at=NOW)


def write(by, talk, body="書きました", at=NOW, files=()):
    return services.write_message(by=by, conversation_id=talk, body=body, files=files, at=at)


def bodies(viewer, talk):
    return [message.body for message in queries.messages_of(viewer, talk).messages]


def text_file(name="a.txt"):
    return SentFile(name=name, content="料金表".encode())


def test_a_message_is_delivered_and_told_only_after_its_seconds(one, other, talk):
    write(one, talk)

    assert services.deliver_messages(at=LATER - A_MOMENT) == 0
    assert bodies(other, talk) == bodies(one, talk) == ["はじめに"]
    assert queries.get_conversation_for(one, talk).unsent == 1
    assert queries.get_conversation_for(other, talk).unsent == 0
    assert not Notice.objects.exists()

    assert services.deliver_messages(at=LATER) == 1
    assert services.deliver_messages(at=LATER) == 0
    assert bodies(other, talk) == ["はじめに", "書きました"]
    assert queries.get_conversation_for(other, talk).unread == 1
    assert Notice.objects.get().member == other
    assert Notice.objects.for_mail().count() == 1


def test_what_is_taken_back_was_never_there(one, other, talk):
    unsent = write(one, talk, files=[text_file()])

    words = services.take_back_message(by=one, conversation_id=talk, unsent_id=unsent)

    assert words == "書きました"
    assert services.deliver_messages(at=LATER) == 0
    assert bodies(other, talk) == ["はじめに"]
    assert not Attachment.objects.exists()


def test_only_the_author_takes_back_and_only_in_time(one, other, talk):
    unsent = write(one, talk)
    act = {"conversation_id": talk, "unsent_id": unsent}
    with pytest.raises(errors.TooLateToTakeBack):
        services.take_back_message(by=other, **act)
    services.deliver_messages(at=LATER)
    with pytest.raises(errors.TooLateToTakeBack):
        services.take_back_message(by=one, **act)


def test_messages_are_delivered_in_the_order_they_were_written(one, other, talk):
    for number, by in enumerate((one, other, one)):
        write(by, talk, body=str(number), at=NOW + number * A_MOMENT)
    services.deliver_messages(at=LATER + timedelta(seconds=1))

    assert bodies(one, talk)[1:] == ["0", "1", "2"]


@pytest.mark.parametrize("what", ["blocked", "left the house", "left the talk"])
def test_what_nobody_may_read_any_more_is_not_delivered(one, other, talk, what):
    write(one, talk, files=[text_file()])
    path = Attachment.objects.get().path
    if what == "blocked":
        block(by=other, member_id=one.pk, at=NOW)
    elif what == "left the house":
        other.status = "left"
        other.save()
    else:
        services.leave_conversation(by=other, conversation_id=talk, at=NOW)

    assert services.deliver_messages(at=LATER) == 0
    assert not Unsent.objects.exists()
    assert Message.objects.count() == 1
    assert not Attachment.objects.filter(path=path).exists()


@pytest.mark.django_db(transaction=True)
def test_files_go_with_their_message_and_away_with_it(one, other, talk):
    write(one, talk, files=[text_file("料金.txt")])
    services.deliver_messages(at=LATER)
    (sent,) = queries.messages_of(other, talk).messages[-1].files

    name, content = queries.get_attachment_for(other, talk, sent.id)

    assert (name, sent.name, sent.bytes) == ("料金.txt", "料金.txt", 9)
    assert content.decode() == "料金表"
    with pytest.raises(NotFound):
        queries.get_attachment_for(make_member(), talk, sent.id)
    with pytest.raises(NotFound):
        queries.get_attachment_for(other, talk + 1, sent.id)

    path = Attachment.objects.get().path
    services.erase_messages(member_id=one.pk)
    assert not default_storage.exists(path)
    assert not Message.objects.filter(author=one).exists()


def test_a_block_hides_a_file_at_once(one, other, talk):
    write(one, talk, files=[text_file()])
    services.deliver_messages(at=LATER)
    (sent,) = queries.messages_of(other, talk).messages[-1].files
    block(by=one, member_id=other.pk, at=LATER)

    for viewer in (one, other):
        with pytest.raises(NotFound):
            queries.get_attachment_for(viewer, talk, sent.id)


def test_an_undelivered_file_cannot_be_fetched(one, other, talk):
    write(one, talk, files=[text_file()])
    for viewer in (one, other):
        with pytest.raises(NotFound):
            queries.get_attachment_for(viewer, talk, Attachment.objects.get().pk)


def test_more_than_three_files_are_refused_and_nothing_is_kept(one, talk):
    with pytest.raises(errors.TooManyFiles):
        write(one, talk, files=[text_file()] * 4)
    with pytest.raises(errors.FileNotTaken):
        write(one, talk, files=[text_file(), SentFile(name="a.exe", content=b"MZ\x90\x00")])
    assert not Unsent.objects.exists()
    assert not Attachment.objects.exists()


def test_who_muted_is_told_nothing_and_reads_all_the_same(one, other, talk):
    services.mute_conversation(by=other, conversation_id=talk, at=NOW)
    services.send_message(by=one, conversation_id=talk, body="静かに", at=NOW)
    assert not Notice.objects.exists()
    assert queries.get_conversation_for(other, talk).unread == 1
    assert queries.get_conversation_for(other, talk).is_muted
    assert not queries.get_conversation_for(one, talk).is_muted

    services.unmute_conversation(by=other, conversation_id=talk)
    services.mark_read(by=other, conversation_id=talk, at=NOW)
    services.send_message(by=one, conversation_id=talk, body="もう一度", at=LATER)
    assert Notice.objects.get().member == other


def test_who_leaves_has_it_no_more_and_the_other_writes_no_more(one, other, talk):
    services.leave_conversation(by=other, conversation_id=talk, at=NOW)

    with pytest.raises(NotFound):
        queries.get_conversation_for(other, talk)
    assert queries.conversations_of(other) == []
    assert bodies(one, talk) == ["はじめに"]
    assert not queries.get_conversation_for(one, talk).can_write
    with pytest.raises(errors.NobodyLeft):
        write(one, talk)
    with pytest.raises(errors.NobodyLeft):
        services.send_message(by=one, conversation_id=talk, body="まだ", at=NOW)
    with pytest.raises(NotFound):
        services.leave_conversation(by=other, conversation_id=talk, at=NOW)


def test_of_three_one_may_leave_and_two_go_on(one, other):
    third = make_member("third")
    talk = services.start_shared_conversation(
        by=one,
        with_ids=[other.pk, third.pk],
        openings=[Opening(author_id=one.pk, body="三人で", said_at=NOW)],
        at=NOW,
    )
    services.leave_conversation(by=third, conversation_id=talk, at=NOW)
    services.mark_read(by=other, conversation_id=talk, at=NOW)

    services.send_message(by=one, conversation_id=talk, body="二人で", at=LATER)

    assert [notice.member for notice in Notice.objects.all()] == [other]


@pytest.mark.parametrize(
    ("shown_by_one", "shown_by_other", "is_told"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_reading_is_told_only_between_two_who_both_let_it(
    one, other, talk, shown_by_one, shown_by_other, is_told
):
    for member, shown in ((one, shown_by_one), (other, shown_by_other)):
        if shown:
            services.show_reading(by=member, at=NOW)
    services.mark_read(by=other, conversation_id=talk, at=LATER)

    assert (queries.get_conversation_for(one, talk).read_until == LATER) is is_told
    services.hide_reading(by=other)
    assert queries.get_conversation_for(one, talk).read_until is None


def test_one_finds_the_words_of_ones_own_conversations_only(one, other, talk):
    services.send_message(by=one, conversation_id=talk, body="料金の改定について", at=NOW)
    stranger = make_member()

    assert [m.body for m in queries.search_messages(other, "料金 改定")] == [
        "料金の改定について"
    ]
    assert queries.search_messages(other, "料金 解約") == []
    assert queries.search_messages(stranger, "料金") == []
    assert queries.search_messages(one, "  ") == []
    assert queries.search_messages(one, "%") == []
    block(by=other, member_id=one.pk, at=NOW)
    assert queries.search_messages(one, "料金") == []

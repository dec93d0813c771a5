from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.errors import (
    HiddenLine,
    MessageTooLong,
    MessageTooShort,
    NoReason,
    TooManyReasons,
)
from enishi.rooms.introductions import errors, services
from enishi.rooms.introductions.models import Introduction, Step
from enishi.rooms.introductions.queries import is_asked, refusals_of, ways_along
from enishi.rooms.introductions.types import LIFE, MOST_OPEN, WEEK
from enishi.rooms.members.models import Member
from enishi.rooms.members.types import Status
from enishi.rooms.network.queries import tie_to
from enishi.rooms.profiles.types import LineRef
from tests.makers import NOW, make_block, make_connection, make_entry, make_member
from tests.rooms.approaches.letters import make_recipient
from tests.rooms.introductions.scenes import MESSAGE, NOTE, Row, decline, withdraw


@pytest.fixture
def row(db):
    return Row()


def test_a_request_keeps_the_words_the_way_and_the_line_as_it_read(row):
    introduction = row.ask()
    row.recipient.entry.delete()

    kept = Introduction.objects.get()
    assert (kept.note, kept.message, kept.length, kept.holder) == (NOTE, MESSAGE, 1, 0)
    assert kept.reasons[0]["text"] == "アルバイト求人広告の営業を統括"
    assert kept.reasons[0]["other_text"] == "Led part-time job advertising sales"
    assert [step.introducer for step in introduction.steps.all()] == row.introducers


def test_two_introducers_make_a_way_to_the_third_degree(db):
    row = Row(introducers=2)

    assert [step.introducer_id for step in row.ask().steps.all()] == list(row.draft().way)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lines": ()}, NoReason),
        ({"lines": tuple(LineRef(1, "ja", n) for n in range(4))}, TooManyReasons),
        ({"lines": (LineRef(10**9, "ja", 0),)}, HiddenLine),
        ({"note": "短い"}, errors.NoteTooShort),
        ({"note": " " * 30 + "短い"}, errors.NoteTooShort),
        ({"note": "長" * 601}, errors.NoteTooLong),
        ({"message": "短い"}, MessageTooShort),
        ({"message": "長" * 1201}, MessageTooLong),
        ({"way": ()}, errors.NoWay),
        ({"way": (10**9,)}, errors.NoWay),
    ],
)
def test_a_draft_that_lacks_something_is_refused_by_name(row, changes, refusal):
    with pytest.raises(refusal):
        row.ask(**changes)
    assert not Introduction.objects.exists()


@pytest.mark.parametrize(
    ("note", "message"), [("文" * 20, "文" * 20), ("文" * 600, "文" * 1200)]
)
def test_words_may_be_as_long_as_the_house_says(row, note, message):
    assert row.ask(note=note, message=message).pk


def test_a_line_the_requester_does_not_see_is_no_reason(row):
    hidden = make_entry(row.recipient, text_ja="社長賞", visibility="connections")

    with pytest.raises(HiddenLine):
        row.ask(lines=(LineRef(hidden.pk, "ja", 0),))


def test_nobody_is_introduced_to_themself_or_to_a_connection(row):
    with pytest.raises(errors.IntroductionToSelf):
        row.ask(recipient_id=row.requester.pk)
    make_connection(row.requester, row.recipient)
    with pytest.raises(errors.KnownAlready):
        row.ask()


@pytest.mark.parametrize("turned", [False, True])
def test_across_a_block_the_recipient_is_as_absent_as_who_left(row, turned):
    pair = (row.requester, row.recipient) if turned else (row.recipient, row.requester)
    make_block(*pair)
    with pytest.raises(NotFound):
        row.ask()
    with pytest.raises(NotFound):
        row.ask(recipient_id=10**9)


def hides_in_threads(row, introducer):
    Member.objects.filter(pk=introducer.pk).update(show_in_threads=False)


def is_hidden(row, introducer):
    make_block(introducer, row.requester)


def is_gone(row, introducer):
    Member.objects.filter(pk=introducer.pk).update(status=Status.LEFT)


def does_not_want_to_be_asked(row, introducer):
    services.be_left_alone(by=introducer, at=NOW)


CLOSED = [hides_in_threads, is_hidden, is_gone, does_not_want_to_be_asked]


@pytest.mark.parametrize("close", CLOSED)
@pytest.mark.parametrize("introducers", [1, 2])
def test_a_way_that_somebody_closes_is_neither_offered_nor_taken(db, close, introducers):
    row = Row(introducers)
    assert ways_along(tie_to(row.requester, row.recipient.pk)) == [row.draft().way]
    close(row, row.introducers[-1])

    assert ways_along(tie_to(row.requester, row.recipient.pk)) == []
    with pytest.raises(errors.NoWay):
        row.ask()


def test_each_way_offered_begins_with_somebody_else(row):
    for _ in range(7):
        other = make_member()
        make_connection(row.requester, other)
        make_connection(other, row.recipient)

    ways = ways_along(tie_to(row.requester, row.recipient.pk))

    assert len(ways) == len({way[0] for way in ways}) == 5


def test_who_changes_their_mind_is_asked_again(row):
    (introducer,) = row.introducers
    services.be_left_alone(by=introducer, at=NOW)
    services.be_left_alone(by=introducer, at=NOW)
    assert not is_asked(introducer)

    services.be_asked(by=introducer)

    assert is_asked(introducer)
    assert row.ask().pk


@pytest.mark.parametrize("end", [None, decline])
def test_one_request_a_recipient_until_it_ends(row, end):
    introduction = row.ask()
    if end:
        end(row.introducers[0], introduction)

    with pytest.raises(errors.AlreadyAsked):
        row.ask(NOW + LIFE - timedelta(seconds=1))
    assert row.ask(NOW + LIFE).pk


def another_recipient(row):
    recipient = make_recipient()
    helper = make_member()
    make_connection(row.requester, helper)
    make_connection(helper, recipient)
    return {
        "recipient_id": recipient.pk,
        "way": (helper.pk,),
        "lines": (LineRef(recipient.entry.pk, "ja", 0),),
    }


def test_so_many_are_under_way_and_one_that_is_taken_back_makes_room(row):
    asked = [row.ask(**another_recipient(row)) for _ in range(MOST_OPEN)]
    with pytest.raises(errors.TooManyRequests):
        row.ask()

    withdraw(row.requester, asked[0])

    assert row.ask().pk


def test_an_introducer_is_asked_twice_a_week_by_the_same_person(row):
    for _ in range(2):
        withdraw(row.requester, row.ask())
    with pytest.raises(errors.AskedEnough):
        row.ask()

    assert row.ask(NOW + WEEK).pk


def test_everything_that_is_wrong_is_told_at_once(row):
    draft = row.draft(note="", message="", lines=(), way=())
    parts = {one.part for one in refusals_of(row.requester, draft, at=NOW)}

    assert parts == {"way", "lines", "note", "message"}


def test_a_block_between_two_of_the_others_is_not_told(db):
    row = Row(introducers=2)
    make_block(row.introducers[0], row.recipient)

    introduction = row.ask()

    assert introduction.stopped == "broken"
    assert Step.objects.count() == 2

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches import errors, queries, services
from enishi.rooms.approaches.types import Purpose, Terms, WelcomeTerms
from enishi.rooms.network.types import Degree
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import draft_for, make_approach, make_recipient


@pytest.fixture
def sender(db):
    return make_member("sender")


@pytest.fixture
def recipient(db):
    return make_recipient("recipient")


def test_each_side_finds_the_approach_in_its_own_list(sender, recipient):
    approach = make_approach(sender, recipient)

    assert list(queries.waiting_for(recipient, at=NOW)) == [approach]
    assert list(queries.received_by(recipient)) == [approach]
    assert list(queries.sent_by(sender)) == [approach]
    assert not queries.waiting_for(sender, at=NOW).exists()
    assert not queries.sent_by(recipient).exists()


def test_what_was_declined_waits_no_more_but_was_received(sender, recipient):
    approach = make_approach(sender, recipient)
    services.decline_approach(by=recipient, approach_id=approach.pk, at=NOW)

    assert not queries.waiting_for(recipient, at=NOW).exists()
    assert list(queries.received_by(recipient)) == [approach]


@pytest.mark.parametrize("turned", [False, True])
def test_a_block_takes_the_approach_from_both(sender, recipient, turned):
    approach = make_approach(sender, recipient)
    make_block(*((sender, recipient) if turned else (recipient, sender)))

    for viewer in (sender, recipient):
        with pytest.raises(NotFound):
            queries.get_approach_for(viewer, approach.pk)
    assert not queries.waiting_for(recipient, at=NOW).exists()
    assert not queries.sent_by(sender).exists()
    with pytest.raises(NotFound):
        queries.get_welcomes_for(sender, recipient.pk, at=NOW)


def test_others_find_nothing(sender, recipient):
    approach = make_approach(sender, recipient)

    with pytest.raises(NotFound):
        queries.get_approach_for(make_member(), approach.pk)


def test_receptions_by_many_take_one_query(sender, django_assert_num_queries):
    ids = [make_member().pk for _ in range(5)]
    services.set_welcome(
        by=sender, said=WelcomeTerms(purpose=Purpose.CHAT, terms=Terms.ASK_FIRST)
    )
    degrees = dict.fromkeys([*ids, sender.pk], Degree.BEYOND)

    with django_assert_num_queries(1):
        received = queries.receptions_of(degrees, at=NOW)

    assert received[sender.pk][Purpose.CHAT].terms.terms == Terms.ASK_FIRST
    assert received[ids[0]][Purpose.CHAT].terms.terms == Terms.OPEN


def test_every_refusal_of_a_draft_is_told_at_once(sender, recipient):
    services.set_welcome(
        by=recipient,
        said=WelcomeTerms(purpose=Purpose.CONSULTATION, terms=Terms.PRICED, fee_yen=15000),
    )
    draft = draft_for(recipient, lines=(), subject="", message="", fee_yen=20000, minutes=60)

    refusals = queries.refusals_of(sender, draft, at=NOW)

    assert [type(one) for one in refusals] == [
        errors.NoReason,
        errors.NoSubject,
        errors.MessageTooShort,
        errors.FeeTooSmall,
    ]
    assert "30,000" in str(refusals[-1])

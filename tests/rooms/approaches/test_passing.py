"""Ask somebody better instead: first them, then the sender."""

from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches import errors, queries, services
from enishi.rooms.approaches.models import Approach, Passing
from enishi.rooms.approaches.types import (
    LIFETIME,
    Consent,
    Origin,
    Purpose,
    State,
    Terms,
    WelcomeTerms,
)
from enishi.rooms.connections.services import block, unblock
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient

HOUR = timedelta(hours=1)
LATER = NOW + HOUR


@pytest.fixture
def sender(db):
    return make_member("sender")


@pytest.fixture
def recipient(db):
    return make_recipient("recipient")


@pytest.fixture
def better(db):
    return make_recipient("better")


@pytest.fixture
def approach(sender, recipient):
    return make_approach(sender, recipient)


def pass_on(approach, to, at=LATER):
    services.pass_on_approach(
        by=approach.recipient, approach_id=approach.pk, to_id=to.pk, at=at
    )
    return Passing.objects.get(approach=approach)


def take_over(passing, at=LATER):
    return services.take_over_approach(by=passing.to, passing_id=passing.pk, at=at)


def seen(approach, viewer, at=LATER):
    return queries.get_approach_for(viewer, approach.pk).state_for(viewer, at)


def test_who_is_named_is_asked_and_the_sender_sees_no_change(
    sender, recipient, better, approach
):
    passing = pass_on(approach, better)

    assert list(queries.passings_for(better, at=LATER)) == [passing]
    assert seen(approach, recipient) == State.PASSED_ON
    assert seen(approach, sender) == State.SENT
    assert queries.stake_for(sender, at=LATER).held == 1
    assert not queries.passings_for(recipient, at=LATER).exists()


def test_with_their_consent_it_goes_on_with_them(sender, recipient, better, approach):
    approach_id = take_over(pass_on(approach, better))

    goes_on = queries.get_approach_for(better, approach_id)
    assert (goes_on.sender, goes_on.message) == (sender, approach.message)
    assert (goes_on.origin, goes_on.continues) == (Origin.INTRODUCTION, approach)
    assert list(queries.waiting_for(better, at=LATER)) == [goes_on]
    assert seen(approach, sender) == State.PASSED_ON
    assert queries.get_approach_for(sender, approach.pk).continued_by == goes_on
    # One slot came back, one is held: none is gained or lost.
    assert queries.stake_for(sender, at=LATER).held == 1
    services.answer_approach(by=better, approach_id=approach_id, message="ええ", at=LATER)
    assert queries.stake_for(sender, at=LATER).held == 0


def test_a_refusal_is_told_to_nobody(sender, recipient, better, approach):
    passing = pass_on(approach, better)
    services.refuse_passing(by=better, passing_id=passing.pk, at=LATER)

    assert seen(approach, recipient) == State.PASSED_ON
    assert seen(approach, sender) == State.SENT
    assert seen(approach, sender, NOW + LIFETIME) == State.EXPIRED
    with pytest.raises(NotFound):
        take_over(passing)
    assert Approach.objects.count() == 1


def test_what_is_over_cannot_be_taken_over(sender, better, approach):
    passing = pass_on(approach, better)

    with pytest.raises(NotFound):
        take_over(passing, at=NOW + LIFETIME)
    assert not queries.passings_for(better, at=NOW + LIFETIME).exists()


def test_the_sender_may_withdraw_and_then_nobody_is_asked(sender, better, approach):
    passing = pass_on(approach, better)
    services.withdraw_approach(by=sender, approach_id=approach.pk, at=LATER)

    with pytest.raises(NotFound):
        take_over(passing)


def test_it_joins_what_waits_from_the_same_sender(sender, better, approach):
    own = make_approach(
        sender,
        better,
        at=NOW,
        message="別の件で、代理店の手数料について伺いたいことがございます。",
    )

    assert take_over(pass_on(approach, better)) == own.pk
    own.refresh_from_db()
    assert own.continues == approach
    assert queries.stake_for(sender, at=LATER).held == 1


def test_neither_sender_nor_oneself_is_named(sender, recipient, approach):
    for to in (sender, recipient):
        with pytest.raises(errors.PassedBack):
            pass_on(approach, to)


@pytest.mark.parametrize("terms", Terms)
def test_who_takes_no_such_approaches_is_not_asked(better, approach, terms):
    said = WelcomeTerms(purpose=Purpose.CONSULTATION, terms=terms, fee_yen=99_000)
    services.set_welcome(by=better, said=said)

    if terms is Terms.CLOSED:
        with pytest.raises(errors.NotWelcome):
            pass_on(approach, better)
    else:
        assert pass_on(approach, better).consent == Consent.OPEN


def test_only_the_recipient_passes_on_and_only_once(sender, better, approach):
    for by in (sender, better):
        with pytest.raises(NotFound):
            services.pass_on_approach(
                by=by, approach_id=approach.pk, to_id=make_member().pk, at=LATER
            )
    pass_on(approach, better)
    with pytest.raises(errors.ApproachClosed):
        pass_on(approach, make_member())


def test_who_is_hidden_from_the_recipient_cannot_be_named(recipient, better, approach):
    make_block(better, recipient)
    with pytest.raises(NotFound):
        pass_on(approach, better)


@pytest.mark.parametrize("turned", [False, True])
def test_a_block_between_sender_and_named_is_not_told(sender, better, approach, turned):
    make_block(*((sender, better) if turned else (better, sender)))

    passing = pass_on(approach, better)

    assert not queries.passings_for(better, at=LATER).exists()
    with pytest.raises(NotFound):
        take_over(passing)


def test_a_block_between_sender_and_recipient_ends_the_asking(
    sender, recipient, better, approach
):
    passing = pass_on(approach, better)
    block(by=recipient, member_id=sender.pk, at=LATER)
    assert not queries.passings_for(better, at=LATER).exists()

    unblock(by=recipient, member_id=sender.pk)
    with pytest.raises(NotFound):
        take_over(passing)


@pytest.mark.parametrize("who", ["sender", "recipient"])
def test_who_leaves_takes_the_asking_along(sender, recipient, better, approach, who):
    passing = pass_on(approach, better)
    leaver = {"sender": sender, "recipient": recipient}[who]
    leaver.status = "left"
    leaver.save()

    assert not queries.passings_for(better, at=LATER).exists()
    with pytest.raises(NotFound):
        take_over(passing)

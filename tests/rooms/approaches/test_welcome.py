"""What members say about being approached, and what it comes to for one sender."""

from datetime import timedelta
from itertools import pairwise

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches import errors, queries, services
from enishi.rooms.approaches.types import (
    SHORT_MESSAGE,
    UNSAID,
    Barrier,
    Purpose,
    Terms,
    WelcomeTerms,
)
from enishi.rooms.network.types import Degree
from tests.makers import NOW, make_block, make_connection, make_member
from tests.rooms.approaches.letters import draft_for, make_approach, make_recipient

CONSULTATION = Purpose.CONSULTATION


@pytest.fixture
def sender(db):
    return make_member("sender")


@pytest.fixture
def recipient(db):
    return make_recipient("recipient")


def say(member, purpose=CONSULTATION, **said):
    return services.set_welcome(by=member, said=WelcomeTerms(purpose=purpose, **said))


def refusals(sender, recipient, purpose=CONSULTATION, **changes):
    detail = "編集部の特集" if purpose.needs_detail else ""
    draft = draft_for(recipient, **{"purpose": purpose, "detail": detail, **changes})
    return [type(one) for one in queries.refusals_of(sender, draft, at=NOW)]


def own(member):
    return queries.own_welcomes(member, at=NOW).terms


def test_who_never_said_welcomes_questions_and_is_asked_first_about_offers(sender, recipient):
    assert {purpose: said.terms for purpose, said in own(recipient).items()} == UNSAID
    assert refusals(sender, recipient, fee_yen=None, minutes=None) == []
    assert refusals(sender, recipient, Purpose.SALES) == [errors.NotWelcome]


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(("minutes", "fee"), [(30, 14_999), (60, 29_999), (None, 14_999)])
def test_less_than_the_smallest_fee_is_refused_in_proportion(
    sender, recipient, purpose, minutes, fee
):
    if not purpose.has_fee:
        with pytest.raises(errors.NoFeeForPurpose):
            say(recipient, purpose, terms=Terms.PRICED, fee_yen=15_000)
        return
    say(recipient, purpose, terms=Terms.PRICED, fee_yen=15_000, minutes=30)

    asked = {"purpose": purpose, "minutes": minutes}
    assert refusals(sender, recipient, **asked, fee_yen=fee) == [errors.FeeTooSmall]
    assert refusals(sender, recipient, **asked, fee_yen=None) == [errors.FeeTooSmall]
    assert refusals(sender, recipient, **asked, fee_yen=fee + 1) == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"fee_yen": None}, errors.FeeMissing),
        ({"fee_yen": 0}, errors.FeeMissing),
        ({"fee_yen": 10_000_001}, errors.FeeTooLarge),
        ({"fee_yen": 1000, "minutes": 1}, errors.MinutesOutOfRange),
        ({"fee_yen": 1000, "purpose": Purpose.CHAT}, errors.NoFeeForPurpose),
        ({"fee_yen": 1000, "purpose": Purpose.REFERRAL}, errors.NoFeeForPurpose),
        ({"terms": Terms.OPEN, "connections": Terms.PRICED}, errors.FeeMissing),
        ({"terms": Terms.OPEN, "per_week": 0}, errors.WeekOutOfRange),
        ({"terms": Terms.OPEN, "per_week": 101}, errors.WeekOutOfRange),
    ],
)
def test_terms_nobody_could_keep_are_refused(recipient, changes, refusal):
    with pytest.raises(refusal):
        say(recipient, **{"terms": Terms.PRICED, **changes})


def test_terms_that_are_not_for_a_fee_forget_it(recipient):
    for terms in (Terms.PRICED, Terms.OPEN):
        say(recipient, terms=terms, fee_yen=5000)

    assert own(recipient)[CONSULTATION].fee_yen is None


@pytest.mark.parametrize(
    ("degree", "terms"),
    [
        (Degree.FIRST, Terms.OPEN),
        (Degree.SECOND, Terms.PRICED),
        (Degree.THIRD, Terms.CLOSED),
        (Degree.BEYOND, Terms.CLOSED),
    ],
)
def test_nearer_people_may_have_other_terms(sender, recipient, degree, terms):
    say(
        recipient,
        terms=Terms.CLOSED,
        second_degree=Terms.PRICED,
        connections=Terms.OPEN,
        fee_yen=9000,
    )
    stand_at(degree, sender, recipient)

    received = queries.receptions_of({recipient.pk: degree}, at=NOW)[recipient.pk]
    assert received[CONSULTATION].terms.terms == terms
    assert received[CONSULTATION].terms.fee_yen == (9000 if terms == Terms.PRICED else None)
    assert (errors.NotWelcome in refusals(sender, recipient)) is (terms == Terms.CLOSED)


def stand_at(degree, sender, recipient):
    """Tie two members by as many connections as `degree` says."""
    chain = [sender, *(make_member() for _ in range(degree - 1)), recipient]
    if degree != Degree.BEYOND:
        for one, other in pairwise(chain):
            make_connection(one, other)


def test_what_is_said_for_the_second_degree_holds_for_connections(sender, recipient):
    say(recipient, terms=Terms.CLOSED, second_degree=Terms.OPEN)
    make_connection(sender, recipient)

    assert refusals(sender, recipient) == []


def test_where_one_asks_first_one_asks_shortly(sender, recipient):
    say(recipient, terms=Terms.ASK_FIRST)

    assert refusals(sender, recipient, message="文" * SHORT_MESSAGE) == []
    assert refusals(sender, recipient, message="文" * (SHORT_MESSAGE + 1)) == [
        errors.TooLongToAskFirst
    ]


def test_as_many_a_week_as_said_and_no_more(sender, recipient):
    say(recipient, terms=Terms.OPEN, per_week=2)
    make_approach(make_member(), recipient, at=NOW - timedelta(days=7))
    make_approach(make_member(), recipient, at=NOW - timedelta(days=6))
    make_approach(make_member(), recipient, purpose=Purpose.CHAT)
    assert refusals(sender, recipient) == []

    made = make_approach(make_member(), recipient)
    assert refusals(sender, recipient) == [errors.WeekFull]
    assert refusals(sender, recipient, Purpose.CHAT) == []

    # Withdrawn ones did come.
    services.withdraw_approach(by=made.sender, approach_id=made.pk, at=NOW)
    assert refusals(sender, recipient) == [errors.WeekFull]


def test_a_pause_holds_for_everything_until_it_ends(sender, recipient):
    until = NOW + timedelta(days=3)
    services.pause_welcome(by=recipient, until=until, at=NOW)

    welcomes = queries.get_welcomes_for(sender, recipient.pk, at=NOW)
    for purpose, reception in welcomes.towards(Degree.BEYOND, NOW).items():
        expected = Barrier.CLOSED if purpose is Purpose.SALES else Barrier.PAUSED
        assert reception.barrier == expected
    assert welcomes.towards(Degree.BEYOND, until)[CONSULTATION].barrier is None
    assert refusals(sender, recipient) == [errors.WelcomePaused]

    services.resume_welcome(by=recipient)
    assert refusals(sender, recipient) == []


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_pause_is_neither_over_nor_for_ever(recipient, days):
    with pytest.raises(errors.PauseOutOfRange):
        services.pause_welcome(by=recipient, until=NOW + timedelta(days=days), at=NOW)


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose.needs_detail])
@pytest.mark.parametrize(
    ("detail", "refusal"), [(" ", errors.NoDetail), ("題" * 121, errors.DetailTooLong)]
)
def test_some_purposes_say_one_thing_more(sender, recipient, purpose, detail, refusal):
    say(recipient, purpose, terms=Terms.OPEN)

    assert refusals(sender, recipient, purpose, detail=detail) == [refusal]
    approach = make_approach(sender, recipient, purpose=purpose, detail=" 編集部\n長 ")
    assert approach.detail == "編集部 長"


def test_a_purpose_that_needs_no_more_keeps_no_more(sender, recipient):
    assert make_approach(sender, recipient, detail="職種").detail == ""


@pytest.mark.parametrize("turned", [False, True])
def test_across_a_block_nothing_is_said(sender, recipient, turned):
    make_block(*((sender, recipient) if turned else (recipient, sender)))

    with pytest.raises(NotFound):
        queries.get_welcomes_for(sender, recipient.pk, at=NOW)
    with pytest.raises(NotFound):
        queries.get_recipient_for(sender, recipient.handle)

"""A silent decline cannot be told from an expiry, by anything its sender can ask.

The same house is lived through several times, once for each thing a recipient may do that
is not told. At every time, everything the house answers to the sender is compared byte by
byte, and by the number of questions to the database it took.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enishi.rooms.approaches import services
from enishi.rooms.approaches.queries import passings_for
from enishi.rooms.approaches.types import LIFETIME, REST, UNDO_WINDOW
from enishi.rooms.trust.queries import open_reports
from enishi.rooms.trust.services import dismiss_report, report_approach
from enishi.rooms.trust.types import Why
from tests.makers import NOW, make_connection, make_member
from tests.privacy.surfaces import answer, rolled_back
from tests.rooms.approaches.letters import MESSAGE, fill_slots, make_approach, make_recipient
from tests.rooms.portability.archives import packed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NUMBER = re.compile(rb'"id": ?\d+')
CREATED = 201
TIMES = (HOUR, HOUR + UNDO_WINDOW, LIFETIME - HOUR, LIFETIME, REST)


def nothing(approach, bystander, at):
    pass


def decline_silently(approach, bystander, at):
    services.decline_approach(by=approach.recipient, approach_id=approach.pk, words=None, at=at)


def decline_twice(approach, bystander, at):
    decline_silently(approach, bystander, at)
    services.undo_decline(by=approach.recipient, approach_id=approach.pk, at=at)
    decline_silently(approach, bystander, at)


def pass_on(approach, bystander, at):
    services.pass_on_approach(
        by=approach.recipient, approach_id=approach.pk, to_id=bystander.pk, at=at
    )
    return passings_for(bystander, at=at).get()


def pass_on_in_vain(approach, bystander, at):
    passing = pass_on(approach, bystander, at)
    services.refuse_passing(by=bystander, passing_id=passing.pk, at=at)


def report(approach, bystander, at):
    report_approach(by=approach.recipient, approach_id=approach.pk, why=Why.RUDE, at=at)


def report_in_vain(approach, bystander, at):
    report(approach, bystander, at)
    operator = make_member(is_staff=True)
    report_id = open_reports(operator).get().pk
    dismiss_report(by=operator, report_id=report_id, at=at)


UNTOLD = {
    "declined": decline_silently,
    "declined twice": decline_twice,
    "passed on": pass_on,
    "passed on in vain": pass_on_in_vain,
    "reported": report,
    "reported in vain": report_in_vain,
}


def pages(approach):
    handle = approach.recipient.handle
    yield "/"
    yield "/inbox/"
    yield "/approaches/slots/"
    yield f"/approaches/{approach.pk}/"
    yield f"/approaches/new/?to={handle}"
    yield f"/people/{handle}/"
    yield "/introductions/"
    yield "/notices/"
    yield f"/api/v1/approaches/{approach.pk}"
    yield "/api/v1/approaches?box=sent"
    yield "/api/v1/approaches/slots"
    yield f"/api/v1/members/{handle}/welcome"


def attempts(approach):
    """What a sender may try, to find out by the refusal."""
    entry = approach.reasons.get().entry_id
    letter = {
        "to": approach.recipient.handle,
        "purpose": "chat",
        "subject": "もう一度",
        "message": MESSAGE + "もう一度。",
        "lines": [f"{entry}:ja:0"],
    }
    yield "/api/v1/approaches", letter
    yield f"/api/v1/approaches/{approach.pk}/withdraw", {}
    yield f"/api/v1/approaches/{approach.pk}/undo", {}


def everything(approach):
    """Every answer to the sender, with what each cost; attempts are undone again."""
    client, told = Client(), {}
    client.force_login(approach.sender)
    for path in pages(approach):
        with CaptureQueriesContext(database) as asked:
            told[path] = answer(client, path), len(asked)
    told["take-out"] = packed(approach.sender, at=timezone.now())
    for path, body in attempts(approach):
        with rolled_back(), CaptureQueriesContext(database) as asked:
            response = client.post(path, body, content_type="application/json")
            # A new row gets the next number, which PostgreSQL does not take back.
            words = (
                NUMBER.sub(rb"", response.content)
                if response.status_code == CREATED
                else response.content
            )
            told[f"{path} {sorted(body)}"] = response.status_code, words, len(asked)
    return told


@pytest.fixture
def lived():
    """`lived(act)`: what the sender is told at each time, if `act` is done at one o'clock."""
    with time_machine.travel(NOW, tick=False) as clock:
        sender, recipient = make_member("sender"), make_recipient("recipient")
        bystander = make_recipient("bystander")
        make_connection(recipient, bystander)
        approach = make_approach(sender, recipient)
        fill_slots(sender, 2)

        def live(act):
            told = []
            with rolled_back():
                for after in TIMES:
                    clock.move_to(NOW + after, tick=False)
                    if after == HOUR:
                        act(approach, bystander, NOW + after)
                    told.append(everything(approach))
                    if after == LIFETIME:
                        services.expire_approaches(at=NOW + after)
            return told

        yield live


def decline_in_words(approach, bystander, at):
    services.decline_approach(by=approach.recipient, approach_id=approach.pk, at=at)


def test_what_is_not_told_changes_nothing_and_what_is_told_is_noticed(lived):
    waited = lived(nothing)
    for name, act in UNTOLD.items():
        for after, expected, told in zip(TIMES, waited, lived(act), strict=True):
            changed = {path for path in expected if expected[path] != told[path]}
            assert changed == set(), (name, after)

    for after, expected, told in zip(TIMES, waited, lived(decline_in_words), strict=True):
        assert (expected == told) is (after == HOUR)  # told once it cannot be taken back

"""Limits count for all processes together, by member or by the visitor's network."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache, caches
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from enishi.doors.web.limits import Rate, count, limited, network_of, visitor_address
from enishi.ground.errors import TooMany
from tests.makers import make_member

THREE_AN_HOUR = Rate.read("3/h")


def request_from(address="192.0.2.1", forwarded=None, user=None, method="post"):
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    request = getattr(RequestFactory(), method)("/", REMOTE_ADDR=address, headers=headers)
    request.user = user or AnonymousUser()
    return request


@limited("greet", "2/h")
def greet(request):
    return HttpResponse("good day")


def test_the_fourth_is_too_many_until_the_first_is_past(db):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(3):
            count("naoki", THREE_AN_HOUR)
            clock.shift(timedelta(minutes=10))
        with pytest.raises(TooMany) as refused:
            count("naoki", THREE_AN_HOUR)
        assert refused.value.retry_after == 30 * 60

        clock.shift(timedelta(minutes=30, seconds=1))
        count("naoki", THREE_AN_HOUR)


def test_refused_acts_do_not_prolong_the_wait(db):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(3):
            count("naoki", THREE_AN_HOUR)
        for _ in range(5):
            with pytest.raises(TooMany):
                count("naoki", THREE_AN_HOUR)
        clock.shift(timedelta(hours=1, seconds=1))
        count("naoki", THREE_AN_HOUR)


def test_what_is_counted_lies_in_the_database_for_all_processes(db):
    for _ in range(3):
        count("naoki", THREE_AN_HOUR)
    del caches._connections.default  # as another process would begin

    with pytest.raises(TooMany):
        count("naoki", THREE_AN_HOUR)


def test_a_busy_house_forgets_no_count(db):
    for _ in range(3):
        count("naoki", THREE_AN_HOUR)
    for number in range(400):
        cache.set(f"other-{number}", 1)

    with pytest.raises(TooMany):
        count("naoki", THREE_AN_HOUR)


def test_a_key_held_by_somebody_else_is_not_waited_for_for_ever(db, monkeypatch):
    monkeypatch.setattr("enishi.doors.web.limits.LOCK_WAIT_SECONDS", 0.02)
    monkeypatch.setattr(cache, "add", lambda *_: False, raising=False)

    with pytest.raises(TooMany):
        count("naoki", THREE_AN_HOUR)


def test_members_are_counted_wherever_they_are(db):
    member = make_member()
    greet(request_from("192.0.2.1", user=member))
    greet(request_from("198.51.100.7", user=member))

    with pytest.raises(TooMany):
        greet(request_from("203.0.113.9", user=member))
    greet(request_from("203.0.113.9", user=make_member()))


def test_guests_are_counted_by_their_network(db):
    greet(request_from("2001:db8:1:2::1"))
    greet(request_from("2001:db8:1:2:ffff::9"))

    with pytest.raises(TooMany):
        greet(request_from("2001:db8:1:2:aaaa::5"))
    greet(request_from("2001:db8:1:3::1"))


def test_reading_is_not_counted(db):
    for _ in range(5):
        assert greet(request_from(method="get")).status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_a_network_is_an_address_or_a_64th_prefix(address, network):
    assert network_of(request_from(address)) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "203.0.113.9", "192.0.2.1"),  # nobody's word counts
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),  # the first is the visitor's writing
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),  # did not come through both
        (1, "not an address", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_our_proxies_are_believed(settings, proxies, forwarded, believed):
    settings.PROXIES = proxies

    assert visitor_address(request_from(forwarded=forwarded)) == believed


def test_too_many_is_told_with_the_time_to_come_back(member_client):
    for _ in range(5):
        member_client.post("/settings/handle/", {"handle": "x"})

    response = member_client.post("/settings/handle/", {"handle": "x"})

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 86_400


@pytest.mark.parametrize(
    ("text", "rate"),
    [("20/h", (20, 3600)), ("3/10min", (3, 600)), ("5/s", (5, 1)), ("1/2d", (1, 172_800))],
)
def test_rates_are_read(text, rate):
    assert Rate.read(text) == Rate(*rate)

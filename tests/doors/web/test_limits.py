"""Limits count for all processes together, by member or by the visitor's network."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from enishi.doors.web.limits import READS, limited, network_of, visitor_address
from enishi.ground.errors import TooMany
from enishi.rooms.upkeep.types import Limit
from tests.access.table import filled, rows
from tests.makers import make_member

#: Posts that need no limit of ours, and why.
UNLIMITED: dict[str, str] = {}


def request_from(address="192.0.2.1", forwarded=None, user=None, method="post"):
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    request = getattr(RequestFactory(), method)("/", REMOTE_ADDR=address, headers=headers)
    request.user = user or AnonymousUser()
    return request


@limited(Limit.LEAVING)
def greet(request):
    return HttpResponse("good day")


def greet_often(times=Limit.LEAVING.rate.times, **asks):
    for _ in range(times):
        greet(request_from(**asks))


def test_members_are_counted_wherever_they_are(db):
    member = make_member()
    greet_often(3, address="192.0.2.1", user=member)
    greet_often(2, address="198.51.100.7", user=member)

    with pytest.raises(TooMany):
        greet(request_from("203.0.113.9", user=member))
    greet(request_from("203.0.113.9", user=make_member()))


def test_guests_are_counted_by_their_network(db):
    greet_often(3, address="2001:db8:1:2::1")
    greet_often(2, address="2001:db8:1:2:ffff::9")

    with pytest.raises(TooMany):
        greet(request_from("2001:db8:1:2:aaaa::5"))
    greet(request_from("2001:db8:1:3::1"))


def test_reading_is_not_counted(db):
    greet_often(20, method="get")


def test_where_reading_is_dear_it_is_counted(db):
    @limited(Limit.LEAVING, methods=READS)
    def dear(request):
        return HttpResponse("gold")

    for _ in range(5):
        dear(request_from(method="get"))
    with pytest.raises(TooMany):
        dear(request_from(method="get"))


POSTS = {
    route: row["path"]
    for _area, route, row in rows()
    if row.get("method") == "post" and route.startswith("web:")
}


@pytest.mark.parametrize("route", sorted(set(POSTS) - set(UNLIMITED)))
def test_every_view_that_is_posted_to_has_a_limit(route):
    path = filled(POSTS[route])

    assert isinstance(resolve(path.partition("?")[0]).func.limit, Limit)


@pytest.mark.parametrize(
    "path",
    [
        "/approaches/new/",
        "/approaches/1/",
        "/inbox/1/",
        "/search/",
        "/me/import/",
        "/me/portrait/",
        "/me/page/",
        "/me/entries/1/",
        "/me/entries/new/position/",
        "/settings/welcome/",
        "/settings/programs/",
        "/settings/leave/",
        "/house/",
        "/house/invitations/",
        "/mail/stop/x/",
    ],
)
def test_so_has_every_page_with_a_form_of_its_own(path):
    assert isinstance(resolve(path).func.limit, Limit)


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


def test_search_is_counted_and_told_likewise(member_client):
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(60):
            member_client.get("/search/")
        response = member_client.get("/search/")

    assert response.status_code == 429
    assert int(response["Retry-After"]) == 1

"""From which domain somebody writes: shown by their own choice, where it says something."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from enishi.rooms.approaches import services
from enishi.rooms.approaches.domains import FREE_MAIL, telling_domain
from enishi.rooms.approaches.errors import NoDomainToShow
from enishi.rooms.approaches.models import Welcome
from enishi.rooms.approaches.queries import own_data, own_welcomes, senders_of
from enishi.rooms.approaches.types import Purpose
from tests.makers import NOW, confirm_mail_of, make_member


@pytest.fixture
def sender(db):
    sender = make_member(email="tamaki@akebono-denki.example")
    confirm_mail_of(sender)
    return sender


def shown(member):
    return senders_of([member.pk], at=NOW)[member.pk].domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("Tamaki@Akebono-Denki.example", "akebono-denki.example"),
        ("tamaki@gmail.com", ""),
        ("tamaki@abc.ocn.ne.jp", ""),
        ("tamaki@notgmail.com", "notgmail.com"),
        ("tamaki@gmail.com.example", "gmail.com.example"),
        ("", ""),
    ],
)
def test_a_domain_tells_unless_anybody_may_have_it(address, domain):
    assert telling_domain(address) == domain


def test_the_list_holds_plain_domains():
    assert all(one == one.lower() and "." in one and "@" not in one for one in FREE_MAIL)


def test_it_is_shown_by_its_owners_choice_only(sender):
    assert shown(sender) == ""
    services.show_domain(by=sender)
    assert shown(sender) == "akebono-denki.example"
    assert own_welcomes(sender, at=NOW).shows_domain
    services.hide_domain(by=sender)
    assert shown(sender) == ""


def test_what_is_shown_follows_the_address(sender):
    services.show_domain(by=sender)
    own = EmailAddress.objects.filter(user=sender)
    for change in ({"verified": False}, {"primary": False}, {"email": "tamaki@gmail.com"}):
        own.update(verified=True, primary=True, email=sender.email)
        assert shown(sender) == "akebono-denki.example"
        own.update(**change)
        assert shown(sender) == "", change


@pytest.mark.parametrize("address", ["tamaki@gmail.com", "tamaki@xyz.biglobe.ne.jp", None])
def test_where_anybody_may_have_an_address_there_is_nothing_to_show(db, address):
    member = make_member(**({"email": address} if address else {}))
    if address:
        confirm_mail_of(member)
    with pytest.raises(NoDomainToShow):
        services.show_domain(by=member)
    assert not own_welcomes(member, at=NOW).shows_domain


def test_the_database_keeps_it_with_what_holds_for_all_purposes(sender):
    with pytest.raises(IntegrityError), transaction.atomic():
        Welcome.objects.create(member=sender, purpose=Purpose.CHAT, shows_domain=True)


def test_the_choice_goes_along_when_its_owner_leaves_with_everything(sender):
    services.show_domain(by=sender)

    (general,) = (part for part in own_data(sender, NOW) if part.name == "in_general")
    assert general.facts["shows_domain"] is True

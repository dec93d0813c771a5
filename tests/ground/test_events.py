from dataclasses import dataclass

import pytest
from django.db import transaction

from enishi.ground import events
from enishi.ground.events import Event, announce, keep_with, listen


@dataclass(frozen=True, slots=True, kw_only=True)
class KettleBoiled(Event):
    litres: int


@pytest.fixture
def heard():
    heard = []
    keep_with(KettleBoiled, lambda event: heard.append(("within", event.litres)))
    listen(KettleBoiled, lambda event: heard.append(("after", event.litres)))
    yield heard
    events._within.pop(KettleBoiled)
    events._after_commit.pop(KettleBoiled)


@pytest.mark.django_db(transaction=True)
def test_keepers_hear_at_once_and_listeners_after_commit(heard):
    with transaction.atomic():
        announce(KettleBoiled(litres=2))
        assert heard == [("within", 2)]
    assert heard == [("within", 2), ("after", 2)]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_heard_of(heard):
    with transaction.atomic():
        announce(KettleBoiled(litres=2))
        transaction.set_rollback(True)
    assert ("after", 2) not in heard

"""Two operators, or two impatient fingers, on one report."""

from functools import partial

import pytest

from enishi.rooms.approaches.models import Upheld
from enishi.rooms.trust import services
from enishi.rooms.trust.errors import AlreadyDecided
from enishi.rooms.trust.models import AuditLine, Report
from enishi.rooms.trust.types import Why
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES


@pytest.fixture
def approach():
    return make_approach(make_member(), make_recipient())


def reporting(approach):
    act = {"by": approach.recipient, "approach_id": approach.pk, "why": Why.RUDE, "at": NOW}
    return partial(services.report_approach, **act)


def test_reports_of_the_same_at_once_are_one(approach):
    assert at_once(*[reporting(approach)] * 4) == [None] * 4

    assert Report.objects.count() == 1


def test_a_report_is_decided_once(approach):
    reporting(approach)()
    report_id = Report.objects.get().pk
    verbs = [
        partial(decide, by=make_member(is_staff=True), report_id=report_id, at=NOW)
        for decide in (services.uphold_report, services.dismiss_report) * 2
    ]

    answers = at_once(*verbs)

    assert answers.count(AlreadyDecided) == 3
    assert AuditLine.objects.count() == 1
    assert Upheld.objects.count() == (Report.objects.get().decision == "upheld")

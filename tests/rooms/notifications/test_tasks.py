from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django_tasks_db.models import DBTaskResult

from enishi.doors.jobs.clock import tick
from enishi.rooms.notifications.services import set_mail_terms
from enishi.rooms.notifications.tasks import see_to_mail, send_mail_that_waits
from enishi.rooms.notifications.types import MailTerms, Weekday
from enishi.rooms.upkeep.queries import is_task_waiting
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient


@pytest.fixture
def recipient(db):
    with time_machine.travel(NOW, tick=False):
        recipient = make_recipient()
        tuesdays = MailTerms(days=frozenset({Weekday.TUE}))
        set_mail_terms(by=recipient, terms=tuesdays, at=NOW)  # a Monday
        make_approach(make_member(), recipient)
        yield recipient


def test_the_clock_sees_to_what_falls_due_as_time_passes(recipient):
    tick(at=NOW)
    assert mail.outbox == []

    cache.clear()
    tuesday_at_eight = NOW.replace(hour=23)
    with time_machine.travel(tuesday_at_eight, tick=False):
        tick(at=tuesday_at_eight)
    assert len(mail.outbox) == 1


def test_a_worker_is_asked_once_and_the_clock_sends_nothing_itself(recipient, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    due = NOW + timedelta(hours=20)
    for _ in range(3):
        see_to_mail(at=due)

    assert mail.outbox == []
    assert DBTaskResult.objects.count() == 1
    assert is_task_waiting(send_mail_that_waits.module_path)
    assert not is_task_waiting("enishi.rooms.portability.tasks.no_such_task")

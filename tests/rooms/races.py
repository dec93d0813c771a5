"""Many at once, on PostgreSQL: SQLite has one writer, and refuses a second thread."""

from threading import Barrier, Thread

import pytest
from django.db import connection as database

from enishi.ground.errors import DomainError

#: The marks of a module of races.
ON_POSTGRES = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("needs_postgres"),
]


def at_once(*verbs):
    """Run `verbs` in as many threads; returns what each answered or raised, in order."""
    start, answers = Barrier(len(verbs)), [None] * len(verbs)

    def run(number, verb):
        try:
            start.wait()
            answers[number] = verb()
        except DomainError as refusal:
            answers[number] = type(refusal)
        finally:
            database.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers

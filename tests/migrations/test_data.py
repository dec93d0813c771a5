"""Migrations that touch rows: run over rows as they stood, and again, and once more."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection as database
from django.db.migrations.executor import MigrationExecutor

from enishi.engines.formats import public_ids
from enishi.rooms.portability.models import Import
from enishi.rooms.profiles.models import Entry
from tests.engines.formats import test_public_ids as addresses
from tests.makers import NOW, make_entry, make_member

FILLED = import_module("enishi.rooms.profiles.migrations.0004_fill_public_ids")
ONE_PREVIEW = import_module("enishi.rooms.portability.migrations.0002_one_preview_each")


def test_links_that_stand_already_learn_their_public_id(member, monkeypatch):
    monkeypatch.setattr(FILLED, "BATCH", 2)
    for number in range(5):
        make_entry(member, "link", url=f"https://www.LinkedIn.com/in/Person-{number}/")
    make_entry(member, "link", url="https://note.example/in/person")

    for _again in range(2):
        FILLED.fill(apps, None)

    assert sorted(Entry.objects.values_list("public_id", flat=True)) == [
        "", *(f"linkedin:person-{number}" for number in range(5)),
    ]  # fmt: skip


def examples(test):
    """The addresses a test is asked about."""
    return [mark.args[1] for mark in test.pytestmark if mark.name == "parametrize"][0]


@pytest.mark.parametrize(
    "address",
    [
        *examples(addresses.test_the_ways_to_write_one_address),
        *examples(addresses.test_what_is_nobodys_address),
        *examples(addresses.test_nearly_the_same_is_somebody_else),
        "https://jp.linkedin.com/in/%E8%97%A4%E7%94%B0-%E3%81%8B%E3%82%99/",
    ],
)
def test_they_learn_what_a_link_written_today_would(address):
    assert FILLED.public_id(address) == public_ids.public_id(address)


@pytest.mark.django_db(transaction=True)
def test_of_several_previews_the_newest_stays():
    """Before the constraint: the tables as they stood at 0001."""
    executor = MigrationExecutor(database)
    executor.migrate([("portability", "0001_imports")])
    try:
        then = executor.loader.project_state([("portability", "0001_imports")]).apps
        table = then.get_model("portability", "Import")
        one, other = make_member(), make_member()
        for state, owner in (
            ("applied", one), ("preview", one), ("preview", one), ("preview", other),
        ):  # fmt: skip
            table.objects.create(
                member_id=owner.pk, filename=state, state=state, started_at=NOW
            )
        newest = set(table.objects.order_by("-pk").values_list("pk", flat=True)[:2])
    finally:
        executor = MigrationExecutor(database)
        executor.migrate(executor.loader.graph.leaf_nodes())

    previews = Import.objects.filter(state="preview")
    assert set(previews.values_list("pk", flat=True)) == newest
    assert Import.objects.filter(state="applied").count() == 1

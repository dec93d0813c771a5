"""What would bring more: each rule beside the case in which it is silent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from enishi.rooms.approaches.types import Purpose
from enishi.rooms.insights.advice import MOST, Known, advice_on
from enishi.rooms.insights.types import Advice, Aim, Finding, Rule, Sighting
from enishi.rooms.profiles.types import Kind, OwnEntry, SeenEntry, Visibility
from tests.makers import NOW

SALES = SeenEntry(
    id=7,
    member_id=1,
    kind=Kind.POSITION,
    title_ja="首都圏営業部",
    title_en="Tokyo Sales",
    text_ja="営業組織を業種別に組み替えた",
    text_en="Reorganized sales by industry",
)
HEADLINE = SeenEntry(id=8, member_id=1, kind=Kind.HEADLINE, text_ja="営業", text_en="Sales")


def own(*entries, visibility=Visibility.MEMBERS):
    return [OwnEntry(entry, visibility, visibility) for entry in entries]


def known(*entries, **more):
    return Known(now=NOW, record=own(HEADLINE, *entries), **more)


def searches(count, query="sales reorganization", entry_id=7, days=1):
    at = NOW - timedelta(days=days)
    return [Sighting(number, at, query, entry_id) for number in range(count)]


def visits(count, aim=Aim.AROUND, days=1):
    return [Finding(number, NOW - timedelta(days=days), aim=aim) for number in range(count)]


ONLY_JAPANESE = replace(SALES, text_en="")


def test_a_full_record_needs_nothing():
    assert advice_on(known(SALES, sightings=searches(9), findings=visits(9))) == []
    assert advice_on(Known(now=NOW)) == []


def test_people_who_search_in_the_other_language():
    (advice,) = advice_on(known(ONLY_JAPANESE, sightings=searches(4)))

    assert advice == Advice(
        rule=Rule.TRANSLATE,
        searchers=4,
        entry_id=7,
        language="en",
        query="sales reorganization",
    )


@pytest.mark.parametrize(
    "sightings",
    [searches(2), searches(4, query="営業組織"), searches(4, days=31), searches(4, entry_id=8)],
    ids=["two people", "in Japanese", "long ago", "by another entry"],
)
def test_a_translation_nobody_asked_for_is_not_asked_for(sightings):
    assert advice_on(known(ONLY_JAPANESE, sightings=sightings)) == []


def test_words_of_fewer_than_three_are_not_quoted():
    sightings = [*searches(2), *(replace(searches(3)[2], query="other words") for _ in (1,))]

    (advice,) = advice_on(known(ONLY_JAPANESE, sightings=sightings))

    assert (advice.searchers, advice.query) == (3, "")


def test_closed_although_people_came():
    closed = {"closed": [Purpose.CONSULTATION]}
    asking = [replace(one, aim=Aim.ASKING) for one in visits(2)]

    (advice,) = advice_on(known(SALES, findings=[*visits(3), *asking], **closed))

    assert advice == Advice(rule=Rule.OPEN, purpose=Purpose.CONSULTATION, viewers=3, asking=2)
    assert advice_on(known(SALES, findings=visits(3))) == []
    assert advice_on(known(SALES, findings=visits(3, days=31), **closed)) == []
    assert advice_on(known(SALES, sightings=searches(2), **closed)) == []
    assert advice_on(known(SALES, sightings=searches(3), **closed))[0].searchers == 3


def test_seen_in_lists_without_a_headline():
    bare = Known(now=NOW, record=own(SALES), sightings=searches(3), findings=visits(1))

    assert advice_on(bare) == [Advice(rule=Rule.HEADLINE, searchers=3, viewers=1)]
    assert advice_on(replace(bare, sightings=searches(2))) == []


def test_positions_that_say_nothing():
    silent = replace(SALES, id=9, text_ja="", text_en="")

    assert advice_on(known(SALES, silent)) == [
        Advice(rule=Rule.WRITE, count=1, of=2, entry_id=9)
    ]


def test_positions_that_are_not_shown():
    hidden = own(replace(SALES, id=9), visibility=Visibility.CONNECTIONS)
    everyone = own(SALES, visibility=Visibility.EVERYONE)
    record = [*own(HEADLINE), *everyone, *hidden]

    assert advice_on(Known(now=NOW, record=record)) == [
        Advice(rule=Rule.SHOW, count=1, of=2, entry_id=9)
    ]


@pytest.mark.parametrize(
    ("confirmed_on", "months"),
    [
        (date(2025, 11, 24), None),
        (date(2025, 11, 22), 12),
        (date(2025, 9, 24), 13),
        (date(2025, 9, 23), 14),
    ],
)
def test_confirmed_long_ago(confirmed_on, months):
    current = replace(SALES, is_current=True, confirmed_on=confirmed_on)

    told = [one.months for one in advice_on(known(current))]

    assert told == ([months] if months else [])


def test_never_confirmed_and_confirmed_elsewhere():
    current = replace(SALES, is_current=True)
    fresh = replace(current, id=9, confirmed_on=date(2026, 11, 1))

    assert advice_on(known(current)) == [Advice(rule=Rule.CONFIRM, entry_id=7)]
    assert advice_on(known(current, fresh)) == []


def test_three_things_at_most_and_asked_for_ones_first():
    silent = replace(SALES, id=9, text_ja="", text_en="", is_current=True)
    record = [*own(silent), *own(ONLY_JAPANESE, visibility=Visibility.ONLY_ME)]
    everything = Known(
        now=NOW,
        record=record,
        sightings=searches(4),
        findings=visits(1),
        closed=[Purpose.CHAT],
    )

    assert [one.rule for one in advice_on(everything)] == [
        Rule.TRANSLATE,
        Rule.OPEN,
        Rule.HEADLINE,
    ]
    assert MOST == 3

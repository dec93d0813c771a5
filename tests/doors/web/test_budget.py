"""Every page a member opens costs at most twelve queries, however much is on it."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enishi.rooms.approaches.services import answer_approach, send_approach
from enishi.rooms.approaches.types import REST, Draft, Purpose
from enishi.rooms.discovery import services as discovery
from enishi.rooms.insights import services as insights
from enishi.rooms.notifications.models import Notice
from enishi.rooms.organizations.services import resolve_organization
from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.types import LineRef
from tests.access.table import filled, rows
from tests.makers import (
    make_asking,
    make_block,
    make_blog,
    make_connection,
    make_entry,
    make_introduction,
    make_invitation,
    make_member,
    make_post,
    make_question,
    make_saved_search,
)

pytestmark = pytest.mark.django_db
BUDGET = 12
MONTHS = count(30, -1)
#: Asks every room for everything: see tests/rooms/portability/test_taking_out.py.
WHOLE = {"api:take_out"}
#: Files, and pages that only send one on.
PAGES = {
    route: row
    for _area, route, row in rows()
    if row.get("method", "get") == "get"
    and route not in WHOLE
    and row.get("guest") in {"sign-in", 401}
    and row.get("first", row["default"]) == 200
}
#: The search narrowed in every way that costs something, and where nobody answers.
SEARCHES = {
    "narrowed": "q=営業&degree=1&degree=2&degree=3&open=chat&open=sales&industry=I",
    "nearest": "q=営業&open=consultation&order=nearness&language=ja",
    "placed": "q=営業&open=chat&place=jp13&from=1990",
    "nobody": "q=営業+溶接+航海&open=chat",
    "fewer words": "q=営業+溶接+航海+装蹄",
    "by name": "q=山田&open=chat",
}
#: Tables that parts of these pages read whole, knowingly: see docs/roadmap.md.
READ_WHOLE = {
    ("suggestions", "members_member"),  # who does not want to stand on a path
    ("web:search, ", "approaches_welcome"),  # who is open to what, if that narrows a search
    ("web:search, ", "members_member"),  # how many were searched, when nobody was found
}
PAGES |= {f"web:search, {name}": {"path": f"/search/?{q}"} for name, q in SEARCHES.items()}


@pytest.fixture
def house(settings, tmp_path, client, warm_graph):
    """Fill a house with so many of everything around the viewer; sign in; answer places."""
    settings.DATA = tmp_path
    owner, viewer = make_member("owner"), make_member("viewer")
    make_connection(owner, viewer)
    entry = make_entry(owner, title_ja="営業", text_ja="求人広告の営業")
    mine = make_entry(viewer, title_ja="記者", text_ja="取材")
    client.force_login(viewer)
    blogs = make_blog(owner), make_blog(viewer)
    first = write(viewer, owner, entry)
    conversation = answer_approach(
        by=owner, approach_id=first.pk, message="喜んで。", at=timezone.now()
    )
    introduction = make_introduction(make_member("asker"), viewer, owner)
    asking, question = make_asking(owner, mine), make_question(viewer)
    answer = make_saved_search(viewer, answered_by=[entry]).answers.get()
    for kind, about, told in (("question", None, asking), ("search_answered", owner, answer)):
        Notice.objects.create(
            member=viewer, kind=kind, about=about, subject_id=told.pk, created_at=timezone.now()
        )

    def fill(many):
        for _ in range(many):
            settle(viewer, owner, mine)
            for blog in blogs:
                make_post(blog)
        warm_graph()
        discovery.drain()
        return {
            "entry": entry.pk,
            "blog": blogs[1].pk,
            "approach": first.pk,
            "conversation": conversation,
            "introduction": introduction.pk,
            "asking": asking.pk,
            "question": question.pk,
        }

    return fill


def settle(viewer, owner, mine):
    """One more of everybody: who is connected, knows them, asks, writes, is hidden."""
    friend, beyond, asking, blocked = (make_member() for _ in range(4))
    make_connection(viewer, friend)
    make_connection(friend, beyond)
    make_connection(owner, beyond)
    make_invitation(asking, viewer)
    make_invitation(viewer, make_member())
    make_block(viewer, blocked)
    shop = resolve_organization(name_ja="甲商店")
    for one in (friend, beyond, asking):
        make_entry(one, kind="headline", text_ja="営業の人")
        entry = make_entry(
            one,
            title_ja="営業",
            text_ja="求人広告の営業",
            organization_ja="甲商店",
            organization_id=shop.pk,
        )
    make_entry(owner, title_ja="企画", text_ja="営業の企画")
    write(asking, viewer, mine)
    # Each a month after the last: nobody has so many slots at a time.
    write(viewer, asking, entry, months_ago=next(MONTHS))
    find(viewer, (friend, beyond, asking), mine)
    talk = write(friend, viewer, mine)
    answer_approach(by=viewer, approach_id=talk.pk, message="喜んで。", at=timezone.now())
    make_introduction(asking, viewer, owner)
    make_introduction(asking, friend, viewer, holder=1)
    make_introduction(viewer, friend, beyond)
    make_saved_search(viewer, answered_by=[entry])
    make_asking(friend, mine)
    make_asking(viewer, entry, reply="yes")


def find(member, people, entry):
    """They search, and look; `member` had just changed the entry, and adds another."""
    now = timezone.now()
    other = make_entry(member, kind="skill", title_ja="営業")
    for mine in (entry, other):
        insights.record_edits(
            member_id=member.pk,
            entry_ids=[mine.pk],
            change=EntryChange.REWRITTEN,
            at=now - timedelta(days=1),
        )
    for one in people:
        for query, found in (("求人広告", entry), ("営業", other)):
            insights.record_appearances(
                viewer_id=one.pk, query=query, hits=[(member.pk, found.pk)], at=now
            )
        insights.record_visit(viewer=one, member_id=member.pk, query="求人広告", at=now)


def write(sender, recipient, entry, *, months_ago=0):
    at = timezone.now() - months_ago * REST
    draft = Draft(
        recipient_id=recipient.pk,
        purpose=Purpose.CHAT,
        subject="求人広告について",
        message="はじめまして。求人広告の営業について、お話を伺えませんでしょうか。",
        lines=(LineRef(entry.pk, "ja", 0),),
    )
    return send_approach(by=sender, draft=draft, at=at)


def cost(client, path):
    client.get(path)  # marks as read, and keeps what a process keeps
    with CaptureQueriesContext(
        database,
    ) as queries:
        response = client.get(path)
    statements = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    return response.status_code, len(statements), statements


def scans(route, statements):
    """What SQLite would read from end to end: it grows with the house, whoever asks."""
    if database.vendor != "sqlite":
        return []
    with database.cursor() as cursor:
        plans = [
            step
            for sql in statements
            if sql.startswith("SELECT")
            for *_, step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        ]
    return [
        step
        for step in plans
        if step.startswith("SCAN")
        and not any(part in route and table in step for part, table in READ_WHOLE)
    ]


def test_pages_cost_the_same_with_few_and_with_many_rows(client, house):
    costs = []
    for more in (3, 12):
        places = house(more)
        costs.append(
            {route: cost(client, filled(row["path"], places)) for route, row in PAGES.items()}
        )
    few, many = costs

    assert {status for status, *_ in many.values()} <= {200, 404}
    assert {route: n for route, (_, n, _said) in many.items() if n > BUDGET} == {}
    read_whole = {route: scans(route, said) for route, (*_, said) in many.items()}
    assert {route: found for route, found in read_whole.items() if found} == {}
    assert {
        route: (n, many[route][1]) for route, (_, n, _) in few.items() if n != many[route][1]
    } == {}

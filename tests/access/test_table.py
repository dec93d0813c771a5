"""Every route, seen by every kind of viewer, against the table in this folder."""

import pytest
from django.core.management import call_command
from django.db import connection as database
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from enishi.rooms.approaches.models import SavedDraft
from enishi.rooms.approaches.services import (
    answer_approach,
    pass_on_approach,
    send_approach,
)
from enishi.rooms.approaches.types import Draft, Purpose
from enishi.rooms.blogs.models import Blog
from enishi.rooms.conversations.queries import messages_of
from enishi.rooms.conversations.services import deliver_messages, write_message
from enishi.rooms.conversations.types import UNDO_WINDOW, SentFile
from enishi.rooms.network import snapshot
from enishi.rooms.notifications.queries import notices_for, stop_token
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.types import LineRef
from tests.access.table import VIEWERS, ask, filled, rows
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
    make_second_factor,
)

ROWS = list(rows())
#: Served by allauth and Django with their own tests; ours cover who is let in by sign-in.
OTHERS = ("account_", "mfa_", "usersessions_", "socialaccount_", "admin:")


def every_route(patterns=None, namespace=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from every_route(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join(filter(None, (namespace, pattern.name or pattern.callback.__name__)))


def test_every_route_has_a_row():
    routes = {route for route in every_route() if not route.startswith(OTHERS)}
    assert routes - {route for _area, route, _row in ROWS} == set()


@pytest.fixture
def people(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_people()


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """The people of all tests below, made once and committed: each test undoes what it does."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        with django_db_blocker.unblock():
            people = make_people()
            places = places_of(people)
            signed_in = {viewer: cookies_of(people.get(viewer)) for viewer in VIEWERS}
        yield people, places, signed_in
        with django_db_blocker.unblock():
            call_command("flush", interactive=False, verbosity=0)
    snapshot.forget()


def cookies_of(viewer):
    client = Client()
    if viewer is not None:
        client.force_login(viewer)
    return client.cookies


def make_people():
    owner = make_member("owner")
    first, between, second, third = (
        make_member("first"),
        make_member("between"),
        make_member("second"),
        make_member("third"),
    )
    for one, other in ((owner, first), (owner, between), (between, second), (second, third)):
        make_connection(one, other)
    blocked = make_member("blocked")
    make_block(owner, blocked)
    operator = make_member("operator", is_staff=True)
    make_second_factor(operator)
    entry = make_entry(owner, title_ja="営業", text_ja="求人広告の営業")
    approach = make_approach(second, owner, entry)
    post = make_post(make_blog(owner, feed_url="http://127.0.0.1/"))
    return {
        "owner": owner,
        "first": first,
        "second": second,
        "third": third,
        "stranger": make_member("stranger"),
        "blocked": blocked,
        "operator": operator,
        "entry": entry,
        "blog": Blog.objects.get(posts__entry_id=post.pk),
        "approach": approach,
        "introduction": make_introduction(second, between, owner, holder=1),
        "invitation": make_invitation(make_member("asker"), owner),
        "search": make_saved_search(owner),
        "question": make_question(owner),
        "asking": make_asking(third, entry),
        "passing": passed_on(make_approach(third, owner, entry), owner, first),
        "answered": (talk := answered(make_approach(first, owner, entry), owner)),
        "attachment": attached(talk, owner),
    }


def attached(approach, owner):
    """A file the owner sent in the conversation that came of an approach."""
    talk, now = approach.conversation_id, timezone.now()
    files = [SentFile(name="a.txt", content="料金表".encode())]
    write_message(by=owner, conversation_id=talk, body="添付します。", files=files, at=now)
    deliver_messages(at=now + UNDO_WINDOW)
    (sent,) = messages_of(owner, talk).messages[-1].files
    return sent


def passed_on(approach, owner, to):
    pass_on_approach(by=owner, approach_id=approach.pk, to_id=to.pk, at=timezone.now())
    return approach.passing


def make_approach(sender, recipient, entry):
    draft = Draft(
        recipient_id=recipient.pk,
        purpose=Purpose.CHAT,
        subject="求人広告について",
        message="はじめまして。求人広告の営業について、お話を伺えませんでしょうか。",
        lines=(LineRef(entry.pk, "ja", 0),),
    )
    return send_approach(by=sender, draft=draft, at=timezone.now())


def answered(approach, owner):
    answer_approach(by=owner, approach_id=approach.pk, message="喜んで。", at=timezone.now())
    approach.refresh_from_db()
    return approach


def places_of(people):
    """What stands in the places of the table's addresses."""
    return {
        "entry": people["entry"].pk,
        "approach": people["approach"].pk,
        "blog": people["blog"].pk,
        "passing": people["passing"].pk,
        "attachment": people["attachment"].id,
        "introduction": people["introduction"].pk,
        "conversation": people["answered"].conversation_id,
        "message": messages_of(people["owner"], people["answered"].conversation_id)
        .messages[-1]
        .id,
        "invitation": people["invitation"].pk,
        "search": people["search"].pk,
        "question": people["question"].pk,
        "asking": people["asking"].pk,
        "notice": notices_for(people["owner"]).items[-1].id,
        "stop_token": stop_token(people["owner"].pk),
    }


def viewers_of(row):
    """Everybody; on a second database the first of those who get the same answer."""
    if database.vendor == "sqlite":
        return VIEWERS
    answers = {row.get(viewer, row.get("default")): viewer for viewer in reversed(VIEWERS)}
    return sorted(answers.values(), key=VIEWERS.index)


@pytest.mark.parametrize(
    ("route", "row", "viewer"),
    [(route, row, viewer) for _area, route, row in ROWS for viewer in viewers_of(row)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_route_answers_as_the_table_says(house, db, client, route, row, viewer):
    _people, places, signed_in = house
    client.cookies = signed_in[viewer].copy()
    expected = row.get(viewer, row.get("default"))
    assert expected is not None, f"{route}: say what a {viewer} gets"

    response = ask(client, filled(row, places))

    if expected == "sign-in":
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")
    else:
        assert response.status_code == expected


def with_nul(sent):
    """What is sent, with a NUL behind every text in it."""
    if isinstance(sent, dict):
        return {name: with_nul(value) for name, value in sent.items()}
    if isinstance(sent, list):
        return [with_nul(value) for value in sent]
    return f"{sent}\x00" if isinstance(sent, str) else sent


def says_something(row):
    return {"json", "data"} & {*row} or "?" in row["path"]


def said(row):
    """A row with a NUL behind each thing that is said in it."""
    address, _mark, query = row["path"].partition("?")
    query = "&".join(f"{part}%00" for part in query.split("&"))
    spoken = {name: with_nul(row[name]) for name in ("json", "data") if name in row}
    return row | spoken | {"path": f"{address}?{query}"}


def test_a_nul_in_an_address_is_left_out(client, member):
    client.force_login(member)

    assert client.get("/people/%00no%00body/").status_code == 404
    assert client.get(f"/api/v1/members/{member.handle}%00").status_code == 200
    assert 'value="営業"' in client.get("/search/?q=営%00業").content.decode()


def test_a_nul_in_what_is_written_is_left_out(client, member):
    client.force_login(member)
    address = f"/api/v1/drafts/{make_member('other').handle}"

    client.put(address, {"message": "途中\x00まで"}, content_type="application/json")
    client.post("/me/entries/new/skill/", {"title_ja": "営\x00業", "visibility": "members"})

    assert SavedDraft.objects.get(sender=member).written["message"] == "途中まで"
    assert Entry.objects.get(member=member).title_ja == "営業"


@pytest.mark.parametrize(
    ("route", "row"),
    [(route, row) for _area, route, row in ROWS if says_something(row)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_nul_breaks_nothing(needs_postgres, house, db, client, route, row):
    """PostgreSQL can hold none; SQLite takes it for a letter."""
    _people, places, signed_in = house
    client.cookies = signed_in[first_let_in(row)].copy()

    assert ask(client, said(filled(row, places))).status_code < 500


def first_let_in(row):
    """The first viewer who gets more than a refusal; the owner if nobody does."""
    refused = {"sign-in", 401, 403, 404}
    return next(
        (one for one in VIEWERS if row.get(one, row.get("default")) not in refused), "owner"
    )

"""Somebody's page: for members, for guests, for machines."""

import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from enishi.rooms.insights.models import Visit
from enishi.rooms.organizations.models import Organization
from enishi.rooms.profiles import services
from enishi.rooms.profiles.models import Profile
from enishi.rooms.profiles.types import PageSettings
from tests.makers import NOW, make_block, make_connection, make_entry, make_member
from tests.rooms.profiles.test_portraits import picture

_STRINGS = "shared/data/security/blns/blns.json"
NAUGHTY = next((p / _STRINGS for p in Path(__file__).parents if (p / _STRINGS).exists()), None)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    "</script><svg onload=alert(1)>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "<!--", "]]>", "\u2028\u2029",
]  # fmt: skip


def body(response):
    return response.content.decode()


def open_page(member, **fields):
    settings = PageSettings(has_public_page=True, **fields)
    services.set_page_settings(by=member, settings=settings, at=NOW)


@pytest.fixture
def owner(db):
    owner = make_member("fujita", family_kanji="藤田", given_kanji="直樹",
                        family_kana="ふじた", given_kana="なおき",
                        family_romaji="Fujita", given_romaji="Naoki")  # fmt: skip
    make_entry(owner, "headline", text_ja="求人広告の営業を12年", visibility="everyone")
    make_entry(owner, title_ja="営業 課長", text_ja="一行目\n二行目", visibility="everyone")
    make_entry(owner, "skill", title_ja="家の中だけ")
    return owner


@pytest.fixture
def line(owner):
    entry = owner_entry(owner)
    return f"{entry.pk}:ja:1"


def owner_entry(owner):
    return type(make_entry(owner, "award", title_ja="賞")).objects.get(title_ja="営業 課長")


def test_a_member_reads_the_record_and_may_ask_about_each_line(member_client, owner, line):
    page = body(member_client.get("/people/fujita/"))

    assert "<ruby>藤田<rt>ふじた</rt></ruby>" in page
    assert "求人広告" in page
    assert "家の中だけ" in page
    escaped = line.replace(":", "%3A")
    assert f"/approaches/new/?to=fujita&amp;origin=page&amp;line={escaped}" in page


def test_the_line_somebody_came_for_is_underlined_and_the_search_is_named(
    member_client, owner, line
):
    page = body(member_client.get(f"/people/fujita/?q=求人&line={line}&line=nonsense"))

    assert '<mark class="ev">二行目</mark>' in page
    assert '<mark class="ev">一行目' not in page
    assert "求人" in page
    assert "origin=search&amp;q=" in page


def test_evidence_is_shown_in_the_language_it_was_found_in(member_client, owner):
    entry = make_entry(owner, title_ja="部長", title_en="Head", text_ja="行", text_en="A line")

    page = body(member_client.get(f"/people/fujita/?line={entry.pk}:en:0"))
    assert '<mark class="ev">A line</mark>' in page

    page = body(member_client.get(f"/people/fujita/?line={entry.pk}:en:0&lang=ja"))
    assert "A line" not in page


def test_the_path_and_those_near_both_are_drawn(member_client, owner):
    between = make_member("between", family_kanji="相沢", given_kanji="みどり")
    make_connection(member_client.viewer, between)
    make_connection(between, owner)

    page = body(member_client.get("/people/fujita/"))

    assert 'data-steps="3"' in page
    assert page.count("相沢 みどり") == 2


def test_other_ways_stand_behind_the_strongest(member_client, owner):
    for kanji in ("相沢", "北川", "森本", "和田"):
        between = make_member(family_kanji=kanji)
        make_connection(member_client.viewer, between)
        make_connection(between, owner)

    page = body(member_client.get("/people/fujita/"))

    assert "ほかの道を見る(2本)" in page
    assert page.count('data-steps="3"') == 3


def make_stay(member, office, starts, ends="", **fields):
    fields |= {"starts": starts, "ends": ends, "is_current": not ends}
    return make_entry(member, organization=office, organization_ja=office.name_ja, **fields)


def ties_on(page):
    return re.findall(r'<span class="tie">([^<]*)</span>', page)


def test_the_thread_says_what_ties_those_who_stand_next_to_each_other(member_client, owner):
    viewer, between = member_client.viewer, make_member()
    make_connection(viewer, between)
    make_connection(between, owner)
    office = Organization.objects.create(key="office", name_ja="あけぼの求人社")
    school = Organization.objects.create(key="school", name_ja="河畔大学")
    make_stay(viewer, office, "2005", "2013")
    make_stay(between, office, "2009-04", "2012-03")
    make_stay(between, school, "1999", "2003", kind="education")
    make_stay(owner, school, "2002", "2006", kind="education")
    make_stay(owner, office, "2020")  # later than both: nothing that ties them

    page = body(member_client.get("/people/fujita/"))

    assert ties_on(page) == [
        "あけぼの求人社に 2009–2012年、ともに在籍",
        "河畔大学に 2002–2003年、ともに在学",
    ]


@pytest.mark.parametrize("whose", ["between", "owner"])
@pytest.mark.parametrize("level", ["only_me", "connections", "members"])
def test_no_tie_is_told_by_what_the_viewer_may_not_see(member_client, owner, whose, level):
    viewer, between = member_client.viewer, make_member()
    make_connection(viewer, between)
    make_connection(between, owner)
    office = Organization.objects.create(key="office", name_ja="あけぼの求人社")
    levels = {"between": "members", "owner": "members", whose: level}
    for name, member in (("between", between), ("owner", owner)):
        make_stay(member, office, "2009", "2012", visibility=levels[name])

    page = body(member_client.get("/people/fujita/"))

    is_seen = level == "members" or (whose, level) == ("between", "connections")
    assert bool(ties_on(page)) == is_seen
    assert ("あけぼの求人社" in "".join(ties_on(page))) == is_seen


def test_a_visit_is_noted_for_both_to_see_and_never_ones_own(member_client, owner):
    member_client.get("/people/fujita/")
    member_client.get("/people/fujita/?q=never-searched")
    member_client.get(f"/people/{member_client.viewer.handle}/")

    visit = Visit.objects.get()
    assert (visit.viewer_id, visit.member_id) == (member_client.viewer.pk, owner.pk)
    assert visit.query == ""


def test_a_stranger_is_told_that_there_is_no_tie(member_client, owner):
    assert "thread-none" in body(member_client.get("/people/fujita/"))


def test_ones_own_page_leads_to_the_record(member_client):
    page = body(member_client.get(f"/people/{member_client.viewer.handle}/"))

    assert 'href="/me/"' in page
    assert "/approaches/new/" not in page


def test_a_guest_finds_only_pages_that_were_opened(client, owner):
    closed, absent = client.get("/people/fujita/"), client.get("/people/nobody/")
    assert (closed.status_code, absent.status_code) == (404, 404)

    open_page(owner)
    page = body(client.get("/people/fujita/"))
    assert "営業 課長" in page
    assert "家の中だけ" not in page
    assert "/approaches/new/" not in page


def test_who_is_hidden_cannot_be_told_from_who_never_was(member_client, owner):
    make_block(owner, member_client.viewer)

    hidden, absent = (member_client.get(f"/people/{name}/") for name in ("fujita", "nobody1"))

    assert hidden.status_code == absent.status_code == 404
    assert scrubbed(body(hidden), "fujita") == scrubbed(body(absent), "nobody1")


def scrubbed(page, name):
    page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', r"\1", page)
    return page.replace(name, "NAME")


def test_a_guest_page_speaks_to_machines_as_far_as_its_owner_allows(client, owner):
    open_page(owner)
    response = client.get("/people/fujita/")
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in body(response)
    assert "application/ld+json" not in body(response)
    for name in ("h-resume", "h-card", "p-experience"):
        assert name in body(response)

    open_page(owner, is_indexable=True, has_structured_data=True)
    response = client.get("/people/fujita/")
    assert "X-Robots-Tag" not in response
    assert "noindex" not in body(response)
    data = json.loads(
        re.search(r"<script type=.application/ld.json.[^>]*>(.*?)</script>", body(response))[1]
    )
    assert data["mainEntity"]["name"] == "藤田 直樹"
    assert "家の中だけ" not in str(data)


def naughty_strings():
    return HOSTILE + (json.loads(NAUGHTY.read_text()) if NAUGHTY else [])


def test_what_people_write_stays_words(member_client, client, owner):
    plain = member_client.get("/people/fujita/?lang=ja")
    open_page(owner, has_structured_data=True)
    strings = [text.replace("\0", "") for text in naughty_strings()]
    for number in range(0, len(strings), 60):
        several = "\n".join(strings[number : number + 60])
        make_entry(
            owner,
            "project",
            title_ja=strings[number][:300],
            organization_ja=strings[number][:200],
            text_ja=several,
            visibility="everyone",
        )
    make_entry(owner, "summary", text_ja="\n".join(HOSTILE), visibility="everyone")
    make_entry(owner, "link", url="javascript:alert(1)", title_ja="x", visibility="everyone")
    make_entry(
        owner,
        "skill",
        title_ja=HOSTILE[3],
        details={"level": HOSTILE[1]},
        visibility="everyone",
    )

    assert tags(body(plain)) <= tags(body(member_client.get("/people/fujita/?lang=ja"))) | {"x"}
    member_client.force_login(owner)
    guest = type(client)()
    for viewer, address in (
        (member_client, "/me/"),
        (member_client, "/me/?as=stranger"),
        (member_client, "/me/print/"),
        (guest, "/people/fujita/"),
        (guest, "/people/fujita/print/"),
    ):
        page = body(viewer.get(address))
        assert "javascript:alert" not in "".join(re.findall(r'href="[^"]*"', page))
        assert not re.search(r"<[^>]*\son\w+=", page)
        assert tags(page).isdisjoint({"iframe", "object", "embed", "marquee", "style"})
        scripts = re.findall(r"<script\b([^>]*)>", page)
        assert all("src=" in one or "ld+json" in one for one in scripts)
        assert "{{ 7|add:7 }}" in page


def tags(page):
    return set(re.findall(r"<([a-z][a-z0-9]*)\b", page.lower()))


def test_a_portrait_is_uploaded_shown_and_taken_away(member_client, owner, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("me.jpg", picture(), "image/jpeg")

    assert member_client.post("/me/portrait/", {"portrait": upload}).status_code == 302

    handle = member_client.viewer.handle
    address = re.search(
        rf"/people/{handle}/portrait/512/\?v=\w+", body(member_client.get(f"/people/{handle}/"))
    )[0]
    response = member_client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"].startswith("private")
    assert b"".join(response.streaming_content).startswith(b"RIFF")
    assert type(member_client)().get(address).status_code == 404

    member_client.post("/me/portrait/remove/")
    assert member_client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("me.jpg", b"<svg onload=alert(1)>"), ("me.png", picture()[:300]), ("empty.jpg", b"")],
)
def test_a_file_that_is_no_picture_is_refused_at_the_field(
    member_client, settings, tmp_path, name, content
):
    settings.MEDIA_ROOT = tmp_path

    response = member_client.post(
        "/me/portrait/", {"portrait": SimpleUploadedFile(name, content, "image/jpeg")}
    )

    assert response.status_code == 422
    assert "id_portrait_error" in body(response)
    assert not Profile.objects.exclude(portrait="").exists()


@pytest.mark.parametrize("count", [5, 60])
def test_a_page_costs_the_same_whatever_stands_on_it(member_client, owner, warm_graph, count):
    for number in range(count):
        make_entry(owner, title_ja=f"営業 {number}", text_ja="一\n二")
        between = make_member()
        make_connection(member_client.viewer, between)
        make_connection(between, owner)
    member_client.get("/people/fujita/")  # the first page after sign-in writes the session
    warm_graph()

    with CaptureQueriesContext(database) as asked:
        member_client.get("/people/fujita/")

    # The savepoint around the visit is there because the test itself is a transaction.
    queries = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(queries) <= 12


def test_the_paper_of_somebody_shows_what_the_viewer_may_see(client, owner):
    open_page(owner)

    page = body(client.get("/people/fujita/print/"))

    assert "営業 課長" in page
    assert "家の中だけ" not in page
    assert "<nav" not in page

"""The pages of what came, who found me, why now, and how I look at others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enishi.rooms.approaches.services import set_welcome
from enishi.rooms.approaches.types import Purpose, Terms, WelcomeTerms
from enishi.rooms.insights import queries, services
from enishi.rooms.insights.models import Glance, Visit
from enishi.rooms.insights.types import Aim, Look, Manner
from tests.makers import make_block, make_entry, make_member
from tests.rooms.insights.makers import edit, look, search, write

HTMX = {"headers": {"HX-Request": "true"}}
PRIVATE = Look(Manner.PRIVATE)


@pytest.fixture
def viewer(member_client):
    return member_client.viewer


@pytest.fixture
def entry(viewer):
    return make_entry(viewer, title_ja="首都圏営業部 課長", text_ja="料金改定を企画")


def ago(**span):
    return timezone.now() - timedelta(**span)


def text(client, path, **extra):
    response = client.get(path, **extra)
    assert response.status_code == 200
    return response.content.decode()


def test_a_newcomer_is_told_that_nothing_came_and_what_to_do(member_client, viewer):
    page = text(member_client, "/offers/")

    assert "まだ何も来ていません。" in page
    assert 'href="/me/import/"' in page
    assert '<svg class="chart' not in page


def test_a_board_that_says_what_to_do_keeps_its_budget(
    member_client, viewer, entry, django_assert_max_num_queries
):
    make_entry(viewer, kind="headline", text_ja="求人広告の料金")
    member_client.get("/offers/")

    with django_assert_max_num_queries(12):
        assert "片方の言語だけ" in text(member_client, "/offers/")


def test_the_board_tells_what_came(member_client, viewer, entry):
    for _ in range(3):
        search(make_member(), entry, "求人広告 営業", ago(hours=2))
    finder = make_member(family_kanji="高梨")
    search(finder, entry, "料金改定", ago(hours=2))
    look(finder, viewer, ago(hours=2), "料金改定", entry)
    write(finder, entry, ago(hours=1), answered_at=timezone.now(), query="料金改定")

    page = text(member_client, "/offers/")

    assert "この13週に届いた声かけは1件。そのうち1件に答えました。" in page
    assert "料金改定 · 求人広告 営業" in page
    assert page.count('class="d-act"') == 2 + 2  # across and down
    assert page.count('class="d-found"') == 4 + 4
    assert page.count('class="d-seen"') == 1 + 1
    assert 'aria-current="page" data-key="g o"' in page


def test_one_or_two_searchers_are_a_ring_and_no_number(member_client, entry):
    search(make_member(), entry, "秘密の言葉", ago(hours=1))

    page = text(member_client, "/offers/")

    assert "ただ、検索では見つかっています。" in page
    assert page.count('class="d-few"') == 2
    assert "秘密の言葉" not in page


def test_many_events_share_a_dot(member_client, viewer, entry):
    for _ in range(25):
        search(make_member(), entry, "求人", ago(minutes=5))

    page = text(member_client, "/offers/")

    assert page.count('class="d-found"') == 9 + 9
    assert "1段目では3回" in page


def test_what_would_bring_more_comes_with_its_numbers(member_client, viewer, entry):
    make_entry(viewer, kind="headline", text_ja="営業", text_en="Sales")
    silent = make_entry(viewer, title_ja="大阪支社", title_en="Osaka")
    set_welcome(by=viewer, said=WelcomeTerms(purpose=Purpose.CHAT, terms=Terms.CLOSED))
    for number in range(4):
        search(make_member(), entry, "pricing reform", ago(days=number))
    look(make_member(), viewer, ago(days=1))

    page = text(member_client, "/offers/")

    assert "この30日に4人がこの項目に行き当たり" in page
    assert "「pricing reform」" in page
    assert f'href="/me/entries/{entry.pk}/"' in page
    assert "この30日に1人が名前を出して記録を開きました(質問のため:0人)。" in page
    assert 'href="/settings/welcome/"' in page
    assert "職歴2件のうち1件には、何をしたかの行がありません。" in page
    assert f'href="/me/entries/{silent.pk}/"' in page


@pytest.mark.parametrize("address", ["/offers/why-now/", "/offers/why-now/{}/"])
def test_why_now_tells_the_whole_chain(member_client, viewer, entry, address):
    tamaki = make_member("tamaki", family_kanji="高梨", given_kanji="環")
    edit(entry, ago(days=5))
    for _ in range(4):
        search(make_member(), entry, "求人広告", ago(days=4))
    search(tamaki, entry, "料金改定", ago(days=3))
    look(tamaki, viewer, ago(days=3), "料金改定", entry)
    approach = write(tamaki, entry, ago(days=2))

    for extra in ({}, HTMX):
        page = text(member_client, address.format(approach.pk), **extra)
        assert ("<html" in page) is not bool(extra)
        assert '<mark class="ev">首都圏営業部 課長</mark></span> を書き直しました' in page
        assert "ほかの4人の検索がこの行に届きました" in page
        assert "高梨 環さんが「料金改定」を探し、記録を開きました" in page
        assert "高梨 環さんから声がかかりました" in page


def test_why_now_stands_beside_a_received_approach_only(member_client, client, viewer, entry):
    approach = write(make_member("tamaki"), entry, ago(days=2))
    address = f"/offers/why-now/{approach.pk}/"
    assert address in text(member_client, f"/approaches/{approach.pk}/")

    client.force_login(approach.sender)
    assert address not in text(client, f"/approaches/{approach.pk}/")
    assert client.get(address).status_code == 404


def test_what_edits_did_is_told_coarsely(member_client, entry):
    edit(entry, ago(days=5))
    assert "まだ何も届いていません。" in text(member_client, "/offers/why-now/")

    search(make_member(), entry, "秘密の言葉", ago(days=4))
    page = text(member_client, "/offers/why-now/")

    assert "新しい言葉の検索が、少し届きました。" in page
    assert "秘密の言葉" not in page


def test_chains_come_in_pages(member_client, entry):
    for number in range(12):
        write(make_member(family_kanji=f"甲{number:02}"), entry, ago(days=number + 1))

    first = text(member_client, "/offers/why-now/")
    cursor = first.partition('rel="next" href="')[2].partition('"')[0]
    second = text(member_client, cursor.replace("&amp;", "&"))

    assert ("甲09" in first, "甲10" in first) == (True, False)
    assert ("甲11" in second, "甲09" in second) == (True, False)
    assert member_client.get("/offers/why-now/?cursor=invented").status_code == 400


def test_everybody_who_looked_comes_in_pages(member_client, viewer):
    for number in reversed(range(31)):
        look(make_member(family_kanji=f"甲{number:02}"), viewer, ago(days=number))

    first = text(member_client, "/offers/found/")
    cursor = first.partition('rel="next" href="')[2].partition('"')[0]

    assert ("甲29" in first, "甲30" in first) == (True, False)
    assert "甲30" in text(member_client, cursor.replace("&amp;", "&"))


def test_what_somebody_looked_for_stands_beside_them(member_client, viewer):
    hiring = make_member(family_kanji="水谷")
    services.set_looking(by=hiring, look=Look(aim=Aim.HIRING))
    look(hiring, viewer, ago(hours=1))

    assert "採用のために記録を開いた" in text(member_client, "/offers/found/")
    assert "採用のために記録を開いた" in text(member_client, "/today/found/")


def test_who_looks_privately_is_told_why_no_names_come(member_client, viewer):
    assert "名前を出さずに見る設定です" not in text(member_client, "/offers/found/")

    services.set_looking(by=viewer, look=PRIVATE)
    look(make_member(family_kanji="秘田"), viewer, ago(hours=1))
    page = text(member_client, "/offers/found/")

    assert "名前を出さずに見る設定です" in page
    assert "秘田" not in page


def test_numbers_are_told_from_three_on(member_client, viewer, entry):
    people = [make_member() for _ in range(3)]
    for person in people[:2]:
        search(person, entry, "求人", ago(hours=1))
        services.set_looking(by=person, look=PRIVATE)
        look(person, viewer, ago(days=14))
    assert "お伝えできる人数がありません" in text(member_client, "/offers/found/counted/")

    search(people[2], entry, "求人", ago(hours=1))
    services.set_looking(by=people[2], look=PRIVATE)
    look(people[2], viewer, ago(days=14))
    page = text(member_client, "/offers/found/counted/", **HTMX)

    assert "検索の結果であなたを見た人 3人" in page
    assert "うち3人は「求人」" in page
    assert "3人が名前を出さずに記録を開きました" in page


def test_how_one_looks_is_kept(member_client, viewer):
    assert "checked" in text(member_client, "/settings/looking/")

    response = member_client.post(
        "/settings/looking/", {"manner": "private", "aim": "research"}, follow=True
    )
    assert "これまでのことは変わりません" in response.content.decode()
    assert queries.look_of(viewer) == Look(Manner.PRIVATE, Aim.RESEARCH)

    assert member_client.post("/settings/looking/", {"manner": "hidden"}).status_code == 422
    assert queries.look_of(viewer) == Look(Manner.PRIVATE, Aim.RESEARCH)


def test_a_visit_says_what_it_is_for_on_the_page_itself(member_client, viewer):
    owner = make_member("fujita")
    page = text(member_client, "/people/fujita/")
    assert '<option value="around" selected>' in page

    answer = member_client.post("/people/fujita/aim/", {"aim": "asking"}, **HTMX)
    assert '<option value="asking" selected>' in answer.content.decode()
    assert '<option value="asking" selected>' in text(member_client, "/people/fujita/")
    response = member_client.post("/people/fujita/aim/", {"aim": "hiring"})

    assert response["Location"] == "/people/fujita/"
    assert Visit.objects.get(member=owner, viewer=viewer).aim == Aim.HIRING


@pytest.mark.parametrize("aim", ["", "spying"])
def test_an_aim_there_is_not_is_refused(member_client, aim):
    make_member("fujita")
    member_client.get("/people/fujita/")

    assert member_client.post("/people/fujita/aim/", {"aim": aim}).status_code == 404
    assert Visit.objects.get().aim == Aim.AROUND


def test_a_private_look_is_told_to_who_looks(member_client, viewer):
    make_member("fujita")
    services.set_looking(by=viewer, look=PRIVATE)

    for _ in range(2):
        page = text(member_client, "/people/fujita/")

    assert "名前を出さずに見ています" in page
    assert (Visit.objects.count(), Glance.objects.count()) == (0, 1)


def test_who_is_blocked_is_on_none_of_the_pages(member_client, viewer, entry):
    gone = make_member(family_kanji="消田")
    edit(entry, ago(days=3))
    search(gone, entry, "消えた言葉", ago(days=2))
    look(gone, viewer, ago(days=2), "消えた言葉", entry)
    write(gone, entry, ago(days=1), query="消えた言葉")
    pages = ["/offers/", "/offers/why-now/", "/offers/found/", "/offers/found/counted/"]
    assert sum("消" in text(member_client, page) for page in pages) == 3

    make_block(gone, viewer)

    assert not any("消田" in text(member_client, page) for page in pages)
    assert not any("消えた言葉" in text(member_client, page) for page in pages)

"""Saved searches and standing questions, as those who use them meet their pages."""

from datetime import timedelta

import pytest
import time_machine

from enishi.rooms.discovery import services as discovery
from enishi.rooms.network import snapshot
from enishi.rooms.standing import services
from enishi.rooms.standing.models import Asking, SavedSearch, StandingQuestion
from tests.makers import NOW, make_member
from tests.rooms.standing.scenes import QUERY, WORDS, ask, follow, save, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.DATA = tmp_path
    services.read_every_record()
    with time_machine.travel(NOW, tick=False):
        yield
    snapshot.forget()


@pytest.fixture
def look(client):
    """The page at an address, as a member sees it; what is posted is followed."""

    def go(member, address, data=None):
        client.force_login(member)
        post = data is not None
        response = client.post(address, data, follow=True) if post else client.get(address)
        return response, response.content.decode()

    return go


def test_a_search_is_saved_where_it_is_answered_and_opens_again(member, look):
    write(make_member())
    discovery.drain()
    _, page = look(member, f"/search/?q={QUERY}&language=ja&from=2010")
    assert 'action="/searches/new/"' in page
    assert '<input type="hidden" name="language" value="ja">' in page

    _, page = look(member, "/searches/new/", {"q": QUERY, "language": "ja", "from": "2010"})

    assert "保存しました" in page
    assert "language=ja&amp;from=2010" in page
    assert SavedSearch.objects.get().narrowing == {"language": "ja", "first_year": 2010}


def test_the_list_shows_whoever_newly_answers_with_the_line(member, look):
    save(member)
    other = make_member("tanaka", family_kanji="田中")
    entry = write(other)
    follow()

    _, page = look(member, "/searches/")
    assert "田中" in page
    assert "求人広告の営業を担当" in page
    assert f"line={entry.pk}%3Aja%3A0" in page
    response, page = look(member, "/notices/")
    assert "保存した検索に新しく当てはまりました" in page
    (row,) = response.context_data["page"].days[0].rows
    response, _ = look(member, f"/notices/{row.id}/")
    assert response["Location"].startswith("/people/tanaka/?q=")


def test_rename_be_left_alone_remove_and_undo(member, look):
    search = save(member)
    _, page = look(member, f"/searches/{search.pk}/", {"name": "広告に詳しい人"})
    assert "広告に詳しい人" in page
    assert not SavedSearch.objects.get().is_told

    response, page = look(member, f"/searches/{search.pk}/", {"name": "あ" * 81})
    assert response.status_code == 422
    assert "あ" * 81 in page

    _, page = look(member, f"/searches/{search.pk}/remove/", {})
    undo = f"/searches/{search.pk}/restore/"
    assert undo in page
    _, page = look(member, undo, {})
    assert "広告に詳しい人" in page


def test_a_search_without_an_answer_becomes_a_question(member, look):
    discovery.rebuild_index()
    _, page = look(member, f"/search/?q={QUERY}")
    assert "/questions/new/?q=" in page
    _, page = look(member, f"/questions/new/?q={QUERY}&language=en")
    assert f'value="{QUERY}"' in page
    assert '<input type="hidden" name="language" value="en">' in page

    sent = {
        "q": QUERY,
        "words": "短い",
        "days": "30",
        "language": "en",
        "budget_yen": "¥30,000",
    }
    response, page = look(member, "/questions/new/", sent)
    assert response.status_code == 422
    assert "20文字以上" in page
    response, page = look(member, "/questions/new/", sent | {"words": WORDS})

    question = StandingQuestion.objects.get()
    assert response.redirect_chain[-1][0] == f"/questions/{question.pk}/"
    assert (question.budget_yen, question.narrowing) == (30000, {"language": "en"})
    assert WORDS in page


def test_the_expert_reads_it_first_and_says_yes(member, look):
    question = ask(member, is_anonymous=True, budget_yen=30000)
    expert = make_member("expert", family_kanji="藤田")
    write(expert)
    follow()
    (asking,) = Asking.objects.all()
    address = f"/questions/asked/{asking.pk}/"

    response, today = look(expert, "/")
    assert address in today
    assert "質問が一件届いています" in response.context_data["page"].sentence
    _, page = look(expert, address)
    assert WORDS in page
    assert "¥30,000" in page
    assert "求人広告の営業を担当" in page
    assert member.handle not in page
    _, page = look(member, f"/questions/{question.pk}/")
    assert "藤田" not in page

    look(expert, f"{address}later/", {})
    _, today = look(expert, "/")
    assert address not in today
    _, page = look(expert, f"{address}no/", {})
    assert "いいえ" in page
    response, page = look(expert, address, {"words": "喜んで。"})

    assert response.redirect_chain[-1][0].startswith("/inbox/")
    assert "喜んで。" in page
    _, page = look(member, f"/questions/{question.pk}/")
    assert "藤田" in page
    assert "一人が応じました" in page
    _, page = look(expert, "/offers/why-now/")
    assert f"常設の質問「{QUERY}」" in page


def test_withdrawn_it_is_gone_for_the_expert(member, look):
    question = ask(member)
    expert = make_member()
    write(expert)
    follow()
    address = f"/questions/asked/{Asking.objects.get().pk}/"
    assert look(expert, address)[0].status_code == 200
    look(member, f"/questions/{question.pk}/withdraw/", {})
    assert look(expert, address)[0].status_code == 404

    other = ask(member, at=NOW)
    look(member, f"/questions/{other.pk}/close/", {})
    _, page = look(member, "/questions/")
    assert "締め切り" in page
    assert "取り下げ" in page


def test_in_english_and_when_its_time_is_over(member, look, client):
    question = ask(member, days=3)
    client.cookies["django_language"] = "en"
    member.language = "en"
    member.save()
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        _, page = look(member, f"/questions/{question.pk}/")
    assert "Its time is over" in page
    assert "withdraw/" not in page

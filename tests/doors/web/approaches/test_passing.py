import pytest
from django.urls import reverse

from enishi.rooms.approaches.models import Approach, Passing
from tests.makers import make_block, make_connection, make_member
from tests.rooms.approaches.letters import MESSAGE, make_approach, make_recipient


@pytest.fixture
def sender(db):
    return make_member("sender", family_kanji="高梨", given_kanji="環")


@pytest.fixture
def recipient(client, db):
    recipient = make_recipient("recipient", family_kanji="藤田", given_kanji="直樹")
    client.force_login(recipient)
    return recipient


@pytest.fixture
def better(recipient):
    better = make_recipient("better", family_kanji="大西", given_kanji="遥")
    make_connection(recipient, better)
    return better


@pytest.fixture
def approach(sender, recipient):
    return make_approach(sender, recipient)


def url(name, thing):
    return reverse(f"web:{name}", args=[thing.pk])


def pass_on(client, approach, to="better"):
    return client.post(url("pass_on", approach), {"to": to}, follow=True)


def as_member(client, member):
    client.force_login(member)
    return client


def test_connections_are_offered_by_name_and_the_sender_is_not(
    client, sender, recipient, better, approach
):
    make_connection(recipient, sender)

    page = client.get(url("pass_on", approach)).content.decode()

    assert '<option value="better">大西 遥' in page
    assert '<option value="sender">' not in page


@pytest.mark.parametrize("to", ["better", "@better", "https://house.example/people/better/"])
def test_naming_somebody_leads_back_to_the_inbox(client, better, approach, to):
    response = pass_on(client, approach, to)

    assert response.redirect_chain == [("/inbox/", 302)]
    assert Passing.objects.get().to == better
    page = client.get(url("approach", approach)).content.decode()
    assert "大西 遥さん" in page
    assert url("pass_on", approach) not in page


@pytest.mark.parametrize("to", ["", "nobody", "sender", "recipient", "hidden"])
def test_who_cannot_be_named_comes_back_with_words(client, recipient, approach, to):
    make_block(make_member("hidden"), recipient)

    response = client.post(url("pass_on", approach), {"to": to})

    assert response.status_code == 422
    assert list(response.context["page"].form.errors) == ["to"]
    assert not Passing.objects.exists()


def test_hidden_and_absent_sound_the_same(client, recipient, approach):
    make_block(make_member("hidden"), recipient)
    pages = [
        client.post(url("pass_on", approach), {"to": to}).context["page"].form.errors
        for to in ("hidden", "nobody")
    ]

    assert pages[0] == pages[1]


def test_who_is_named_reads_it_and_takes_it_over(client, sender, better, approach):
    pass_on(client, approach)
    passing = Passing.objects.get()
    as_member(client, better)
    assert url("passing", passing) in client.get("/inbox/").content.decode()
    page = client.get(url("passing", passing)).content.decode()
    for words in (MESSAGE, "高梨 環さん", "藤田 直樹さん", "アルバイト求人広告の営業を統括"):
        assert words in page

    response = client.post(url("take_over", passing))

    goes_on = Approach.objects.get(recipient=better)
    assert response["Location"] == url("approach", goes_on)
    page = client.get(url("approach", goes_on)).content.decode()
    assert 'id="answer"' in page
    assert "藤田 直樹さん" in page

    page = as_member(client, sender).get(url("approach", approach)).content.decode()
    assert "大西 遥さん" in page
    assert url("approach", goes_on) in page


def test_until_then_the_sender_reads_nothing_of_it(client, sender, better, approach):
    pass_on(client, approach)

    page = as_member(client, sender).get(url("approach", approach)).content.decode()

    assert "大西" not in page
    assert "state wait" in page


def test_a_refusal_leads_back_and_leaves_nothing_to_read(client, better, approach):
    pass_on(client, approach)
    passing = Passing.objects.get()
    as_member(client, better)

    assert client.post(url("refuse_passing", passing)).status_code == 302
    assert client.get(url("passing", passing)).status_code == 404
    assert url("passing", passing) not in client.get("/inbox/").content.decode()

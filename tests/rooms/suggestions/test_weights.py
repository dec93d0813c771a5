"""What counts how much in this house: learned from its ties, burnt without harm."""

import pytest

from enishi.engines.graph.links import DEFAULT, Blend
from enishi.rooms.suggestions import deriving, services
from enishi.rooms.suggestions.weights import current_blend, keep_blend
from tests.engines.graph.links.towns import two_towns
from tests.makers import NOW, make_connection, make_member


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "suggestions"


def test_without_a_file_the_defaults_count():
    assert current_blend() == DEFAULT


def test_what_is_kept_counts_at_once(folder):
    for weight in (2.0, 3.0):
        keep_blend(Blend.of({"pagerank": weight}))
        assert current_blend().named()["pagerank"] == weight

    (folder / "weights.json").unlink()
    assert current_blend() == DEFAULT


@pytest.mark.parametrize("text", ["", "[]", '{"pagerank": "x"}', '{"mood": 1}'])
def test_a_file_nobody_can_read_does_no_harm(folder, text):
    folder.mkdir()
    (folder / "weights.json").write_text(text)

    assert current_blend() == DEFAULT


@pytest.mark.django_db
def test_it_learns_the_same_in_whichever_order_ties_are_read(monkeypatch):
    members = [make_member() for _ in range(120)]
    for one, other in two_towns().tolist():
        make_connection(members[one], members[other])
    services.rebuild_suggestions(at=NOW)
    learned = current_blend()

    ties = list(deriving.every_tie())
    monkeypatch.setattr(deriving, "every_tie", lambda: reversed(ties))
    services.rebuild_suggestions(at=NOW)

    assert current_blend() == learned


@pytest.mark.django_db
def test_a_house_learns_from_ties_that_all_agree_to_show():
    members = [make_member() for _ in range(120)]
    for one, other in two_towns().tolist():
        make_connection(members[one], members[other])

    assert services.rebuild_suggestions(at=NOW).is_calibrated
    learned = current_blend()
    assert learned != DEFAULT

    shy = [make_member(show_in_threads=False) for _ in range(30)]
    for number, one in enumerate(shy):
        for member in members[number : number + 40]:
            make_connection(one, member)
    services.rebuild_suggestions(at=NOW)
    # Ids that are in the graph, but not their ties, may move the split by a hair.
    assert current_blend().named() == pytest.approx(learned.named(), abs=1e-6)


@pytest.mark.django_db
def test_too_few_ties_leave_the_defaults():
    make_connection(make_member(), make_member())

    assert not services.rebuild_suggestions(at=NOW).is_calibrated
    assert current_blend() == DEFAULT

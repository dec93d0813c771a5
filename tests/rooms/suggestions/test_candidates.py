"""Who is suggested and why: ties and records weighed, and nothing that is hidden."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from django.utils.translation import override

from enishi.engines.graph.links import PARTS
from enishi.rooms.network.types import Degree
from enishi.rooms.organizations.models import Organization
from enishi.rooms.profiles.models import Entry
from enishi.rooms.suggestions import services
from enishi.rooms.suggestions.candidates import shared_words
from enishi.rooms.suggestions.models import FieldWord, RecordToRead
from enishi.rooms.suggestions.queries import suggestions_for
from enishi.rooms.suggestions.sentences import named_in, reasons_in_words
from tests.makers import NOW, make_block, make_connection, make_entry, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return make_member("viewer")


def people(viewer):
    return suggestions_for(viewer, NOW).people


def sentences(viewer, language="ja"):
    found = people(viewer)
    names = {pk: f"{pk}さん" for pk in named_in(found)}
    with override(language):
        return [reasons_in_words(one, names) for one in found]


def read():
    services.rebuild_suggestions(at=timezone.now())


def line(*members):
    for one, other in pairwise(members):
        make_connection(one, other)
    return members


def test_each_part_of_a_score_is_kept(viewer):
    line(viewer, make_member(), make_member())

    (one,) = people(viewer)

    assert set(one.parts) == set(PARTS)
    assert one.score == pytest.approx(sum(one.parts.values()))
    assert one.parts["resource_allocation"] > 0
    assert one.parts["work"] == one.parts["school"] == one.parts["field"] == 0


def test_somebody_three_steps_away_is_suggested_with_the_way(viewer):
    _viewer, near, far, last = line(viewer, *(make_member() for _ in range(3)))

    found = {one.member_id: one for one in people(viewer)}

    assert found.keys() == {far.pk}  # of two, half a day
    services.dismiss_for_good(by=viewer, member_id=far.pk, at=NOW - timedelta(days=1))
    (one,) = people(viewer)
    assert (one.member_id, one.degree) == (last.pk, Degree.THIRD)
    assert one.between_ids == (near.pk, far.pk)
    assert sentences(viewer) == [[f"{near.pk}さん、{far.pk}さんを通じてつながっています"]]


def test_a_way_that_may_not_be_told_is_no_reason(viewer):
    line(viewer, make_member(), make_member(show_in_threads=False), make_member())
    line(viewer, make_member(show_in_threads=False), make_member())

    assert [one.degree for one in people(viewer)] == [Degree.SECOND]
    assert all(one.mutual_ids for one in people(viewer))


def test_a_longer_way_does_not_stand_for_one_that_is_hidden(viewer):
    aside = make_member(show_in_threads=False)
    _viewer, _near, far, there = line(viewer, *(make_member() for _ in range(3)))
    line(viewer, aside, there)  # 2nd degree, but through nobody who may be named
    services.dismiss_for_good(by=viewer, member_id=far.pk, at=NOW - timedelta(days=1))

    assert people(viewer) == ()


def test_years_at_one_place_are_told_in_both_languages(viewer):
    office = Organization.objects.create(key="office", name_ja="甲社")
    place = {"organization": office, "organization_ja": "甲社", "organization_en": "Ko Ltd"}
    make_entry(viewer, starts="2009", ends="2012", **place)
    make_entry(make_member(), starts="2005", is_current=True, **place)

    assert sentences(viewer) == [["甲社に 2009–2012年、ともに在籍"]]
    assert sentences(viewer, "en") == [["Both at Ko Ltd, 2009 – 2012"]]


def test_a_school_is_told_as_a_school(viewer):
    school = Organization.objects.create(key="school", name_ja="乙大学")
    for one in (viewer, make_member()):
        make_entry(
            one, "education", organization=school, organization_ja="乙大学", starts="2008"
        )

    (one,) = people(viewer)

    assert one.parts["school"] > 0
    assert one.parts["work"] == 0
    assert sentences(viewer) == [["乙大学に 2008年、ともに在学"]]


def test_few_at_a_place_are_nearer_than_many(viewer):
    small, large = (Organization.objects.create(key=key) for key in ("small", "large"))
    for place, others in ((small, 1), (large, 4)):
        make_entry(viewer, starts="2015", ends="2018", organization=place)
        for _ in range(others):
            make_entry(make_member(), starts="2015", ends="2018", organization=place)

    first, *others = people(viewer)

    assert first.parts["work"] > max(one.parts["work"] for one in others)
    assert first.together.people == 2


def test_the_same_thin_field_is_a_reason(viewer):
    mate = make_member()
    make_entry(viewer, "skill", title_ja="塩引き鮭の加工")
    make_entry(mate, "position", title_ja="塩引き鮭 販売")
    make_entry(make_member(), "skill", title_ja="経理")
    assert people(viewer) == ()

    read()

    (one,) = people(viewer)
    assert one.member_id == mate.pk
    assert one.parts["field"] > 0
    assert sentences(viewer) == [["同じ専門分野: 塩引き"]]


def test_a_compound_stands_for_its_parts(viewer):
    for one in (viewer, make_member()):
        make_entry(one, "skill", title_ja="求人広告")

    read()

    assert sentences(viewer) == [["同じ専門分野: 求人広告"]]


@pytest.mark.parametrize(
    "hide",
    [
        lambda entry: entry.update(visibility="only_me"),
        lambda entry: entry.update(visibility="connections"),
        lambda entry: entry.update(title_ja="経理", updated_at=timezone.now()),
        lambda entry: entry.delete(),
    ],
    ids=["only-me", "connections", "rewritten", "removed"],
)
def test_a_word_one_may_not_see_any_more_is_no_reason(viewer, hide):
    mate = make_member()
    make_entry(viewer, "skill", title_ja="塩引き鮭")
    entry = make_entry(mate, "skill", title_ja="塩引き鮭")
    read()
    assert people(viewer)

    hide(Entry.objects.filter(pk=entry.pk))

    assert people(viewer) == ()


def test_hidden_words_are_not_even_read(viewer):
    for one in (viewer, make_member()):
        make_entry(one, "skill", title_ja="塩引き鮭", visibility="connections")
        make_entry(one, "position", title_ja="職", text_ja="塩引き鮭")  # not in a text

    read()

    assert not FieldWord.objects.filter(word__contains="鮭").exists()


def test_a_changed_record_is_read_again_for_words_that_are_known(viewer):
    for one in (viewer, make_member()):
        make_entry(one, "skill", title_ja="塩引き鮭")
    read()
    late = make_member()
    make_entry(late, "skill", title_ja="塩引き鮭とミシン")
    services.note_record(member_id=late.pk)
    services.note_record(member_id=late.pk)

    assert services.read_changed_records(at=timezone.now()) == 1

    assert not RecordToRead.objects.exists()
    words = set(FieldWord.objects.filter(member=late).values_list("word", flat=True))
    assert words
    assert "ミシン" not in words
    assert late.pk in shared_words(viewer)


def test_what_was_derived_can_be_burnt(viewer, settings, tmp_path):
    settings.DATA = tmp_path
    for one in (viewer, make_member()):
        make_entry(one, "skill", title_ja="塩引き鮭")
    read()
    before = people(viewer)
    FieldWord.objects.all().delete()
    assert people(viewer) == ()

    read()

    assert people(viewer) == before


def test_who_knows_nobody_is_suggested_people_by_their_record_alone(viewer):
    office = Organization.objects.create(key="office")
    for one in (viewer, make_member()):
        make_entry(one, starts="2015", ends="2018", organization=office)

    (one,) = people(viewer)

    assert one.degree == Degree.BEYOND
    assert one.parts["pagerank"] == 0


def scores(viewer):
    return [(one.member_id, dict(one.parts), one.mutual_ids) for one in people(viewer)]


@pytest.fixture
def town(viewer):
    """Friends of friends in several circles, so that any change could be felt."""
    friends = [make_member(f"friend{n}") for n in range(4)]
    beyond = [make_member(f"beyond{n}") for n in range(8)]
    for n, friend in enumerate(friends):
        make_connection(viewer, friend)
        for one in beyond[n : n + 4]:
            make_connection(friend, one)
    make_connection(beyond[0], beyond[7])
    return friends, beyond


def test_ties_one_may_not_know_of_change_nothing(viewer, town):
    friends, beyond = town
    shy = make_member("shy", show_in_threads=False)
    make_connection(viewer, shy)
    also_shy = make_member("also-shy", show_in_threads=False)
    blocker, gone = make_member("blocker"), make_member("gone", status="suspended")
    make_block(blocker, viewer)
    before = scores(viewer)

    for hidden in (also_shy, blocker, gone):
        make_connection(shy, hidden)
    for hidden in (blocker, gone):
        for one in (*friends, *beyond[:3]):
            make_connection(hidden, one)
    make_connection(also_shy, blocker)

    assert scores(viewer) == before


def test_entries_one_may_not_see_change_nothing(viewer, town):
    _friends, beyond = town
    office = Organization.objects.create(key="office")
    make_entry(viewer, starts="2015", ends="2018", organization=office)
    make_entry(viewer, "skill", title_ja="塩引き鮭")
    make_entry(beyond[0], starts="2015", ends="2018", organization=office)
    make_entry(beyond[0], "skill", title_ja="塩引き鮭")
    read()
    before = scores(viewer)

    for one in beyond[1:4]:
        hidden = {"visibility": "only_me"}
        make_entry(one, starts="2015", ends="2018", organization=office, **hidden)
        make_entry(one, "skill", title_ja="塩引き鮭", **hidden)
    read()

    assert scores(viewer) == before


def test_who_leaves_or_blocks_is_gone_in_the_next_request(viewer, town):
    _friends, beyond = town
    shown = people(viewer)
    leaver, blocker = shown[0].member_id, shown[1].member_id
    through = shown[2].mutual_ids[0]

    type(viewer).objects.filter(pk__in=[leaver, through]).update(status="left")
    make_block(next(one for one in beyond if one.pk == blocker), viewer)

    left = suggestions_for(viewer, NOW).people
    assert not {leaver, blocker, through} & {one.member_id for one in left}
    assert all(through not in one.mutual_ids for one in left)

from math import atan2, hypot

from enishi.doors.web.network.rings import Group, make_rings
from enishi.rooms.network.types import Reach


def inner(count, names):
    return make_rings(Reach(count, 0, 0, True), (), names).rings[0].dots


def where(dot):
    return float(dot.x) - 340, float(dot.y) - 340


def test_a_few_connections_are_named_each_under_its_dot():
    dots = inner(2, ["相沢さん", "堀さん"])

    assert [dot.name for dot in dots] == ["相沢さん", "堀さん"]
    assert all(float(dot.name_y) > float(dot.y) for dot in dots)


def test_many_connections_stay_dots():
    assert not any(dot.name for dot in inner(11, [f"{nth}さん" for nth in range(11)]))


def test_a_part_of_the_connections_is_not_shown_as_all_of_them():
    assert not any(dot.name for dot in inner(5, ["相沢さん"]))


def test_dots_scatter_over_the_whole_ring():
    dots = make_rings(Reach(0, 0, 200, True)).rings[2].dots
    quarters = {(float(dot.x) > 340, float(dot.y) > 340) for dot in dots}
    distances = {round(hypot(*where(dot))) for dot in dots}

    assert len(quarters) == 4
    assert max(distances) - min(distances) > 40
    # A spiral has one distance for each direction; a scatter has many.
    below = [dot for dot in dots if float(dot.x) > 340 and abs(float(dot.y) - 340) < 60]
    spread = [float(dot.x) for dot in below]
    assert max(spread) - min(spread) > 30


def test_the_people_of_one_organization_stand_in_its_sector():
    groups = [Group("ヒバリ人材", ("", "", ""), 6), Group("立葉大学", (), 4)]

    rings = make_rings(Reach(5, 12, 30, True), groups, ["相沢さん"])

    assert [(one.number, one.name, one.first, one.second) for one in rings.sectors] == [
        (1, "ヒバリ人材", 3, 6),
        (2, "立葉大学", 0, 4),
        (0, "", 2, 2),
    ]
    assert [len(ring.dots) for ring in rings.rings] == [5, 12, 30]
    directions = [atan2(y, x) for x, y in map(where, rings.rings[1].dots)]
    (_, one), (_, other) = (where(rings.sectors[0].label), where(rings.sectors[1].label))
    assert max(directions[:6]) < min(directions[6:10]) or one != other
    assert len(set(directions[:6])) == 6
    assert rings.total == 47


def test_sectors_do_not_touch_and_go_round_once():
    groups = [Group(f"組織{nth}", ("",) * nth, nth) for nth in range(9, 0, -1)]
    rings = make_rings(Reach(60, 60, 0, True), groups)

    assert len(rings.sectors) == 7  # six, and everybody else
    assert sum(sector.first for sector in rings.sectors) == 60
    turns = [atan2(*reversed(where(sector.label))) for sector in rings.sectors]
    assert len({round(turn, 2) for turn in turns}) == 7


def test_a_full_ring_is_shared_by_the_groups_in_proportion():
    rings = make_rings(Reach(0, 3000, 0, True), [Group("組織", (), 1500)])

    assert len(rings.rings[1].dots) == 150


def test_without_groups_there_is_no_sector():
    assert make_rings(Reach(3, 4, 5, True)).sectors == ()

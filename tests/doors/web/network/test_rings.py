from enishi.doors.web.network.rings import make_rings
from enishi.rooms.network.types import Degree


def inner(count, names):
    return make_rings({Degree.FIRST: count}, names).rings[0].dots


def test_a_few_connections_are_named_each_under_its_dot():
    dots = inner(2, ["相沢さん", "堀さん"])

    assert [dot.name for dot in dots] == ["相沢さん", "堀さん"]
    assert all(float(dot.name_y) > float(dot.y) for dot in dots)


def test_many_connections_stay_dots():
    assert not any(dot.name for dot in inner(11, [f"{nth}さん" for nth in range(11)]))


def test_a_part_of_the_connections_is_not_shown_as_all_of_them():
    assert not any(dot.name for dot in inner(5, ["相沢さん"]))


def test_dots_scatter_over_the_whole_ring():
    dots = make_rings({Degree.THIRD: 200}).rings[2].dots
    quarters = {(float(dot.x) > 340, float(dot.y) > 340) for dot in dots}
    distances = {
        round(((float(dot.x) - 340) ** 2 + (float(dot.y) - 340) ** 2) ** 0.5) for dot in dots
    }

    assert len(quarters) == 4
    assert max(distances) - min(distances) > 40
    # A spiral has one distance for each direction; a scatter has many.
    below = [dot for dot in dots if float(dot.x) > 340 and abs(float(dot.y) - 340) < 60]
    spread = [float(dot.x) for dot in below]
    assert max(spread) - min(spread) > 30

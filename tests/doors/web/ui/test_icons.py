import pytest

from enishi.doors.web.ui.icons import icon_svg


def test_an_icon_beside_words_is_silent():
    assert 'aria-hidden="true"' in icon_svg("search")


def test_an_icon_alone_speaks():
    assert 'role="img" aria-label="Only &lt;you&gt;"' in icon_svg("lock", "Only <you>")


def test_a_missing_icon_is_noticed():
    with pytest.raises(KeyError):
        icon_svg("unicorn")

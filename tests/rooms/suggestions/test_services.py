import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.suggestions import services
from enishi.rooms.suggestions.models import Dismissal
from tests.makers import NOW, make_block, make_member


@pytest.mark.parametrize("verb", [services.dismiss_for_now, services.dismiss_for_good])
def test_who_is_not_there_cannot_be_dismissed(member, verb):
    blocked, gone = make_member(), make_member(status="left")
    make_block(blocked, member)

    for member_id in (blocked.pk, gone.pk, member.pk, 999_999):
        with pytest.raises(NotFound):
            verb(by=member, member_id=member_id, at=NOW)

    assert not Dismissal.objects.exists()


def test_the_last_word_counts(member):
    other = make_member()

    services.dismiss_for_now(by=member, member_id=other.pk, at=NOW)
    services.dismiss_for_good(by=member, member_id=other.pk, at=NOW)

    assert Dismissal.objects.get().until is None

import pytest
from click.testing import CliRunner

from enishi.doors.jobs.standing import rebuild_standing
from enishi.rooms.standing.models import FollowedRecord
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


def test_records_are_read_anew_and_counted():
    make_entry(make_member(), title_ja="求人広告の営業")
    FollowedRecord.objects.create(pk=12345, lines="0gone")

    result = CliRunner().invoke(rebuild_standing)

    assert result.exit_code == 0
    assert "1" in result.stdout
    assert not FollowedRecord.objects.filter(pk=12345).exists()
    assert FollowedRecord.objects.exclude(lines="").count() == 1

"""What tests of the search share."""

import pytest

from enishi.engines.search import SearchIndex


@pytest.fixture
def index(tmp_path):
    return SearchIndex.open(tmp_path / "index")

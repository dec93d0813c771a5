import sys
from pathlib import Path

import pytest

from enishi.engines.graph import kernels


@pytest.fixture(scope="module", params=["numpy", "kernels"])
def by(request):
    """Ask everything twice: of NumPy, and of the compiled kernels."""
    kernels.load(Path("build/kernels"))
    with kernels.worth_from(0 if request.param == "kernels" else sys.maxsize):
        yield request.param

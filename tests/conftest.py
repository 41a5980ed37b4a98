"""What tests share: the sites they run on.

The five real articles lie beside the repository, not in it. In a stranger's clone the tests on
them are skipped with a note; where CI is set their absence is a failure.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def example_site() -> Path:
    """The repository itself: the example digest."""
    return REPOSITORY


@pytest.fixture(scope="session")
def seeds_site() -> Path:
    return _beside("site")


@pytest.fixture(scope="session")
def seeds_gold() -> Path:
    return _beside("gold")


def _beside(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI runs with {folder} beside the repository, and it is not there")
        pytest.skip(f"the real articles are not here ({folder})")
    return folder

"""Whole sites, built once per run and looked at by many tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Published = Callable[[str, Path], Path]


@pytest.fixture(scope="session")
def example(example_site: Path, published: Published) -> Path:
    """The published example digest."""
    return published("example", example_site)


@pytest.fixture(scope="session")
def seeds(seeds_site: Path, published: Published) -> Path:
    """The published digest of the five real articles."""
    return published("seeds", seeds_site)


@pytest.fixture(scope="session")
def river_site(example_site: Path) -> Path:
    return example_site / "examples" / "river"


@pytest.fixture(scope="session")
def river(river_site: Path, published: Published) -> Path:
    """The second example: another field, other themes, Traditional script first."""
    return published("river", river_site)

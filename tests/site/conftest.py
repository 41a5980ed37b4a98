"""Whole sites, built once per session and looked at by many tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture(scope="session")
def example(
    example_site: Path, run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The published example digest."""
    output = tmp_path_factory.mktemp("example") / "public"
    result = run("build", "--no-cache", "--site", example_site, "--output", output)
    assert result.status == 0, result.err
    return output


@pytest.fixture(scope="session")
def seeds(
    seeds_site: Path, run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The published digest of the five real articles."""
    output = tmp_path_factory.mktemp("seeds") / "public"
    result = run("build", "--no-cache", "--site", seeds_site, "--output", output)
    assert result.status == 0, result.err
    assert result.err == ""
    return output


@pytest.fixture(scope="session")
def river(
    example_site: Path, run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The second example: another field, other themes, Traditional script first."""
    output = tmp_path_factory.mktemp("river") / "public"
    site = example_site / "examples" / "river"
    result = run("build", "--site", site, "--output", output)
    assert result.status == 0, result.err
    assert result.err == ""
    return output


@pytest.fixture(scope="session")
def river_site(example_site: Path) -> Path:
    return example_site / "examples" / "river"

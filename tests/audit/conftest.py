"""The two sites of the other tests, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser import started_browser
from tests.conftest import Run
from tests.site.conftest import example, seeds

__all__ = ("browser", "example", "seeds")


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    with started_browser() as chrome:
        yield chrome


@pytest.fixture(scope="session")
def river(
    example_site: Path, run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The second example, as it is at the root of a host: 404.html names the base path."""
    output = tmp_path_factory.mktemp("river") / "public"
    site = example_site / "examples" / "river"
    at = "https://river.example.org/"
    assert run("build", "--site", site, "--output", output, "--base-url", at).status == 0
    return output

"""The two sites of the other tests, and a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.browser import started_browser
from tests.site.conftest import example, seeds

__all__ = ("browser", "example", "seeds")


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    with started_browser() as chrome:
        yield chrome

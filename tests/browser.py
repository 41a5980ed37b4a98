"""A headless Chromium for tests. Where there is none they are skipped, in CI they fail."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.support.ui import WebDriverWait

_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextlib.contextmanager
def started_browser() -> Iterator[webdriver.Chrome]:
    """Its console is logged; the profile is new and goes with it."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        if os.environ.get("CI") == "true":
            pytest.fail("CI installs chromium and chromedriver, and they are not here")
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in _ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options, webdriver.ChromeService(driver))
    chrome.set_script_timeout(60)
    try:
        yield chrome
    finally:
        chrome.quit()


def patient(browser: webdriver.Chrome, seconds: float) -> WebDriverWait[webdriver.Chrome]:
    """Waits for something to come, looking twenty times a second (Selenium itself: twice).

    The page may be exchanged between two looks at it: an element that has gone is looked for again.
    """
    return WebDriverWait(browser, seconds, 0.05, (StaleElementReferenceException,))

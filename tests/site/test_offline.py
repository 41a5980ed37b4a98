"""A site with `offline: true`, in a real browser: what was read once is there without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver

from tests.audit.server import served
from tests.browser import patient, started_browser
from tests.conftest import Run

pytestmark = pytest.mark.browser
PAGE = "zh-hans/articles/lake-road-38km/"
SECONDS = 20


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    with started_browser() as chrome:
        yield chrome


def build(site: Path, run: Callable[..., Run], offline: str) -> Path:
    settings = site / "site.yaml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if "offline:" not in line]
    settings.write_text("\n".join([*kept, f"offline: {offline}", ""]), "utf-8")
    assert run("build", "--site", site).status == 0
    return site / "public"


def until(browser: webdriver.Chrome, script: str) -> None:
    patient(browser, SECONDS).until(
        lambda one: one.execute_async_script(
            f"const done = arguments[0]; (async () => {script})().then(done, () => done(false))"
        )
    )


def heading(browser: webdriver.Chrome) -> str:
    return str(browser.execute_script("return document.querySelector('h1')?.textContent ?? ''"))


def test_a_page_read_once_is_there_without_a_network_and_a_new_build_with_one(
    browser: webdriver.Chrome, small_site: Path, run: Callable[..., Run]
) -> None:
    public = build(small_site, run, "true")
    with served(public) as address:
        port = urlsplit(address).port or 0
        browser.get(address + PAGE)
        title = heading(browser)
        assert title
        until(browser, "Boolean(await caches.match(location.href))")
        until(
            browser,
            "Boolean(await caches.match(document.querySelector('link[rel=stylesheet]').href))",
        )

    # The network is gone. Its page and its style are there; what was never read is not.
    browser.get(address + PAGE)
    assert heading(browser) == title
    family = "return getComputedStyle(document.querySelector('.bar')).position"
    assert browser.execute_script(family) == "sticky"

    # It comes back, with a new build: the new page is shown, and kept instead of the old one.
    sidecar = small_site / "content" / "articles" / "lake-road-38km.edit.yaml"
    sidecar.write_text("title: 改过的标题\n", "utf-8")
    with served(build(small_site, run, "true"), port):
        browser.get(address + PAGE)
        assert heading(browser) == "改过的标题"
        until(browser, "(await (await caches.match(location.href)).text()).includes('改过的标题')")
    browser.get(address + PAGE)
    assert heading(browser) == "改过的标题"

    # The site takes its worker back, and what it kept goes with it.
    with served(build(small_site, run, "false"), port):
        browser.get(address + PAGE)
        browser.execute_async_script(
            "const done = arguments[0];"
            "navigator.serviceWorker.getRegistration()"
            ".then((one) => one?.update()).then(done, done)"
        )
        until(browser, "(await caches.keys()).length === 0")
        until(browser, "!(await navigator.serviceWorker.getRegistration())")

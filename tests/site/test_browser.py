"""What a reader does, in a real browser: read a theme page, switch script, search.

Chromium and its driver come from the system; where they are missing the tests are skipped with a
note, in CI they fail.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import patient, started_browser

pytestmark = pytest.mark.browser
SECONDS = 20


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(example: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(example))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with started_browser() as chrome:
        chrome.set_window_size(390, 844)
        yield chrome


def topmost_passage(browser: webdriver.Chrome) -> str:
    """Id of the first passage whose end is below the sticky header."""
    found: str = browser.execute_script(
        """
        const header = document.querySelector('header');
        const edge = header ? header.getBoundingClientRect().bottom : 0;
        for (const one of document.querySelectorAll('main [id^=p]'))
          if (/^p[a-z2-7]{10}/.test(one.id) && one.getBoundingClientRect().bottom > edge + 8)
            return one.id;
        return '';
        """
    )
    return found


def test_a_reader_switches_script_in_mid_page_and_stays(
    browser: webdriver.Chrome, address: str
) -> None:
    browser.get(f"{address}/zh-hans/themes/government/")
    passages = browser.find_elements(By.CSS_SELECTOR, "main [id^=p]")
    assert len(passages) >= 8
    browser.execute_script(
        "arguments[0].scrollIntoView({block: 'start', behavior: 'instant'})", passages[6]
    )
    before = topmost_passage(browser)
    assert before
    simplified = browser.find_element(By.ID, before).text
    switch = browser.find_element(By.CSS_SELECTOR, "a[hreflang='zh-Hant']")
    assert switch.is_displayed()
    switch.click()
    patient(browser, SECONDS).until(lambda b: "/zh-hant/" in b.current_url)
    assert urlsplit(browser.current_url).path == "/zh-hant/themes/government/"
    patient(browser, SECONDS).until(lambda b: topmost_passage(b) == before)
    traditional = browser.find_element(By.ID, before).text
    assert traditional != simplified
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-Hant"


# What is at the top of the window: an element with an id, and how far below the bar it begins, or
# what share of it is above.
_AT_THE_TOP = """
    const edge = document.querySelector('.bar').getBoundingClientRect().bottom;
    const there = [...document.querySelectorAll('main [id]')].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.height && box.bottom > edge + 8 && box.top < window.innerHeight;
    });
    const isInnermost = (one) => !there.some((other) => one !== other && one.contains(other));
    const one = arguments[0] ? document.getElementById(arguments[0]) : there.find(isInnermost);
    if (!one) return null;
    const box = one.getBoundingClientRect();
    return [one.id, box.top > edge ? box.top - edge : (box.top - edge) / box.height];
"""
PAGES = (
    "",
    "themes/government/",
    "articles/lanchuan-data-supply-paper/",
    "topics/",
    "topics/lan-chuan-tong/",
    "figures/",
    "archive/",
    "sources/",
    "made/",
    "pages/about/",
)


@pytest.mark.parametrize("path", PAGES)
def test_the_switch_keeps_the_place_on_every_kind_of_page(
    browser: webdriver.Chrome, address: str, path: str
) -> None:
    browser.get(f"{address}/zh-hans/{path}")
    for part in (0.3, 0.7):
        browser.execute_script(
            "window.scrollTo({top: arguments[0] * document.documentElement.scrollHeight,"
            " behavior: 'instant'})",
            part,
        )
        before = browser.execute_script(_AT_THE_TOP)
        for tag in ("en", "zh-Hant", "zh-Hans"):
            switch = browser.find_element(By.CSS_SELECTOR, f".switch a[hreflang='{tag}']")
            assert switch.is_displayed()
            switch.click()
            patient(browser, SECONDS).until(partial(_is_at, path=f"/{tag.lower()}/{path}"))
            place = urlsplit(browser.current_url).fragment
            assert place
            if before is None:  # in the middle of something long
                continue
            assert place == before[0]
            patient(browser, SECONDS).until(
                partial(_shows_the_same, before=before), f"{tag}: {before}"
            )


def _is_at(browser: webdriver.Chrome, path: str) -> bool:
    return urlsplit(browser.current_url).path == path


def _shows_the_same(browser: webdriver.Chrome, before: tuple[str, float]) -> bool:
    """To a few pixels, or a few hundredths of a long passage."""
    place, stood = before
    _, stands = browser.execute_script(_AT_THE_TOP, place)
    return bool(abs(stands - stood) <= (3 if stood > 0 else 0.03))


@pytest.mark.parametrize("path", ["articles/lanchuan-data-supply-paper/", "themes/government/"])
def test_without_scripts_each_passage_leads_to_itself_in_the_other_editions(
    browser: webdriver.Chrome, address: str, path: str
) -> None:
    browser.get(f"{address}/zh-hans/{path}")
    assert not browser.find_element(By.CSS_SELECTOR, ".elsewhere").is_displayed()
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}/zh-hans/{path}")
        third = browser.find_elements(By.CSS_SELECTOR, ".passage")[2]
        passage = third.find_element(By.CSS_SELECTOR, "[id^=p]").get_attribute("id")
        link = third.find_element(By.CSS_SELECTOR, ".elsewhere a[hreflang='zh-Hant']")
        assert link.is_displayed()
        link.send_keys(Keys.ENTER)
        assert browser.current_url == f"{address}/zh-hant/{path}#{passage}"
        assert browser.find_element(By.ID, passage or "").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("query", ["检查检验结果", "檢查檢驗結果", "夜班"])
@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant"])
def test_search_finds_either_script_in_either_edition(
    browser: webdriver.Chrome, address: str, edition: str, query: str
) -> None:
    assert_found(browser, f"{address}/{edition}/search/", edition, query)
    marked = browser.find_element(By.CSS_SELECTOR, "main mark").text
    assert len(marked) == len(query)


@pytest.mark.parametrize("query", ["warm bell", "Kilometr", "station"])
def test_search_in_english_finds_english(
    browser: webdriver.Chrome, address: str, query: str
) -> None:
    assert_found(browser, f"{address}/en/search/", "en", query)
    first = browser.find_element(By.CSS_SELECTOR, "main a[href*='#p'] mark").text
    assert first.lower() in query.lower()


def assert_found(browser: webdriver.Chrome, page: str, edition: str, query: str) -> None:
    """Words typed into the search box lead to a passage of the edition."""
    browser.get(page)
    box = browser.find_element(By.CSS_SELECTOR, "main input[type=search]")
    box.clear()
    box.send_keys(query)
    box.submit()

    def hits(b: webdriver.Chrome) -> list[str]:
        return [
            link.get_attribute("href") or ""
            for link in b.find_elements(By.CSS_SELECTOR, "main a[href*='#p']")
            if link.is_displayed()
        ]

    found = patient(browser, SECONDS).until(hits)
    assert all(f"/{edition}/articles/" in link for link in found)


def test_search_without_scripts_says_so_and_shows_what_there_is(
    browser: webdriver.Chrome, address: str
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}/zh-hant/search/")
        assert "腳本已關閉" in browser.find_element(By.CSS_SELECTOR, "main .note").text
        assert browser.find_element(By.CSS_SELECTOR, ".browse a[href*=articles]").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_page_without_scripts_is_complete(browser: webdriver.Chrome, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}/zh-hant/articles/city-ops-night-notes/")
        assert browser.find_elements(By.CSS_SELECTOR, "main [id^=p]")
        browser.find_element(By.CSS_SELECTOR, "a[hreflang='zh-Hans']").click()
        assert "/zh-hans/articles/city-ops-night-notes/" in browser.current_url
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize(
    "path", ["", "themes/economy/", "articles/city-ops-night-notes/", "search/"]
)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_window_and_the_console_is_quiet(
    browser: webdriver.Chrome, address: str, path: str, width: int
) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    try:
        browser.get(f"{address}/zh-hans/{path}")
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width
        said = [
            entry["message"]
            for entry in browser.get_log("browser")  # type: ignore[no-untyped-call]
            if "favicon" not in entry["message"]
        ]
        assert said == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

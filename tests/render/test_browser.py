"""In a browser: the switch keeps the place, search finds across scripts, nothing is too wide."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser import patient, started_browser
from tests.render.sample import HANT_PARK, ITEM_B, RULES, outputs, passage_id

pytestmark = pytest.mark.browser

# What a strict host sends: nothing inline, nothing from elsewhere.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", _POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("site")
    for path, data in outputs().items():
        file = root / "digest" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    handler = functools.partial(_Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/digest/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    with started_browser() as driver:
        _resize(driver, 375)
        yield driver


def _resize(driver: webdriver.Chrome, width: int) -> None:
    size = {"width": width, "height": 667, "deviceScaleFactor": 1, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def _wait(driver: webdriver.Chrome, script: str) -> object:
    return patient(driver, 5).until(lambda one: one.execute_script(f"return {script}"))


def test_the_switch_keeps_the_passage_in_view(browser: webdriver.Chrome, address: str) -> None:
    identity = passage_id(ITEM_B)
    browser.get(f"{address}zh-hans/articles/lanchuan-desk/")
    browser.execute_script(
        "document.documentElement.style.scrollBehavior = 'auto';"
        f"document.getElementById('{identity}').scrollIntoView();"
    )
    browser.find_element("css selector", ".switch a[lang=zh-Hant]").click()
    _wait(browser, "location.pathname.includes('/zh-hant/') && document.readyState == 'complete'")
    assert browser.current_url == f"{address}zh-hant/articles/lanchuan-desk/#{identity}"


def test_at_the_top_there_is_no_place_to_keep(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}zh-hans/articles/lanchuan-desk/")
    browser.find_element("css selector", ".switch a[lang=zh-Hant]").click()
    _wait(browser, "location.pathname.includes('/zh-hant/')")
    assert browser.current_url == f"{address}zh-hant/articles/lanchuan-desk/"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("智能咪表", 1),  # Simplified words, Traditional source
        ("智能咪錶", 1),
        ("泊岚", 2),
        ("嵐", 4),
        ("泊位 车位", 1),
        ("泊岚咪", 0),  # each pair exists, the run does not
        ("curl", 1),
        ("DATA.example", 1),
        ("不存在的字", 0),
    ],
)
def test_search_finds_what_is_there_in_either_script(
    browser: webdriver.Chrome, address: str, words: str, found: int
) -> None:
    browser.get(f"{address}zh-hans/search/?q={words}")
    selector = "main .results li > a"
    shown = f"document.querySelectorAll('{selector}').length >= {found}"
    _wait(browser, f"document.getElementById('status').textContent && {shown}")
    links = browser.find_elements("css selector", selector)
    assert len(links) == found
    for link in links:
        assert link.find_elements("css selector", "mark")


def test_a_result_leads_to_its_passage(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}zh-hant/search/?q=智能咪表")
    _wait(browser, "document.querySelector('.results a')")
    link = browser.find_element("css selector", ".results a")
    assert link.text == HANT_PARK
    identity = passage_id(HANT_PARK)
    assert link.get_attribute("href") == f"{address}zh-hant/articles/luchung-bell/#{identity}"


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize(
    "page",
    [
        "",
        "zh-hans/",
        "en/",
        "zh-hant/themes/living/",
        "zh-hans/articles/lanchuan-desk/",
        "zh-hans/topics/",
        "zh-hans/archive/",
        "en/figures/",
        "zh-hans/made/",
        "zh-hans/sources/",
        "zh-hans/search/?q=泊岚",
    ],
)
def test_nothing_is_wider_than_a_phone(
    browser: webdriver.Chrome, address: str, page: str, width: int
) -> None:
    _resize(browser, width)
    browser.get(address + page)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    logged = browser.get_log("browser")  # type: ignore[no-untyped-call]
    assert [line for line in logged if line["level"] == "SEVERE"] == []


def _shown(browser: webdriver.Chrome) -> int:
    script = "return document.querySelectorAll('.card:not([hidden])').length"
    return int(browser.execute_script(script))


def test_a_filter_shows_the_passages_of_one_source_and_says_how_many(
    browser: webdriver.Chrome, address: str
) -> None:
    browser.get(f"{address}zh-hans/themes/living/")
    everything = _shown(browser)
    year = browser.find_element("css selector", '.filter [data-by="year"] li:nth-child(3) button')
    assert year.get_attribute("aria-pressed") == "false"
    browser.execute_script("arguments[0].focus()", year)
    year.send_keys(" ")  # by keyboard
    assert year.get_attribute("aria-pressed") == "true"
    count = int(year.find_element("css selector", ".count").text)
    assert 0 < _shown(browser) == count < everything
    status = browser.find_element("css selector", ".filter [role=status]")
    assert status.text.endswith(str(count))
    groups = browser.find_elements("css selector", ".group:not([hidden]):has(.card)")
    counts = [int(group.find_element("css selector", "h2 .count").text) for group in groups]
    assert sum(counts) == count
    year.send_keys(" ")
    assert _shown(browser) == everything


def test_without_scripts_a_choice_leads_to_a_passage(
    browser: webdriver.Chrome, address: str
) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}zh-hans/themes/living/")
        browser.find_element("css selector", '.filter [data-by="year"] a').send_keys(Keys.ENTER)
        assert "#p" in browser.current_url
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_citation_leads_to_its_passage_and_back(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}zh-hans/articles/lanchuan-desk/")
    assert not browser.find_element("css selector", ".back").is_displayed()
    browser.find_element("css selector", "#cite2 a.sentence").send_keys(Keys.ENTER)
    back = browser.find_element("css selector", f".passage:has(#{passage_id(RULES)}) .back")
    assert back.is_displayed()
    back.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#cite2")


def test_the_way_back_leads_to_the_page_of_the_citation(
    browser: webdriver.Chrome, address: str
) -> None:
    browser.get(f"{address}zh-hans/themes/living/")
    browser.find_element("css selector", "#cite1 a.sentence").send_keys(Keys.ENTER)
    _wait(browser, "location.pathname.includes('/articles/') && document.querySelector('.back')")
    _wait(browser, "document.readyState == 'complete'")
    shown = [link for link in browser.find_elements("css selector", ".back") if link.is_displayed()]
    assert len(shown) == 1
    shown[0].send_keys(Keys.ENTER)
    _wait(browser, "location.pathname.includes('/themes/')")
    assert browser.current_url == f"{address}zh-hans/themes/living/#cite1"

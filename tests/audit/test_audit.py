"""What every reader gets: little to load, nothing too wide, nothing in the way of assistive
technology, nothing that a strict host would refuse.

The largest page of each kind in each edition stands for its kind, and axe looks at each kind once
at each width, the editions taking turns; `make audit` sets AUDIT=all and looks at every page of all
three sites, at every width, in light and dark. axe-core comes from `tests/audit/node_modules`
(`npm ci`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selenium import webdriver

from tests.audit.pages import (
    TOOLS,
    PublishedPage,
    largest_of_each_kind,
    published_pages,
    script_weight,
    weight,
)
from tests.audit.server import served
from tests.browser import patient

KIB = 1024
AXE = TOOLS / "axe-core" / "axe.min.js"
EVERYTHING = os.environ.get("AUDIT") == "all"
HEAVIEST = {"home": 30 * KIB, "theme": 30 * KIB, "article": 40 * KIB}


@pytest.fixture(scope="session", params=["example", "seeds", *(["river"] if EVERYTHING else [])])
def which(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def site(which: str, request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(which)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as at:
        yield at


@pytest.fixture(scope="session")
def pages(site: Path, which: str) -> list[PublishedPage]:
    if EVERYTHING:
        return list(published_pages(site))
    largest = largest_of_each_kind(site)
    if which == "seeds":
        # The templates were looked at on the first site; here it is what sources bring.
        return [page for page in largest if page.kind in ("theme", "article", "figures")]
    return largest


def _addresses(pages: list[PublishedPage]) -> list[str]:
    """A search with results is a page of its own."""
    searches = [page for page in pages if page.kind == "search"]
    return [
        *(page.address for page in pages),
        *(f"{page.address}?q={_query(page)}" for page in searches),
    ]


def _each_kind_once(pages: list[PublishedPage], turn: int) -> list[PublishedPage]:
    """Of each kind the page of one edition; the editions take turns, and `turn` shifts them."""
    kinds: dict[str, list[PublishedPage]] = {}
    for page in pages:
        kinds.setdefault(page.kind, []).append(page)
    return [of[(at + turn) % len(of)] for at, of in enumerate(kinds.values())]


def test_pages_are_light(site: Path) -> None:
    heavy = []
    for page in published_pages(site):
        most, weighs = HEAVIEST.get(page.kind, 40 * KIB), weight(site, page)
        if weighs > most:
            heavy.append(f"{page.path}: {weighs} bytes of HTML and CSS, {most} allowed")
        if page.kind != "search" and script_weight(site, page) > 8 * KIB:
            heavy.append(f"{page.path}: {script_weight(site, page)} bytes of scripts")
        if page.requests > 6:
            heavy.append(f"{page.path}: {page.requests} requests")
    assert heavy == []


def test_a_shared_link_has_a_picture_that_is_there(site: Path) -> None:
    pages = [page for page in published_pages(site) if page.kind in ("home", "theme", "article")]
    if not any(b'property="og:image"' in page.html for page in pages):
        pytest.skip("no Chinese font on this machine: no pictures")
    for page in pages:
        picture = _meta(page, "og:image")
        assert picture is not None, page.path
        name = urlsplit(urljoin(f"https://site.test/{page.path}", picture)).path.lstrip("/")
        assert (site / name).read_bytes().startswith(b"\x89PNG"), page.path


def _query(page: PublishedPage) -> str:
    return "数据" if b'<html lang="zh' in page.html else "data"


def _meta(page: PublishedPage, name: str) -> str | None:
    _, found, rest = page.html.decode().partition(f'<meta property="{name}" content="')
    return rest.partition('"')[0] if found else None


@pytest.mark.browser
def test_nothing_is_wider_than_a_small_phone_and_the_console_is_quiet(
    browser: webdriver.Chrome, address: str, pages: list[PublishedPage]
) -> None:
    _show(browser, 320, "light")
    wide, said = [], []
    for page in _addresses(pages):
        _open(browser, address + page)
        width = browser.execute_script(
            "for (const one of document.querySelectorAll('details')) one.open = true;"
            "return document.documentElement.scrollWidth"
        )
        if width > 320:
            wide.append(f"{page}: {width}")
        log = browser.get_log("browser")  # type: ignore[no-untyped-call]
        said += [f"{page}: {line['message']}" for line in log]
    assert wide == []
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize("turn, width", [(0, 375), (1, 1280)])
def test_axe_finds_nothing_in_light_or_dark(
    browser: webdriver.Chrome, address: str, pages: list[PublishedPage], turn: int, width: int
) -> None:
    if not AXE.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("CI installs axe-core, and it is not here")
        pytest.skip("axe-core is not installed: run `npm ci` in tests/audit")
    axe = AXE.read_text("utf-8")
    found = []
    for page in _addresses(pages if EVERYTHING else _each_kind_once(pages, turn)):
        _show(browser, width, "light")
        _open(browser, address + page)
        # What is folded away is read too, once a reader opens it.
        browser.execute_script(
            "for (const one of document.querySelectorAll('details')) one.open = true;" + axe
        )
        found += [f"{page}: light: {one}" for one in _violations(browser, {})]
        # Only colours change with the scheme.
        _show(browser, width, "dark")
        colours: dict[str, object] = {} if EVERYTHING else {"runOnly": ["color-contrast"]}
        found += [f"{page}: dark: {one}" for one in _violations(browser, colours)]
    assert not found, "\n".join(found)


def _violations(browser: webdriver.Chrome, options: dict[str, object]) -> list[str]:
    violations = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run({resultTypes: ['violations'], ...arguments[0]}).then(result => done("
        "result.violations.map(one => "
        "[one.id, one.nodes.length, one.nodes[0].html, one.nodes[0].failureSummary])))",
        options,
    )
    return [json.dumps(one, ensure_ascii=False) for one in violations]


def _show(browser: webdriver.Chrome, width: int, scheme: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def _open(browser: webdriver.Chrome, address: str) -> None:
    browser.get(address)
    if "?q=" in address:
        patient(browser, 20).until(
            lambda one: one.execute_script(
                "return document.getElementById('status').textContent.trim() !== ''"
            )
        )

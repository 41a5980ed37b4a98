"""A desk: `wenzhai serve` on a small site of its own, and a browser, for all tests here."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser import patient, started_browser

SECONDS = 30
NAMES = (
    "city-ops-night-notes.txt",
    "lake-road-38km.md",
    "yunting-tea-stream.md",
    "dongping-smart-lake-road.html",
    "lanchuan-2023-work-report.txt",
)
NIGHT = "city-ops-night-notes.txt"


@dataclass
class Served:
    site: Path
    address: str

    def get(self, path: str, headers: dict[str, str] | None = None) -> str:
        request = urllib.request.Request(self.address + path, headers=headers or {})
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return str(answer.read().decode("utf-8"))

    def file(self, path: str) -> str:
        return (self.site / "content" / path).read_text("utf-8")

    def token(self) -> str:
        found = re.search(r'data-token="([^"]+)"', self.get("/_desk/en/"))
        assert found
        return found[1]


def small_site(example: Path, folder: Path) -> Path:
    content = folder / "content"
    (content / "articles").mkdir(parents=True)
    shutil.copy(example / "site.yaml", folder)
    for name in ("topics.yaml", "glossary.yaml"):
        shutil.copy(example / "content" / name, content)
    for name in NAMES:
        shutil.copy(example / "content" / "articles" / name, content / "articles")
    return folder


@pytest.fixture(scope="session")
def served(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = small_site(example_site, tmp_path_factory.mktemp("desk") / "site")
    with serving(site, example_site) as desk:
        yield desk


@contextlib.contextmanager
def serving(
    site: Path, repository: Path, before: Callable[[], None] | None = None
) -> Iterator[Served]:
    """`before` runs in the server's process, before the server."""
    command = [sys.executable, "-m", "generator", "serve", "--site", str(site), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=repository, preexec_fn=before
    ) as server:
        assert server.stdout
        line = server.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", line)
        try:
            assert found, line
            yield Served(site, found[0])
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def chrome() -> Iterator[webdriver.Chrome]:
    with started_browser() as browser:
        browser.set_window_size(1280, 1000)
        yield browser


class Editor:
    """What a person at the desk does."""

    def __init__(self, browser: webdriver.Chrome, served: Served) -> None:
        self.browser = browser
        self.served = served

    def open(self, path: str) -> None:
        self.browser.get(f"{self.served.address}/_desk/en/{path}")

    def find(self, css: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def texts(self, css: str) -> list[str]:
        """What elements say, read at one moment: the page may be exchanged at any other."""
        said: list[str] = self.browser.execute_script(
            "return Array.from(document.querySelectorAll(arguments[0]), (a) => a.innerText.trim())",
            css,
        )
        return said

    def fill(self, css: str, text: str) -> None:
        def typed(field: WebElement) -> None:
            self.browser.execute_script(
                "arguments[0].closest('details')?.setAttribute('open','')", field
            )
            field.clear()
            field.send_keys(text)

        self._on(css, typed)

    def press(self, css: str) -> str:
        """Presses and waits until the desk has said how it went."""
        self.browser.execute_script("document.getElementById('said').replaceChildren()")
        script = "arguments[0].closest('details')?.setAttribute('open','');"
        script += "arguments[0].scrollIntoView({block:'center', behavior:'instant'})"

        def pressed(button: WebElement) -> None:
            self.browser.execute_script(script, button)
            button.click()

        self._on(css, pressed)
        return self.answer()

    def _on(self, css: str, act: Callable[[WebElement], None]) -> None:
        """The page follows the build and may be exchanged under the pointer: then once more."""
        for _ in range(5):
            with contextlib.suppress(StaleElementReferenceException):
                act(self.find(css))
                return
        pytest.fail(f"{css} was exchanged five times while it was looked at")

    def answer(self) -> str:
        def said(browser: webdriver.Chrome) -> str | None:
            found = browser.find_elements(By.CSS_SELECTOR, "#said .said, #said .fault")
            return found[0].text if found else None

        words = patient(self.browser, SECONDS).until(said)
        assert words
        return words


@pytest.fixture
def editor(chrome: webdriver.Chrome, served: Served) -> Editor:
    return Editor(chrome, served)

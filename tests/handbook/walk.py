"""What the editor's handbook tells, done step by step in a fresh folder.

The test does it to see that every step works; with a folder for pictures it also makes those of
the handbook: `make handbook`, or `python -m tests.handbook.walk docs/handbook/images`.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from tests.browser import patient, started_browser

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1000, 720
SECONDS = 60
COLOURS = 64  # enough for a page of text, at a third of the size
ARTICLE = "articles/ferry.html/"


@dataclass
class Walk:
    folder: Path  # in which the editor works
    language: str  # of the desk: zh-hans, en
    pictures: Path | None = None
    ran: list[str] = field(default_factory=list)  # commands, as the handbook writes them
    shown: list[str] = field(default_factory=list)  # pictures
    address: str = ""
    browser: webdriver.Chrome = field(init=False)

    @property
    def site(self) -> Path:
        return self.folder / "wenzhai-site"

    def run(self, command: str) -> str:
        """A command of the handbook, in the folder where the editor is at that point."""
        self.ran.append(command)
        inside = self.site if self.site.exists() else self.folder
        words = [sys.executable, "-m", "generator", *command.split()[1:]]
        done = subprocess.run(
            words,
            cwd=inside,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
            timeout=300,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[None]:
        self.ran.append("wenzhai serve --open")
        words = [sys.executable, "-m", "generator", "serve", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
        with subprocess.Popen(
            words, cwd=self.site, stdout=subprocess.PIPE, text=True, env=environment
        ) as server:
            try:
                assert server.stdout
                found = re.search(r"http://[\d.]+:\d+", server.stdout.readline())
                assert found
                self.address = found[0]
                yield
            finally:
                server.terminate()

    # --- in the browser ---------------------------------------------------------------------

    def open(self, path: str) -> None:
        self.browser.get(f"{self.address}/{path}")

    def desk(self, path: str = "") -> None:
        self.open(f"_desk/{self.language}/{path}")

    def find(self, css: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def fill(self, css: str, text: str) -> None:
        element = self.find(css)
        self.browser.execute_script(
            "arguments[0].closest('details')?.setAttribute('open','');"
            "arguments[0].scrollIntoView({block:'center', behavior:'instant'})",
            element,
        )
        element.clear()
        element.send_keys(text)

    def saved(self, act: Callable[[], object]) -> None:
        """Does something that the desk saves, and waits until it has said so."""
        self.browser.execute_script("document.getElementById('said').replaceChildren()")
        act()
        said = patient(self.browser, SECONDS).until(lambda _: self.all("#said .said, #said .fault"))
        assert "fault" not in (said[0].get_attribute("class") or ""), said[0].text

    def press(self, css: str) -> None:
        element = self.find(css)
        script = "arguments[0].scrollIntoView({block:'center', behavior:'instant'})"
        self.browser.execute_script(script, element)
        self.saved(element.click)

    def picture(self, name: str, css: str | None = None) -> None:
        """The window, or from an element on."""
        self.shown.append(name)
        self.browser.execute_script("document.getElementById('said')?.replaceChildren()")
        if css is not None:
            script = "arguments[0].scrollIntoView({block:'start', behavior:'instant'})"
            self.browser.execute_script(script, self.find(css))
        else:
            self.browser.execute_script("scrollTo({top: 0, behavior: 'instant'})")
        data = self.browser.get_screenshot_as_png()
        if self.pictures is None:
            return
        self.pictures.mkdir(parents=True, exist_ok=True)
        image = Image.open(io.BytesIO(data)).convert("RGB")
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(
            self.pictures / f"{name}.png", optimize=True
        )


def walk(folder: Path, language: str, pictures: Path | None = None) -> Walk:
    done = Walk(folder=folder, language=language, pictures=pictures)
    done.run("wenzhai new wenzhai-site")
    shutil.copy(HERE / "ferry.html", done.site)
    brought = done.run("wenzhai import ferry.html")
    assert "渡口换了闸机" in brought
    with done.serving(), started_browser() as browser:
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False},
        )
        done.browser = browser
        _look(done)
        _facts(done)
        _passages(done)
        _slips(done)
        _words(done)
        _english(done)
        _undo(done)
    done.run("wenzhai check")
    done.run("wenzhai build")
    done.run("wenzhai recipes")
    page = done.site / "public" / "zh-hans" / "articles" / "ferry-gate" / "index.html"
    assert "https://news.example/ferry-gate" in page.read_text("utf-8")  # as the saved page says
    assert (done.site / "publishing" / "nginx.conf").is_file()
    return done


def _look(done: Walk) -> None:
    done.open("zh-hans/" if done.language != "en" else "zh-hant/")
    done.picture("site")
    done.desk()
    assert done.find(".group.new")
    done.picture("overview")


def _facts(done: Walk) -> None:
    done.desk(ARTICLE)
    done.fill("#f-date", "2024-05-06")
    done.fill("#f-slug", "ferry-gate")
    done.picture("facts")
    done.press("#facts button.main")
    sidecar = (done.site / "content" / "articles" / "ferry.edit.yaml").read_text("utf-8")
    assert "date: 2024-05-06\nslug: ferry-gate\n" in sidecar


def _passages(done: Walk) -> None:
    passages = [one.get_attribute("id") or "" for one in done.all("#passages .passage")]
    theme = Select(done.find(f"#theme-{passages[0]}"))
    done.saved(lambda: theme.select_by_value("government"))
    done.press(f"#omit-{passages[-1]}")
    pin = done.find(f"#s-{passages[2]}-pin")
    done.saved(lambda: done.browser.execute_script("arguments[0].click()", pin))
    done.picture("passages", "#passages")
    sidecar = (done.site / "content" / "articles" / "ferry.edit.yaml").read_text("utf-8")
    assert f"pin: [{passages[2]}]" in sidecar
    assert "theme: government" in sidecar
    assert "omit: true" in sidecar
    done.picture("summary", "#summary")


def _slips(done: Walk) -> None:
    done.fill("#doubts input[name=find]", "省下来的的工夫")
    done.fill("#doubts input[name=replace]", "省下来的工夫")
    done.fill("#doubts input[name=why]", "重字")
    done.picture("slips", "#doubts")
    done.press("#doubts .correct button")
    page = (done.site / "content" / "articles" / "ferry.edit.yaml").read_text("utf-8")
    assert "find: 省下来的的工夫" in page
    done.desk(ARTICLE + "source/")
    done.browser.execute_script("document.getElementById('removed').open = true")
    done.picture("source")


def _words(done: Walk) -> None:
    done.desk("topics/")
    done.fill("section:last-of-type input[name=name]", "北渡口")
    done.press("section:last-of-type form button")
    done.browser.execute_script(
        "document.querySelectorAll('details.topic').forEach(one => one.open = true)"
    )
    done.picture("topics")
    assert "- name: 北渡口\n" in (done.site / "content" / "topics.yaml").read_text("utf-8")
    done.desk("glossary/")
    done.fill("#force input[name=hans]", "那只木船")
    done.fill("#force input[name=hant]", "那隻木船")
    done.press("#force button")
    done.picture("characters")
    glossary = (done.site / "content" / "glossary.yaml").read_text("utf-8")
    assert "{hans: 那只木船, hant: 那隻木船}" in glossary.replace("\n    hant:", ", hant:") or (
        "hans: 那只木船" in glossary
    )


def _english(done: Walk) -> None:
    settings = done.site / "site.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("editions: [zh-Hans, zh-Hant]", "editions: [zh-Hans, zh-Hant, en]"), "utf-8"
    )
    address = ARTICLE + "translate/en/"
    for _ in range(100):  # until the preview has seen the new edition
        done.desk(address)
        if done.all("form.translation"):
            break
    done.fill("form.translation textarea", "New gates at the ferry")
    done.press("form.translation button")
    done.picture("translate")
    file = done.site / "content" / "translations" / "en" / "ferry.po"
    assert 'msgstr "New gates at the ferry"' in file.read_text("utf-8")


def _undo(done: Walk) -> None:
    done.press("#steps form:has(input[value=undo]) button")
    done.desk("history/")
    assert len(done.all(".history li")) >= 7
    done.picture("history")
    done.press("#steps form:has(input[value=redo]) button")


if __name__ == "__main__":
    for name in ("zh-hans", "en"):
        with tempfile.TemporaryDirectory() as fresh:
            made = walk(Path(fresh), name, Path(sys.argv[1], name))
            print(f"{len(made.shown)} pictures in {made.pictures}")

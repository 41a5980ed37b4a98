"""What an editor sees in a real browser while files are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import patient, started_browser
from tests.preview.conftest import make_small_site
from tests.preview.served import SECONDS, Served, served

pytestmark = pytest.mark.browser
NOTES = "/zh-hans/articles/city-ops-night-notes/"
OVERLAY = "#wenzhai-problems"


@pytest.fixture(scope="module")
def site(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small_site(example_site, tmp_path_factory.mktemp("browser") / "site")


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Served]:
    with served(site) as server:
        server.get("/")
        yield server


@pytest.fixture(scope="module")
def chrome() -> Iterator[webdriver.Chrome]:
    with started_browser() as chrome:
        yield chrome


@pytest.fixture
def browser(chrome: webdriver.Chrome, server: Served) -> webdriver.Chrome:
    """On the article's page, connected, with a mark that a reload would take away."""
    chrome.get(server.url + NOTES)
    wait(chrome, lambda: connected(chrome))
    mark(chrome)
    console(chrome)
    return chrome


def console(browser: webdriver.Chrome) -> list[str]:
    """What the browser complained of since it was last asked."""
    return [entry["message"] for entry in browser.get_log("browser")]  # type: ignore[no-untyped-call]


def wait(browser: webdriver.Chrome, come: Callable[[], object]) -> None:
    patient(browser, SECONDS).until(lambda _: come())


def connected(browser: webdriver.Chrome) -> bool:
    """The client has been told who the server is; then it has told the server where it is."""
    done: bool = browser.execute_script(
        "return !!(window.LiveReload && LiveReload.connector && LiveReload.connector.protocol)"
    )
    return done


def mark(browser: webdriver.Chrome) -> None:
    browser.execute_script("window.sameDocument = true")


def reloaded(browser: webdriver.Chrome) -> bool:
    same: bool = browser.execute_script("return window.sameDocument === true")
    return not same


def shown(browser: webdriver.Chrome) -> str:
    text: str = browser.execute_script("return document.body.innerText")
    return text


def is_now(browser: webdriver.Chrome, script: str, value: object) -> bool:
    same: bool = browser.execute_script(script) == value
    return same


def overlay(browser: webdriver.Chrome) -> str | None:
    text: str | None = browser.execute_script(
        f"const box = document.querySelector('{OVERLAY}'); return box && box.innerText"
    )
    return text


@pytest.fixture
def article(site: Path) -> Iterator[Path]:
    path = site / "content" / "articles" / "city-ops-night-notes.txt"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def test_the_new_words_are_shown_where_the_reader_was(
    browser: webdriver.Chrome, article: Path
) -> None:
    browser.execute_script("window.scrollTo({top: 700, behavior: 'instant'})")
    before = browser.execute_script("return window.scrollY")
    assert before > 0
    article.write_text(article.read_text("utf-8") + "\n\n天亮以前又补记了一行。\n", "utf-8")
    wait(browser, lambda: "天亮以前又补记了一行。" in shown(browser))
    assert not reloaded(browser)
    assert browser.execute_script("return window.scrollY") == before


EDITS: dict[str, Callable[[str], str]] = {
    "a line more": lambda text: f"{text}\n\n又补了一行，说的是凌晨五点的事。\n",
    "a paragraph less": lambda text: text.rsplit("\n\n", 1)[0] + "\n",
    "another order": lambda text: "\n\n".join(
        [*text.split("\n\n")[:-2], *reversed(text.split("\n\n")[-2:])]
    ),
    "another title": lambda text: "夜里又改的题目" + text[text.index("\n") :],
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_page_that_was_exchanged_is_the_page_that_would_be_loaded(
    browser: webdriver.Chrome, server: Served, article: Path, edit: str
) -> None:
    was = page_as_it_stands(browser)
    article.write_text(EDITS[edit](article.read_text("utf-8")), "utf-8")
    wait(browser, lambda: page_as_it_stands(browser) != was)
    now = page_as_it_stands(browser)
    assert not reloaded(browser)
    browser.get(server.url + NOTES)
    assert now == page_as_it_stands(browser)


def page_as_it_stands(browser: webdriver.Chrome) -> str:
    """All of the document but the number of the build, in the script's address."""
    page: str = browser.execute_script(
        "return document.documentElement.outerHTML.replace(/snipver=[0-9]+/, '')"
    )
    return page


# As on a large site: what all articles give together takes long, and is waited for.
LARGE = """
import generator.preview.attempts as attempts, generator.pipeline as pipeline, time
attempts._LONG = -1
combine = pipeline.combine
def slow(*arguments):
    time.sleep(2)
    return combine(*arguments)
pipeline.combine = slow
"""


def test_on_a_large_site_the_words_are_there_before_all_that_follows_from_them(
    chrome: webdriver.Chrome, example_site: Path, tmp_path: Path
) -> None:
    site = make_small_site(example_site, tmp_path / "site")
    article = site / "content" / "articles" / "city-ops-night-notes.txt"
    text = article.read_text("utf-8")
    with served(site, first=LARGE) as server:
        chrome.get(server.url + NOTES)
        wait(chrome, lambda: connected(chrome))
        mark(chrome)
        article.write_text(f"{text}\n\n字先到，别的随后。\n", "utf-8")
        wait(chrome, lambda: "字先到，别的随后。" in shown(chrome))
        assert "字先到，别的随后。" not in server.text(
            NOTES
        )  # which is always that of a whole site
        server.wait_for_text(NOTES, "字先到，别的随后。")
        article.write_text(f"{text}\n\n再改一次。\n", "utf-8")
        wait(chrome, lambda: "再改一次。" in shown(chrome))
        article.write_text(f"{text}\n\n字先到，别的随后。\n", "utf-8")  # as it last was whole
        wait(chrome, lambda: "字先到，别的随后。" in shown(chrome))
        assert not reloaded(chrome)
        now = page_as_it_stands(chrome)
        chrome.get(server.url + NOTES)
        assert page_as_it_stands(chrome) == now


def test_on_a_large_site_a_fault_is_told_before_all_that_follows_from_a_save(
    chrome: webdriver.Chrome, example_site: Path, tmp_path: Path
) -> None:
    site = make_small_site(example_site, tmp_path / "site")
    article = site / "content" / "articles" / "city-ops-night-notes.txt"
    sidecar = article.with_suffix(".edit.yaml")
    with served(site, first=LARGE) as server:
        chrome.get(server.url + NOTES)
        wait(chrome, lambda: connected(chrome))
        article.write_text(article.read_text("utf-8") + "\n\n先改一句，再出错。\n", "utf-8")
        wait(chrome, lambda: "先改一句，再出错。" in shown(chrome))
        sidecar.write_text("titel: 夜\n", "utf-8")
        wait(chrome, lambda: overlay(chrome))
        assert "先改一句，再出错。" not in server.text(NOTES)
        sidecar.unlink()
        wait(chrome, lambda: overlay(chrome) is None)
        assert "先改一句，再出错。" not in server.text(NOTES)
        server.wait_for_text(NOTES, "先改一句，再出错。")


def test_what_the_reader_opened_stays_open(browser: webdriver.Chrome, article: Path) -> None:
    browser.execute_script(
        "for (const one of document.querySelectorAll('details')) one.open = true;"
        "window.kept = document.querySelector('.passage')"
    )
    opened = "return document.querySelectorAll('main details[open]').length"
    before = browser.execute_script(opened)
    article.write_text(article.read_text("utf-8") + "\n\n开着的还开着。\n", "utf-8")
    wait(browser, lambda: "开着的还开着。" in shown(browser))
    assert before > 0
    assert browser.execute_script(opened) >= before
    assert browser.execute_script("return window.kept.isConnected")


def test_a_page_with_a_script_that_rebuilt_it_is_loaded_again(
    browser: webdriver.Chrome, server: Served, article: Path
) -> None:
    theme = browser.execute_script("return document.querySelector('a[href*=\"/themes/\"]').href")
    browser.get(theme)
    wait(browser, lambda: connected(browser))
    mark(browser)
    assert browser.find_elements(By.CSS_SELECTOR, "script[src*='/filter.']")
    article.write_text(article.read_text("utf-8") + "\n\n这一页要重新打开。\n", "utf-8")
    wait(browser, lambda: reloaded(browser))


def test_a_change_of_style_comes_without_a_new_page(
    browser: webdriver.Chrome, server: Served, site: Path
) -> None:
    style = site / "static" / "style.css"
    style.parent.mkdir(exist_ok=True)
    builtin = server.get(browser.execute_script(
        "return new URL(document.querySelector('link[rel=stylesheet]').href).pathname"
    )).decode()  # fmt: skip
    style.write_text(builtin + "\nbody { border-top: 1px solid rgb(1, 2, 3); }\n", "utf-8")
    color = "return getComputedStyle(document.body).borderTopColor"
    wait(browser, lambda: browser.execute_script(color) == "rgb(1, 2, 3)")
    wait(browser, lambda: connected(browser))
    mark(browser)
    browser.execute_script("window.scrollTo({top: 400, behavior: 'instant'})")
    for tint in ("rgb(40, 50, 60)", "rgb(70, 80, 90)"):
        style.write_text(f"{builtin}\nbody {{ border-top: 1px solid {tint}; }}\n", "utf-8")
        wait(browser, partial(is_now, browser, color, tint))
        assert not reloaded(browser)
    assert browser.execute_script("return window.scrollY") == 400
    sheets = "return document.querySelectorAll('link[rel=stylesheet]').length"
    wait(browser, lambda: browser.execute_script(sheets) == 1)
    style.unlink()  # the built-in one comes back, also in place
    wait(browser, lambda: browser.execute_script(color) != "rgb(70, 80, 90)")
    assert not reloaded(browser)


BREAKS = {
    "an article": ("content/articles/lake-road-38km.md", "", "文件是空的", "写上文章"),
    "a sidecar": (
        "content/articles/city-ops-night-notes.edit.yaml",
        "titel: <b>夜</b>\n",
        "不认识的项 `titel`",
        "是不是 `title`",
    ),
    "a template": (
        "templates/404.html",
        "{% extends 'builtin/404.html' %}{% block main %}{{ view.no_such_name }}{% endblock %}",
        "no_such_name",
        "改正这一行",
    ),
    "site.yaml": ("site.yaml", "title: 文摘\nthemes: [\n", "这不是 YAML", "检查引号"),
}  # fmt: skip


@pytest.mark.parametrize("what", BREAKS)
def test_what_breaks_is_shown_over_the_last_good_page_and_goes_when_mended(
    browser: webdriver.Chrome, server: Served, site: Path, what: str
) -> None:
    name, words, cause, fix = BREAKS[what]
    path = site / name
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    page = shown(browser)
    path.write_text(words, "utf-8")
    try:
        wait(browser, lambda: overlay(browser))
        told = overlay(browser) or ""
        assert f"{name}:" in told
        assert cause in told
        assert fix in told
        assert page in shown(browser)
        assert "上一个正常的版本" in told
        assert browser.find_elements(By.CSS_SELECTOR, f"{OVERLAY} b") == []
        # Also on a page that is opened only now, and in the reader's language.
        browser.get(server.url + "/en/")
        wait(browser, lambda: overlay(browser))
        assert "This is not published yet" in (overlay(browser) or "")
        browser.get(server.url + NOTES.replace("hans", "hant"))
        wait(browser, lambda: overlay(browser))
        assert "有一處需要改正" in (overlay(browser) or "")
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    wait(browser, lambda: overlay(browser) is None)
    server.wait_for_no_problem()
    assert OVERLAY.strip("#") not in server.text(NOTES)


def test_the_overlay_can_be_put_away_by_keyboard(browser: webdriver.Chrome, site: Path) -> None:
    sidecar = site / "content" / "articles" / "lake-road-38km.edit.yaml"
    sidecar.write_text("draft: perhaps\n", "utf-8")
    try:
        wait(browser, lambda: overlay(browser))
        browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
        assert overlay(browser) is None
    finally:
        sidecar.unlink()


def test_another_broken_source_does_not_keep_a_good_one_back(
    browser: webdriver.Chrome, article: Path, site: Path
) -> None:
    other = site / "content" / "articles" / "lake-road-38km.md"
    before = other.read_bytes()
    other.write_bytes(b"")
    try:
        wait(browser, lambda: overlay(browser))
        article.write_text(article.read_text("utf-8") + "\n\n别处坏了，这里照样更新。\n", "utf-8")
        wait(browser, lambda: "别处坏了，这里照样更新。" in shown(browser))
        wait(browser, lambda: overlay(browser))
    finally:
        other.write_bytes(before)
    wait(browser, lambda: overlay(browser) is None)


def test_nothing_is_refused_by_the_policy_and_nothing_is_missing(
    browser: webdriver.Chrome, server: Served
) -> None:
    for path in ("/", "/zh-hans/", NOTES, "/zh-hant/search/", "/en/figures/"):
        browser.get(server.url + path)
        wait(browser, lambda: connected(browser))
    assert console(browser) == []


def test_another_site_in_the_same_browser_sees_nothing(
    browser: webdriver.Chrome, server: Served
) -> None:
    browser.get("data:text/html,<title>evil</title>")
    got = browser.execute_async_script(
        """
        const [url, done] = arguments;
        const frame = document.createElement('iframe');
        frame.src = url + '/zh-hans/';
        document.body.append(frame);
        const image = new Image();
        const loaded = new Promise(end => {
          image.onload = () => end('image'); image.onerror = () => end('');
          image.src = url + '/assets/icon.svg';
        });
        const socket = new WebSocket(url.replace('http', 'ws') + '/livereload');
        const opened = new Promise(end => {
          socket.onopen = () => end('socket'); socket.onerror = () => end('');
        });
        const read = fetch(url + '/zh-hans/digest.json').then(a => a.text(), () => '');
        const sent = fetch(url + '/_desk/', {method: 'POST', body: 'token=x'}).then(
          a => a.type, () => '');
        Promise.all([loaded, opened, read, sent]).then(done);
        """,
        server.url,
    )
    assert got == ["", "", "", ""]

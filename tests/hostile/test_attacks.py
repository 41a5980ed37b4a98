"""Nothing a source or an editor's file says comes alive on the site.

The table of attacks (`attacks.py`) becomes one site; every file of what is published is looked at
by a parser, and pages are opened in a browser that has no policy to protect it. `make fuzz` runs
the whole table and opens each page; here each place gets every fourth payload, and the browser
every third article.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from selenium import webdriver

from tests.browser import started_browser
from tests.hostile.alive import alive, page_alive
from tests.hostile.attacks import attacks, site_files

SHARE, OPENED = (1, 1) if os.environ.get("HOSTILE") == "all" else (4, 3)
_LINE = re.compile(r"^.+:\d+: (error|warning): .+ — .+$")
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    site = tmp_path_factory.mktemp("hostile")
    files = site_files()
    for attack in attacks(SHARE):
        files.update(attack.files)
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    result = run("build", "--site", site, "--cards", "none", "--epub")
    assert result.status in (0, 1), result.err
    (site / "faults").write_text(result.err, "utf-8")
    return site


def test_there_are_many_attacks_and_the_parser_sees_them_raw() -> None:
    """The check can fail: the same payloads, written into a page as they are, are found alive."""
    table = list(attacks(SHARE))
    assert len(table) >= 300
    raw = [attack for attack in table if attack.place == "html between paragraphs"]
    page = "<!doctype html><html><body>{}</body></html>"
    found = [attack for attack in raw if list(page_alive(page.format(attack.payload).encode()))]
    assert len(found) >= 0.7 * len(raw)


def test_every_source_is_published_or_named_and_none_breaks_another(hostile: Path) -> None:
    faults = (hostile / "faults").read_text("utf-8").splitlines()
    assert all(_LINE.match(line) for line in faults)
    digest = json.loads((hostile / "public" / "zh-hans" / "digest.json").read_bytes())
    published = {article["source"] for article in digest["articles"]}
    refused = {
        Path(line.split(":", 1)[0]).name.replace(".edit.yaml", ".txt")
        for line in faults
        if ": error: " in line
    }
    names = {
        path.name
        for path in (hostile / "content" / "articles").iterdir()
        if not path.name.endswith(".yaml")
    }
    assert published | refused == names
    assert not published & refused
    assert len(published) > 0.95 * len(names)


def test_no_attack_is_alive_in_any_file(hostile: Path) -> None:
    assert list(alive(hostile / "public")) == []


def test_the_words_of_an_attack_are_kept_as_words(hostile: Path) -> None:
    """Escaped, not cut out: a text about markup stays readable."""
    page = (hostile / "public" / "zh-hans" / "index.html").read_text("utf-8")
    title = LexborHTMLParser(page).css_first("title")
    assert title is not None and 'onmouseover="hit(90000)"' in title.text()


class _WithMarker(http.server.SimpleHTTPRequestHandler):
    """Serves pages with the function that attacks call, and without any policy."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if self.path.startswith("/all?"):
            data, kind = _HARNESS, "text/html"
        elif path.suffix == ".html" and path.is_file():
            marker = b"<head><script>window.hit=n=>top.hits.push(n||location.href)</script>"
            data, kind = path.read_bytes().replace(b"<head>", marker, 1), "text/html"
        elif path.is_file():
            data, kind = path.read_bytes(), self.guess_type(str(path))
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


_HARNESS = b"""<!doctype html><title>all</title><script>
window.hits = [];
window.show = async (paths) => {
  for (const path of paths) {
    const frame = document.createElement("iframe");
    await new Promise((done) => {
      frame.onload = done;
      frame.src = path;
      document.body.append(frame);
    });
    const page = frame.contentDocument;
    for (const name of ["mouseover", "click", "focus", "error", "toggle"]) {
      page.querySelectorAll("main *, header *").forEach((one) => {
        if (one.closest("a[href], button, select, input") === null || one.hasAttribute("on" + name))
          one.dispatchEvent(new Event(name));
      });
    }
    frame.remove();
  }
  return [hits, performance.getEntriesByType("resource").map((one) => one.name)
    .filter((name) => !name.startsWith(location.origin))];
};
</script><body>"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[webdriver.Chrome]:
    with started_browser() as chrome:
        yield chrome


@pytest.fixture
def with_marker(hostile: Path) -> Iterator[str]:
    handler = functools.partial(_WithMarker, directory=str(hostile / "public"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_no_attack_runs_in_a_browser_without_a_policy(
    hostile: Path, with_marker: str, chromium: webdriver.Chrome
) -> None:
    public = hostile / "public"
    found = [
        path.relative_to(public)
        for edition in ("zh-hans", "en")
        for path in sorted((public / edition).rglob("index.html"))
    ]
    articles = [path for path in found if path.parts[:2] == ("zh-hans", "articles")]
    others = [path for path in found if path.parts[1] != "articles"]
    assert len(articles) > 250 and len(others) > 20
    pages = [f"/{path.as_posix()}" for path in (*others, *articles[::OPENED])]
    chromium.get(f"{with_marker}/all?")
    chromium.set_script_timeout(120)
    assert chromium.execute_script("hit = null; return typeof show") == "function"
    for first in range(0, len(pages), 50):
        hits, outside = chromium.execute_async_script(
            "const done = arguments[1]; show(arguments[0]).then(done)", pages[first : first + 50]
        )
        assert hits == []
        assert outside == []

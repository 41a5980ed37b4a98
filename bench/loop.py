"""How soon a save is in the browser: `wenzhai serve` on a copy of a site, saved again and again.

    python bench/loop.py                          this repository's site, 40 saves, a browser
    python bench/loop.py --saves 200 --rebuilds 200 --idle 30
    python bench/loop.py --articles 1000          a site of made-up articles (bench/corpus.py)
    python bench/loop.py --no-browser             a web socket in place of Chromium

Wall time in milliseconds from the end of the write to the order to reload (`told`), to the page
with the new words answered (`page`), and to these words standing in Chromium's document
(`browser`). Saves come at random gaps of 50 ms to 4 s; one that a later save overtakes counts as
shown when the later one is. Beside them the processor time of the server for one save, which does
not depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from selenium import webdriver

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.browser import started_browser  # noqa: E402
from tests.preview.served import Served, Waiting, served  # noqa: E402

ARTICLE = "city-ops-night-notes.txt"
MARK = "第%d次保存于%d。"
# Runs in every new document: notes when a save's words, or the overlay, stand in it or are gone.
WATCH = r"""
(() => {
  const seen = JSON.parse(sessionStorage.seen || '[]');
  const last = seen.map(one => one[0]).filter(what => typeof what === 'string').pop();
  const was = {words: null, over: last === 'over'};
  const note = (what) => {
    seen.push([what, Date.now()]);
    sessionStorage.seen = JSON.stringify(seen);
  };
  const look = () => {
    if (!document.body) return;
    const found = document.body.textContent.match(/第(\d+)次保存于/);
    const words = found ? Number(found[1]) : null;
    if (words !== was.words && words !== null) note(words);
    const over = !!document.getElementById('wenzhai-problems');
    if (over !== was.over) note(over ? 'over' : 'gone');
    Object.assign(was, {words, over});
  };
  const all = {childList: true, subtree: true, characterData: true};
  document.addEventListener('DOMContentLoaded', () => {
    look();
    new MutationObserver(look).observe(document.documentElement, all);
  });
})();
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, help="of made-up articles; default: our own site")
    parser.add_argument("--saves", type=int, default=40)
    parser.add_argument("--breaks", type=int, default=5, help="times an article is broken, mended")
    parser.add_argument("--rebuilds", type=int, default=0, help="after which memory is compared")
    parser.add_argument("--idle", type=int, default=0, metavar="SECONDS")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--longest-gap", type=float, default=4.0, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wenzhai-loop-") as folder:
        site, article = make_site(Path(folder) / "site", options.articles)
        begun = time.monotonic()
        with served(site) as server:
            wait_for_the_first(server)
            print(f"first page after {time.monotonic() - begun:.1f} s")
            with nullcontext() if options.no_browser else started_browser() as browser:
                measure(server, article, browser, options)


def wait_for_the_first(server: Served) -> None:
    """A thousand articles take a minute to be understood."""
    for _ in range(20):
        with suppress(TimeoutError):
            server.get("/")
            return


def make_site(folder: Path, articles: int | None) -> tuple[Path, Path]:
    """The site and the article that is saved again and again."""
    if articles is not None:
        corpus = [sys.executable, str(REPOSITORY / "bench" / "corpus.py")]
        subprocess.run([*corpus, str(folder), "--articles", str(articles)], check=True)
        found = sorted(path for path in folder.rglob("content/articles/*") if path.is_file())
        return found[0].parents[2], found[len(found) // 2]
    folder.mkdir(parents=True)
    for name in ("content", "templates", "static"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "site.yaml", folder)
    return folder, folder / "content" / "articles" / ARTICLE


def measure(
    server: Served,
    article: Path,
    browser: webdriver.Chrome | None,
    options: argparse.Namespace,
) -> None:
    address = page_of(server, article)
    text = article.read_text("utf-8")
    if browser is not None:
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        browser.get(server.url + address)
    with listening(server, address) as heard:
        gaps = random.Random(options.seed)
        written: list[float] = []
        heard.used.clear()
        clocks: list[float] = []
        before = processor_seconds(server)
        for number in range(options.saves):
            words = MARK % (number, round(time.time() * 1000))
            article.write_text(f"{text}\n\n{words}\n", "utf-8")
            written.append(time.time())
            clocks.append(processor_clock(server))
            time.sleep(gaps.uniform(0.05, options.longest_gap))
        time.sleep(2)
        used = processor_seconds(server) - before
    tell("told", shown_after(written, heard.told))
    tell("page", shown_after(written, heard.pages))
    if browser is not None:
        seen = [(what, at / 1000) for what, at in noted(browser) if isinstance(what, int)]
        tell("browser", shown_after(written, seen))
    tell_processor(clocks, heard)
    print(f"processor time of a save {used / options.saves * 1000:.0f} ms")
    article.write_text(text, "utf-8")
    if browser is not None and options.breaks:
        breaks(server, article, text, browser, options.breaks)
    if options.rebuilds:
        memory(server, article, text, address, options.rebuilds)
    if options.idle:
        rest(server)
        before = processor_seconds(server)
        time.sleep(options.idle)
        share = (processor_seconds(server) - before) / options.idle
        print(f"idle {100 * share:.2f} % of a core")


def page_of(server: Served, article: Path) -> str:
    digest = json.loads(server.get("/zh-hans/digest.json"))
    slug = next(one["slug"] for one in digest["articles"] if one["source"] == article.name)
    return f"/zh-hans/articles/{slug}/"


class Heard:
    """When the order to reload came after a save, and when the page had its words."""

    def __init__(self) -> None:
        self.told: list[tuple[int, float]] = []
        self.pages: list[tuple[int, float]] = []
        self.used: list[tuple[float, float]] = []  # processor seconds of the server at both


@contextmanager
def listening(server: Served, address: str) -> Iterator[Heard]:
    """A page of our own: at every order it asks for the page and looks which save it shows."""
    heard, stopped = Heard(), threading.Event()

    def listen() -> None:
        page = Waiting(server)
        while not stopped.is_set():
            if page.next(0.2) is None:
                continue
            told, used = time.time(), processor_clock(server)
            found = server.text(address).split("次保存于")[0].rsplit("第", 1)[-1]
            if found.isdigit():
                heard.told.append((int(found), told))
                heard.pages.append((int(found), time.time()))
                heard.used.append((used, processor_clock(server)))
        page.close()

    thread = threading.Thread(target=listen)
    thread.start()
    time.sleep(0.5)
    yield heard
    stopped.set()
    thread.join()


def shown_after(written: list[float], seen: list[tuple[int, float]]) -> list[float | None]:
    """For each save the milliseconds until it or a later one was seen; None: never."""
    return [
        next((1000 * (at - begun) for what, at in seen if what >= number and at >= begun), None)
        for number, begun in enumerate(written)
    ]


def tell(what: str, times: list[float | None]) -> None:
    come = sorted(one for one in times if one is not None)
    if not come:
        print(f"{what:<8} nothing came")
        return
    late = come[min(len(come) - 1, round(0.95 * len(come)))]
    print(
        f"{what:<8} median {statistics.median(come):4.0f} ms, 95 % within {late:4.0f} ms, "
        f"longest {come[-1]:4.0f} ms, lost {len(times) - len(come)} of {len(times)}, "
        f"last {times[-1] or -1:.0f} ms"
    )


def breaks(server: Served, article: Path, text: str, browser: webdriver.Chrome, times: int) -> None:
    browser.execute_script("sessionStorage.seen = '[]'")
    browser.refresh()
    time.sleep(2)
    come: list[float | None] = []
    gone: list[float | None] = []
    sidecar = article.with_name(article.name.rsplit(".", 1)[0] + ".edit.yaml")
    for _ in range(times):
        for what, found, change in (
            ("over", come, lambda: sidecar.write_text("titel: x\n", "utf-8")),
            ("gone", gone, sidecar.unlink),
        ):
            before = len(noted(browser))
            change()
            begun = time.time()
            until(lambda before=before: len(noted(browser)) > before)  # type: ignore[misc]
            new = [at for said, at in noted(browser)[before:] if said == what]
            found.append(new[0] - 1000 * begun if new else None)
            time.sleep(0.7)
    tell("overlay", come)
    tell("mended", gone)


def until(come: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not come() and time.monotonic() < end:
        time.sleep(0.05)


def noted(browser: webdriver.Chrome) -> list[tuple[int | str, float]]:
    found = browser.execute_script("return sessionStorage.seen || '[]'")
    return [(what, at) for what, at in json.loads(found)]


def memory(server: Served, article: Path, text: str, address: str, times: int) -> None:
    sizes = []
    for number in range(times):
        article.write_text(f"{text}\n\n第{number}次重建。\n", "utf-8")
        server.wait_for_text(address, f"第{number}次重建。")
        sizes.append(resident_bytes(server))
    start = statistics.median(sizes[5:15])
    print(
        f"memory {start / 1e6:.0f} MB after 10 rebuilds, {sizes[-1] / 1e6:.0f} MB after {times}: "
        f"{100 * (sizes[-1] / start - 1):+.1f} %"
    )


def rest(server: Served) -> None:
    """Until the pages that nobody asked for are made as well."""
    for _ in range(60):
        before = processor_seconds(server)
        time.sleep(1)
        if processor_seconds(server) - before < 0.05:
            return


def tell_processor(clocks: list[float], heard: Heard) -> None:
    """What the server computed between a save and its page: the wall time of an idle machine, less
    what it waits for more saves."""
    for at, what in ((0, "told"), (1, "page")):
        spent = []
        for number, begun in enumerate(clocks):
            first = next((at for at, one in enumerate(heard.told) if one[0] >= number), None)
            if first is not None and heard.told[first][0] == number:
                spent.append(1000 * (heard.used[first][at] - begun))
        if spent:
            late = sorted(spent)[min(len(spent) - 1, round(0.95 * len(spent)))]
            median = statistics.median(spent)
            print(f"{what:<8} processor median {median:.0f} ms, 95 % within {late:.0f} ms")


def processor_clock(server: Served) -> float:
    """Processor seconds of the server, finer than /proc tells them."""
    return time.clock_gettime((~server.process.pid << 3) | 2)


def processor_seconds(server: Served) -> float:
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(server: Served) -> int:
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()

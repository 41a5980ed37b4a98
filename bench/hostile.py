"""A site of several hundred malformed files, built once: how long, how much memory, what is named.

    python bench/hostile.py                 400 files, 100 MB, two processes
    python bench/hostile.py --keep FOLDER   leaves the site there to look at

Each file is damaged in its own way: endless tags, unclosed markup, bytes of other encodings, huge
lines, broken front matter, archives that are none, text that makes parsers slow. Prints a line, and
fails where a file is neither published nor named, or something else than problems was printed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

SENTENCE = "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。"
FAULT = re.compile(r"^.+?: (error|warning): .+ — .+$")
SITE = """title: 乱
editions: [zh-Hans, zh-Hant]
themes: [{id: living, title: 生活, words: [菜场, 新秤]}]
"""
UNITS = (
    *("<div>", "<b><i>", "</p>", "<table><tr><td>", "<ul><li>", "<!--", "<![CDATA[", "&#x", "&lt;"),
    *("[", "](", "**", "`", "> ", "1. ", "- ", "# ", "|", "===\n", "---\n", "\\", "<a href=", "{%"),
    *(
        "（",
        "）",
        "“",
        "【",
        "来源：",
        "记者 ",
        "一是",
        "（一）",
        "。",
        "\n\n",
        "\f",
        "\u3000",
        "张三\n",
    ),
    *(
        "数(shù)",
        "2022年1月1日 ",
        "第1页\n",
        "http://a.b/",
        "1,",
        "万亿",
        "……",
        "\u200b",
        "😀",
        "\ufffd",
    ),
)


def malformed(count: int, size: int, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """File names and contents; together about `size` bytes."""
    chance = random.Random(seed)
    each = size // count
    for number in range(count):
        unit = UNITS[number % len(UNITS)]
        length = chance.choice((each // 20, each // 3, each, each * 3))
        body = unit * (length // len(unit.encode("utf-8")) + 1)
        ending = ("txt", "html", "md", "xml")[number // len(UNITS) % 4]
        text = f"<p>{SENTENCE}</p>\n{body}\n<p>{SENTENCE}</p>" if ending == "html" else body
        text = f"{SENTENCE}\n\n{text}\n\n{SENTENCE}{number}\n"
        data = text.encode("utf-8")
        damage = number % 9
        if damage == 1:
            data = text.encode("gb18030")
        elif damage == 2:
            data = data[: len(data) * 2 // 3]
        elif damage == 3:
            data = b"---\ntitle: [" + b"[" * 5000 + b"\n---\n" + data
        elif damage == 4:
            data = bytes(chance.randrange(256) for _ in range(2000)) + data
        elif damage == 5:
            data = (b"PK\x03\x04word/document.xml", b"%PDF-1.7\n", b"\xff\xfe")[number % 3] + data
        elif damage == 6:
            data = b'<?xml encoding="big5"?><meta charset="utf-16">' + data
        yield f"{number:03d}.{ending}", data


class Memory(threading.Thread):
    """What a process and all that it began hold together, at most: shared pages count once."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.peak = 0  # kB; 0 where the system does not say

    def run(self) -> None:
        while held := sum(map(_held, _family(self.process))):
            self.peak = max(self.peak, held)
            time.sleep(0.2)


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                yield from _family(int(child))


def _held(process: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wenzhai-hostile-") as scratch:
        site = options.keep or Path(scratch)
        articles = site / "content" / "articles"
        articles.mkdir(parents=True)
        (site / "site.yaml").write_text(SITE, "utf-8")
        whole = 0
        for name, data in malformed(options.files, options.megabytes * 1_000_000):
            (articles / name).write_bytes(data)
            whole += len(data)
        command = [sys.executable, "-m", "generator", "build", "--site", str(site)]
        begun = time.monotonic()
        building = subprocess.Popen(
            [*command, "--jobs", "2", "--cards", "none", "--no-cache"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        memory = Memory(building.pid)
        memory.start()
        stderr = building.communicate()[1]
        seconds = time.monotonic() - begun
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        odd = [line for line in stderr.splitlines() if not FAULT.match(line)]
        named = set(re.findall(r"(\d{3}\.\w+):\d+: error", stderr))
        digest = json.loads((site / "public" / "zh-hans" / "digest.json").read_bytes())
        published = {article["source"] for article in digest["articles"]}
        lost = {path.name for path in articles.iterdir()} - named - published
    print(
        f"{options.files} files, {whole / 1e6:.0f} MB: {seconds:.0f} s wall, "
        f"{used.ru_utime + used.ru_stime:.0f} s CPU, "
        f"peak {memory.peak / 1024**2:.2f} GiB together, {len(published)} published, "
        f"{len(named)} named, {len(lost)} lost, exit {building.returncode}"
    )
    for line in [*sorted(lost), *odd][:20]:
        print(f"    {line[:200]}")
    return 1 if lost or odd else 0


if __name__ == "__main__":
    sys.exit(main())

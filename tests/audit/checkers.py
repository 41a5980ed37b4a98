"""`make audit`, the part that needs Java and minutes: Nu HTML checker, EPUBCheck, Lighthouse.

    python -m tests.audit.checkers SITE …

builds each site folder with its books, checks every page and book, measures four kinds of pages,
prints what each checker says, and ends with 1 where one of them is not content.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.cli import main as wenzhai
from tests.audit.pages import TOOLS, PublishedPage, published_pages, script_weight, weight
from tests.audit.server import served

MEASURED = ("home", "theme", "article", "search")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
_LIGHTHOUSE = TOOLS / "lighthouse" / "cli" / "index.js"
_EPUBCHECK = (Path("/usr/share/java/epubcheck.jar"), Path("/usr/bin/epubcheck"))
_ATTEMPTS = 3  # Lighthouse measures a machine that also does other things: the best counts


def main(sites: Sequence[str]) -> int:
    faults = 0
    for folder in sites:
        with tempfile.TemporaryDirectory(prefix="audit-") as scratch:
            output = Path(scratch) / "public"
            if wenzhai(["build", "--site", folder, "--output", str(output), "--epub"]) != 0:
                return 1
            print(f"\n{folder}")
            weigh(output)
            faults += html_errors(output)
            faults += book_errors(output)
            faults += below_hundred(output)
    print(f"\n{faults} faults")
    return 1 if faults else 0


def weigh(site: Path) -> None:
    """The heaviest page of each kind, for people to read; the limits are a test's."""
    heaviest: dict[str, tuple[int, int, int, str]] = {}
    for page in published_pages(site):
        row = (weight(site, page), script_weight(site, page), page.requests, page.path)
        heaviest[page.kind] = max(heaviest.get(page.kind, row), row)
    for kind, (page_bytes, scripts, requests, path) in sorted(heaviest.items()):
        sizes = f"{page_bytes / 1024:5.1f} KiB, scripts {scripts / 1024:4.1f} KiB"
        print(f"  {kind:<9}{sizes}, {requests} requests  {path}")


def html_errors(site: Path) -> int:
    pages = [str(site / page.path) for page in published_pages(site)]
    command = ["java", "-Xss8m", "-jar", str(_VNU), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *pages], capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    kinds = Counter(f"{one['type']}/{one.get('subType', '')}" for one in messages)
    print(f"  Nu HTML checker: {len(pages)} pages, {dict(kinds) or 'nothing to say'}")
    errors = [one for one in messages if one["type"] != "info"]
    for message, count in Counter(one["message"] for one in messages).most_common(20):
        example = next(one for one in messages if one["message"] == message)
        where = example.get("url", "").removeprefix(f"file:{site}/")
        print(f"    {count} × {message}  ({where}:{example.get('lastLine')})")
    return len(errors)


def book_errors(site: Path) -> int:
    jar = next((path for path in _EPUBCHECK if path.is_file()), None)
    if jar is None:
        print("  EPUBCheck is not installed (Debian: epubcheck): not checked")
        return 0
    bad = 0
    for book in sorted(site.glob("*/*.epub")):
        command = ["java", "-jar", str(jar), str(book)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        said = [line for line in (done.stdout + done.stderr).splitlines() if "Messages:" in line]
        name = book.relative_to(site)
        print(f"  {name}: {book.stat().st_size / 1024:.0f} KiB, {' '.join(said)}")
        if done.returncode:
            bad += 1
            print(done.stderr)
    return bad


def below_hundred(site: Path) -> int:
    """The first edition's largest page of each measured kind."""
    editions = {page.edition: None for page in published_pages(site) if page.edition}
    edition = "zh-hans" if "zh-hans" in editions else next(iter(editions))
    chosen: dict[str, PublishedPage] = {}
    for page in published_pages(site):
        if page.edition == edition and page.kind in MEASURED:
            known = chosen.get(page.kind)
            if known is None or len(page.html) > len(known.html):
                chosen[page.kind] = page
    faults = 0
    with served(site) as address:
        for kind in MEASURED:
            scores, missed = _best(address + chosen[kind].address)
            print(f"  Lighthouse, {kind}: {scores}")
            for line in missed:
                print(f"    {line}")
            faults += any(score < 100 for score in scores.values())
    return faults


def _best(address: str) -> tuple[dict[str, int], list[str]]:
    scores: dict[str, int] = {}
    missed: list[str] = []
    for _ in range(_ATTEMPTS):
        report = _lighthouse(address)
        found = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
        if not scores or sum(found.values()) > sum(scores.values()):
            scores, missed = found, _missed(report)
        if all(score == 100 for score in scores.values()):
            break
    return scores, missed


def _lighthouse(address: str) -> dict[str, dict[str, dict[str, float]]]:
    command = [
        "node",
        str(_LIGHTHOUSE),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or "chromium"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    report: dict[str, dict[str, dict[str, float]]] = json.loads(done.stdout)
    return report


def _missed(report: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    lines = []
    for name, audit in report["audits"].items():
        score = audit.get("score")
        if score is not None and score < 0.9:
            lines.append(f"{name}: {score} {audit.get('displayValue', '')}")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""wenzhai beside other generators: the same articles, one interleaved run, medians and ratios.

    make bench                                   100 articles, all generators
    python -m bench.run --articles 1000 --repeat 3
    python -m bench.run --articles 10000 --repeat 1 --only wenzhai hugo --works cold "one edit" \\
        --json /tmp/10000.json       goes on there if it was stopped

Every generator does each job in turn, and the turns are repeated, so that what else the machine
does falls on all of them. CPU seconds are those of the whole process tree, memory is the highest
sum over it (proportional set size). wenzhai reads raw sources in both scripts, cleans, themes,
summarises, links, converts and indexes for search; the others get pages converted beforehand.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import write_site
from bench.peers import Peer, peers, write_peers
from bench.tools import install, versions

JOBS = ("cold", "warm", "one edit", "one template edit", "nothing changed")


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float
    memory: float  # MB


@dataclass(frozen=True)
class Subject:
    """A generator in its folder."""

    name: str
    folder: Path
    command: tuple[str, ...]
    output: str
    caches: tuple[str, ...]
    template: str
    article: str


def subjects(folder: Path, scratch: Path, only: Sequence[str]) -> list[Subject]:
    ours = Peer(
        name="wenzhai",
        command=(str(Path(sys.executable).parent / "wenzhai"), "build", "--cards", "none"),
        output="public",
        caches=(".cache",),
        template="templates/article.html",
        article="content/articles/{}.md",
    )
    found = [ours, *peers(scratch)]
    return [
        Subject(
            one.name, folder / one.name, one.command, one.output, one.caches, one.template,
            one.article.format("000001"),
        )
        for one in found
        if not only or one.name in only
    ]  # fmt: skip


def cold(subject: Subject) -> None:
    for name in (subject.output, *subject.caches):
        shutil.rmtree(subject.folder / name, ignore_errors=True)


def warm(subject: Subject) -> None:
    """The published folder goes, the caches stay."""
    shutil.rmtree(subject.folder / subject.output, ignore_errors=True)


def one_edit(subject: Subject) -> None:
    path = subject.folder / subject.article
    text = path.read_text("utf-8")
    end = f"\n又添一句，说的是第{time.time_ns() % 100_000}号工单。\n"
    path.write_text(text + end, "utf-8")


def one_template_edit(subject: Subject) -> None:
    path = subject.folder / subject.template
    if not path.exists():  # wenzhai's built-in one, laid over
        path.parent.mkdir(exist_ok=True)
        shutil.copy(Path(__file__).parents[1] / "templates" / path.name, path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("<p", f'<p data-edit="{time.time_ns()}"', 1), "utf-8")


def nothing(subject: Subject) -> None:
    time.sleep(0.1)  # a tick of the file system's clock


PREPARE: dict[str, Callable[[Subject], None]] = {
    "cold": cold,
    "warm": warm,
    "one edit": one_edit,
    "one template edit": one_template_edit,
    "nothing changed": nothing,
}


def measure(subject: Subject) -> Cost:
    before = time.monotonic()
    process = subprocess.Popen(
        subject.command, cwd=subject.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    highest = [0.0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, highest, ended))
    watcher.start()
    assert process.stderr is not None
    faults = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - before
    ended.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"{subject.name} failed: {faults.decode(errors='replace')[-500:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, highest[0])


def _watch(root: int, highest: list[float], ended: threading.Event) -> None:
    while not ended.wait(0.05):
        highest[0] = max(highest[0], sum(map(_memory, _tree(root))) / 1024)


def _tree(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def run(options: argparse.Namespace) -> dict[str, dict[str, list[Cost]]]:
    scratch: Path = options.scratch
    folder = scratch / f"sites-{options.articles}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        write_site(folder / "wenzhai", options.articles)
        write_peers(folder, options.articles)
        (folder / "done").touch()
    found: dict[str, dict[str, list[Cost]]] = defaultdict(lambda: defaultdict(list))
    kept: Path | None = options.json
    if kept and kept.exists():
        for row in json.loads(kept.read_text("utf-8")):
            if row["articles"] == options.articles:
                cost = Cost(row["wall"], row["cpu"], row["memory"])
                found[row["job"]][row["generator"]].append(cost)
    for turn in range(options.repeat):
        for job in options.works or JOBS:
            for subject in subjects(folder, scratch, options.only):
                if len(found[job][subject.name]) > turn:
                    continue  # before it was stopped
                PREPARE[job](subject)
                cost = measure(subject)
                found[job][subject.name].append(cost)
                if kept:
                    _keep(kept, options.articles, found)
                print(
                    f"{turn + 1} {options.articles} {job:<18} {subject.name:<9} "
                    f"{cost.wall:8.2f} s  {cost.cpu:8.2f} CPU s  {cost.memory:7.0f} MB",
                    file=sys.stderr,
                    flush=True,
                )
    return found


def _keep(path: Path, articles: int, found: dict[str, dict[str, list[Cost]]]) -> None:
    rows = [
        {"articles": articles, "job": job, "generator": name, **vars(cost)}
        for job, by_name in found.items()
        for name, costs in by_name.items()
        for cost in costs
    ]
    path.write_text(json.dumps(rows, indent=1), "utf-8")


def table(articles: int, found: dict[str, dict[str, list[Cost]]]) -> str:
    """Medians, and how many times Hugo's."""
    lines = [
        f"| {articles:,} articles | generator | wall s | CPU s | of Hugo's CPU | MB |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for job, by_name in found.items():
        medians = {name: _median(costs) for name, costs in by_name.items() if costs}
        for name, cost in medians.items():
            ratio = f"{cost.cpu / medians['hugo'].cpu:.2f}" if "hugo" in medians else ""
            lines.append(
                f"| {job} | {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {ratio} "
                f"| {cost.memory:.0f} |"
            )
    return "\n".join(lines)


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


def machine() -> str:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{os.cpu_count()} × {model}, {pages:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--works", nargs="*", default=[], choices=JOBS, help="all, if not named")
    parser.add_argument("--scratch", type=Path, default=Path("/tmp/wenzhai-bench"))
    parser.add_argument(
        "--json",
        type=Path,
        help="also keep every single measurement there, and go on from what it holds",
    )
    options = parser.parse_args()
    install(options.scratch)
    print(machine())
    print(json.dumps(versions(options.scratch)))
    found = run(options)
    print(table(options.articles, found))


if __name__ == "__main__":
    main()

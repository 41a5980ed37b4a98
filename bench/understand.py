"""What it costs to understand one article: milliseconds of each stage, without the dictionaries.

    python bench/understand.py                          200 articles of the corpus
    python bench/understand.py --site . --times 5       the example site's own

Every stage is run several times on each article and the least time counts, so that other work on
the machine hardly shows. What is loaded once a process stands apart, in the first line.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from bench.corpus import write_site
from generator.articles import Scope, Texts, only_words
from generator.clean import clean
from generator.digest import analyse, learn
from generator.engine.codec import encode
from generator.model import Analysis, Entry, Inputs, Source
from generator.problems import SourceError
from generator.read.folder import read_inputs
from generator.render import cards_of, rows_of
from generator.render.converted import Converted, converted
from generator.render.search import extent_of
from generator.split import split

_Made = TypeVar("_Made")


class Clock:
    """The least time of each stage on each article."""

    def __init__(self) -> None:
        self._least: defaultdict[tuple[str, str], float] = defaultdict(lambda: float("inf"))
        self.source = ""

    def run(self, stage: str, made: Callable[..., _Made], *arguments: object) -> _Made:
        start = time.process_time()
        result = made(*arguments)
        key = stage, self.source
        self._least[key] = min(self._least[key], time.process_time() - start)
        return result

    def stages(self) -> dict[str, float]:
        found: defaultdict[str, float] = defaultdict(float)
        for (stage, _), seconds in self._least.items():
            found[stage] += seconds
        return found


class Stages:
    """What is made of one article alone, in the order of a build."""

    def __init__(self, inputs: Inputs) -> None:
        self._editions = inputs.site.editions
        self._knowledge = learn(inputs.site.themes, (), inputs.site.digest)
        catalogues = tuple((one.path.removesuffix(".po"), one.data) for one in inputs.catalogues)
        site = only_words(inputs.site)
        scope = Scope(site=site, glossary=inputs.glossary, catalogues=catalogues)
        self._contexts = scope.contexts(inputs.translations)

    def run(self, source: Source, clock: Clock) -> None:
        article = clock.run("clean", clean, source)
        entry = clock.run("split", split, article)
        own = clock.run("convert", converted, self._contexts, entry)
        analysis = clock.run("analyse", analyse, entry, self._knowledge)
        clock.run("tell, keep", self._tell, entry, own, analysis)

    def _tell(self, entry: Entry, own: tuple[Converted, ...], analysis: Analysis) -> None:
        cards_of(self._contexts, entry, own, analysis.summary)
        extent_of(self._editions, rows_of(self._contexts, entry, own))
        encode(Texts(entry=entry, own=own))
        encode(analysis)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="instead of the corpus")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    if options.site:
        _measure(read_inputs(options.site, today="2026-01-01")[0], options.times)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), options.articles)
        _measure(read_inputs(Path(folder), today="2026-01-01")[0], options.times)


def _measure(inputs: Inputs, times: int) -> None:
    start = time.process_time()
    stages = Stages(inputs)
    learned = time.process_time()
    stages.run(inputs.sources[0], Clock())
    loaded = time.process_time()
    print(f"once a process: learning {1000 * (learned - start):.0f} ms CPU, ", end="")
    print(f"dictionaries with the first article {1000 * (loaded - learned):.0f}")
    clock = Clock()
    for _ in range(times):
        for clock.source, source in ((one.name, one) for one in inputs.sources):
            with suppress(SourceError):
                stages.run(source, clock)
    found = clock.stages()
    for stage, seconds in (*found.items(), ("all", sum(found.values()))):
        print(f"{stage:<12} {1000 * seconds / len(inputs.sources):7.2f} ms CPU an article")


if __name__ == "__main__":
    main()

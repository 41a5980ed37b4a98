"""`wenzhai check`: all that an editor should look at before publishing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

from generator.bring.fetch import unreached
from generator.commands.cache import kept
from generator.commands.inputs import read
from generator.commands.outcome import counted
from generator.engine.executors import executor
from generator.exits import BAD_SOURCES, DONE
from generator.pipeline import Builder
from generator.problems import Problem
from generator.progress import Progress
from generator.report.attention import attention
from generator.report.outside import Places, broken, outside, unreachable
from generator.report.undecided import undecided


def check(options: argparse.Namespace) -> int:
    inputs, problems = read(options)
    with (
        kept(options) as cache,
        Progress(sys.stderr) as progress,
        closing(executor(None)) as runner,
    ):
        builder = Builder(runner, cache.store, cache.code)
        built = builder.build(inputs, progress.show)
        entries = tuple(built.entries)
    matters = attention(
        entries,
        built.digest,
        (*problems, *built.problems),
        inputs.site.editions,
        inputs.translations,
        inputs.glossary,
    )
    listed = [matter.problem for matter in matters]
    listed += undecided(built.digest.topics, inputs.topics)
    base = urlsplit(inputs.site.base_url).path.lstrip("/")
    listed += broken(inputs.pages, built.files, base)
    for problem in listed:
        print(problem)
    if options.external:
        places = outside(entries, inputs.pages, built.files)
        for problem in _unreachable(places, options.private):
            listed.append(problem)
            print(problem, flush=True)
        print(f"{len(places)} address{'' if len(places) == 1 else 'es'} outside asked")
    bad = sum(problem.severity == "error" for problem in listed)
    print(f"{counted(len(entries), 'article')}, {bad} bad, {len(listed) - bad} to look at")
    return BAD_SOURCES if bad else DONE


def _unreachable(places: Places, private: bool) -> Iterator[Problem]:
    """Asks a few addresses at a time; the answers come in the order of the links."""

    with ThreadPoolExecutor(8) as threads:
        asked = {address: threads.submit(unreached, address, private=private) for address in places}
        yield from unreachable(places, lambda address: asked[address].result())

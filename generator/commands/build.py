"""`wenzhai build`: a folder, or an address, with the published site."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.cache import Kept, kept
from generator.commands.inputs import embedder_for, read
from generator.commands.outcome import counted, status_of, tell
from generator.commands.standing import MadeBefore
from generator.exits import DONE
from generator.garbage import collect_seldom
from generator.progress import Progress

if TYPE_CHECKING:
    from generator.engine.executors import Executor
    from generator.write import Fresh
    from generator.write.remote import RemoteSite


def build(options: argparse.Namespace) -> int:
    begun = time.monotonic()
    site_folder: Path = options.site
    output: Path | str = options.output or site_folder / "public"
    standing = None if options.no_cache or _is_elsewhere(options) else MadeBefore(options)
    last = standing.last() if standing else None
    if last is not None:
        tell(last.problems)
        print(f"{last.said} ({time.monotonic() - begun:.1f} s, nothing has changed)")
        return status_of(last.problems)

    collect_seldom()
    from generator.commands.extras import extras_for
    from generator.pipeline import Builder
    from generator.write import check_target

    inputs, problems = read(options)
    if isinstance(output, Path):
        check_target(output, site_folder)
    embed, model = embedder_for(options, inputs)
    extras = extras_for(options)
    with (
        kept(options) as cache,
        _target(output, site_folder, cache) as fresh,
        Progress(sys.stderr) as progress,
        closing(executor_for(options)) as runner,
    ):
        builder = Builder(runner, cache.store, cache.code)
        built = builder.build(inputs, progress.show, embed, extras, fresh)
        all_problems = (*problems, *built.problems)
        status = status_of(all_problems)
        held_back = status != DONE and options.strict
        if not held_back:
            done = fresh.swap()
        builder.sweep()
    tell(all_problems)
    if held_back:
        bad = sum(problem.severity == "error" for problem in all_problems)
        print(f"{bad} bad, nothing published (--strict)", file=sys.stderr)
        return status
    said = (
        f"{counted(len(built.entries), 'article')}, {counted(len(built.digest.topics), 'topic')}, "
        f"{counted(len(built.digest.links), 'link')}, "
        f"{counted(len(inputs.site.editions), 'edition')}: {done.files} files in {output}"
    )
    seconds = time.monotonic() - begun
    print(f"{said} ({done.written} written, {seconds:.1f} s{model and f', {model}'})")
    if standing:
        standing.keep(all_problems, said)
    return status


def _is_elsewhere(options: argparse.Namespace) -> bool:
    """Whether the cache or the published site is no folder of this machine."""
    return isinstance(options.output, str) or isinstance(options.cache, str)


@contextmanager
def _target(output: Path | str, site_folder: Path, cache: Kept) -> Iterator[Fresh | RemoteSite]:
    if isinstance(output, str):
        from generator.write.remote import RemoteSite

        yield RemoteSite(output)
        return
    from generator.write import publishing

    with publishing(output, site_folder, cache.record_of(output)) as fresh:
        yield fresh


def executor_for(options: argparse.Namespace) -> Executor:
    if options.cluster:
        from generator.engine.cluster import Cluster

        return Cluster(options.cluster)
    from generator.engine.executors import executor

    return executor(options.jobs)

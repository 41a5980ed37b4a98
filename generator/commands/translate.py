"""`wenzhai translate`: files for translators, written and refreshed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from generator.commands.inputs import edition_of, read
from generator.commands.outcome import counted, status_of, tell
from generator.convert.translations import coverage
from generator.decide.translation import refreshed
from generator.engine.executors import executor
from generator.model import Digest, Edition, Entry
from generator.pipeline import read_sources
from generator.problems import Problem, ProblemError, SiteError, error
from generator.progress import Progress
from generator.read.files import read_regular_file
from generator.read.translations import ENDING, read_translations
from generator.report.translators import asked_for
from generator.write.files import save


def translate(options: argparse.Namespace) -> int:
    named = edition_of(options.to, "en") if options.to else None
    if named is not None and named.script is not None:
        cause = f"{named.tag} is converted, not translated"
        raise SiteError(error("--to", 1, cause, "name another language, such as en"))
    options.drafts = True  # they are translated before they are published
    inputs, problems = read(options)
    others = [edition for edition in inputs.site.editions if edition.script is None]
    if named is None and not others:
        cause = "the site has no edition in another language"
        fix = "name one with --to, such as en, and add it to `editions`"
        raise SiteError(error(str(options.site / "site.yaml"), 1, cause, fix))
    with Progress(sys.stderr) as progress, closing(executor(None)) as runner:
        reading, found = read_sources(inputs, runner, progress.show)
        entries = tuple(reading.entries)
    bad = [*problems, *reading.problems]
    for edition in [named] if named is not None else others:
        bad += _translate(options.site, edition, entries, found)
    tell(bad)
    return status_of(bad)


def _translate(
    site: Path, edition: Edition, entries: Sequence[Entry], found: Digest
) -> Iterator[Problem]:
    """Refreshes the files of one language and tells how much is done; gives what was wrong."""
    folder = site / "content" / "translations" / edition.tag
    done = stale = total = written = 0
    for name, ones, wanted in asked_for(entries, found):
        path = folder / (name + ENDING)
        try:
            old = read_regular_file(path, within=site) if path.exists() else None
            data = refreshed(old, str(path), wanted, edition, name)
            written += save(data, path)
        except ProblemError as fault:
            yield fault.problem
            continue
        catalogue = read_translations(data, str(path), edition.tag)
        for entry in ones:
            covered = coverage(entry, catalogue)
            done, total = done + covered.done, total + covered.total
            stale += len(covered.stale)
            print(f"{path}: {covered.done} of {covered.total} passages", end="")
            print(f", {len(covered.stale)} stale" if covered.stale else "")
    print(f"{done} of {total} passages translated to {edition.tag}, {stale} stale", end="")
    print(f": {counted(written, 'file')} written")

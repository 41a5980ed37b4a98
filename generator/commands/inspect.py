"""`wenzhai inspect`: how sources are read, cleaned, split, themed and summarised."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.articles import read_source
from generator.clean.encoding import decode
from generator.commands.outcome import tell
from generator.digest import digest
from generator.exits import BAD_SOURCES, DONE
from generator.model import Edits, Entry, Site, Source, TopicEdits
from generator.problems import Problem, ProblemError, warning
from generator.read.files import read_regular_file
from generator.read.sidecar import SUFFIX, read_edits
from generator.read.site import FILE, default_site, read_site
from generator.report.beside import beside
from generator.report.inspection import as_data, as_text


def inspect(options: argparse.Namespace) -> int:
    site = _site_of(options.files[0])
    read: list[tuple[Source, Entry]] = []
    bad: list[Problem] = []
    for file in options.files:
        if file.name.endswith(SUFFIX):  # `inspect content/articles/*` names them as well
            cause = "decisions are read with their article, not by themselves"
            bad.append(warning(str(file), 1, cause, "name the article alone"))
            continue
        try:
            source = _source_at(file, site)
            result = read_source(source)
        except ProblemError as fault:
            result = fault.problem
        if isinstance(result, Problem):
            bad.append(result)
        else:
            read.append((source, result[0]))
            bad += [*result[0].article.problems, *result[1]]
    entries = [entry for _, entry in read]
    found = digest(entries, site.themes, TopicEdits(), site.digest)
    if options.json:
        data = [as_data(entry, found) for entry in entries]
        shown = data[0] if len(options.files) == 1 and data else data
        if data:
            print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for line in _joined(as_text(entry, found) for entry in entries):
            print(line)
        if options.beside:
            for source, entry in read:
                for line in _beside(source, entry):
                    print(line)
    tell(bad)
    return BAD_SOURCES if any(problem.severity == "error" for problem in bad) else DONE


def _beside(source: Source, entry: Entry) -> Iterator[str]:
    """The source line by line, each under what it was taken for."""
    yield ""
    yield f"{source.name}, line by line"
    if entry.article.format in ("docx", "pdf"):
        yield "  its lines are not text"
        return
    for number, words, what in beside(decode(source.data, source.path, source.edits).text, entry):
        yield f"{number:>5}  {what}"
        yield f"       {words}"


def _site_of(file: Path) -> Site:
    """Settings of the site that the file lies in, or the default ones."""
    for folder in file.resolve().parents:
        if (folder / FILE).is_file():
            return read_site(folder)
    return default_site()


def _source_at(file: Path, site: Site) -> Source:
    sidecar = file.with_name(file.name.rsplit(".", 1)[0] + SUFFIX)
    edits = Edits()
    if sidecar.is_file():
        theme_ids = tuple(theme.id for theme in site.themes)
        edits = read_edits(read_regular_file(sidecar), str(sidecar), theme_ids)
    return Source(name=file.name, path=str(file), data=read_regular_file(file), edits=edits)


def _joined(parts: Iterable[Iterator[str]]) -> Iterator[str]:
    """Lines of several texts with an empty line between."""
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield from part

"""What each command does: reads, calls the pipeline, writes, and tells people."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.engine.executors import executor
from generator.model import Edits, Entry, Inputs, Site, Source
from generator.problems import Problem, ProblemError, SiteError, error
from generator.progress import Progress

_DONE, _BAD_SOURCES = 0, 1


def build(options: argparse.Namespace) -> int:
    from generator.pipeline import build as build_site
    from generator.write import check_target, publish

    begun = time.monotonic()
    site_folder: Path = options.site
    output: Path = options.output or site_folder / "public"
    inputs, problems = _read(options)
    check_target(output, site_folder)
    with Progress(sys.stderr) as progress:
        runner = executor(options.jobs, len(inputs.sources))
        built = build_site(inputs, runner, progress.show)
    all_problems = (*problems, *built.problems)
    _tell(all_problems)
    bad = sum(problem.severity == "error" for problem in all_problems)
    if bad and options.strict:
        print(f"{bad} bad, nothing published (--strict)", file=sys.stderr)
        return _BAD_SOURCES
    files = publish(built.outputs, output, site_folder)
    seconds = time.monotonic() - begun
    print(
        f"{len(built.entries)} articles, {len(built.digest.topics)} topics, "
        f"{len(built.digest.links)} links, {len(inputs.site.editions)} editions: "
        f"{files} files in {output} ({seconds:.1f} s)"
    )
    return _BAD_SOURCES if bad else _DONE


def serve(options: argparse.Namespace) -> int:
    import tempfile

    from generator.preview import serve as serve_folder

    with tempfile.TemporaryDirectory(prefix="wenzhai-") as folder:
        output = Path(folder) / "public"
        build_options = argparse.Namespace(
            **vars(options), output=output, drafts=True, jobs=None, strict=False, editions=[]
        )
        build_options.base_url = ""

        def rebuild() -> None:
            try:
                build(build_options)
            except ProblemError as fault:  # the last good version stays in the browser
                print(fault.problem, file=sys.stderr)

        build(build_options)
        serve_folder(options.site, output, rebuild, options.port, options.open)
    return _DONE


def check(options: argparse.Namespace) -> int:
    from generator.digest import digest
    from generator.pipeline import read_sources
    from generator.report.attention import attention

    inputs, problems = _read(options)
    with Progress(sys.stderr) as progress:
        runner = executor(None, len(inputs.sources))
        reading = read_sources(inputs, runner, progress.show)
    found = digest(reading.entries, inputs.site.themes, inputs.topics, inputs.site.digest)
    listed = list(attention(reading.entries, found, (*problems, *reading.problems)))
    for problem in listed:
        print(problem)
    bad = sum(problem.severity == "error" for problem in listed)
    print(f"{len(reading.entries)} articles, {bad} bad, {len(listed) - bad} to look at")
    return _BAD_SOURCES if bad else _DONE


def inspect(options: argparse.Namespace) -> int:
    from generator.digest import digest
    from generator.model import TopicEdits
    from generator.pipeline import read_source
    from generator.report.inspection import as_data, as_text

    site = _site_of(options.files[0])
    entries: list[Entry] = []
    bad: list[Problem] = []
    for file in options.files:
        try:
            result = read_source(_source(file, site))
        except ProblemError as fault:
            result = fault.problem
        if isinstance(result, Problem):
            bad.append(result)
        else:
            entries.append(result[0])
            bad += [*result[0].article.problems, *result[1]]
    found = digest(entries, site.themes, TopicEdits(), site.digest)
    if options.json:
        data = [as_data(entry, found) for entry in entries]
        shown = data[0] if len(options.files) == 1 and data else data
        if data:
            print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for line in _joined(as_text(entry, found) for entry in entries):
            print(line)
    _tell(bad)
    return _BAD_SOURCES if any(problem.severity == "error" for problem in bad) else _DONE


def convert(options: argparse.Namespace) -> int:
    from generator.convert.converter import converter
    from generator.convert.editions import edition_for
    from generator.convert.scripts import detect, machine_made
    from generator.model import Glossary
    from generator.read.editorial import read_glossary
    from generator.read.folder import read_regular_file

    try:
        edition = edition_for(options.to)
    except ValueError as fault:
        raise SiteError(error("--to", 1, str(fault), "write a tag such as zh-Hant")) from None
    file: Path | None = options.file
    data = read_regular_file(file) if file else sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        shown = str(file or "standard input")
        raise SiteError(error(shown, line, "this is not UTF-8", "save it as UTF-8")) from None
    glossary_file = options.site / "content" / "glossary.yaml"
    glossary = Glossary()
    if glossary_file.exists():
        glossary = read_glossary(read_regular_file(glossary_file), str(glossary_file))
    good_traditional = detect(text) == "Hant" and not machine_made(text)
    converted = converter(edition, glossary).text(text, "Hant" if good_traditional else "Hans")
    sys.stdout.write(converted)
    return _DONE


def eval(options: argparse.Namespace) -> int:  # the command's own name
    from generator.evaluate import evaluate

    inputs, problems = _read(options)
    _tell(problems)
    measures = evaluate(inputs, options.gold)
    if options.json:
        rows = [{"measure": row.name, "value": row.value, "of": row.of} for row in measures]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return _DONE
    for row in measures:
        print(f"{row.name:<32} {row.value:6.3f}  of {row.of}")
        if options.misses:
            for miss in row.misses:
                print(f"    {miss}")
    return _DONE


def _read(options: argparse.Namespace) -> tuple[Inputs, tuple[Problem, ...]]:
    from generator.convert.configurations import check_opencc
    from generator.read.folder import read_inputs

    wrong = check_opencc()
    if wrong is not None:
        raise SiteError(wrong)
    return read_inputs(
        options.site,
        today=_today(),
        base_url=getattr(options, "base_url", None),
        only=getattr(options, "editions", ()),
        drafts=getattr(options, "drafts", False),
    )


def _today() -> str:
    """The day of the build; SOURCE_DATE_EPOCH sets it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = time.gmtime(int(epoch)) if epoch and epoch.isdigit() else time.gmtime()
    return time.strftime("%Y-%m-%d", moment)


def _site_of(file: Path) -> Site:
    """Settings of the site that the file lies in, or the default ones."""
    from generator.read.site import FILE, default_site, read_site

    for folder in file.resolve().parents:
        if (folder / FILE).is_file():
            return read_site(folder)
    return default_site()


def _source(file: Path, site: Site) -> Source:
    from generator.read.folder import read_regular_file
    from generator.read.sidecar import SUFFIX, read_edits

    sidecar = file.with_name(file.name.rsplit(".", 1)[0] + SUFFIX)
    edits = Edits()
    if sidecar.is_file():
        theme_ids = tuple(theme.id for theme in site.themes)
        edits = read_edits(read_regular_file(sidecar), str(sidecar), theme_ids)
    return Source(name=file.name, path=str(file), data=read_regular_file(file), edits=edits)


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def _joined(parts: Iterable[Iterator[str]]) -> Iterator[str]:
    """Lines of several texts with an empty line between."""
    for number, part in enumerate(parts):
        if number:
            yield ""
        yield from part


__all__: Sequence[str] = ("build", "check", "convert", "eval", "inspect", "serve")

"""What each command does: reads, calls the pipeline, writes, and tells people."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.exits import BAD_SOURCES, DONE
from generator.problems import Problem, ProblemError, SiteError, error
from generator.progress import Progress

if TYPE_CHECKING:
    from generator.digest.meaning import Embed
    from generator.engine.executors import Executor
    from generator.engine.standing import Standing
    from generator.engine.store import Store
    from generator.model import Digest, Edition, Entry, Inputs, Site, Source
    from generator.read.disk import Disk
    from generator.render.extras import Extras
    from generator.report.outside import Places
    from generator.write import Fresh
    from generator.write.remote import RemoteSite

CACHE = Path(".cache", "wenzhai")  # in the site's folder; may be removed at any time


def build(options: argparse.Namespace) -> int:
    begun = time.monotonic()
    site_folder: Path = options.site
    output: Path | str = options.output or site_folder / "public"
    standing = None if options.no_cache or _is_elsewhere(options) else _Standing(options)
    last = standing.last() if standing else None
    if last is not None:
        _tell(last.problems)
        print(f"{last.said} ({time.monotonic() - begun:.1f} s, nothing has changed)")
        return _status(last.problems)

    from generator.pipeline import Builder
    from generator.write import check_target

    inputs, problems = _read(options)
    if isinstance(output, Path):
        check_target(output, site_folder)
    embed, model = _embedder(options, inputs)
    extras = _extras(options)
    with (
        _cache(options) as cache,
        _target(output, site_folder, cache) as fresh,
        Progress(sys.stderr) as progress,
        closing(_runner(options)) as runner,
    ):
        builder = Builder(runner, cache.store, cache.code)
        built = builder.build(inputs, progress.show, embed, extras, fresh)
        all_problems = (*problems, *built.problems)
        status = _status(all_problems)
        held_back = status != DONE and options.strict
        if not held_back:
            done = fresh.swap()
        builder.sweep()
    _tell(all_problems)
    if held_back:
        bad = sum(problem.severity == "error" for problem in all_problems)
        print(f"{bad} bad, nothing published (--strict)", file=sys.stderr)
        return status
    said = (
        f"{len(built.entries)} articles, {len(built.digest.topics)} topics, "
        f"{len(built.digest.links)} links, {len(inputs.site.editions)} editions: "
        f"{done.files} files in {output}"
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
def _target(output: Path | str, site_folder: Path, cache: _Cache) -> Iterator[Fresh | RemoteSite]:
    if isinstance(output, str):
        from generator.write.remote import RemoteSite

        yield RemoteSite(output)
        return
    from generator.write import publishing

    with publishing(output, site_folder, cache.record_of(output)) as fresh:
        yield fresh


def _runner(options: argparse.Namespace) -> Executor:
    if options.cluster:
        from generator.engine.cluster import Cluster

        return Cluster(options.cluster)
    from generator.engine.executors import executor

    return executor(options.jobs)


def _status(problems: Iterable[Problem]) -> int:
    return BAD_SOURCES if any(problem.severity == "error" for problem in problems) else DONE


@dataclass(frozen=True)
class _Cache:
    """Where results are kept, and what they depend on beside their arguments."""

    store: Store
    code: bytes
    folder: Path | None  # None: nothing is kept

    def record_of(self, output: Path) -> Path | None:
        """Which files of a published folder came of what: see `write.fresh`."""
        from generator.engine.codec import key_of

        if self.folder is None:
            return None
        return self.folder / f"{key_of(str(output.resolve())).hex()}.published"


@contextmanager
def _cache(options: argparse.Namespace) -> Iterator[_Cache]:
    from generator.engine.fingerprint import fingerprint
    from generator.engine.store import PackStore

    place = getattr(options, "cache", None)
    if not getattr(options, "no_cache", False):
        if isinstance(place, str):
            from generator.engine.remote import RemoteStore

            yield _Cache(RemoteStore(place), fingerprint(), None)
            return
        folder = place or options.site / CACHE
        yield _Cache(PackStore(folder), fingerprint(), folder)
        return
    with tempfile.TemporaryDirectory(prefix="wenzhai-") as scratch:
        yield _Cache(PackStore(Path(scratch)), fingerprint(), None)


class _Standing:
    """Whether this build was made before, and nothing has changed since: see `engine.standing`."""

    def __init__(self, options: argparse.Namespace) -> None:
        from generator.builtin import builtin_folder
        from generator.engine.codec import key_of
        from generator.engine.fingerprint import fingerprint
        from generator.engine.standing import Record, state_of
        from generator.read.font_folders import font_folders

        site: Path = options.site
        output: Path = options.output or site / "public"
        cache: Path = options.cache or site / CACHE
        how = {name: str(value) for name, value in sorted(vars(options).items())}
        for apart in (
            "cache",
            "jobs",
            "cluster",
            "strict",
        ):  # how it runs changes nothing that it makes
            how.pop(apart, None)
        self._asked = key_of(fingerprint(), list(how.items()), str(output.resolve()), _today())
        self._output = output
        self._record = Record(cache / f"{key_of(str(output.resolve())).hex()}.standing")
        self._looked = time.time_ns()
        self._site = state_of(
            [
                *(site / name for name in ("site.yaml", "content", "templates", "static")),
                *(builtin_folder(name) for name in ("templates", "static", "locale")),
                *font_folders(),
            ]
        )

    def last(self) -> Standing | None:
        from generator.engine.standing import state_of

        last = self._record.read()
        if last is None or (last.asked, last.site) != (self._asked, self._site.digest):
            return None
        return last if last.published == state_of([self._output]).digest else None

    def keep(self, problems: tuple[Problem, ...], said: str) -> None:
        from generator.engine.standing import Standing

        if not self._site.settled(self._looked):
            self._record.forget()  # something was saved just now, and may be again, unseen
            return
        published = self._record.wait_until_settled(self._output)
        self._record.keep(
            Standing(
                asked=self._asked,
                site=self._site.digest,
                published=published.digest,
                problems=problems,
                said=said,
            )
        )


def _extras(options: argparse.Namespace) -> Extras:
    """Beside the pages: cards for shared links where there is a font, a book where asked for."""
    from generator.read.fonts import read_fonts
    from generator.render.extras import NEWEST, Extras

    if options.cards == "none":
        return Extras(book=options.epub)
    fonts = read_fonts()
    if not fonts:
        print("no pictures for shared links: no Chinese font found, or Pillow is not installed")
    return Extras(book=options.epub, fonts=fonts, cards=None if options.cards == "all" else NEWEST)


def serve(options: argparse.Namespace) -> int:
    from generator.engine.executors import Serial
    from generator.pipeline import Builder
    from generator.preview.attempts import Attempt, Attempts
    from generator.preview.server import serve as serve_site
    from generator.read.disk import Disk
    from generator.read.site import FILE

    if not (options.site / FILE).exists():
        _read(options)  # says so: there will be nothing to show before somebody names a site
    # What `wenzhai build --drafts` would publish, with all that it makes beside the pages.
    options.drafts, options.cards, options.epub = True, "new", False
    extras = _extras(options)
    disk = Disk()
    with _cache(options) as cache:
        builder = Builder(Serial(), cache.store, cache.code, holds_texts=True)

        def tell(attempt: Attempt, seconds: float) -> None:
            _tell(attempt.problems)
            if attempt.made is not None:
                print(f"{len(attempt.made.entries)} articles ({seconds:.2f} s)", flush=True)

        attempts = Attempts(
            lambda: _read(options, disk),
            builder,
            lambda inputs: _embedder(options, inputs)[0],
            extras,
            lambda: Progress(sys.stderr),
        )
        serve_site(options.site, attempts, options.port, options.open, tell)
        builder.sweep()
    return DONE


def check(options: argparse.Namespace) -> int:
    from generator.engine.executors import executor
    from generator.pipeline import Builder
    from generator.report.attention import attention
    from generator.report.outside import broken, outside
    from generator.report.undecided import undecided

    inputs, problems = _read(options)
    with (
        _cache(options) as cache,
        Progress(sys.stderr) as progress,
        closing(executor(None)) as runner,
    ):
        builder = Builder(runner, cache.store, cache.code)
        built = builder.build(inputs, progress.show)
    matters = attention(
        built.entries,
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
        places = outside(built.entries, inputs.pages, built.files)
        for problem in _unreachable(places, options.private):
            listed.append(problem)
            print(problem, flush=True)
        print(f"{len(places)} addresses outside asked")
    bad = sum(problem.severity == "error" for problem in listed)
    print(f"{len(built.entries)} articles, {bad} bad, {len(listed) - bad} to look at")
    return BAD_SOURCES if bad else DONE


def _unreachable(places: Places, private: bool) -> Iterator[Problem]:
    """Asks a few addresses at a time; the answers come in the order of the links."""
    from concurrent.futures import ThreadPoolExecutor

    from generator.bring.fetch import unreached
    from generator.report.outside import unreachable

    with ThreadPoolExecutor(8) as threads:
        asked = {address: threads.submit(unreached, address, private=private) for address in places}
        yield from unreachable(places, lambda address: asked[address].result())


def inspect(options: argparse.Namespace) -> int:
    from generator.articles import read_source
    from generator.digest import digest
    from generator.model import TopicEdits
    from generator.report.inspection import as_data, as_text

    site = _site_of(options.files[0])
    read: list[tuple[Source, Entry]] = []
    bad: list[Problem] = []
    for file in options.files:
        try:
            source = _source(file, site)
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
    _tell(bad)
    return BAD_SOURCES if any(problem.severity == "error" for problem in bad) else DONE


def _beside(source: Source, entry: Entry) -> Iterator[str]:
    """The source line by line, each under what it was taken for."""
    from generator.clean.encoding import decode
    from generator.report.beside import beside

    yield ""
    yield f"{source.name}, line by line"
    if entry.article.format in ("docx", "pdf"):
        yield "  its lines are not text"
        return
    for number, words, what in beside(decode(source.data, source.path, source.edits).text, entry):
        yield f"{number:>5}  {what}"
        yield f"       {words}"


def convert(options: argparse.Namespace) -> int:
    from generator.convert.converter import converter
    from generator.convert.scripts import detect, machine_made
    from generator.model import Glossary
    from generator.read.editorial import read_glossary
    from generator.read.files import read_regular_file

    edition = _edition(options.to, "zh-Hant")
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
    return DONE


def translate(options: argparse.Namespace) -> int:
    from generator.engine.executors import executor
    from generator.pipeline import read_sources

    named = _edition(options.to, "en") if options.to else None
    if named is not None and named.script is not None:
        cause = f"{named.tag} is converted, not translated"
        raise SiteError(error("--to", 1, cause, "name another language, such as en"))
    options.drafts = True  # they are translated before they are published
    inputs, problems = _read(options)
    others = [edition for edition in inputs.site.editions if edition.script is None]
    if named is None and not others:
        cause = "the site has no edition in another language"
        fix = "name one with --to, such as en, and add it to `editions`"
        raise SiteError(error(str(options.site / "site.yaml"), 1, cause, fix))
    with Progress(sys.stderr) as progress, closing(executor(None)) as runner:
        reading, found = read_sources(inputs, runner, progress.show)
    bad = [*problems, *reading.problems]
    for edition in [named] if named is not None else others:
        bad += _translate(options.site, edition, reading.entries, found)
    _tell(bad)
    return _status(bad)


def _translate(
    site: Path, edition: Edition, entries: Sequence[Entry], found: Digest
) -> Iterator[Problem]:
    """Refreshes the files of one language and tells how much is done; gives what was wrong."""
    from generator.convert.translations import coverage
    from generator.decide.translation import refreshed
    from generator.read.files import read_regular_file
    from generator.read.translations import ENDING, read_translations
    from generator.report.translators import asked_for
    from generator.write.files import save

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
            counted = coverage(entry, catalogue)
            done, total = done + counted.done, total + counted.total
            stale += len(counted.stale)
            print(f"{path}: {counted.done} of {counted.total} passages", end="")
            print(f", {len(counted.stale)} stale" if counted.stale else "")
    print(f"{done} of {total} passages translated to {edition.tag}, {stale} stale", end="")
    print(f": {written} files written")


def bring(options: argparse.Namespace) -> int:
    from generator.bring import bring as bring_in
    from generator.read.site import FILE

    site: Path = options.site
    if not (site / FILE).is_file():
        cause = "this folder is no site"
        fix = "name one with --site, or start one with `wenzhai new`"
        raise SiteError(error(str(site / FILE), 1, cause, fix))
    brought = left_out = 0
    bad: list[Problem] = []
    for one in bring_in(options.asked, site, again=options.again, private=options.private):
        if one.problem is not None:
            _tell([one.problem])
            bad.append(one.problem)
        if one.name is not None or one.left_out:
            print(one)
        brought += one.name is not None
        left_out += bool(one.left_out)
    print(f"{brought} brought in, {left_out} left out")
    return _status(bad)


def new(options: argparse.Namespace) -> int:
    from generator.write.starter import start_site

    files = start_site(options.folder)
    print(f"{files} files in {options.folder}; see it with: wenzhai serve --site {options.folder}")
    return DONE


def recipes(options: argparse.Namespace) -> int:
    from generator.read.site import read_site
    from generator.recipes import recipes as recipes_for
    from generator.write.files import save

    site_folder: Path = options.site
    output: Path = options.output or site_folder / "publishing"
    files = recipes_for(read_site(site_folder, base_url=options.base_url))
    for file in files:
        save(file.data, output / file.path)
    print(f"{len(files)} files in {output}: {', '.join(file.path for file in files)}")
    return DONE


def eval(options: argparse.Namespace) -> int:  # the command's own name
    from generator.evaluate import evaluate

    inputs, problems = _read(options)
    _tell(problems)
    embed, _ = _embedder(options, inputs)
    measures = evaluate(inputs, options.gold, embed)
    if options.json:
        rows = [{"measure": row.name, "value": row.value, "of": row.of} for row in measures]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return DONE
    for row in measures:
        print(f"{row.name:<32} {row.value:6.3f}  of {row.of}")
        if options.misses:
            for miss in row.misses:
                print(f"    {miss}")
    return DONE


def _edition(tag: str, example: str) -> Edition:
    from generator.convert.editions import edition_for

    try:
        return edition_for(tag)
    except ValueError as fault:
        raise SiteError(error("--to", 1, str(fault), f"write a tag such as {example}")) from None


def _read(
    options: argparse.Namespace, disk: Disk | None = None
) -> tuple[Inputs, tuple[Problem, ...]]:
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
        disk=disk,
    )


def _embedder(options: argparse.Namespace, inputs: Inputs) -> tuple[Embed | None, str]:
    """Sentence embeddings, where the site asks for them, and the model's name."""
    if not inputs.site.digest.embeddings:
        return None, ""
    from generator.engine.embeddings import embedder

    return embedder(options.site / ".cache" / "embeddings.sqlite", options.site / "site.yaml")


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
    from generator.model import Edits, Source
    from generator.read.files import read_regular_file
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


__all__: Sequence[str] = (
    *("bring", "build", "check", "convert", "eval", "inspect", "new"),
    *("recipes", "serve", "translate"),
)

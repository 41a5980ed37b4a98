"""One attempt after the other to build the site as it lies on the disk now.

What was read goes in, the next `Attempt` comes out. The one thing not obvious: an article that is
broken at this moment keeps its last good version, so that an editor who makes a slip still sees
the page and, over it, what to mend. `wenzhai build` would leave the article out.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from generator.digest.meaning import Embed
from generator.digest.memory import Overtaken, go_on, unless
from generator.garbage import freeze
from generator.known import Read
from generator.model import Asset, Digest, Entry, Inputs, Source
from generator.pipeline import Builder
from generator.problems import Problem, ProblemError, error
from generator.progress import Progress
from generator.read.sidecar import SUFFIX
from generator.render.extras import Extras
from generator.render.on_demand import OnDemand, Words
from generator.understanding import Reading

Look = Callable[[], tuple[Inputs, tuple[Problem, ...]]]
Embedder = Callable[[Inputs], Embed | None]
Change = Literal["nothing", "styles", "pages"]

_LONG = 0.25  # seconds that an editor need not wait for the words
_STYLE = re.compile(r"(?P<stem>assets/.+)\.[0-9a-f]{10}\.css")


class Audience(Protocol):
    """Who looks while an attempt is made."""

    def looked_at(self) -> Collection[str]:
        """Files of the site."""

    def show_ahead(self, pages: Mapping[str, bytes]) -> None:
        """Of those looked at; what comes of the attempt takes their place."""

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Those of sources, which are known before the rest."""

    def is_overtaken(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A site as it would be published; its files are made when they are asked for."""

    inputs: Inputs
    entries: tuple[Entry, ...]
    digest: Digest
    files: OnDemand
    noticed: tuple[Problem, ...]  # while its sources were read


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """`made` is None when the site's own files are broken."""

    made: Made | None
    problems: tuple[Problem, ...]
    change: Change  # what is new since the last good attempt


class Attempts:
    def __init__(
        self,
        read: Look,
        builder: Builder,
        embed: Embedder,
        extras: Extras,
        progress: Callable[[], Progress],
    ) -> None:
        self._read = read
        self._builder = builder
        self._embed = embed
        self._progress = progress
        self._extras = extras
        self._good: dict[str, Source] = {}  # by name, as last built without an error
        self._made: Made | None = None
        self._slow = False  # the last time it took long

    def next(self, audience: Audience) -> Attempt:
        """The audience may see something of it before it is done, and may end it: Overtaken."""
        try:
            return self._next(audience)
        except Overtaken:
            raise
        except ProblemError as fault:
            return Attempt(made=None, problems=(fault.problem,), change="nothing")
        except Exception as fault:  # a slip of ours must not end the preview
            return Attempt(made=None, problems=(_ours(fault),), change="nothing")

    def _next(self, audience: Audience) -> Attempt:
        found, problems = self._read()
        inputs = self._with_last_good(found, problems)
        before = self._made
        if before is not None and before.inputs == inputs:
            return _unchanged(before, problems)
        reading = self._understand(inputs)
        mended = self._with_last_good(inputs, reading.problems)
        if mended is not inputs:
            problems = (*problems, *reading.problems)
            if before is not None and before.inputs == mended:
                return _unchanged(before, problems)
            reading = self._understand(mended)
        if before is not None and self._slow and _only_articles_differ(before.inputs, mended):
            audience.show_problems(_all(problems, reading.problems, before.files.faults))
            self._show_ahead(audience, before.files, reading.articles)
        look_up = unless(audience.is_overtaken) if self._slow else go_on
        begun = time.perf_counter()
        digest = self._builder.combine(mended, reading, look_up)
        if before is None:
            freeze()
        files = OnDemand(
            mended,
            {one.facts.source: self._words(one) for one in reading.articles},
            digest,
            self._extras,
            before.files if before else None,
        )
        if files.press_is_new:
            # What is wrong with a template shows before the site changes.
            files.try_each_kind(look_up)
        if before is None or digest is not before.digest:
            self._slow = time.perf_counter() - begun > _LONG
        only_styles = before is not None and only_styles_differ(before.inputs, mended)
        self._made = Made(
            inputs=mended,
            entries=tuple(reading.entries),
            digest=digest,
            files=files,
            noticed=reading.problems,
        )
        all_problems = _all(problems, reading.problems)
        self._remember(mended, all_problems)
        change: Change = "styles" if only_styles else "pages"
        return Attempt(made=self._made, problems=all_problems, change=change)

    def _understand(self, inputs: Inputs) -> Reading:
        with self._progress() as progress:
            return self._builder.understand(inputs, progress.show, self._embed(inputs))

    def _show_ahead(self, audience: Audience, before: OnDemand, articles: Sequence[Read]) -> None:
        """The words of articles that are looked at, before the whole site is made."""
        looked_at = audience.looked_at()
        pages: dict[str, bytes] = {}
        for article in articles:
            if any(f"/articles/{article.facts.slug}/" in path for path in looked_at):
                words = self._words(article)
                if not before.shows(words):
                    made = before.ahead(words, article.analysis)
                    pages |= {path: made[path] for path in looked_at if path in made}
        if pages:
            audience.show_ahead(pages)

    def _words(self, article: Read) -> Words:
        texts = self._builder.texts(article)
        return Words(texts.entry, texts.own, article.cards)

    def _with_last_good(self, inputs: Inputs, problems: Iterable[Problem]) -> Inputs:
        """The same inputs, where a source that is at fault is as it was when it was not."""
        broken = _at_fault(problems)
        now = {source.name: source for source in inputs.sources}
        for name, good in self._good.items():
            source = now.get(name)
            if source is not good and broken & {good.path, sidecar_path(good)}:
                now[name] = good
        sources = tuple(now[name] for name in sorted(now))
        same = len(sources) == len(inputs.sources) and all(
            a is b for a, b in zip(sources, inputs.sources, strict=True)
        )
        return inputs if same else replace(inputs, sources=sources)

    def _remember(self, inputs: Inputs, problems: Iterable[Problem]) -> None:
        broken = _at_fault(problems)
        self._good = {
            source.name: source
            for source in inputs.sources
            if self._good.get(source.name) is source
            or not broken & {source.path, sidecar_path(source)}
        }


def _only_articles_differ(before: Inputs, now: Inputs) -> bool:
    return replace(before, sources=()) == replace(now, sources=())


def _unchanged(made: Made, problems: tuple[Problem, ...]) -> Attempt:
    told = _all(problems, made.noticed, made.files.faults)
    return Attempt(made=made, problems=told, change="nothing")


def _all(*problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each once: a fault that is found at two steps is one fault."""
    return tuple(dict.fromkeys(problem for some in problems for problem in some))


def _at_fault(problems: Iterable[Problem]) -> set[str]:
    return {problem.path for problem in problems if problem.severity == "error"}


def sidecar_path(source: Source) -> str:
    folder = source.path.removesuffix(source.name)
    return folder + source.stem + SUFFIX


def only_styles_differ(before: Inputs, now: Inputs) -> bool:
    """Whether a browser can take what is new in place: style sheets, and nothing else."""
    if replace(before, static=()) != replace(now, static=()):
        return False
    old, new = _by_path(before.static), _by_path(now.static)
    differ = [path for path in new if old.get(path) != new[path]]
    return old.keys() == new.keys() and all(path.endswith(".css") for path in differ)


def _by_path(assets: Iterable[Asset]) -> dict[str, bytes]:
    return {asset.path: asset.data for asset in assets}


def styles_of(paths: Iterable[str]) -> dict[str, str]:
    """Where each style sheet lies now: `assets/style` → `assets/style.1a2b3c4d5e.css`."""
    found = (_STYLE.fullmatch(path) for path in paths)
    return {match["stem"]: match.string for match in found if match}


def stem_of(path: str) -> str | None:
    match = _STYLE.fullmatch(path)
    return match["stem"] if match else None


def _ours(fault: Exception) -> Problem:
    """A fault of the program itself, with the place in it, for whoever mends the program."""
    step = fault.__traceback__
    place = ""
    while step is not None:
        place = f"{step.tb_frame.f_code.co_filename}, line {step.tb_lineno}"
        step = step.tb_next
    cause = f"wenzhai itself failed: {type(fault).__name__}: {fault} ({place})"
    return error("wenzhai", 1, cause, "undo the last change, and report this line")

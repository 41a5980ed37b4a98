"""The page of a source, line by line, beside what was read."""

from __future__ import annotations

from dataclasses import dataclass

from generator.clean.encoding import decode
from generator.model import Source
from generator.preview.desk.overview import lang_of, title_of
from generator.preview.desk.state import whole_entry
from generator.problems import Problem
from generator.render.catalogue import Catalogue
from generator.report.beside import beside


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    number: int
    text: str
    what: str
    passage: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedView:
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    source: str
    title: str
    lang: str
    lines: tuple[SourceLine, ...]
    removed: tuple[RemovedView, ...]
    binary: bool
    fault: str


def source_page(source: Source, words: Catalogue) -> SourceView:
    whole = whole_entry(source)
    if isinstance(whole, Problem):
        told = f"{words.problem(whole.cause)} — {words.problem(whole.fix)}"
        return SourceView(
            source=source.name,
            title=source.name,
            lang="",
            lines=(),
            removed=(),
            binary=False,
            fault=told,
        )
    binary = whole.article.format in ("docx", "pdf")
    ids = {passage.id for passage in whole.passages()}
    lines = []
    if not binary:
        text = decode(source.data, source.path, source.edits).text
        for number, line, what in beside(text, whole):
            removed = "removed" in what
            parts = [_named(part, words) for part in what.split(", ")]
            passage = next((part for part in what.split(", ") if part in ids), "")
            lines.append(
                SourceLine(
                    number=number,
                    text=line,
                    what="、".join(parts) if not passage else "",
                    passage=passage,
                    removed=removed and not passage,
                )
            )
    return SourceView(
        source=source.name,
        title=title_of(whole),
        lang=lang_of(whole),
        lines=tuple(lines),
        removed=tuple(
            RemovedView(kind=words.kind("removed", one.kind), text=one.text)
            for one in whole.article.removed
        ),
        binary=binary,
        fault="",
    )


def _named(what: str, words: Catalogue) -> str:
    if what.startswith("removed: "):
        kind = words.kind("removed", what.removeprefix("removed: "))
        return words.plain("removed: %(a)s").replace("%(a)s", kind)
    return words.plain(what) if what != "–" else ""

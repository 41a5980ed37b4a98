"""What the desk knows of the site at one moment: the last good build, and what is on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.clean import clean
from generator.decide.yaml_text import Values, values_of
from generator.model import Digest, Edition, Entry, Inputs, Source, Theme
from generator.preview.current import Current, Preview
from generator.problems import Problem, ProblemError
from generator.read.sidecar import SUFFIX
from generator.split import split
from generator.write.decisions import Ledger

ARTICLES = "content/articles/"
TOPICS = "content/topics.yaml"
GLOSSARY = "content/glossary.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    number: int
    folder: Path
    inputs: Inputs
    digest: Digest
    entries: Mapping[str, Entry]  # by source, in reading order; without what was left out
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]

    @property
    def themes(self) -> tuple[Theme, ...]:
        return self.inputs.site.themes

    def others(self) -> tuple[Edition, ...]:
        """Editions that editors translate to."""
        return tuple(one for one in self.inputs.site.editions if one.script is None)

    def scripts(self) -> tuple[Edition, ...]:
        return tuple(one for one in self.inputs.site.editions if one.script is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDisk:
    """A file of decisions as it is now; `fault` where somebody broke it by hand."""

    path: str
    version: str
    data: bytes | None
    values: Values
    fault: Problem | None


def state_of(preview: Preview, current: Current) -> State:
    return State(
        number=current.number,
        folder=preview.site_folder,
        inputs=current.inputs,
        digest=current.build.digest,
        entries={entry.article.source: entry for entry in current.build.entries},
        sources={source.name: source for source in current.inputs.sources},
        problems=preview.problems,
    )


def on_disk(ledger: Ledger, path: str) -> OnDisk:
    data, version = ledger.read(path)
    values: Values = {}
    fault = None
    if not path.endswith(".po"):
        try:
            values = values_of((data or b"").decode("utf-8-sig"), path)
        except ProblemError as caught:
            fault = caught.problem
        except UnicodeDecodeError:
            fault = Problem(path, 1, "error", "this file is not UTF-8", "save it as UTF-8")
    return OnDisk(path=path, version=version, data=data, values=values, fault=fault)


def sidecar_of(source: str) -> str:
    return ARTICLES + stem_of(source) + SUFFIX


def stem_of(source: str) -> str:
    return source.rsplit(".", 1)[0]


def whole_entry(source: Source) -> Entry | Problem:
    """The article with all its passages, also those that were left out."""
    try:
        return split(clean(source))
    except ProblemError as fault:
        return fault.problem

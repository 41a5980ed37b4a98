"""Labelled passages to learn from: shipped ones, those of `site.yaml`, editors' decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from generator.convert.fold import fold
from generator.digest.classifier import Example
from generator.model import Entry, Theme

NONE = "none"  # the label of passages that belong to no theme
_EDITOR_COUNTS = 3  # one decision on this very site weighs as much as three examples from afar


def examples(themes: Sequence[Theme]) -> list[Example]:
    """Shipped examples first, then the site's. Of a theme that none are shipped for, its title,
    description and words are an example too: a site with three passages a theme has little else."""
    known = {example.theme for example in shipped_examples()}
    own = [
        Example(fold(text), theme.id)
        for theme in themes
        for text in (*theme.examples, *(() if theme.id in known else _told(theme)))
        for _ in range(_EDITOR_COUNTS)
    ]
    return [*shipped_examples(), *own]


def _told(theme: Theme) -> Iterator[str]:
    said = " ".join(
        text
        for told in (theme.title, theme.description)
        for tag, text in told.by_tag
        if not tag or tag.lower().startswith("zh")
    )
    words = " ".join(word for word, weight in theme.words if weight > 0)
    if said or words:
        yield f"{said} {words}"


def decided(entry: Entry) -> list[Example]:
    """The passages of an article whose theme its editor set."""
    themes = {
        edit.passage: edit.theme or NONE for edit in entry.article.edits.passages if edit.sets_theme
    }
    if not themes:
        return []
    return [
        Example(passage.folded, themes[passage.id], by_editor=True)
        for passage in entry.passages()
        if passage.id in themes
        for _ in range(_EDITOR_COUNTS)
    ]


@cache
def shipped_examples() -> tuple[Example, ...]:
    folder = resources.files("generator.digest").joinpath("data/examples")
    found = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for line in file.read_text("utf-8").splitlines():
            entry = json.loads(line)
            found.append(Example(fold(entry["text"]), entry["theme"]))
    return tuple(found)

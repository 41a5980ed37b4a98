"""What the digest knows before it reads an article: the site's themes and what was learned of them.

In: the themes, what editors decided in all sidecars, the options. Out: one picklable value, made
once a build and handed to every worker. Nothing of it depends on the articles, but for passages
whose theme an editor set: they are examples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from generator.digest.classifier import Classifier, Example, Reading, train
from generator.digest.examples import NONE, examples
from generator.digest.lexicon import Lexicon, lexicon
from generator.model import DigestOptions, Theme

# Below this number of examples of the site's own themes, none would swallow what is merely new.
ENOUGH_EXAMPLES = 100
_EDITORS_AT_HAND = 200  # passages compared with each; all of them teach the classifier


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    key: str  # changes when anything does that could change an analysis
    themes: tuple[str, ...]
    words: Lexicon
    wording: Classifier | None  # its labels are the themes, and none where there is enough
    trust: float  # in the classifier, 0 to 1: a few examples teach little
    learned: tuple[Example, ...]
    decided: tuple[Example, ...]  # those editors decided, each once
    decided_read: Reading | None
    options: DigestOptions


def learn(themes: Sequence[Theme], decided: Sequence[Example], options: DigestOptions) -> Knowledge:
    """`decided` are the examples editors gave (`examples.decided`), in the order of sources."""
    return taught(themes, [*examples(themes), *decided], options)


def taught(
    themes: Sequence[Theme], learned: Sequence[Example], options: DigestOptions
) -> Knowledge:
    """Knowledge from these examples and no others."""
    ids = tuple(theme.id for theme in themes)
    themed = sum(example.theme in ids for example in learned)
    labels = (*ids, NONE) if themed >= ENOUGH_EXAMPLES else ids
    wording = train(learned, labels)
    by_editors = dict.fromkeys(example for example in learned if example.by_editor)
    decided = tuple(by_editors)[-_EDITORS_AT_HAND:]
    return Knowledge(
        key=_key(themes, learned, options),
        themes=ids,
        words=lexicon(themes),
        wording=wording,
        trust=min(1.0, themed / ENOUGH_EXAMPLES),
        learned=tuple(learned),
        decided=decided,
        decided_read=wording.read([one.folded.lower() for one in decided])
        if wording and decided
        else None,
        options=options,
    )


def _key(themes: Sequence[Theme], learned: Sequence[Example], options: DigestOptions) -> str:
    """The lexicon and the program itself are for the caller's key: they come with its version."""
    told = repr((tuple(themes), tuple(learned), options))
    return hashlib.sha256(told.encode()).hexdigest()[:24]

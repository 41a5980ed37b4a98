"""What the digest knows before it reads an article: the site's themes and what was learned of them.

In: the themes, what editors decided in all sidecars, the options. Out: one picklable value, made
once a build and handed to every worker. Nothing of it depends on the articles, but for passages
whose theme an editor set: they are examples.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass

from generator.digest.classifier import Classifier, Example, train
from generator.digest.examples import NONE, examples
from generator.digest.lexicon import Lexicon, lexicon
from generator.model import DigestOptions, Theme

# Below this number of examples of the site's own themes, none would swallow what is merely new.
ENOUGH_EXAMPLES = 100
SOME_THEME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    key: str  # changes when anything does that could change an analysis
    themes: tuple[str, ...]
    words: Lexicon
    wording: Classifier | None  # which theme
    trust: float  # in the classifier, 0 to 1: a few examples teach little
    matter: Classifier | None  # some theme, or none
    learned: tuple[Example, ...]
    options: DigestOptions

    def spoken(self, folded: str) -> dict[str, float]:
        """How much the wording speaks for each theme."""
        if self.wording is None:
            return {}
        scores = self.wording.scores(folded)
        return {theme: self.trust * score for theme, score in scores.items()}

    def some_theme(self, folded: str) -> float:
        """Above 0 where the wording is that of a theme, below where it is that of none."""
        return self.matter.scores(folded)[SOME_THEME] if self.matter else 0.0


def learn(themes: Sequence[Theme], decided: Sequence[Example], options: DigestOptions) -> Knowledge:
    """`decided` are the examples editors gave (`examples.decided`), in the order of sources."""
    return taught(themes, [*examples(themes), *decided], options)


def taught(
    themes: Sequence[Theme], learned: Sequence[Example], options: DigestOptions
) -> Knowledge:
    """Knowledge from these examples and no others."""
    ids = tuple(theme.id for theme in themes)
    themed = [example for example in learned if example.theme in ids]
    others = [example for example in learned if example.theme == NONE]
    matter = None
    if len(themed) >= ENOUGH_EXAMPLES:
        some = [Example(example.folded, SOME_THEME) for example in themed]
        matter = train([*some, *others], (SOME_THEME, NONE))
    return Knowledge(
        key=_key(themes, learned, options),
        themes=ids,
        words=lexicon(themes),
        wording=train(themed, ids),
        trust=min(1.0, len(themed) / ENOUGH_EXAMPLES),
        matter=matter,
        learned=tuple(learned),
        options=options,
    )


def _key(themes: Sequence[Theme], learned: Sequence[Example], options: DigestOptions) -> str:
    """The lexicon and the program itself are for the caller's key: they come with its version."""
    told = pickle.dumps((tuple(themes), tuple(learned), options), protocol=5)
    return hashlib.sha256(told).hexdigest()[:24]

"""Which theme each passage belongs to, and why.

Three witnesses speak. The lexicon says which marking words stand in the passage and its heading;
the classifier says how passages of each theme are worded; a second classifier says whether the
wording is that of any theme, or of a by-line, a slogan, a food festival. The best theme wins where
the evidence outweighs the framing, otherwise the passage belongs to none. What an editor decided
stands.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from generator.convert.fold import fold
from generator.digest.knowledge import Knowledge
from generator.digest.lexicon import Lexicon
from generator.digest.meaning import Meaning
from generator.model import Entry, Passage, PassageRef, Placement, Section

# Settled by cross-validation on the shipped examples; `python bench/themes.py` shows the figures.
_WORDING = 1.0  # weight of the classifier beside the lexicon's share
_DOUBT = 4.0  # added to the words' total, so that one weak word alone decides little
_WORDING_EVIDENCE = 3.0  # what wording like a theme's is worth in words' weights
_SOME_THEME_EVIDENCE = 2.0  # what wording like any theme's is worth
_MIN_EVIDENCE = 2.0
_HEADING = 0.5  # a heading is context; a run-in head is the passage's own first sentence
_ARTICLE_THEME = 0.15  # what the editor says the article is about as a whole
_MEANING = 0.5  # what the vote of the examples nearest in meaning is worth
_ALSO = 0.6  # of the best score: a secondary theme
_ALSO_EVIDENCE = 1.5
_REASONS = 6


def place_passages(
    entry: Entry, knowledge: Knowledge, sense: Meaning | None = None
) -> tuple[Placement, ...]:
    """A placement for every passage, in reading order.

    `sense`, where embeddings are on, votes too.
    """
    decided = {edit.passage: edit.theme for edit in entry.article.edits.passages if edit.sets_theme}
    placements = []
    for section in entry.sections:
        for passage in section.passages:
            near = {}
            if sense:
                near = sense.theme_shares(PassageRef(entry.article.source, passage.id))
            placement = _place(passage, section, entry, knowledge, near)
            if passage.id in decided:
                placement = _by_editor(placement, decided[passage.id])
            placements.append(placement)
    return tuple(placements)


def article_themes(entry: Entry, placements: Sequence[Placement]) -> tuple[str, ...]:
    """Themes of an article, most space first; the editor's list where there is one."""
    if entry.article.edits.themes is not None:
        return entry.article.edits.themes
    space: Counter[str] = Counter()
    for passage, placement in zip(entry.passages(), placements, strict=True):
        if placement.theme is not None:
            space[placement.theme] += len(passage.text)
    return tuple(theme for theme, _ in space.most_common())


def _place(
    passage: Passage,
    section: Section,
    entry: Entry,
    knowledge: Knowledge,
    near: Mapping[str, float],
) -> Placement:
    heading = fold(section.heading or "").lower()
    text = passage.folded.lower()
    first = section.passages[0].paragraph if section.passages else 0
    own_head = section.run_in and passage.paragraph == first
    found, evidence = _word_evidence(knowledge.words, text, heading, 1.0 if own_head else _HEADING)
    said = f"{heading} {text}" if own_head else text
    spoken = knowledge.spoken(said)
    scores = {
        theme: score + _MEANING * near.get(theme, 0.0)
        for theme, score in _scores(
            evidence, spoken, entry.article.edits.themes or (), knowledge.themes
        ).items()
    }
    best, *others = sorted(knowledge.themes, key=lambda theme: -scores[theme])
    framing = knowledge.words.framing_of(passage.folded)
    some_theme = knowledge.some_theme(said)
    spare = (
        evidence.get(best, 0.0)
        + _WORDING_EVIDENCE * max(spoken.get(best, 0.0), 0.0)
        + _SOME_THEME_EVIDENCE * some_theme
        - sum(rule.weight for rule in framing)
        - _MIN_EVIDENCE
    )
    if spare < 0:
        reasons = [f"{rule.name} −{rule.weight:g}" for rule in framing]
        if some_theme < 0:
            reasons.append(f"worded like no theme {some_theme:.2f}".replace("-", "−"))
        return Placement(
            theme=None,
            also=(),
            scores=_rounded(scores),
            confidence=_confidence(-spare / 3),
            reasons=tuple(reasons[:_REASONS]) or ("little evidence",),
        )
    margin = scores[best] - scores[others[0]] if others else scores[best]
    return Placement(
        theme=best,
        also=tuple(
            theme
            for theme in others
            if scores[theme] >= _ALSO * scores[best] and evidence.get(theme, 0.0) >= _ALSO_EVIDENCE
        ),
        scores=_rounded(scores),
        confidence=_confidence(min(margin * 3, spare + 0.2)),
        reasons=_reasons(found, best, spoken.get(best, 0.0)),
    )


def _scores(
    evidence: Mapping[str, float],
    spoken: Mapping[str, float],
    general: Sequence[str],
    themes: Sequence[str],
) -> dict[str, float]:
    """Each theme's share of the words, and how much the wording speaks for it."""
    total = sum(evidence.values()) + _DOUBT
    return {
        theme: evidence.get(theme, 0.0) / total
        + _WORDING * spoken.get(theme, 0.0)
        + (_ARTICLE_THEME if theme in general else 0.0)
        for theme in themes
    }


def _word_evidence(
    words: Lexicon, text: str, heading: str, heading_weight: float
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """theme → word → weight, and theme → sum. A word said again adds less each time."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    times: Counter[str] = Counter()
    for part, share in ((heading, heading_weight), (text, 1.0)):
        for _, word in words.find(part):
            times[word] += 1
            for theme, weight in words.words[word].items():
                found[theme][word] += share * weight / times[word]
    sums = {theme: max(sum(weights.values()), 0.0) for theme, weights in found.items()}
    return found, sums


def _confidence(margin: float) -> float:
    """0.5 for a draw, towards 1 the clearer it is."""
    return round(1 - 0.5 * math.exp(-max(margin, 0.0)), 3)


def _rounded(scores: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple((theme, round(score, 3)) for theme, score in scores.items())


def _reasons(
    found: Mapping[str, Mapping[str, float]], theme: str, spoken: float
) -> tuple[str, ...]:
    weights = found.get(theme, {})
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    reasons = [f"{word} +{weights[word]:.1f}" for word in ranked if weights[word] > 0]
    if spoken > 0:
        reasons.insert(min(len(reasons), 3), f"worded like the examples +{spoken:.2f}")
    return tuple(reasons[:_REASONS])


def _by_editor(guess: Placement, theme: str | None) -> Placement:
    return Placement(
        theme=theme,
        also=tuple(other for other in guess.also if other != theme),
        scores=guess.scores,
        confidence=1.0,
        reasons=("decided by an editor",),
        by_editor=True,
    )

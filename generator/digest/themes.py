"""Which theme each passage belongs to, and why.

Two witnesses speak: the lexicon (which marking words stand in the passage and its heading) and
the classifier (how passages of each theme are worded). Their shares are added; the best theme wins
where the evidence outweighs the framing, otherwise the passage belongs to none. What an editor
decided stands.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from generator.convert.fold import fold
from generator.digest.classifier import Classifier, train
from generator.digest.examples import examples
from generator.digest.lexicon import Lexicon, lexicon
from generator.model import Entry, Passage, PassageRef, Placement, Section, Theme

# Settled by cross-validation on the shipped examples (bench/themes.py shows the figures).
_WORDING = 1.0  # weight of the classifier beside the lexicon's share
_WORDING_EVIDENCE = 4.0  # what a fully convinced classifier is worth in words' weights
_DOUBT = 2.0  # added to the words' total, so that one weak word alone decides little
_MIN_EVIDENCE = 1.0
_HEADING = 0.5  # a heading is context; a run-in head is the passage's own first sentence
_ARTICLE_THEME = 0.15  # what the editor says the article is about as a whole
_ALSO = 0.6  # of the best score: a secondary theme
_ALSO_EVIDENCE = 1.5
_REASONS = 6


def place_passages(
    entries: Sequence[Entry], themes: Sequence[Theme]
) -> dict[PassageRef, Placement]:
    """A placement for every passage that is not left out, in reading order."""
    words = lexicon(themes)
    theme_ids = tuple(theme.id for theme in themes)
    wording = train(examples(entries), theme_ids)
    placements = {}
    for entry in entries:
        decided = {edit.passage: edit for edit in entry.article.edits.passages}
        for section in entry.sections:
            for passage in section.passages:
                edit = decided.get(passage.id)
                placement = _place(passage, section, entry, words, wording, theme_ids)
                if edit is not None and edit.sets_theme:
                    placement = _by_editor(placement, edit.theme)
                placements[PassageRef(entry.article.source, passage.id)] = placement
    return placements


def article_themes(
    entries: Sequence[Entry], placements: Mapping[PassageRef, Placement]
) -> dict[str, tuple[str, ...]]:
    """Themes of each article, most space first; the editor's list where there is one."""
    found = {}
    for entry in entries:
        if entry.article.edits.themes is not None:
            found[entry.article.source] = entry.article.edits.themes
            continue
        space: Counter[str] = Counter()
        for passage in entry.passages():
            placement = placements.get(PassageRef(entry.article.source, passage.id))
            if placement is not None and placement.theme is not None:
                space[placement.theme] += len(passage.text)
        found[entry.article.source] = tuple(theme for theme, _ in space.most_common())
    return found


def _place(
    passage: Passage,
    section: Section,
    entry: Entry,
    words: Lexicon,
    wording: Classifier | None,
    theme_ids: Sequence[str],
) -> Placement:
    heading = fold(section.heading or "").lower()
    text = passage.folded.lower()
    first = section.passages[0].paragraph if section.passages else 0
    own_head = section.run_in and passage.paragraph == first
    found, evidence = _word_evidence(words, text, heading, 1.0 if own_head else _HEADING)
    spoken = wording.scores(f"{heading} {text}" if own_head else text) if wording else {}
    total = sum(evidence.values()) + _DOUBT
    general = entry.article.edits.themes or ()
    scores = {
        theme: evidence.get(theme, 0.0) / total
        + _WORDING * spoken.get(theme, 0.0)
        + (_ARTICLE_THEME if theme in general else 0.0)
        for theme in theme_ids
    }
    ranked = sorted(theme_ids, key=lambda theme: -scores[theme])
    best = ranked[0]
    framing = words.framing_of(passage.folded)
    spare = (
        evidence.get(best, 0.0)
        + _WORDING_EVIDENCE * max(spoken.get(best, 0.0), 0.0)
        - sum(rule.weight for rule in framing)
        - _MIN_EVIDENCE
    )
    margin = scores[best] - scores[ranked[1]] if len(ranked) > 1 else scores[best]
    if spare < 0:
        reasons = [f"{rule.name} −{rule.weight:g}" for rule in framing] or ["little evidence"]
        return Placement(
            theme=None,
            also=(),
            scores=_rounded(scores),
            confidence=_confidence(-spare / 3),
            reasons=tuple(reasons[:_REASONS]),
        )
    also = tuple(
        theme
        for theme in ranked[1:]
        if scores[theme] >= _ALSO * scores[best] and evidence.get(theme, 0.0) >= _ALSO_EVIDENCE
    )
    return Placement(
        theme=best,
        also=also,
        scores=_rounded(scores),
        confidence=_confidence(min(margin * 3, spare + 0.2)),
        reasons=_reasons(found, best, spoken.get(best, 0.0)),
    )


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

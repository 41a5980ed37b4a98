"""Which theme each passage belongs to, and why.

Two witnesses speak. The lexicon says which marking words stand in the passage and its heading; the
classifier says how passages of each theme, and of none, are worded. Turns of phrase that frame
speak for none, and so, a little, do passages around it that belong to none. Each theme and none
gets its share of belief; the largest decides, and is the confidence. What an editor decided stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.convert.fold import fold
from generator.digest.classifier import Reading, likeness
from generator.digest.examples import NONE
from generator.digest.grams import Cut, cut
from generator.digest.knowledge import Knowledge
from generator.digest.lexicon import Framing
from generator.digest.meaning import Meaning
from generator.model import Entry, Passage, PassageRef, Placement, Section


class Weights(NamedTuple):
    """What each witness is worth, in log odds."""

    wording: float  # for a classifier's score of 1
    words: float  # for a theme that has all the words
    framing: float  # for a rule of weight 1
    none: float
    none_worded: float  # for a classifier's score of 1
    no_words: float  # less for none where the words weigh 12 or more


# `python bench/themes.py` fits them to what each shipped example gets from the others. Those fitted
# values (wording and words less, none more) do worse on articles of other cities, whose passages
# are less pure than examples; these do as well as any on all labelled sets, and what they believe
# comes true as often as they say.
WEIGHTS = Weights(wording=5.0, words=5.0, framing=0.75, none=1.15, none_worded=2.8, no_words=1.1)
_DOUBT = 4.0  # added to the words' total, so that one weak word alone decides little
_MOST_WORDS = 12.0
_MOST_FRAMING = 6.0
_NOTHING_ELSE = 3.5  # a rule of this weight is of a line that is about nothing else
_CLEAR = 1.6  # and more than all framing: no turn of phrase can change the outcome
_MEANING = 2.5  # for examples nearest in meaning that all belong to one theme
_ARTICLE_THEME = 0.7  # for what the editor says the article is about as a whole
_EDITOR_NEAR = 4.0  # for a passage like one an editor decided about, times how like it is
_AROUND = 0.65  # of the log odds that the article's passages belong to none
_AROUND_FROM, _AROUND_TO = 0.3, 0.92
_FEW_PASSAGES = 3  # say nothing about an article
# Where examples are too few to know what belongs to none, the theme itself needs this evidence.
_LEAST_EVIDENCE = 1.5
_EVIDENCE_OF_WORDING = 3.0
_HEADING = 0.5  # a heading is context; a run-in head is the passage's own first sentence
_ALSO = 0.12  # of belief: a secondary theme
_LIKE = 0.12  # how alike two passages are that an editor would treat alike
_REASONS = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A passage with what speaks for each theme."""

    passage: Passage
    found: Mapping[str, Mapping[str, float]]  # theme → word → weight
    wording: NDArray[np.float64]  # for each theme
    framing: Sequence[Framing]
    odds: NDArray[np.float64]  # for each theme, and none


def place_passages(
    entry: Entry, knowledge: Knowledge, sense: Meaning | None = None
) -> tuple[Placement, ...]:
    """A placement for every passage, in reading order.

    `sense`, where embeddings are on, votes too.
    """
    if not any(section.passages for section in entry.sections):
        return ()
    said = _said(entry)
    texts = [text for _, _, text in said]
    cuts = cut(texts)
    reading = knowledge.wording.read(texts, cuts) if knowledge.wording else None
    wording = _wording(knowledge, reading, len(texts))
    near = _near_decided(knowledge, reading, len(texts))
    framing = knowledge.words.may_frame(len(texts), cuts)
    cases = [
        _case(entry, number, said, words, framing[number], wording, near[number], knowledge, sense)
        for number, words in enumerate(_words(entry, said, cuts, knowledge))
    ]
    odds = np.array([case.odds for case in cases])
    beliefs = _beliefs(odds)
    if len(cases) >= _FEW_PASSAGES:
        none = min(max(float(beliefs[:, -1].mean()), _AROUND_FROM), _AROUND_TO)
        odds[:, -1] += _AROUND * np.log(none / (1 - none))
        beliefs = _beliefs(odds)
    decided = {edit.passage: edit.theme for edit in entry.article.edits.passages if edit.sets_theme}
    telling = _telling(beliefs, reading, knowledge)
    placements = []
    shares = beliefs.tolist()
    for number, case in enumerate(cases):
        placement = _placement(case, shares[number], telling[number], near[number], knowledge)
        if case.passage.id in decided:
            placement = _by_editor(placement, decided[case.passage.id])
        placements.append(placement)
    return tuple(placements)


def heard(entry: Entry, knowledge: Knowledge) -> NDArray[np.float64]:
    """What each witness says, before it is weighed: passage, label, witness in order of `Weights`.

    For those who ask what the witnesses are worth; the log odds are this times the weights.
    """
    said = _said(entry)
    texts = [text for _, _, text in said]
    cuts = cut(texts)
    reading = knowledge.wording.read(texts, cuts) if knowledge.wording else None
    wording = _wording(knowledge, reading, len(texts))
    may_frame = knowledge.words.may_frame(len(texts), cuts)
    told = np.zeros((len(texts), len(knowledge.themes) + 1, len(Weights._fields)))
    for number, words in enumerate(_words(entry, said, cuts, knowledge)):
        found = _weights(words, knowledge)
        evidence = np.array([max(sum(found[theme].values()), 0.0) for theme in knowledge.themes])
        rules = knowledge.words.framing_of(said[number][1].folded, may_frame[number])
        total = float(evidence.sum())
        told[number, :-1, 0] = wording[number, :-1]
        told[number, :-1, 1] = evidence / (total + _DOUBT)
        told[number, -1, 2] = min(sum(map(_framing_weight, rules)), _MOST_FRAMING)
        told[number, -1, 3] = 1.0
        told[number, -1, 4] = wording[number, -1]
        told[number, -1, 5] = -min(total, _MOST_WORDS) / _MOST_WORDS
    return told


def article_themes(entry: Entry, placements: Sequence[Placement]) -> tuple[str, ...]:
    """Themes of an article, most space first; the editor's list where there is one."""
    if entry.article.edits.themes is not None:
        return entry.article.edits.themes
    space: Counter[str] = Counter()
    for passage, placement in zip(entry.passages(), placements, strict=True):
        if placement.theme is not None:
            space[placement.theme] += len(passage.text)
    return tuple(theme for theme, _ in space.most_common())


# --- the witnesses ------------------------------------------------------------------------


def _said(entry: Entry) -> list[tuple[Section, Passage, str]]:
    """Every passage with its words, lower case; a run-in head is of its first paragraph."""
    said = []
    for section, heading in zip(entry.sections, _headings(entry), strict=True):
        for passage in section.passages:
            text = passage.folded.lower()
            if section.run_in and passage.paragraph == section.passages[0].paragraph:
                text = f"{heading} {text}"
            said.append((section, passage, text))
    return said


def _headings(entry: Entry) -> list[str]:
    """Folded in one go: a conversion has its price, however short the text."""
    lines = [" ".join((section.heading or "").splitlines()) for section in entry.sections]
    return fold("\n".join(lines)).lower().split("\n")


def _words(
    entry: Entry,
    said: Sequence[tuple[Section, Passage, str]],
    cuts: Cut,
    knowledge: Knowledge,
) -> list[tuple[list[str], list[str]]]:
    """The marking words of each passage and of its heading."""
    headings = _headings(entry)
    in_heading = {
        id(section): [] if section.run_in else words
        for section, words in zip(
            entry.sections, knowledge.words.find(headings, cut(headings)), strict=True
        )
    }
    in_text = knowledge.words.find([text for _, _, text in said], cuts)
    return [
        (words, in_heading[id(section)])
        for words, (section, _, _) in zip(in_text, said, strict=True)
    ]


def _wording(knowledge: Knowledge, reading: Reading | None, texts: int) -> NDArray[np.float64]:
    """How much the wording speaks for each theme and for none: one row a text."""
    wording = np.zeros((texts, len(knowledge.themes) + 1))
    if knowledge.wording and reading:
        places = [(*knowledge.themes, NONE).index(label) for label in knowledge.wording.labels]
        wording[:, places] = knowledge.trust * knowledge.wording.scores(reading)
    return wording


def _near_decided(
    knowledge: Knowledge, reading: Reading | None, texts: int
) -> list[tuple[int, float] | None]:
    """The passage an editor decided about that each is most like, where it is like one."""
    if not (knowledge.wording and knowledge.decided_read and reading):
        return [None] * texts
    alike = likeness(reading, knowledge.decided_read, knowledge.wording.squares)
    best = alike.argmax(1)
    return [
        (int(at), float(alike[number, at])) if alike[number, at] >= _LIKE else None
        for number, at in enumerate(best)
    ]


def _case(
    entry: Entry,
    number: int,
    said: Sequence[tuple[Section, Passage, str]],
    words: tuple[list[str], list[str]],
    may_frame: Sequence[int],
    all_wording: NDArray[np.float64],
    near: tuple[int, float] | None,
    knowledge: Knowledge,
    sense: Meaning | None,
) -> _Case:
    themes = knowledge.themes
    passage = said[number][1]
    wording = all_wording[number]
    found = _weights(words, knowledge)
    evidence = np.array([max(sum(found[theme].values()), 0.0) for theme in themes])
    total = float(evidence.sum())
    odds = np.zeros(len(themes) + 1)
    odds[:-1] = WEIGHTS.wording * wording[:-1] + WEIGHTS.words * evidence / (total + _DOUBT)
    for theme in entry.article.edits.themes or ():
        if theme in themes:
            odds[themes.index(theme)] += _ARTICLE_THEME
    if sense:
        shares = sense.theme_shares(PassageRef(entry.article.source, passage.id))
        odds[:-1] += [_MEANING * shares.get(theme, 0.0) for theme in themes]
    best = int(odds[:-1].argmax())
    if knowledge.wording and NONE in knowledge.wording.labels:
        few_words = WEIGHTS.no_words * min(total, _MOST_WORDS) / _MOST_WORDS
        odds[-1] = WEIGHTS.none + WEIGHTS.none_worded * wording[-1] - few_words
        framing_counts = WEIGHTS.framing
    else:
        proof = evidence[best] + _EVIDENCE_OF_WORDING * max(wording[best], 0.0)
        odds[-1] = odds[best] - (proof - _LEAST_EVIDENCE)
        framing_counts = 1.0
    framing: Sequence[Framing] = ()
    if odds[best] - odds[-1] < framing_counts * _MOST_FRAMING + _CLEAR:
        framing = knowledge.words.framing_of(passage.folded, may_frame)
        odds[-1] += framing_counts * min(sum(map(_framing_weight, framing)), _MOST_FRAMING)
    if near is not None:
        at, like = near
        label = knowledge.decided[at].theme
        if label in themes or label == NONE:
            odds[(*themes, NONE).index(label)] += _EDITOR_NEAR * like
    return _Case(passage, found, wording, framing, odds)


def _framing_weight(rule: Framing) -> float:
    return rule.weight if rule.weight < _NOTHING_ELSE else _MOST_FRAMING


def _weights(
    words: tuple[list[str], list[str]], knowledge: Knowledge
) -> dict[str, dict[str, float]]:
    """theme → word → weight. A word said again adds less each time, a heading's counts half."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    times: Counter[str] = Counter()
    for part, share in ((words[1], _HEADING), (words[0], 1.0)):
        for word in part:
            times[word] += 1
            for theme, weight in knowledge.words.words[word].items():
                found[theme][word] += share * weight / times[word]
    return found


def _beliefs(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log odds as shares of belief: each row sums to 1."""
    shares = np.exp(odds - odds.max(1, keepdims=True))
    return np.asarray(shares / shares.sum(1, keepdims=True))


# --- what is told -------------------------------------------------------------------------


def _placement(
    case: _Case,
    beliefs: Sequence[float],
    telling: Sequence[str],
    near: tuple[int, float] | None,
    knowledge: Knowledge,
) -> Placement:
    best = beliefs.index(max(beliefs))
    theme = knowledge.themes[best] if best < len(knowledge.themes) else None
    order = sorted(range(len(knowledge.themes)), key=lambda at: (-beliefs[at], at))
    return Placement(
        theme=theme,
        also=tuple(
            knowledge.themes[at]
            for at in order
            if theme is not None and at != best and beliefs[at] >= _ALSO
        ),
        scores=tuple((name, round(beliefs[at], 3)) for at, name in enumerate(knowledge.themes)),
        confidence=round(beliefs[best], 3),
        reasons=_reasons(case, theme, telling, near, knowledge),
    )


def _telling(
    beliefs: NDArray[np.float64], reading: Reading | None, knowledge: Knowledge
) -> list[list[str]]:
    """For each passage the pairs of characters that spoke loudest for what it became."""
    wording = knowledge.wording
    if not (wording and reading):
        return [[] for _ in beliefs]
    labels = (*knowledge.themes, NONE)
    columns = [wording.labels.index(name) if name in wording.labels else -1 for name in labels]
    return wording.telling(reading, [columns[best] for best in beliefs.argmax(1).tolist()])


def _reasons(
    case: _Case,
    theme: str | None,
    telling: Sequence[str],
    near: tuple[int, float] | None,
    knowledge: Knowledge,
) -> tuple[str, ...]:
    """Words and rules that decided, strongest first; then the wording, and an editor's example."""
    weights = case.found.get(theme, {}) if theme else {}
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    reasons = [f"{word} +{weights[word]:.1f}" for word in ranked if weights[word] > 0]
    if theme is None:
        reasons = [f"{rule.name} −{rule.weight:g}" for rule in case.framing]
    label = theme or NONE
    spoken = case.wording[(*knowledge.themes, NONE).index(label)]
    if spoken > 0:
        worded = "worded like the examples" if theme else "worded like no theme"
        reasons.insert(min(len(reasons), 3), f"{worded} +{spoken:.2f} ({'、'.join(telling)})")
    if near is not None and knowledge.decided[near[0]].theme == label:
        quote = knowledge.decided[near[0]].folded[:12]
        reasons.insert(0, f"like what an editor decided: “{quote}…”")
    return tuple(reasons[:_REASONS]) or ("little evidence",)


def _by_editor(guess: Placement, theme: str | None) -> Placement:
    return Placement(
        theme=theme,
        also=tuple(other for other in guess.also if other != theme),
        scores=guess.scores,
        confidence=1.0,
        reasons=("decided by an editor",),
        by_editor=True,
    )

"""Words of a text without a segmenter: where noun phrases lie, and which of them recur.

In: folded text of passages. Out: phrases with the number of sources and passages they stand in.
Han text is cut at punctuation and at function words and verbs (`data/phrases.yaml`); what is left
are short runs, and a phrase is a piece of a run whose ends are free: it has stood at the edge of a
run there, or has been followed by several different words. Nothing is quadratic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_DROPPED_CHARACTERS = " \t\u3000\u00a0“”‘’\"'"
DROPPED = dict.fromkeys(map(ord, " \t\u3000\u00a0“”‘’\"'"))
_SHORTEST = 3
_LONGEST = 10
# A compound of so many general words or fewer names nothing; of more it is likely an institution.
_GENERIC_WORDS = 3
_RUN = re.compile(f"[{_HAN}]+")
_PREPOSITIONS = "在和与及向由从是对"
LEARNED_PLACE = re.compile(
    f"(?:(?<![{_HAN}])|(?<=[{_PREPOSITIONS}]))(?![{_PREPOSITIONS}共])"
    f"([{_HAN}]{{2,3}}?)(?:市|省|县)(?:委|政府|人民政府)"
)
# What a phrase never begins or ends with: measure words, numerals, parts of cut words.
_BAD_FIRST = frozenset(
    "个项家座次位名件条种大多几两一二三四五六七八九十百千万亿第年月日号等性化型类级们们吨倍元率度套市省县副"
)
_BAD_LAST = frozenset("第个项次位件几两一二三四五六七八九十百千年月日各在将高副")


@dataclass(frozen=True, slots=True)
class WordLists:
    breaks: frozenset[str]
    keep: frozenset[str]
    generic: frozenset[str]
    slogan: frozenset[str]
    suffixes: tuple[str, ...]  # longest first
    nominal: frozenset[str]  # verbs that stand in names: 登记|所
    modifiers: frozenset[str]  # general words that stand before a name: 企业, 全市
    leading: frozenset[str]  # words that are verbs where they open a run: 发展|低空经济
    places: frozenset[str]
    known: frozenset[str]  # every word that is not cut in two
    lengths: dict[str, tuple[int, ...]]  # first character → lengths of known words, longest first


@cache
def word_lists() -> WordLists:
    """The package's own lists; read once."""
    text = (files("generator") / "digest" / "data" / "phrases.yaml").read_text("utf-8")
    lists: dict[str, str] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words = {name: frozenset(value.split()) for name, value in lists.items()}
    known = words["breaks"] | words["keep"] | words["generic"]
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[0], set()).add(len(word))
    return WordLists(
        breaks=words["breaks"],
        keep=words["keep"],
        generic=words["generic"],
        slogan=words["slogan"],
        suffixes=tuple(sorted(words["suffixes"], key=lambda word: (-len(word), word))),
        nominal=words["nominal"],
        modifiers=words["modifiers"],
        leading=words["leading"],
        places=words["places"],
        known=known,
        lengths={head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()},
    )


class Squeezed(NamedTuple):
    """Folded text without spaces and quotation marks, so that “灯塔”工厂 and 5G 基站 are found
    however they are set."""

    text: str
    folded: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the squeezed text stands in the folded one."""
        if len(self.text) == len(self.folded):
            return start, end
        kept = [i for i, character in enumerate(self.folded) if ord(character) not in DROPPED]
        return kept[start], kept[end - 1] + 1


def lower(text: str) -> str:
    """Lower case of the same length, which `str.lower` does not promise."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def squeezed(folded: str) -> str:
    """`folded` without what matching drops. Mostly there is little of it to drop."""
    for character in _DROPPED_CHARACTERS:
        if character in folded:
            folded = folded.replace(character, "")
    return folded


def squeeze(folded: str) -> Squeezed:
    return Squeezed(squeezed(folded), folded)


class Run(NamedTuple):
    """A run of Han characters without a function word or verb in it.

    General words inside do not cut it, but a phrase may well end before one (首席数据官|制度) and
    begin behind some (企业|首席数据官): `ends` and `starts` are such places, with the run's own.
    """

    start: int
    end: int
    starts: Set[int]
    ends: Set[int]
    inside: Set[int]  # within a listed word, where no phrase begins or ends: 重|点


def runs(folded: str) -> Iterator[Run]:
    lists = word_lists()
    breaks, generic, known, lengths = lists.breaks, lists.generic, lists.known, lists.lengths
    for match in _RUN.finditer(folded):
        start, stop = match.span()
        starts, ends, inside = {start}, set[int](), set[int]()
        at = start
        while at < stop:
            # Of the known words that begin here the longest wins: 不断 over 不, 中心 over 中.
            for length in lengths.get(folded[at], ()):
                word = folded[at : at + length]
                if word in known and at + length <= stop:
                    break
            else:
                at += 1
                continue
            last = at + length
            if word in breaks:
                if at > start:
                    yield Run(start, at, starts, ends | {at}, inside)
                start = last
                starts, ends, inside = {start}, set(), set()
            elif at == start and word in lists.leading:
                start = last
                starts = {start}
            else:
                inside.update(range(at + 1, last))
                if word in generic:
                    ends.add(at)
                    if word in lists.modifiers:
                        starts.add(last)
            at = last
        if stop > start:
            yield Run(start, stop, starts, ends | {stop}, inside)


def words_needed(text: str, words: frozenset[str]) -> int:
    """How few words of the list make up `text`, one after the other; 0 when they do not."""
    too_many = len(text) + 1
    fewest = [0] + [too_many] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 8), end):
            if fewest[start] < fewest[end] and text[start:end] in words:
                fewest[end] = fewest[start] + 1
    return fewest[-1] if fewest[-1] < too_many else 0


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    sources: int
    passages: int
    count: int


LEFT, RIGHT = 0, 1


class _Tally:
    """What was seen of one run of characters: how often, where, and what stood beside it."""

    __slots__ = (
        "commonest", "count", "cut", "different", "edges", "last_passage", "last_source", "longer",
        "passages", "soft_edges", "sources",
    )  # fmt: skip

    def __init__(self) -> None:
        self.count = self.cut = self.sources = self.passages = 0
        self.last_source = self.last_passage = -1
        self.edges = [0, 0]  # at the left and at the right end of a run
        self.soft_edges = [0, 0]  # beside a general word
        self.commonest = [0, 0]  # of the phrases one character longer: count of the commonest,
        self.longer = [0, 0]  # of all,
        self.different = [0, 0]  # and how many there are

    def see(self, run: Run, left: int, right: int, source: int, passage: int) -> None:
        self.count += 1
        if left in run.inside or right in run.inside:
            self.cut += 1
            return
        if left == run.start:
            self.edges[LEFT] += 1
        elif left in run.starts:
            self.soft_edges[LEFT] += 1
        if right == run.end:
            self.edges[RIGHT] += 1
        elif right in run.ends and right - left > _SHORTEST:
            # 城市大|数据 is no word: before a general word only longer ones end.
            self.soft_edges[RIGHT] += 1
        if source != self.last_source:
            self.sources += 1
            self.last_source = source
        if passage != self.last_passage:
            self.passages += 1
            self.last_passage = passage

    def is_free(self, side: int) -> bool:
        """Whether a word may begin (or end) here: it stood at an edge often, or branches."""
        edges, count, commonest = self.edges[side], self.count - self.cut, self.commonest[side]
        if edges >= 2 and edges * 3 >= count:
            return True
        if commonest * 4 > count * 3:
            return False
        if (edges + self.soft_edges[side]) * 3 >= count:
            return True
        # Longer phrases of one source are not in the tallies; each counts as a different one.
        alone = count - edges - self.longer[side]
        return self.different[side] + alone >= 3 and commonest * 2 <= count


def _shared_trigrams(texts: Sequence[tuple[int, str]], least_sources: int) -> frozenset[str]:
    by_source: dict[int, set[str]] = {}
    for source, text in texts:
        grams = by_source.setdefault(source, set())
        grams.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    counts: Counter[str] = Counter()
    for grams in by_source.values():
        counts.update(grams)
    return frozenset(gram for gram, sources in counts.items() if sources >= least_sources)


def recurring_phrases(
    texts: Sequence[tuple[int, str]], places: frozenset[str], least_sources: int = 2
) -> tuple[Phrase, ...]:
    """Noun phrases of three to ten characters found in several sources, by text.

    `texts` are (number of the source, folded text of a passage), the passages of a source together.
    """
    shared = _shared_trigrams(texts, least_sources)
    tallies: dict[str, _Tally] = {}
    for number, (source, text) in enumerate(texts):
        for run in runs(text):
            for left in range(run.start, run.end - _SHORTEST + 1):
                right = left + _SHORTEST
                limit = min(run.end, left + _LONGEST + 1)
                # One trigram found in one source only, and no longer phrase can recur.
                while right <= limit and text[right - _SHORTEST : right] in shared:
                    gram = text[left:right]
                    tally = tallies.get(gram)
                    if tally is None:
                        tally = tallies[gram] = _Tally()
                    tally.see(run, left, right, source, number)
                    right += 1

    for gram, tally in tallies.items():
        if len(gram) > _SHORTEST:
            for inner, side in ((gram[1:], LEFT), (gram[:-1], RIGHT)):
                shorter = tallies.get(inner)
                if shorter is not None:
                    shorter.commonest[side] = max(shorter.commonest[side], tally.count)
                    shorter.longer[side] += tally.count
                    shorter.different[side] += 1

    named_generic = word_lists().generic | places
    found: list[Phrase] = []
    for gram, tally in tallies.items():
        if tally.sources < least_sources or len(gram) > _LONGEST or tally.cut * 2 > tally.count:
            continue
        if not (tally.is_free(LEFT) and tally.is_free(RIGHT)):
            continue
        if gram[0] in _BAD_FIRST or gram[-1] in _BAD_LAST:
            continue
        if 1 <= words_needed(gram, named_generic) <= _GENERIC_WORDS:
            continue
        found.append(Phrase(gram, tally.sources, tally.passages, tally.count))
    return tuple(sorted(found, key=lambda phrase: phrase.text))


def told_twice(texts: Iterable[str]) -> dict[str, int]:
    """Whole runs that one article uses at least twice → how often."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(
            text[run.start : run.end]
            for run in runs(text)
            if _SHORTEST <= run.end - run.start <= _LONGEST
        )
    return {
        phrase: times
        for phrase, times in counts.items()
        if times >= 2 and phrase[0] not in _BAD_FIRST and phrase[-1] not in _BAD_LAST
    }


def tells(phrase: str, vague: frozenset[str]) -> bool:
    """Whether a phrase says more than a few general words do."""
    return not 1 <= words_needed(phrase, vague) <= _GENERIC_WORDS

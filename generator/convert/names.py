"""Names of people in running text, where a surname is also a common word: 于海涛, 余建华, 种楚涵.

Words of a Simplified text in, edits out. Whether 于春梅 is a name is asked of the dictionary of
words, which guesses names it does not know, once the surname stands alone in the text. A full
name that is found once is one throughout the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.convert.phrases import given_names
from generator.convert.words import Row, kind_of, tagged

# Surnames that Traditional writes otherwise than the word; 范, 岳, 朴, 郁 have rules of their own.
_SURNAMES = re.compile("[于余涂种游钟]")
_STOPS = frozenset("，。；：！？、\n “”「」《》（）()")
# 毕业于华中: behind a verb 于 leads to a place. Behind these a name may stand, whatever they are.
_BEFORE_NAMES = frozenset("由经对与和向跟同及让请被给为找叫是即")


def name_spans(text: str, row: Row) -> Iterator[tuple[int, int]]:
    """Where a person is named by a surname of the kind above and a given name."""
    seen: set[str] = set()
    for match in _SURNAMES.finditer(text):
        start = match.start()
        number = row.number(start)
        if number is None or not _may_begin_a_name(row.words[number]):
            continue
        before = row.words[number - 1] if number else ""
        if before and before not in _BEFORE_NAMES and _leads_on(before):
            continue
        name = _name_at(row.words, number, before)
        if name:
            yield start, start + len(name)
            if len(name) > 2:
                seen.add(name)
    for name in sorted(seen):
        place = text.find(name)
        while place >= 0:
            yield place, place + len(name)
            place = text.find(name, place + len(name))


def _may_begin_a_name(word: str) -> bool:
    """A surname alone, or a name the dictionary knows: 涂志刚."""
    return len(word) == 1 or (len(word) == 3 and kind_of(word) == "nr")


def _leads_on(word: str) -> bool:
    """Whether a preposition or a remainder is likelier than a name behind this word."""
    kind = kind_of(word)
    return kind[:1] in "vadm" and kind not in ("vn", "an") and word not in _STOPS


def _name_at(words: Sequence[str], number: int, before: str) -> str:
    """The name that begins with the surname at `number`, as the dictionary guesses it; or ""."""
    end = number
    while end < len(words) and end < number + 8 and words[end] not in _STOPS:
        end += 1
    first = tagged("".join(words[number:end]))[:1]
    if first and first[0][1] == "nr" and 2 <= len(first[0][0]) <= 3:
        # 种玉米 and 于濠州 are guessed, too: what follows must be as parents name a child.
        name = first[0][0]
        return name if name[0] == "余" or given_names().issuperset(name[1:]) else ""
    # 于海涛 is 于 and 海涛, which the dictionary knows for a given name.
    if len(words[number]) > 1:
        return ""
    following = words[number + 1] if number + 1 < len(words) else ""
    if 1 < len(following) <= 2 and kind_of(following) == "nr" and not before.endswith("于"):
        return words[number] + following
    return ""

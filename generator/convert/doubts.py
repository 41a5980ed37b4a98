"""Where a conversion may be wrong: what a second converter writes otherwise, what only sense tells.

A text, a converter and the text's master in, doubts out, each with the clause it stands in. The
second converter is zhconv-rs; where it is not installed, only the table of ambiguous places
speaks. An editor's answer goes into the glossary, after which the place is no doubt any more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import accumulate

from generator.convert.configurations import convert_with
from generator.convert.converter import Converter
from generator.convert.phrases import doubtful, same_spelling
from generator.convert.recorded import Recorded
from generator.convert.scripts import detect, only_in, only_script
from generator.convert.step import Master
from generator.convert.words import phrases_of
from generator.model import Doubt

_STOPS = "，。；：！？、\n“”「」《》（）"
_HAN = re.compile("[\u4e00-\u9fff]")


def conversion_doubts(text: str, converter: Converter, master: Master) -> tuple[Doubt, ...]:
    """What an editor should look at in `text` as the converter's edition shows it."""
    if converter.goes_to(text, master) != "Hant":
        return ()
    return doubts_about([text], converter.recorded([(text, ())], master))[0]


def doubts_about(texts: Sequence[str], shown: Sequence[Recorded]) -> list[tuple[Doubt, ...]]:
    """What an editor should look at in each of some texts that were converted to Traditional."""
    found: list[tuple[Doubt, ...]] = [()] * len(texts)
    # A pair of the glossary that changes the length is an editor's own word: no offsets to compare.
    asked = [
        number
        for number, one in enumerate(shown)
        if one.text != texts[number] and len(one.text) == len(texts[number])
    ]
    by_second = _by_second([texts[each] for each in asked], [shown[each].text for each in asked])
    for number, otherwise in zip(asked, by_second, strict=True):
        places = sorted((*_by_table(texts[number]), *otherwise))
        if places:
            found[number] = _told(texts[number], places, shown[number].decided)
    return found


def _told(
    text: str, places: Sequence[tuple[int, str]], spoken: Sequence[tuple[int, int]]
) -> tuple[Doubt, ...]:
    # Where the glossary, a name or a rule has spoken there is nothing left to ask.
    decided = {place for start, end in spoken for place in range(start, end)}
    found: dict[str, Doubt] = {}
    for place, why in places:
        if place not in decided:
            clause = _clause(text, place)
            found.setdefault(clause, Doubt(kind="conversion", text=clause, why=why))
    return tuple(found.values())


def _by_table(text: str) -> Iterator[tuple[int, str]]:
    for pattern, character, forms in doubtful("Hant"):
        if character in text:
            for match in pattern.finditer(text):
                place = text.index(character, match.start())
                yield place, f"{character} can be {forms}; OpenCC cannot tell"


def _by_second(texts: Sequence[str], shown: Sequence[str]) -> list[list[tuple[int, str]]]:
    """Of each text where the second converter writes otherwise; it is asked once for all."""
    found: list[list[tuple[int, str]]] = [[] for _ in texts]
    second = _second()
    if second is None or not texts:
        return found
    joined = "\n".join(texts)
    if only_script(joined) == "Hans":
        theirs = second(joined)
    else:
        # Machine-made Traditional would only repeat its own mistakes.
        theirs = "\n".join(
            second(text if detect(text) == "Hans" else convert_with("tw2s", text)) for text in texts
        )
    ours = "\n".join(shown)
    if len(theirs) != len(ours):
        return found
    same, hans = _same(), only_in("Hans")
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    for place in _differing(ours, theirs):
        one, other = ours[place], theirs[place]
        if not (_HAN.match(one) and _HAN.match(other)) or hans.match(other):
            continue  # it left a character that only Simplified writes
        if same.get(one, one) != same.get(other, other):
            number = bisect_right(starts, place) - 1
            why = f"{joined[place]} is written {one} here, {other} by zhconv"
            found[number].append((place - starts[number], why))
    return found


@cache
def _same() -> dict[str, str]:
    """Spellings of one character, what Hong Kong writes in its own way (户, 温, 説) among them."""
    same = dict(same_spelling())
    general = "".join(phrases_of("HKVariants.txt"))
    for one, other in zip(general, convert_with("t2hk", general), strict=True):
        same[other] = same.setdefault(one, same.get(other, one))
    return same


def _differing(one: str, other: str) -> list[int]:
    import numpy as np

    codes = (np.frombuffer(each.encode("utf-32-le", "replace"), np.uint32) for each in (one, other))
    found: list[int] = np.flatnonzero(np.not_equal(*codes)).tolist()
    return found


@cache
def _second() -> Callable[[str], str] | None:
    try:
        zhconv = import_module("zhconv_rs").zhconv
    except ImportError:
        return None

    def convert(text: str) -> str:
        # zh-hant keeps to characters; its regional tables change words, as 信息 to 資訊.
        converted: str = zhconv(text, "zh-hant")
        return converted

    return convert


def _clause(text: str, place: int) -> str:
    start = max(text.rfind(stop, 0, place) for stop in _STOPS) + 1
    ends = [end for stop in _STOPS if (end := text.find(stop, place)) >= 0]
    return text[start : min(ends, default=len(text))].strip()

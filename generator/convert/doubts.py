"""Where a conversion may be wrong: what a second converter writes otherwise, what only sense tells.

A text, a converter and the text's master in, doubts out, each with the clause it stands in. The
second converter is zhconv-rs; where it is not installed, only the table of ambiguous places
speaks. An editor's answer goes into the glossary, after which the place is no doubt any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

from generator.convert.configurations import convert_with
from generator.convert.converter import Converter, Master, Recorded
from generator.convert.phrases import doubtful, same_spelling
from generator.convert.scripts import detect
from generator.model import Doubt

_STOPS = "，。；：！？、\n“”「」《》（）"
_HAN = re.compile("[\u4e00-\u9fff]")


def conversion_doubts(text: str, converter: Converter, master: Master) -> tuple[Doubt, ...]:
    """What an editor should look at in `text` as the converter's edition shows it."""
    if converter.goes_to(text, master) != "Hant":
        return ()
    return doubts_about(text, converter.recorded([(text, ())], master)[0])


def doubts_about(text: str, shown: Recorded) -> tuple[Doubt, ...]:
    """What an editor should look at in a text that was converted to Traditional."""
    # A pair of the glossary that changes the length is an editor's own word: no offsets to compare.
    if len(shown.text) != len(text):
        return ()
    # Where the glossary, a name or a rule has spoken there is nothing left to ask.
    decided = {place for start, end in shown.decided for place in range(start, end)}
    found: dict[str, Doubt] = {}
    for place, why in sorted((*_by_table(text), *_by_second(text, shown.text))):
        if place not in decided:
            clause = _clause(text, place)
            found.setdefault(clause, Doubt(kind="conversion", text=clause, why=why))
    return tuple(found.values())


def _by_table(text: str) -> Iterator[tuple[int, str]]:
    for pattern, character, forms in doubtful("Hant"):
        for match in pattern.finditer(text):
            place = text.index(character, match.start())
            yield place, f"{character} can be {forms}; OpenCC cannot tell"


def _by_second(text: str, shown: str) -> Iterator[tuple[int, str]]:
    second = _second()
    if second is None:
        return
    # Machine-made Traditional would only repeat its own mistakes.
    theirs = second(text if detect(text) == "Hans" else convert_with("tw2s", text))
    if len(theirs) != len(shown):
        return
    same = same_spelling()
    for place, (ours, other) in enumerate(zip(shown, theirs, strict=True)):
        if ours == other or same.get(ours, ours) == same.get(other, other):
            continue
        if _HAN.match(ours) and _HAN.match(other):
            yield place, f"{text[place]} is written {ours} here, {other} by zhconv"


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

"""Where a sentence ends in a language that ends it with a full stop.

A quotation is not cut, as in Chinese (`split.sentences`): “Come. It is dark.” is one sentence, so
that sentences of a translation can be counted against those of its passage.
"""

from __future__ import annotations

import re

_END = re.compile(r"""[.!?…]+["”’»)\]]*(?=\s|$)""")
_WORD_BEFORE = re.compile(r"(\S+)\.$")
_ABBREVIATIONS = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "co", "ltd", "inc", "dept"),
        *("vs", "etc", "e.g", "i.e", "cf", "approx", "fig", "vol", "pp"),
    )
)
_NUMBERED = frozenset(("no", "nos", "art", "sec", "ch", "p"))  # only before a figure


def latin_sentences(text: str) -> tuple[str, ...]:
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _goes_on(text[start : match.end()], text[match.end() :].lstrip()):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return tuple(sentence for sentence in sentences if sentence)


def _goes_on(sentence: str, rest: str) -> bool:
    if not rest:
        return False
    if rest[0].islower() or sentence.count("“") > sentence.count("”"):
        return True
    if sentence.count('"') % 2:
        return True
    match = _WORD_BEFORE.search(sentence)
    word = match.group(1).lstrip("(“‘\"'").lower() if match else ""
    if word in _NUMBERED:
        return rest[0].isdigit()
    initial = len(word) == 1 and word.isalpha() and word != "i"
    return word in _ABBREVIATIONS or initial

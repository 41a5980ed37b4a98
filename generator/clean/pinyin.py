"""Takes out the pinyin notes that a copying site has glued in: 數(shù)字 → 數字.

A note is one syllable in ASCII brackets right after a Han character. It only goes when notes are
dense and the syllable is a reading of that very character: 甪(lù)直 in an ordinary article stays,
and so do (國家), (App) and (CIM) in a dense one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from generator.clean.characters import HAN, fold, han_count

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿêếềế"
_NOTE = re.compile(rf"([{HAN}])\(([a-zü{_TONED}]{{1,7}})\)")
_TONE_MARK = re.compile(f"[{_TONED}]")
_MIN_NOTES = 20
_MIN_NOTED_CHARACTERS = 10
_MIN_SHARE = 0.01
_FEW = 6


class Unglossed(NamedTuple):
    text: str
    notes: str  # all notes joined, in order; "" when none was taken out


def without_pinyin(text: str) -> Unglossed:
    if not _TONE_MARK.search(text):
        return Unglossed(text, "")
    toned = [match for match in _NOTE.finditer(text) if _TONE_MARK.search(match.group(2))]
    if not toned or not _is_dense(toned, text):
        return Unglossed(text, "")
    notes: list[str] = []

    def drop(match: re.Match[str]) -> str:
        if match.group(2) not in _readings(match.group(1)):
            return match.group()
        notes.append(f"({match.group(2)})")
        return match.group(1)

    return Unglossed(_NOTE.sub(drop, text), "".join(notes))


def _is_dense(notes: list[re.Match[str]], text: str) -> bool:
    characters = len({match.group(1) for match in notes})
    if characters >= _MIN_NOTED_CHARACTERS and len(notes) >= _MIN_NOTES:
        return True
    # In a short text a share counts, but two or three notes are the author's own.
    return characters >= _FEW and len(notes) >= _MIN_SHARE * max(han_count(text), 1)


@cache
def _readings(character: str) -> frozenset[str]:
    """Every reading of a character, neutral tones as bare syllables: 們 is mén and men."""
    from pypinyin import Style, pinyin  # reads a large dictionary: only for glossed sources

    # 績 alone is read jī in Taiwan; the sites that add notes read it as 绩.
    found = pinyin([character, fold(character)], style=Style.TONE, heteronym=True, errors="ignore")
    readings = {unicodedata.normalize("NFC", reading) for each in found for reading in each}
    # A note in the neutral tone (著 zhe, 頭 tou) is the bare syllable of a reading.
    return frozenset(readings | {_bare(reading) for reading in readings})


def _bare(reading: str) -> str:
    decomposed = unicodedata.normalize("NFD", reading)
    kept = "".join(mark for mark in decomposed if mark not in "\u0300\u0301\u0304\u030c")
    return unicodedata.normalize("NFC", kept)

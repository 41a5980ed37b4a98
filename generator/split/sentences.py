"""Where a Chinese sentence ends.

Closing quotes belong to the sentence they close, and a quotation is not cut:
他说：“走吧。天黑了。” is one sentence, and so is “走吧。”他说。 Only a quotation too long to be
quoted whole is cut inside.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CLOSERS = {
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
    "）": "（",
    ")": "(",
    "】": "【",
    "》": "《",
}
_MARKS = re.compile(f"[{re.escape(''.join([*_CLOSERS, *_CLOSERS.values()]))}]")
# A line's end, or the end of a sentence with what follows it closely: ？！”
_STOP = re.compile(f"\n|[。！？!?…]([。！？!?…{re.escape(''.join(_CLOSERS))}]*)")
_LONG_QUOTATION = 120  # characters
# Who spoke, after the quotation: …。”负责人说。 The verb comes before any other end.
_ATTRIBUTION = re.compile(
    r"[^。！？!?\n“「]{0,40}(说|說|表示|介绍|介紹|指出|认为|認為|坦言|强调|道[，。])"
)


@lru_cache(maxsize=1024)  # figures and summaries ask for the same passages
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence of a paragraph; white space at the ends is left out."""
    inside = _inside_quotation(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        index, more = stop.end(), stop[1]
        if more is not None:
            closed = bool(more) and not _CLOSERS.keys().isdisjoint(more)
            if inside[index - 1] and not (closed and _closes_here(inside, index)):
                continue
            if closed and _ATTRIBUTION.match(text, index):
                continue
        spans.append((start, index))
        start = index
    spans.append((start, len(text)))
    trimmed = (_trim(text, first, last) for first, last in spans)
    return tuple(span for span in trimmed if span[0] < span[1])


def sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentence_spans(text))


def _inside_quotation(text: str) -> bytearray:
    """Which characters stand in a quotation or bracket that closes, and is short enough."""
    inside = bytearray(len(text))
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_CLOSERS.values(), 0)  # how many of each are in `opened`
    for mark in _MARKS.finditer(text):
        character, index = mark[0], mark.start()
        opener = _CLOSERS.get(character)
        if opener is None:
            opened.append((character, index))
            waiting[character] += 1
            continue
        if not waiting[opener]:
            continue
        # A mark left open inside does not hide the one that this character closes.
        for depth in range(len(opened) - 1, -1, -1):
            if opened[depth][0] == opener:
                begin = opened[depth][1]
                for left, _ in opened[depth:]:
                    waiting[left] -= 1
                del opened[depth:]
                if index - begin <= _LONG_QUOTATION:
                    inside[begin : index + 1] = b"\1" * (index + 1 - begin)
                break
    return inside


def _closes_here(inside: bytearray, index: int) -> bool:
    """Whether the outermost quotation ends before `index`."""
    return index == len(inside) or not inside[index]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

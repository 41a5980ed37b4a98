"""One step of conversion: a text of one script into another, with all that stands above OpenCC.

OpenCC converts characters and lengths stay, so what stands above it (protected terms, names, the
glossary, rules for its known faults) is found in what goes in and put, at the same place, into
what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from generator.convert.configurations import Configuration, convert_with
from generator.convert.cuts import uncut
from generator.convert.names import name_spans
from generator.convert.particle import particles
from generator.convert.phrases import Edit, phrases
from generator.convert.shifts import first_come
from generator.convert.terms import Terms, name_in
from generator.convert.words import Row, forms, row

Master = Literal["Hans", "Hant"]

_PHRASE = 12  # characters: as far as OpenCC looks ahead, generously
_TO_HANT: dict[str | None, Configuration] = {"HK": "s2hk", "MO": "s2hk"}


class Converted(NamedTuple):
    text: str
    edits: tuple[Edit, ...] = ()  # those that changed a length, in the coordinates of the source
    made: tuple[tuple[Edit, str], ...] = ()  # all, and what OpenCC would have written


def configuration_for(target: Master, region: str | None) -> Configuration:
    return "tw2s" if target == "Hans" else _TO_HANT.get(region, "s2tw")


def one_step(
    text: str,
    target: Master,
    region: str | None,
    fixed: Sequence[Edit],
    terms: Sequence[Terms],
) -> Converted:
    """`fixed` stays or is written as it says, whatever `terms`, names and rules would do there."""
    words = row(text) if target == "Hant" else None
    configuration = configuration_for(target, region)
    converted = _by_opencc(text, words, configuration)
    edits = _edits(text, words, target, region, fixed, terms)
    return written(converted, edits, lambda ruled: _opencc(text, ruled, configuration))


def written(
    converted: str, edits: Sequence[Edit], opencc: Callable[[Sequence[Edit]], list[str]]
) -> Converted:
    """`converted` with the edits in it; `opencc` gives what stood at the places of some."""
    if not edits:
        return Converted(converted)
    pieces: list[str] = []
    place = 0
    for edit in edits:
        pieces += (converted[place : edit.start], edit.words)
        place = edit.end
    pieces.append(converted[place:])
    ruled = [edit for edit in edits if edit.rule]
    return Converted(
        "".join(pieces),
        tuple(edit for edit in edits if len(edit.words) != edit.end - edit.start),
        tuple(zip(ruled, opencc(ruled), strict=True)),
    )


def _by_opencc(text: str, words: Row | None, configuration: Configuration) -> str:
    if words is None:
        return uncut(text, convert_with(configuration, text))
    return forms(configuration).written(words.words)


def _edits(
    text: str,
    words: Row | None,
    target: Master,
    region: str | None,
    fixed: Sequence[Edit],
    terms: Sequence[Terms],
) -> list[Edit]:
    layers = [fixed, *(found.edits(text) for found in terms)]
    layers.append(particles(text) if words is None else _people(text, words))
    return first_come([*layers, phrases(target, region).edits(text, words)])


def _people(text: str, words: Row) -> Iterator[Edit]:
    for start, end in name_spans(text, words):
        yield Edit(start, end, name_in(text[start:end], "Hant"), "name")


def _opencc(text: str, edits: Sequence[Edit], configuration: Configuration) -> list[str]:
    """What OpenCC alone writes at the place of each edit. It looks no further than a phrase, and
    is asked once for all."""
    around = [text[max(0, edit.start - _PHRASE) : edit.end + _PHRASE] for edit in edits]
    written = convert_with(configuration, "\n".join(around)) if around else ""
    found = []
    place = 0
    for edit, piece in zip(edits, around, strict=True):
        start = place + min(edit.start, _PHRASE)
        found.append(written[start : start + edit.end - edit.start])
        place += len(piece) + 1
    return found

"""How much of the labelled sentences comes out right, by part and by direction.

`open.tsv` and `hard-open.tsv` may be read and their misses are printed; of the parts kept aside
only totals are, so that rules cannot be fitted to them. With `-s` the table is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.convert.scripts import detect
from generator.convert.step import Master
from generator.model import Glossary

PARTS = ("open", "aside", "hard-open", "hard-aside", "strangers-open", "strangers-aside")

# What is reached, a little rounded down. A floor only ever goes up.
FLOORS: dict[str, dict[str, tuple[float, float]]] = {
    "open": {
        "Simplified to Traditional": (1.0, 1.0),
        "Traditional to Simplified": (1.0, 1.0),
        "already in the script": (1.0, 1.0),
        "mixed to Simplified": (1.0, 1.0),
        "mixed to Traditional": (1.0, 1.0),
    },
    "aside": {
        "Simplified to Traditional": (0.975, 0.9985),
        "Traditional to Simplified": (0.985, 0.9985),
        "already in the script": (1.0, 1.0),
        "mixed to Simplified": (1.0, 1.0),
        "mixed to Traditional": (0.92, 0.99),
    },
    "hard-open": {
        "Simplified to Traditional": (0.99, 0.999),
        "Traditional to Simplified": (0.998, 0.9995),
        "already in the script": (1.0, 1.0),
        "mixed to Simplified": (1.0, 1.0),
        "mixed to Traditional": (1.0, 1.0),
    },
    "hard-aside": {
        "Simplified to Traditional": (0.95, 0.997),
        "Traditional to Simplified": (0.995, 0.9995),
        "already in the script": (1.0, 1.0),
        "mixed to Simplified": (1.0, 1.0),
        "mixed to Traditional": (1.0, 1.0),
    },
    "strangers-open": {
        "Simplified to Traditional": (1.0, 1.0),
        "Traditional to Simplified": (1.0, 1.0),
        "already in the script": (1.0, 1.0),
    },
    "strangers-aside": {
        "Simplified to Traditional": (0.958, 0.998),
        "Traditional to Simplified": (1.0, 1.0),
        "already in the script": (1.0, 1.0),
    },
}

# Two spellings of one word, between which no standard chooses.
_SAME = str.maketrans("汙週", "污周")


class Pair(NamedTuple):
    kind: str  # the Simplified character at issue, hant-as-is or mixed
    simplified: tuple[str, ...]  # all that is right, the first preferred
    hant: tuple[str, ...]
    source: str  # of a mixed text

    @property
    def hans(self) -> str:
        return self.simplified[0]


class Measure(NamedTuple):
    sentences: float
    characters: float
    number: int
    misses: tuple[str, ...]


@cache
def pairs(part: str) -> tuple[Pair, ...]:
    lines = Path(__file__).with_name(f"{part}.tsv").read_text("utf-8").splitlines()
    found = []
    for line in lines:
        kind, hans, hant, _note, source = (*line.split("\t"), "", "")[:5]
        found.append(Pair(kind, tuple(hans.split("|")), tuple(hant.split("|")), source))
    return tuple(found)


def measure(tasks: Iterator[tuple[str, str, Master, tuple[str, ...]]]) -> Measure:
    """(tag, text, its master, all that is right) → shares of sentences and of characters."""
    number = right = characters = wrong = 0
    misses = []
    for tag, text, master, accepted in tasks:
        quotes = "corner" if "「" in accepted[0] else "curly"  # as in the pair
        shown = converter(edition_for(tag, quotes), Glossary()).text(text, master)
        faults = min(_differences(shown, one) for one in accepted)
        number += 1
        right += not faults
        characters += len(accepted[0])
        wrong += faults
        if faults:
            misses.append(f"{text} → {shown} ≠ {accepted[0]}")
    return Measure(right / number, 1 - wrong / characters, number, tuple(misses))


def _differences(shown: str, right: str) -> int:
    if len(shown) != len(right):
        return len(right)
    return sum(
        one != other
        for one, other in zip(shown.translate(_SAME), right.translate(_SAME), strict=True)
    )


def forwards(part: str) -> Iterator[tuple[str, str, Master, tuple[str, ...]]]:
    for pair in pairs(part):
        if pair.kind not in ("mixed", "hant-as-is", "back"):
            yield "zh-Hant", pair.hans, "Hans", pair.hant


def backwards(part: str) -> Iterator[tuple[str, str, Master, tuple[str, ...]]]:
    for pair in pairs(part):
        if pair.kind != "mixed":
            yield "zh-Hans", pair.hant[0], "Hant", pair.simplified


def as_it_is(part: str) -> Iterator[tuple[str, str, Master, tuple[str, ...]]]:
    for pair in pairs(part):
        if pair.kind in ("hant-as-is", "back"):
            yield "zh-Hant", pair.hant[0], "Hant", pair.hant[:1]
        # A sentence of one script is published in it as it is, whatever its class.
        yield "zh-Hans", pair.hans, "Hans", (pair.hans,)


def mixed_to_simplified(part: str) -> Iterator[tuple[str, str, Master, tuple[str, ...]]]:
    for pair in pairs(part):
        if pair.kind == "mixed":
            yield "zh-Hans", pair.source, "Hans", pair.simplified


def mixed_to_traditional(part: str) -> Iterator[tuple[str, str, Master, tuple[str, ...]]]:
    for pair in pairs(part):
        if pair.kind == "mixed":
            yield "zh-Hant", pair.source, "Hans", pair.hant


Tasks = Callable[[str], Iterator[tuple[str, str, Master, tuple[str, ...]]]]
MEASURES: dict[str, Tasks] = {
    "Simplified to Traditional": forwards,
    "Traditional to Simplified": backwards,
    "already in the script": as_it_is,
    "mixed to Simplified": mixed_to_simplified,
    "mixed to Traditional": mixed_to_traditional,
}


@pytest.mark.parametrize("part, name", [(part, name) for part in PARTS for name in FLOORS[part]])
def test_sentences_come_out_right(part: str, name: str) -> None:
    found = measure(MEASURES[name](part))
    print(
        f"\n{part:6} {name:26} {found.number:4} sentences {found.sentences:.4f}"
        f"  characters {found.characters:.4f}"
    )
    shown = found.misses if part.endswith("open") else ()
    print(*shown, sep="\n")
    sentences, characters = FLOORS[part][name]
    # Compared outside the assertion: pytest would print what it compares, and with it the misses.
    good = found.sentences >= sentences and found.characters >= characters
    assert good, f"{part}, {name}: under {sentences} of sentences or {characters} of characters"


def test_the_sets_are_large_enough() -> None:
    assert sum(len(pairs(part)) for part in PARTS) >= 400
    assert all(detect(pair.hans) in ("Hans", "none") for pair in pairs("open"))

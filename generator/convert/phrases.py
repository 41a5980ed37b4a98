"""Rules above OpenCC: words it is known to get wrong, found in what goes into it.

`data/phrases.yaml` in, (start, end, words) out. What a rule writes has the length of what it
finds, so offsets hold.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

Target = Literal["Hans", "Hant"]


class Edit(NamedTuple):
    """Words to stand in place of what a converter made of [start, end)."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The rules towards one script: where one may begin, and by its first character which."""

    beginnings: re.Pattern[str]
    rules: dict[str, tuple[tuple[re.Pattern[str], str], ...]]

    def edits(self, text: str) -> Iterator[Edit]:
        done = 0
        for beginning in self.beginnings.finditer(text):
            start = beginning.start()
            if start < done:
                continue
            for pattern, words in self.rules[beginning.group()]:
                if pattern.match(text, start):
                    done = start + len(words)
                    yield Edit(start, done, words)
                    break


@cache
def phrases(target: Target, region: str | None) -> Phrases:
    """The rules for editions of `target` script; Hong Kong writes some words its own way."""
    rules: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    rests: dict[str, set[str]] = {}
    for rule in _table()[target]:
        finds = str(rule["find"]).split()
        writes = str(rule["write"]).split()
        if region in ("HK", "MO") and "hk" in rule:
            writes = str(rule["hk"]).split()
        for found, written in zip(finds, writes, strict=True):
            if len(found) != len(written):
                raise ValueError(f"phrases.yaml: {found} and {written} differ in length")
            rules.setdefault(found[0], []).append((re.compile(_expression(found, rule)), written))
            rests.setdefault(found[0], set()).add(found[1:])
    # One search for all first characters leaps over the rest of the text: one expression of all
    # rules with their contexts took thirty times as long as OpenCC itself.
    beginnings = "|".join(
        first if "" in rest else f"{first}(?={'|'.join(sorted(rest))})"
        for first, rest in sorted(rests.items())
    )
    return Phrases(re.compile(beginnings), {first: tuple(found) for first, found in rules.items()})


@cache
def surnames() -> frozenset[str]:
    return frozenset(str(_table()["surnames"]))


@cache
def name_characters(target: Target) -> dict[str, str]:
    """Characters that a person's name keeps, or writes in its own way."""
    return dict(_table()["names"][target])


@cache
def _table() -> dict[str, Any]:
    raw = pkgutil.get_data("generator.convert", "data/phrases.yaml")
    if raw is None:
        raise FileNotFoundError("generator/convert/data/phrases.yaml")
    import yaml  # loaded here: a command that converts nothing has no use for it

    # The C loader is nine times faster; PyYAML built without libyaml has none.
    table: dict[str, Any] = yaml.load(raw, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return table


def _expression(found: str, rule: dict[str, Any]) -> str:
    def looking_back(key: str, sign: str) -> list[str]:
        return [f"(?<{sign}{beside}{found})" for beside in _context(rule.get(key))]

    expression = found
    if "after" in rule:
        expression += f"(?:{'|'.join(looking_back('after', '='))})"
    expression += "".join(looking_back("unless_after", "!"))
    if rule.get("first"):
        expression += rf"(?<!\w{found})"
    if "before" in rule:
        expression += f"(?={'|'.join(_context(rule['before']))})"
    if "unless_before" in rule:
        expression += f"(?!{'|'.join(_context(rule['unless_before']))})"
    return expression


def _context(value: str | list[str] | None) -> list[str]:
    """A string is a set of characters, a list is of words."""
    if value is None:
        return []
    return [f"[{value}]"] if isinstance(value, str) else [re.escape(word) for word in value]

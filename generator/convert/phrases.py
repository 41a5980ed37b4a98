"""Rules above OpenCC: words it is known to get wrong, found in what goes into it.

`data/phrases.yaml` in, (start, end, words) out. What a rule writes has the length of what it
finds, so offsets hold. Most rules are words that OpenCC writes well alone and spoils behind a
character with which their beginning is a phrase of its table, too: 保护发展, 年历史, 有采用.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from generator.convert.configurations import Configuration, convert_with

Target = Literal["Hans", "Hant"]


# Characters so frequent that a rule which begins with one looks at the next before anything else.
_FREQUENT = "的一进不生体国分点合个"


class Edit(NamedTuple):
    """Words to stand in place of what a converter made of [start, end)."""

    start: int
    end: int
    words: str
    rule: str = ""  # what asked for it: the words found by a phrase, "name", "glossary" …


class _Rules(NamedTuple):
    """All rules that may begin at a place, as one expression; its group says which it is."""

    expression: str  # compiled when first needed: no text needs all of them
    writes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The rules towards one script: where one may begin, and by its first characters which."""

    beginnings: re.Pattern[str]
    rules: dict[str, _Rules]  # by the first two characters, or by one where it stands alone
    finds: frozenset[str]

    def edits(self, text: str) -> Iterator[Edit]:
        done = 0
        rules = self.rules
        for beginning in self.beginnings.finditer(text):
            start = beginning.start()
            if start < done:
                continue
            found = rules.get(text[start : start + 2]) or rules.get(text[start])
            if found is None:
                continue
            match = _compiled(found.expression).match(text, start)
            if match is not None and match.lastindex is not None:
                words = found.writes[match.lastindex - 1]
                done = start + len(words)
                yield Edit(start, done, words, text[start:done])


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@cache
def phrases(target: Target, region: str | None) -> Phrases:
    """The rules for editions of `target` script; Hong Kong writes some words its own way."""
    hong_kong = region in ("HK", "MO")
    found: list[tuple[str, str, str]] = []  # what it finds, its expression, what it writes
    for rule in _table()[target]:
        for find, write in _pairs(rule, hong_kong):
            if len(find) != len(write):
                raise ValueError(f"phrases.yaml: {find} and {write} differ in length")
            found.append((find, _expression(find, rule), write))
    alone = {find for find, _, _ in found if len(find) == 1}
    rules = {}
    for key in sorted(alone | {find[:2] for find, _, _ in found}):
        fitting = [one for one in found if one[0] == key[0] or one[0][:2] == key]
        rules[key] = _Rules(
            "|".join(f"({expression})" for _, expression, _ in fitting),
            tuple(write for _, _, write in fitting),
        )
    # One class of first characters leaps over the rest of the text; one expression of all rules
    # with their contexts took thirty times as long as OpenCC itself.
    seconds: dict[str, set[str]] = {find[0]: set() for find, _, _ in found}
    for find, _, _ in found:
        seconds[find[0]].update(find[1:2])
    rare = set(seconds) - alone - set(_FREQUENT)
    ways = [f"(?<=[{_class(alone)}])"] if alone else []
    if rare:
        ways.append(f"(?<=[{_class(rare)}])(?=[{_class(*(seconds[one] for one in rare))}])")
    ways += [
        f"(?<={one})(?=[{_class(seconds[one])}])" for one in sorted(set(seconds) - alone - rare)
    ]
    beginnings = re.compile(f"[{_class(set(seconds))}](?:{'|'.join(ways)})")
    return Phrases(beginnings, rules, frozenset(find for find, _, _ in found))


def _class(*characters: set[str]) -> str:
    return "".join(sorted(set().union(*characters)))


def _pairs(rule: dict[str, Any], hong_kong: bool) -> list[tuple[str, str]]:
    """What a rule finds and what it writes for it."""
    if "words" in rule:
        finds = str(rule["words"]).split()
        configuration: Configuration = "s2hk" if hong_kong else "s2tw"
        writes = convert_with(configuration, "\n".join(finds)).split("\n")
    elif "variants" in rule:
        both = str(rule["variants"]).split()
        finds, writes = [pair[0] for pair in both], [pair[1] for pair in both]
    else:
        finds = str(rule["find"]).split()
        writes = str(rule["write"]).split()
        if hong_kong:
            spelling = str.maketrans(dict(_table()["hong_kong"]))
            writes = str(rule["hk"]).split() if "hk" in rule else writes
            writes = [words.translate(spelling) for words in writes]
    return list(zip(finds, writes, strict=True))


@cache
def doubtful(target: Target) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Places that only sense decides: (an expression, the character in it, its forms)."""
    rules = _table()["doubtful"].get(target, ())
    return tuple((re.compile(rule["find"]), str(rule["of"]), str(rule["forms"])) for rule in rules)


@cache
def same_spelling() -> dict[str, str]:
    """Forms between which no standard chooses, each with one that stands for all of them."""
    return {form: group[-1] for group in str(_table()["same"]).split() for form in group}


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
    if "then" in rule:
        expression += f"(?={_filled(str(rule['then']))})"
    if "unless_then" in rule:
        expression += f"(?!{_filled(str(rule['unless_then']))})"
    if "before" in rule:
        expression += f"(?={'|'.join(_context(rule['before']))})"
    if "unless_before" in rule:
        expression += f"(?!{'|'.join(_context(rule['unless_before']))})"
    return expression


def _filled(expression: str) -> str:
    """A rule's own expression, with the classes it names: {given} is a character of a name."""
    for name, characters in _table()["classes"].items():
        expression = expression.replace("{" + name + "}", str(characters))
    return expression


def _context(value: str | list[str] | None) -> list[str]:
    """A string is a set of characters, a list is of words."""
    if value is None:
        return []
    return [f"[{value}]"] if isinstance(value, str) else [re.escape(word) for word in value]

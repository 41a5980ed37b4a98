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

from generator.convert.words import Row, kind_of

Target = Literal["Hans", "Hant"]

# Where a clause ends: a rule that asks what else is said looks no further.
_STOPS = "，。；：！？\n"
_CLAUSE = 60  # characters on either side


# Characters so frequent that a rule which begins with one looks at the next before anything else.
_FREQUENT = "的一进不生体国分点合个"


class Edit(NamedTuple):
    """Words to stand in place of what a converter made of [start, end)."""

    start: int
    end: int
    words: str
    rule: str = ""  # what asked for it: the words found by a phrase, "name", "glossary" …


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is found at a place, beside what, and what is written for it.

    The last ones look at words: whether the find is a word of its own, and of what kind or from
    what list its neighbours are. They say nothing where no words are given.
    """

    expression: str  # compiled when first needed: no text needs all of them
    write: str
    find: str
    clause: str  # an expression to be found in the clause around it
    lone: bool
    previous: frozenset[str]
    unless_previous: frozenset[str]
    next: frozenset[str]
    unless_next: frozenset[str]

    def fits(self, text: str, start: int, words: Row | None) -> bool:
        if self.clause and not _compiled(self.clause).search(*_clause(text, start)):
            return False
        if words is None or not (self.lone or self._looks_around):
            return True
        around = words.around(start, start + len(self.find))
        if around is None:
            return False
        before, after = around
        return (
            (not self.previous or _is_one_of(before, self.previous))
            and not (self.unless_previous and _is_one_of(before, self.unless_previous))
            and (not self.next or _is_one_of(after, self.next))
            and not (self.unless_next and _is_one_of(after, self.unless_next))
        )

    @property
    def _looks_around(self) -> bool:
        return bool(self.previous or self.unless_previous or self.next or self.unless_next)


def _clause(text: str, place: int) -> tuple[str, int, int]:
    """What `Pattern.search` needs to look at the clause around a place and no further."""
    first, last = max(0, place - _CLAUSE), place + _CLAUSE
    start = max(first - 1, *(text.rfind(stop, first, place) for stop in _STOPS)) + 1
    ends = [end for stop in _STOPS if (end := text.find(stop, place, last)) >= 0]
    return text, start, min(ends, default=last)


def _is_one_of(word: str, wanted: frozenset[str]) -> bool:
    """Whether a word is in a list of words and kinds: v is any verb, vn a verbal noun."""
    if word in wanted:
        return True
    kind = kind_of(word) if word else ""
    return kind in wanted or kind[:1] in wanted


@dataclass(frozen=True, slots=True)
class Phrases:
    """The rules towards one script: where one may begin, and by its first characters which."""

    beginnings: re.Pattern[str]
    rules: dict[str, tuple[_Rule, ...]]  # by the first two characters, or by one if it is alone
    finds: frozenset[str]

    def edits(self, text: str, words: Row | None = None) -> Iterator[Edit]:
        """Towards Traditional the words of `text` are known, too."""
        done = 0
        rules = self.rules
        for beginning in self.beginnings.finditer(text):
            start = beginning.start()
            if start < done:
                continue
            for rule in rules.get(text[start : start + 2]) or rules.get(text[start]) or ():
                if _compiled(rule.expression).match(text, start) and rule.fits(text, start, words):
                    done = start + len(rule.write)
                    yield Edit(start, done, rule.write, text[start:done])
                    break


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@cache
def phrases(target: Target, region: str | None) -> Phrases:
    """The rules for editions of `target` script; Hong Kong writes some words its own way."""
    hong_kong = region in ("HK", "MO")
    found = [one for rule in _table()[target] for one in _rules(rule, hong_kong)]
    finds = {one.find for one in found}
    alone = {find for find in finds if len(find) == 1}
    rules = {
        key: tuple(one for one in found if one.find[0] == key[0] or one.find[:2] == key)
        for key in sorted(alone | {find[:2] for find in finds})
    }
    # One class of first characters leaps over the rest of the text; one expression of all rules
    # with their contexts took thirty times as long as OpenCC itself.
    seconds: dict[str, set[str]] = {find[0]: set() for find in finds}
    for find in finds:
        seconds[find[0]].update(find[1:2])
    rare = set(seconds) - alone - set(_FREQUENT)
    ways = [f"(?<=[{_class(alone)}])"] if alone else []
    if rare:
        ways.append(f"(?<=[{_class(rare)}])(?=[{_class(*(seconds[one] for one in rare))}])")
    ways += [
        f"(?<={one})(?=[{_class(seconds[one])}])" for one in sorted(set(seconds) - alone - rare)
    ]
    beginnings = re.compile(f"[{_class(set(seconds))}](?:{'|'.join(ways)})")
    return Phrases(beginnings, rules, frozenset(finds))


def _class(*characters: set[str]) -> str:
    return "".join(sorted(set().union(*characters)))


def _rules(rule: dict[str, Any], hong_kong: bool) -> Iterator[_Rule]:
    """A line of the table: one rule for each of its words."""
    for find, write in _pairs(rule, hong_kong):
        if len(find) != len(write):
            raise ValueError(f"phrases.yaml: {find} and {write} differ in length")
        yield _Rule(
            _expression(find, rule),
            write,
            find,
            str(rule.get("clause", "")),
            bool(rule.get("lone")),
            *(
                frozenset(rule.get(key, ()))
                for key in ("previous", "unless_previous", "next", "unless_next")
            ),
        )


def _pairs(rule: dict[str, Any], hong_kong: bool) -> list[tuple[str, str]]:
    """What a rule finds and what it writes for it."""
    if "variants" in rule:
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
def given_names() -> frozenset[str]:
    """Characters common in given names."""
    return frozenset(str(_table()["classes"]["given"]).strip("[]"))


@cache
def moment() -> re.Pattern[str]:
    """A time or a place that 于 leads to."""
    return re.compile(str(_table()["classes"]["moment"]))


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

"""Words with a fixed form: the site's glossary, protected terms, the names of an article.

A glossary or names come in, for one target script; the forms of their words go out, longest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from generator.convert.configurations import Configuration, convert_with
from generator.convert.phrases import Edit, name_characters, surnames
from generator.convert.scripts import detect, has_han
from generator.model import Glossary

_Script = Literal["Hans", "Hant"]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words with a fixed form. Longest first, so that 數據中心 is not taken for 數據."""

    forms: tuple[tuple[str, str], ...]
    rule: str  # "name", "glossary" or "protected"

    def edits(self, text: str) -> Iterator[Edit]:
        for found, words in self.forms:
            start = text.find(found)
            while start >= 0:
                yield Edit(start, start + len(found), words, self.rule)
                start = text.find(found, start + len(found))


def terms_of(forms: dict[str, str], rule: str) -> Terms:
    return Terms(tuple(sorted(forms.items(), key=lambda form: (-len(form[0]), form))), rule)


def glossary_forms(glossary: Glossary, target: _Script, tag: str) -> dict[str, str]:
    """The glossary towards one script; a pair for this edition alone outdoes a general one."""
    forms: dict[str, str] = {}
    for pair in sorted(glossary.pairs, key=lambda pair: pair.edition is not None):
        if pair.edition is None or pair.edition.lower() == tag.lower():
            find, write = (pair.hans, pair.hant) if target == "Hant" else (pair.hant, pair.hans)
            forms[find] = write
    return forms


def name_forms(names: Iterable[str], target: _Script) -> dict[str, str]:
    forms: dict[str, str] = {}
    for name in names:
        # One character alone is a word more often than a name.
        if len(name) < 2 or not has_han(name):
            continue
        simplified, traditional = name_in(name, "Hans"), name_in(name, "Hant")
        shown = simplified if target == "Hans" else traditional
        for written in (name, simplified, traditional):
            forms[written] = shown
    return forms


@cache
def name_in(name: str, target: _Script) -> str:
    """A person's name, character by character: 于海云 is 于海雲, 范 and 余 stay."""
    own = name_characters(target)
    configuration: Configuration = "tw2s" if target == "Hans" else "s2tw"
    shown = [own.get(one) or convert_with(configuration, one) for one in name]
    if target == "Hant":
        if detect(name) == "Hant":
            return name
        if name[0] in surnames():
            shown[0] = name_characters("Hant").get(name[0], name[0])
    return "".join(shown)

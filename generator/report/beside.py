"""A source line by line, and beside each line what became of it.

In: the decoded source and the entry made of it. Out: (line, its words, what it is): a passage's id,
a heading, what was removed and why, or nothing where the line holds no words of its own. Words are
compared without white space, so a line that wraps in mid sentence still finds its passage.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.model import Entry

_TAG = re.compile(r"<[^<>]{0,2000}>")
_GLOSS = re.compile(r"\([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}\)")
_TELLING = 4  # characters in common: shorter lines stand anywhere


def beside(source: str, entry: Entry) -> Iterator[tuple[int, str, str]]:
    """Each line of the source with words in it, and what the program took it for."""
    places = [
        (_squeezed(passage.text), f"{passage.id}")
        for section in entry.sections
        for passage in section.passages
    ]
    places += [
        (_squeezed(section.heading), "heading") for section in entry.sections if section.heading
    ]
    article = entry.article
    facts = (
        ("title", article.title),
        *(("author", author) for author in article.authors),
        ("publisher", article.publisher),
    )
    places += [(_squeezed(words), name) for name, words in facts if words]
    places += [(_squeezed(gone.text), f"removed: {gone.kind}") for gone in article.removed]
    for number, line in enumerate(source.splitlines(), 1):
        words = _squeezed(_GLOSS.sub("", html.unescape(_TAG.sub("", line))))
        if words:
            found = [what for text, what in places if _meet(words, text)]
            yield number, line.strip(), ", ".join(dict.fromkeys(found)) or "–"


def _meet(words: str, text: str) -> bool:
    if words == text:
        return True
    shorter = min(len(words), len(text))
    return shorter >= _TELLING and (words in text or text in words)


def _squeezed(text: str) -> str:
    return "".join(text.split())

"""Source → Article: what a source says about itself, its main text, and what was taken out.

Everything is decided from the contents; the file's ending is a hint. Pure; raises only
SourceError. Not obvious: the editor's corrections come before everything else, so that they can
mend what no reader would understand; damage that nobody mended is reported as a doubt.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Literal

from generator.clean.characters import INVISIBLE
from generator.clean.doubts import find_doubts
from generator.clean.encoding import decode
from generator.clean.formats import READERS, find_format
from generator.clean.frontmatter import FrontMatter, split_front_matter
from generator.clean.headings import blocks_of
from generator.clean.metadata import decide, front_text
from generator.clean.pinyin import without_pinyin
from generator.clean.slug import slug_of
from generator.clean.sorting import sort_out
from generator.convert.scripts import detect, machine_made
from generator.model import Article, Edits, Removed, Source
from generator.problems import Problem, SourceError, error, warning

_PICTURE_KEYS = ("headimg", "thumbnail", "cover", "image", "banner", "thumb")


def clean(source: Source) -> Article:
    """Reads one source. Raises SourceError."""
    edits = source.edits
    decoded = decode(source.data, source.path, edits)
    text, problems = _corrected(_lines_as_unix(decoded.text), edits)
    text, invisible = _visible(text)
    front, body = split_front_matter(text, source.path)
    unglossed = without_pinyin(body)
    name = find_format(unglossed.text, source.name)
    draft = READERS[name](unglossed.text, source.path)
    pictures = frozenset(
        value for key in _PICTURE_KEYS if isinstance(value := front.values.get(key), str)
    )
    found = sort_out(draft, front_text(front, "title"), edits.title, pictures)
    blocks = blocks_of(found.pieces)
    if not any(block.text for block in blocks):
        raise SourceError(
            error(source.path, 1, "no article text was found", "look at what `inspect` removed")
        )
    metadata = decide(edits, front, found.facts, draft.meta, source.path)
    words = "\n".join(block.text for block in blocks if block.text)
    script = detect(words)
    return Article(
        source=source.name,
        path=source.path,
        slug=_slug(edits, front, source.stem),
        format=name,
        encoding=decoded.encoding,
        title=metadata.title,
        authors=metadata.authors,
        date=metadata.date,
        publisher=metadata.publisher,
        url=metadata.url,
        keywords=metadata.keywords,
        script=script,
        master=_master(script, words),
        draft=metadata.draft,
        blocks=blocks,
        removed=(
            *_front_removed(front),
            *invisible,
            *((Removed(kind="pinyin", text=unglossed.notes),) if unglossed.notes else ()),
            *draft.removed,
            *found.removed,
        ),
        doubts=find_doubts(blocks, words),
        problems=(*decoded.problems, *problems, *metadata.problems),
        edits=edits,
    )


def _lines_as_unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _corrected(text: str, edits: Edits) -> tuple[str, tuple[Problem, ...]]:
    problems: list[Problem] = []
    for correction in edits.corrections:
        if correction.find and correction.find in text:
            text = text.replace(correction.find, correction.replace)
            continue
        problems.append(
            warning(
                edits.path,
                correction.line,
                f"the correction of `{correction.find}` found nothing",
                "copy the words as the source has them, or remove the correction",
            )
        )
    return text, tuple(problems)


def _visible(text: str) -> tuple[str, tuple[Removed, ...]]:
    """NFC, and without characters nobody sees; these are listed by their code points."""
    if text.isascii() and text.isprintable():
        return text, ()
    text = unicodedata.normalize("NFC", text)
    hidden = Counter(INVISIBLE.findall(text))
    if not hidden:
        return text, ()
    listed = ", ".join(f"U+{ord(one):04X} ×{count}" for one, count in sorted(hidden.items()))
    return INVISIBLE.sub("", text), (Removed(kind="invisible", text=listed),)


def _front_removed(front: FrontMatter) -> tuple[Removed, ...]:
    return (Removed(kind="front_matter", text=front.raw),) if front.raw.strip() else ()


def _slug(edits: Edits, front: FrontMatter, stem: str) -> str:
    for words in (edits.slug, front_text(front, "slug"), stem):
        slug = slug_of(words) if words else ""
        if slug:
            return slug
    return "article"


def _master(script: str, words: str) -> Literal["Hans", "Hant"]:
    return "Hant" if script == "Hant" and not machine_made(words) else "Hans"

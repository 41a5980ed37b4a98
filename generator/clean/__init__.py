"""Source → Article: what a source says about itself, its main text, and what was taken out.

Everything is decided from the contents; the file's ending is a hint. Pure; raises only
SourceError. Not obvious: the editor's corrections come before everything else, so that they can
mend what no reader would understand; damage that nobody mended is reported as a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from generator.clean.archive import is_archive, page_in
from generator.clean.characters import INVISIBLE, RADICAL, han_count, radicals
from generator.clean.documents import open_document
from generator.clean.doubts import find_doubts
from generator.clean.encoding import Decoded, decode
from generator.clean.exported import is_exported
from generator.clean.formats import READERS, find_format, unescaped
from generator.clean.front_fields import front_text
from generator.clean.frontmatter import FrontMatter, split_front_matter
from generator.clean.headings import blocks_of
from generator.clean.metadata import decide
from generator.clean.pinyin import without_pinyin
from generator.clean.shortcodes import without_shortcodes
from generator.clean.slug import slug_of
from generator.clean.sorting import sort_out
from generator.clean.written import told_script, written
from generator.model import Article, Block, Edits, Removed, Source
from generator.problems import Problem, SourceError, error, warning

_SENTENCE_LENGTH = 30  # a line of this length says something, full stop or not
_FEW_WORDS = 6
_HARDLY_ANY = 60
_NO_FURNITURE = frozenset(["front_matter", "script", "style", "comment", "pinyin", "hidden"])
_LONGEST_SENTENCE = 100_000  # characters; whole books have fewer
_STOP = re.compile("[。！？；!?;.\n]")
_MOST_PARAGRAPHS = 10_000
_SEVERAL = 2  # parts with a by-line of their own
_AN_ARTICLE = 150  # fewer characters beside an error message are not one
_PICTURE_KEYS = ("headimg", "thumbnail", "cover", "image", "banner", "thumb")


def clean(source: Source) -> Article:
    """Reads one source. Raises SourceError."""
    edits = source.edits
    data, address = _saved_page(source)
    document = open_document(data, source.path)
    if document is not None:
        decoded = Decoded(document.text, "utf-8")
    else:
        decoded = decode(data, source.path, edits)
    text, problems = _corrected(_lines_as_unix(decoded.text), edits)
    text, invisible = _visible(text)
    front, body = FrontMatter(), text
    if document is None:
        front, body = split_front_matter(text, source.path)
        if not body.strip() and is_exported(text):  # it is all there is, and holds the text
            front, body = FrontMatter(), text
    unglossed = without_pinyin(body)
    plain = without_shortcodes(unglossed.text if document else unescaped(unglossed.text))
    name = document.format if document else find_format(plain.text, source.name)
    draft = replace(READERS[name](plain.text, source.path), format=name)
    pictures = frozenset(
        value for key in _PICTURE_KEYS if isinstance(value := front.values.get(key), str)
    )
    found = sort_out(draft, front_text(front, "title"), edits.title, pictures)
    blocks = blocks_of(found.pieces)
    removed = (
        *_front_removed(front),
        *invisible,
        *((Removed(kind="pinyin", text=unglossed.notes),) if unglossed.notes else ()),
        *plain.removed,
        *draft.removed,
        *found.removed,
    )
    _refuse_bulk(blocks, removed, source.path)
    hardly_any = _refuse_furniture(
        blocks,
        found.removed,
        name,
        source.path,
        credited=bool(found.facts.authors or found.facts.publishers),
    )
    if address:  # the page's own word on it comes first
        found.facts.urls.append(address)
    metadata = decide(edits, front, found.facts, draft.meta, source.path)
    words = "\n".join(block.text for block in blocks if block.text)
    script, master, unlikely = written(edits, front, words, source.path)
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
        script_told=told_script(edits, front) is not None,
        master=master,
        draft=metadata.draft,
        blocks=blocks,
        removed=removed,
        doubts=find_doubts(blocks, words),
        problems=(
            *decoded.problems,
            *problems,
            *draft.problems,
            *metadata.problems,
            *unlikely,
            *hardly_any,
            *_several_articles(found.facts.signed_parts, source.path),
        ),
        edits=edits,
    )


def _saved_page(source: Source) -> tuple[bytes, str | None]:
    """What a browser saved as one file is read as its page."""
    if not is_archive(source.data):
        return source.data, None
    page = page_in(source.data)
    if page is None:
        cause = "there is no page in this archive"
        raise SourceError(error(source.path, 1, cause, "save the page again as HTML"))
    return page


def _several_articles(signed_parts: int, path: str) -> tuple[Problem, ...]:
    if signed_parts < _SEVERAL:
        return ()
    cause = f"{signed_parts} headings have a by-line of their own: these may be several articles"
    return (warning(path, 1, cause, "save each article's own page, or divide the file"),)


def _refuse_bulk(blocks: tuple[Block, ...], removed: tuple[Removed, ...], path: str) -> None:
    """Raises SourceError for what nobody wrote as an article; later stages would sit over it."""
    for block in blocks:
        if len(block.text) > _LONGEST_SENTENCE and any(
            len(sentence) > _LONGEST_SENTENCE for sentence in _STOP.split(block.text)
        ):
            cause = f"over {_LONGEST_SENTENCE} characters without a full stop"
            raise SourceError(error(path, 1, cause, "take out what is no text"))
    if len(blocks) > _MOST_PARAGRAPHS:
        cause = f"over {_MOST_PARAGRAPHS} paragraphs"
        raise SourceError(error(path, 1, cause, "divide it into several articles"))
    if len(removed) > _MOST_PARAGRAPHS:
        cause = f"over {_MOST_PARAGRAPHS} lines that are no text, such as page numbers and rules"
        raise SourceError(error(path, 1, cause, "take them out"))


def _refuse_furniture(
    blocks: tuple[Block, ...],
    removed: tuple[Removed, ...],
    format_name: str,
    path: str,
    *,
    credited: bool,
) -> tuple[Problem, ...]:
    """Raises SourceError for a source without an article; a warning where hardly any is left."""
    text = [block for block in blocks if block.kind not in ("heading", "image") and block.text]
    sentences = [
        block
        for block in text
        if block.kind in ("table", "code", "quote")
        or (
            len(block.text) >= _SENTENCE_LENGTH and any(mark in block.text for mark in "，。；！？")
        )
        or (any(mark in block.text for mark in "。！？") and han_count(block.text) >= _FEW_WORDS)
    ]
    is_error = any(one.kind == "error_page" for one in removed)
    # A line with a by-line over it is a short article; lines of a menu have none.
    bare = not sentences and not credited and (format_name == "html" and bool(removed))
    left = sum(han_count(block.text) or len(block.text.split()) for block in text)
    # Lines without a by-line that are few beside what went are what the rules did not know.
    taken = sum(han_count(one.text) for one in removed if one.kind not in _NO_FURNITURE)
    few = not credited and left < _HARDLY_ANY and taken >= 2 * left
    if not text or bare or few or (is_error and not credited and left < _AN_ARTICLE):
        raise SourceError(
            error(
                path,
                1,
                "only page furniture, no article" if removed else "no article text was found",
                "save the article's own page, or remove the file",
            )
        )
    if left >= _HARDLY_ANY:
        return ()
    return (
        warning(path, 1, f"hardly any text: {left} characters", "check that the source is whole"),
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
    text, removed = _without_radicals(text)
    hidden = Counter(INVISIBLE.findall(text))
    if not hidden:
        return text, removed
    listed = ", ".join(f"U+{ord(one):04X} ×{count}" for one, count in sorted(hidden.items()))
    return INVISIBLE.sub("", text), (*removed, Removed(kind="invisible", text=listed))


def _without_radicals(text: str) -> tuple[str, tuple[Removed, ...]]:
    """⼤ (U+2F24), as PDFs write it, is 大: a radical's sign for the character it looks like."""
    found: Counter[str] = Counter(RADICAL.findall(text))
    if not found:
        return text, ()
    forms = radicals()
    mended: dict[str, str] = {one: forms[one] for one in found if one in forms}
    if not mended:
        return text, ()
    listed = ", ".join(f"{one}→{mended[one]} ×{found[one]}" for one in sorted(mended))
    text = RADICAL.sub(lambda match: mended.get(match.group(), match.group()), text)
    return text, (Removed(kind="radical", text=listed),)


def _front_removed(front: FrontMatter) -> tuple[Removed, ...]:
    return (Removed(kind="front_matter", text=front.raw),) if front.raw.strip() else ()


def _slug(edits: Edits, front: FrontMatter, stem: str) -> str:
    for words in (edits.slug, front_text(front, "slug"), stem):
        slug = slug_of(words) if words else ""
        if slug:
            return slug
    return "article"

"""What a reader of one format hands on: pieces of text in reading order, nothing judged yet.

Raw text and inline marks come in, one tidy `Piece` comes out. Not obvious: tidying shortens the
text, so every mark is moved along; and a line break between two Han characters joins them, between
Latin ones it becomes a space, and between the two whatever the text does elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, NamedTuple

from generator.clean.characters import HAN, INVISIBLE, is_cjk
from generator.model import BlockKind, Mark, MarkKind, Removed
from generator.problems import Problem

PieceKind = Literal[
    "heading", "paragraph", "item", "quote", "table", "code", "image", "note", "break"
]

# Runs that HTML and plain text use for indents and gaps.
_SPACE = " \t\n\r\f\v\u00a0\u3000\u1680\u2000-\u200a\u202f\u205f\u2028\u2029\u0085"
_GAP = re.compile(f"[{_SPACE}]+")
_ENDS = "".join(chr(code) for code in (9, 10, 13, 12, 11, 32, 0xA0, 0x3000))
# What a text holds that cannot stay as it is: most hold nothing of the kind.
_UNTIDY = re.compile(f"[{_SPACE}]{{2}}|(?![ \u3000])[{_SPACE}]|{INVISIBLE.pattern}")
# Where Han and Latin characters or figures meet on a line.
_CLOSE = re.compile(f"[{HAN}](?=[0-9A-Za-z])|[0-9A-Za-z%](?=[{HAN}])")
_APART = re.compile(f"[{HAN}] (?=[0-9A-Za-z])|[0-9A-Za-z%] (?=[{HAN}])")
_LONGEST_CREDIT = 200  # no line of credits is longer
_LINE_BREAKS = frozenset("\n\r\v\f\u2028\u2029\u0085")


class Role(NamedTuple):
    """What the markup calls a stretch of text: `<span class="author">`, `<em id="source">`."""

    start: int
    end: int
    name: str  # title, author, source, credits (any of them)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the source that stands alone. `break` is a page break or a rule."""

    kind: PieceKind
    text: str
    level: int = 0
    marks: tuple[Mark, ...] = ()
    bold: bool = False  # the whole piece is set in bold
    linked: bool = False  # nothing but links and what parts them
    inside: bool = True  # within the main text of its page
    hint: str = ""  # what its surroundings suggest it is: navigation, share, related …
    run_in: bool = False
    # Of short pieces only: where inline elements begin and end, which a page sets apart.
    seams: tuple[int, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def block_kind(self) -> BlockKind:
        return "paragraph" if self.kind == "break" else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A source as its reader saw it."""

    format: str  # html, markdown, text
    pieces: tuple[Piece, ...]
    removed: tuple[Removed, ...] = ()
    titles: tuple[str, ...] = ()  # candidates from the page's head, best first
    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)  # title, date, author, …
    problems: tuple[Problem, ...] = ()


def make_piece(
    kind: PieceKind,
    raw: str,
    marks: tuple[tuple[int, int, MarkKind, str], ...] = (),
    *,
    level: int = 0,
    inside: bool = True,
    hint: str = "",
    seams: tuple[int, ...] = (),
    roles: tuple[Role, ...] = (),
) -> Piece | None:
    """A tidy piece, or None where nothing but white space is left."""
    text, place = _tidy(raw, keep_lines=kind in ("table", "code"))
    if not text:
        return None
    short = len(text) <= _LONGEST_CREDIT
    moved: list[Mark] = []
    for start, end, mark_kind, target in marks:
        first, last = place(start), place(min(end, len(raw)))
        while first < last and text[first] in " \u3000\n\t":
            first += 1
        while last > first and text[last - 1] in " \u3000\n\t":
            last -= 1
        if first < last:
            moved.append(Mark(start=first, end=last, kind=mark_kind, target=target))
    moved.sort(key=lambda mark: (mark.start, -mark.end, mark.kind))
    return Piece(
        kind=kind,
        text=text,
        level=level,
        marks=tuple(moved),
        bold=_covers(text, moved, "strong"),
        linked=_covers(text, moved, "link"),
        inside=inside,
        hint=hint,
        seams=tuple(sorted({place(at) for at in seams})) if seams and short else (),
        roles=tuple(Role(place(one.start), place(one.end), one.name) for one in roles)
        if short
        else (),
    )


def set_apart(piece: Piece) -> str:
    """The text with a gap where inline elements meet, as a page shows <span>甲报</span><span>乙."""
    text = piece.text
    if not piece.seams:
        return text
    for at in reversed(piece.seams):
        if 0 < at < len(text) and not text[at].isspace() and not text[at - 1].isspace():
            text = f"{text[:at]}\u3000{text[at:]}"
    return text


def _covers(text: str, marks: list[Mark], kind: str) -> bool:
    """Whether marks of one kind cover all of the text that says something."""
    spans = [(mark.start, mark.end) for mark in marks if mark.kind == kind]
    if not spans:
        return False
    covered: set[int] = set()
    for start, end in spans:
        covered.update(range(start, end))
    return all(index in covered or not character.isalnum() for index, character in enumerate(text))


def tidy(raw: str) -> str:
    return _tidy(raw, keep_lines=False)[0]


def _tidy(raw: str, *, keep_lines: bool) -> tuple[str, Callable[[int], int]]:
    """The tidy text, and a function from an offset of `raw` to its offset in the tidy text."""
    start = len(raw) - len(raw.lstrip(_ENDS))
    core = raw.strip(_ENDS)
    if not _UNTIDY.search(core):
        composed = unicodedata.normalize("NFC", core)
        return composed, lambda offset: min(max(offset - start, 0), len(composed))
    place: list[int] = []
    out: list[str] = []
    index = 0
    close = cache(lambda: _writes_close(raw))
    while index < len(raw):
        gap = _GAP.match(raw, index)
        if gap:
            place.extend([len(out)] * (gap.end() - index))
            before, after = out[-1] if out else "", raw[gap.end() : gap.end() + 1]
            out.extend(_gap_text(gap.group(), before, after, keep_lines, close))
            index = gap.end()
            continue
        place.append(len(out))
        if not INVISIBLE.match(raw[index]):
            out.append(raw[index])
        index += 1
    place.append(len(out))
    text = "".join(out)
    lead = len(text) - len(text.lstrip(" \u3000\n"))
    # Entities may bring what the decoded source no longer holds: compose once more.
    text = unicodedata.normalize("NFC", text.strip(" \u3000\n"))
    return text, lambda offset: min(max(place[offset] - lead, 0), len(text))


def _gap_text(
    gap: str, before: str, after: str, keep_lines: bool, close: Callable[[], bool]
) -> str:
    if keep_lines and ("\n" in gap or "\t" in gap or len(gap) > 1):
        return gap.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    if any(character in _LINE_BREAKS for character in gap):
        wide = [is_cjk(one) for one in (before, after) if one]
        return "" if len(wide) == 2 and any(wide) and (all(wide) or close()) else " "
    return "\u3000" if gap == "\u3000" else " "


def _writes_close(raw: str) -> bool:
    """Whether 用水6.2亿, and not 用水 6.2 亿, is how the text sets figures and Latin words."""
    return len(_CLOSE.findall(raw)) > len(_APART.findall(raw))


def without(piece: Piece, start: int, end: int) -> Piece:
    """The piece with text[start:end] cut out, its marks moved along."""
    text = piece.text[:start] + piece.text[end:]
    lead = len(text) - len(text.lstrip(" \u3000:："))
    if start > 0:
        lead = 0
    text = text[lead:].rstrip(" \u3000")
    moved: list[Mark] = []
    for mark in piece.marks:
        first = _shift(mark.start, start, end) - lead
        last = min(_shift(mark.end, start, end) - lead, len(text))
        first = max(first, 0)
        if first < last:
            moved.append(replace(mark, start=first, end=last))
    return replace(
        piece,
        text=text,
        marks=tuple(moved),
        bold=False,
        # What stands before the cut keeps its place.
        seams=tuple(at for at in piece.seams if at < start),
        roles=tuple(role for role in piece.roles if role.end <= start),
    )


def _shift(offset: int, start: int, end: int) -> int:
    if offset <= start:
        return offset
    return max(offset - (end - start), start)


def joined(first: Piece, second: Piece) -> Piece:
    """Two halves of one paragraph that a page or a line parted."""
    gap = "" if is_cjk(first.text[-1]) or is_cjk(second.text[0]) else " "
    shift = len(first.text) + len(gap)
    marks = first.marks + tuple(
        replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in second.marks
    )
    text = first.text + gap + second.text
    return replace(first, text=text, marks=marks, bold=False, seams=(), roles=())

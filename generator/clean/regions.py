"""Short lines that are furniture because of where they stand.

What became of each line of a page comes in, in order; the lines that were kept and should go come
out. Three regions: between the title and the last credit over the text; between two pieces of
furniture within it; and behind the first button, list or comment under it. Not obvious: no word of
these lines is looked at, so that what no rule for words ever heard of goes as well; but a name, a
body or a day may sign the text, a numbered line may be a heading, and a sentence is no furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from generator.clean.bylines import byline_of_parts
from generator.clean.characters import ends_sentence
from generator.clean.dates import find_date
from generator.clean.headings import number_level
from generator.clean.names import is_closing, is_name_line, is_organisation
from generator.clean.pieces import Piece
from generator.clean.shape import squeezed
from generator.clean.tables import word_set

# What a page adds to a text, and no text has.
_FURNITURE = word_set(
    "related share navigation tool qr follow copyright reader_comment promotion wechat footer "
    "read_original login tags reading_count furniture cookie"
)
# Behind these a page goes on with itself.
_ENDS_THE_TEXT = word_set(
    "end_mark related share qr follow reader_comment wechat read_original login"
)
_CREDITS = word_set(
    "source_credit byline date editor photo_credit reading_count tool share follow wechat"
)
# Behind these an article says nothing more.
_CLOSING_CREDITS = word_set("editor source_credit byline photo_credit end_mark document_info")
_LONGEST = 24
_LONGEST_BUTTON = 12
_LONGEST_ENTRY = 40
_LONGEST_CONTACT = 120
_REACHED_AT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:电话|電話|手机|行動|热线|tel)\D{0,6}\d[\d\s-]{6,}", re.IGNORECASE
)


Region = Literal["over", "within", "behind"]


class Fate(NamedTuple):
    """What became of a line: the piece that was kept, or the kind it went as."""

    piece: Piece | None
    kind: str
    region: Region


def furniture_by_place(fates: Sequence[Fate], title: str | None) -> list[Piece]:
    return [
        *_under_title(fates, squeezed(title) if title else ""),
        *_within(fates),
        *_behind([fate for fate in fates if fate.region == "behind"]),
    ]


def _under_title(fates: Sequence[Fate], title: str) -> Iterator[Piece]:
    """A few words between the title and the last of the credits: a button we do not know."""
    over = [fate for fate in fates if fate.region == "over"]
    start = next(
        (at for at, one in enumerate(over) if one.piece and squeezed(one.piece.text) == title), -1
    )
    last = max((at for at, one in enumerate(over) if one.kind in _CREDITS), default=-1)
    for at in range(start + 1, last):
        deck = over[at].piece
        if start >= 0 and deck is not None and deck.kind == "heading":
            yield deck  # a second headline over the credits
            continue
        before, here, after = over[at - 1] if at else None, over[at], over[at + 1]
        if here.piece is None or not _is_idle(here.piece, _LONGEST_BUTTON):
            continue
        if byline_of_parts(here.piece.text) or here.piece.text[:1] in "—-–（(":
            continue
        if at - 1 == start or (before and before.kind) or after.kind:
            yield here.piece


def _within(fates: Sequence[Fate]) -> Iterator[Piece]:
    """A line or two between two pieces of furniture: the advertisement that they belong to."""
    for at, fate in enumerate(fates):
        if fate.region != "within" or fate.kind not in _FURNITURE:
            continue
        between: list[Piece] = []
        for other in fates[at + 1 : at + 4]:
            if other.kind in _FURNITURE:
                yield from between
                break
            if other.piece is None or not _is_idle(other.piece, _LONGEST):
                break
            between.append(other.piece)


def _behind(fates: Sequence[Fate]) -> list[Piece]:
    found: list[Piece] = []
    finished = False  # 完, ###: what follows is for whoever prints it
    ended = False  # a list or a comment has begun, and the page goes on with itself
    for at, (piece, kind, _) in enumerate(fates):
        ended = ended or kind in _ENDS_THE_TEXT
        finished = finished or kind == "end_mark"
        if piece is None:
            continue
        after = next((one.kind for one in fates[at + 1 :] if one.kind), "end")
        before = fates[at - 1] if at else None
        near = before is not None and (
            before.kind in _FURNITURE
            or before.kind in _CLOSING_CREDITS
            or any(before.piece is one for one in found)
        )
        cut_off = piece.text.endswith(("…", "..."))  # the card of another story
        if (
            (near and (after == "end" or after in _FURNITURE) and _is_idle(piece, _LONGEST))
            or (ended and _is_idle(piece, _LONGEST_ENTRY))
            or (ended and _REACHED_AT.search(piece.text) and len(piece.text) <= _LONGEST_CONTACT)
            or (near and cut_off)
            or (finished and _says_nothing(piece))
        ):
            found.append(piece)
        elif piece.kind != "image":
            ended = False
    return found


def _says_nothing(piece: Piece) -> bool:
    text = piece.text
    return (
        piece.kind in ("paragraph", "item", "heading")
        and len(text) <= _LONGEST_CONTACT
        and not ends_sentence(text)
        and not is_name_line(text)
        and not is_organisation(text)
        and find_date(text) is None
    )


def _is_idle(piece: Piece, longest: int) -> bool:
    """Nothing that a text says, signs or heads its parts with."""
    text = piece.text
    return (
        piece.kind in ("paragraph", "item")
        and len(text) <= longest
        and not ends_sentence(text)
        and not number_level(text)
        and not is_name_line(text)
        and not is_organisation(text)
        and not is_closing(text)
        and find_date(text) is None
        and text[-1:] not in "：:"
    )

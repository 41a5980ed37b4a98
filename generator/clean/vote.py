"""Which blocks of a whole page are its article, where the page's own structure does not say.

Three readers vote: our window of running text, trafilatura and readability-lxml; two of three
decide. Pieces come in with our own vote in `inside` and go out with the outcome. Not obvious: both
libraries are optional and slow to load, so they are asked only where the window is as wide as the
page, and never heard on headings and pictures, which they lose, nor on short lines that we left
out, which they like to take in.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace

from generator.clean.characters import han_count
from generator.clean.pieces import Piece

_NO_VOTE = frozenset({"heading", "image", "break", "table", "code", "note"})
_WHITE = re.compile(r"\s+")
_LONG = 40  # a paragraph we left out needs this many characters to be voted in
_LONGEST_HEAD = 30
_AGREED = 0.5  # share of our text that a library must have seen for its vote to count
_LARGEST = 2_000_000


def by_vote(pieces: tuple[Piece, ...], page: str) -> tuple[Piece, ...]:
    """The pieces with `inside` as two of three readers see it; unchanged without the libraries."""
    if len(page) > _LARGEST:
        return pieces
    ours = [_squeezed(piece.text) for piece in pieces if piece.inside and not piece.hint]
    others = [seen for read in (_trafilatura, _readability) if (seen := read(page)) is not None]
    if len(others) < 2 or not all(_has_seen(seen, ours) for seen in others):
        return pieces
    decided = tuple(_decided(piece, others) for piece in pieces)
    return tuple(
        piece if _heads_text(piece, decided[number + 1 :]) else other
        for number, (piece, other) in enumerate(zip(pieces, decided, strict=True))
    )


def _heads_text(piece: Piece, following: tuple[Piece, ...]) -> bool:
    """A short line in bold over text that was voted for: a heading, which both readers lose."""
    if not (piece.inside and piece.bold and len(piece.text) <= _LONGEST_HEAD):
        return False
    below = next((one for one in following if one.kind not in ("image", "break")), None)
    return below is not None and below.inside and "。" in below.text


def _decided(piece: Piece, others: list[str]) -> Piece:
    if piece.kind in _NO_VOTE or piece.hint or not piece.text:
        return piece
    words = _squeezed(piece.text)
    votes = sum(words in seen for seen in others)
    if piece.inside and votes == 0:
        return replace(piece, inside=False)
    if not piece.inside and votes == 2 and len(words) >= _LONG and "。" in words:
        return replace(piece, inside=True)
    return piece


def _has_seen(seen: str, ours: list[str]) -> bool:
    """A reader that took another part of the page for the article has no say."""
    whole = sum(han_count(words) for words in ours)
    return sum(han_count(words) for words in ours if words in seen) >= _AGREED * max(whole, 1)


def _squeezed(text: str) -> str:
    return _WHITE.sub("", text)


def _trafilatura(page: str) -> str | None:
    try:
        from trafilatura import extract  # takes most of a second to load
    except ImportError:
        return None
    return _quietly(
        lambda: extract(page, include_comments=False, include_tables=True) or "", "trafilatura"
    )


def _readability(page: str) -> str | None:
    try:
        from lxml.html import fromstring
        from readability import Document
    except ImportError:
        return None

    def text() -> str:
        summary = Document(page).summary(html_partial=True)
        return "".join(fromstring(summary).itertext()) if summary.strip() else ""

    return _quietly(text, "readability")


def _quietly(read: Callable[[], str], name: str) -> str | None:
    """What a library sees, without its log; None where the page is too much for it."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        return _squeezed(read())
    except Exception:  # any fault of a library on a broken page only costs its vote
        return None
    finally:
        logger.setLevel(level)

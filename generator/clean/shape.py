"""What the shape of a piece tells: running text, a stub; and by which key two lines are equal."""

from __future__ import annotations

import re

from generator.clean.characters import ends_sentence, fold
from generator.clean.pieces import Piece

_RUNNING_LENGTH = 40


def is_stub(piece: Piece) -> bool:
    return len(piece.text) < 60 and "。" not in piece.text


def is_running(piece: Piece) -> bool:
    """A paragraph of running text, as against a title, a name, a heading or a credit."""
    return (
        piece.kind in ("paragraph", "quote", "item")
        and len(piece.text) >= _RUNNING_LENGTH
        and any(mark in piece.text for mark in "。！？；，,")
        and (ends_sentence(piece.text) or len(piece.text) >= 80)
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))

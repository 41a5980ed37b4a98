"""What was learned, as plain values that a cache can keep, and back.

In: `Knowledge`. Out: `Packed`, in which every array is bytes. Learning takes a fifth of a second, a
look at what an earlier process learned from the same themes and examples a hundredth of that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.digest.classifier import Classifier, Example, Reading
from generator.digest.knowledge import Knowledge
from generator.digest.lexicon import Framing, Lexicon
from generator.model import DigestOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    words: dict[str, dict[str, float]]
    heads: bytes
    lengths: dict[int, tuple[int, ...]]
    bare: tuple[str, ...]
    framing: tuple[Framing, ...]
    framing_heads: dict[int, tuple[int, ...]]
    framing_always: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    labels: tuple[str, ...]
    keys: bytes
    squares: bytes
    weights: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    owners: bytes
    numbers: bytes
    lengths: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Knowledge without arrays."""

    key: str
    themes: tuple[str, ...]
    words: _Words
    wording: _Wording | None
    trust: float
    learned: tuple[Example, ...]
    decided: tuple[Example, ...]
    decided_read: _Read | None
    options: DigestOptions


def packed(knowledge: Knowledge) -> Packed:
    words, wording, read = knowledge.words, knowledge.wording, knowledge.decided_read
    return Packed(
        key=knowledge.key,
        themes=knowledge.themes,
        words=_Words(
            words={word: dict(weights) for word, weights in words.words.items()},
            heads=words.heads.tobytes(),
            lengths=dict(words.lengths),
            bare=words.bare,
            framing=words.framing,
            framing_heads=dict(words.framing_heads),
            framing_always=words.framing_always,
        ),
        wording=_Wording(
            labels=wording.labels,
            keys=wording.keys.tobytes(),
            squares=wording.squares.tobytes(),
            weights=wording.weights.tobytes(),
        )
        if wording
        else None,
        trust=knowledge.trust,
        learned=knowledge.learned,
        decided=knowledge.decided,
        decided_read=_Read(
            owners=read.owners.tobytes(),
            numbers=read.numbers.tobytes(),
            lengths=read.lengths.tobytes(),
        )
        if read
        else None,
        options=knowledge.options,
    )


def unpacked(kept: Packed) -> Knowledge:
    words, wording, read = kept.words, kept.wording, kept.decided_read
    return Knowledge(
        key=kept.key,
        themes=kept.themes,
        words=Lexicon(
            words=words.words,
            heads=np.frombuffer(words.heads, np.uint64),
            lengths=words.lengths,
            bare=words.bare,
            framing=words.framing,
            framing_heads=words.framing_heads,
            framing_always=words.framing_always,
        ),
        wording=Classifier(
            wording.labels,
            np.frombuffer(wording.keys, np.uint64),
            np.frombuffer(wording.squares, np.float32),
            np.frombuffer(wording.weights, np.float32).reshape(-1, len(wording.labels)),
        )
        if wording
        else None,
        trust=kept.trust,
        learned=kept.learned,
        decided=kept.decided,
        decided_read=Reading(
            np.frombuffer(read.owners, np.int64),
            np.frombuffer(read.numbers, np.int64),
            np.frombuffer(read.lengths, np.float64),
        )
        if read
        else None,
        options=kept.options,
    )

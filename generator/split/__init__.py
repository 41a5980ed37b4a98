"""Article → Entry: sections, paragraphs, and passages with their ids.

A heading without words (the clean stage's section break) opens a section that has no heading.
"""

from __future__ import annotations

from generator.convert.fold import fold, fold_each
from generator.convert.scripts import detect
from generator.model import Article, Block, Entry, Passage, Section
from generator.split.enumerations import cut_marks, item_starts
from generator.split.ids import unique_ids

# Kinds of blocks that enumerate within a paragraph. Tables and code stay whole.
_PROSE = frozenset({"paragraph", "item", "quote"})
_SHORT = 80  # a passage shorter than this takes the article's script: too little to tell by


def split(article: Article) -> Entry:
    """The article's passages, in order, each with an id that is unique within it."""
    groups = _by_section(article.blocks)
    # In one go: a conversion has its price, however short the text.
    all_folded = iter(fold_each([block.text for _, blocks in groups for block in blocks]))
    pieces = [
        (number, paragraph, piece, folded)
        for number, (_, blocks) in enumerate(groups)
        for paragraph, block in enumerate(blocks)
        for piece, folded in _pieces(block, next(all_folded))
    ]
    identities = unique_ids(folded for _, _, _, folded in pieces)
    passages: list[list[Passage]] = [[] for _ in groups]
    for (number, paragraph, piece, folded), identity in zip(pieces, identities, strict=True):
        passages[number].append(
            Passage(
                id=identity,
                paragraph=paragraph,
                kind=piece.kind,
                text=piece.text,
                folded=folded,
                marks=piece.marks,
                script=article.script
                if article.script_told or len(piece.text) < _SHORT
                else detect(piece.text),
            )
        )
    return Entry(
        article=article,
        sections=tuple(
            Section(
                id=f"s{number}",
                heading=heading.text or None if heading else None,
                level=heading.level if heading else 1,
                run_in=heading.run_in if heading else False,
                passages=tuple(passages[number]),
            )
            for number, (heading, _) in enumerate(groups)
        ),
    )


def _by_section(blocks: tuple[Block, ...]) -> list[tuple[Block | None, list[Block]]]:
    """Each heading with the blocks under it. Nothing stands before the first in many articles."""
    groups: list[tuple[Block | None, list[Block]]] = []
    for block in blocks:
        if block.kind == "heading":
            groups.append((block, []))
        elif groups:
            groups[-1][1].append(block)
        else:
            groups.append((None, [block]))
    return groups


def _pieces(block: Block, folded: str) -> list[tuple[Block, str]]:
    """The block itself, or the items it enumerates, each with its folded text."""
    if block.kind not in _PROSE:
        return [(block, folded)]
    starts = item_starts(folded)
    if len(starts) == 1:
        return [(block, folded)]
    pieces = []
    for start, end in zip(starts, (*starts[1:], len(block.text)), strict=True):
        text = block.text[start:end]
        inner = start + len(text) - len(text.lstrip())
        stop = end - (len(text) - len(text.rstrip()))
        piece = Block(
            kind=block.kind,
            text=block.text[inner:stop],
            marks=cut_marks(block.marks, inner, stop),
        )
        pieces.append((piece, fold(piece.text)))
    return pieces

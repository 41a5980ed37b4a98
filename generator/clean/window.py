"""Which part of a whole page is its article.

Pieces come in with the containers they stand in, and go out with `inside` set. Going down from the
page, the container is entered that holds most of the running text. Running text weighs less where
it is cut off (……), where it stands among as many stubs (the card of another story, a comment with
its name and time), and above the title. Not obvious: a container's neighbours are not lost: a lead
between title and text, and parts of the same make, come along.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from generator.clean.characters import ends_sentence, han_count
from generator.clean.pieces import Piece
from generator.clean.shape import squeezed
from generator.clean.vote import by_vote

Placed = tuple[Piece, tuple[int, ...]]  # a piece, and the ids of the containers around it

_ENOUGH_TO_VOTE = 4  # paragraphs; a shorter page has little to choose from
_MOST = 0.5  # of the running text: then its container is entered
_RIVAL = 0.6  # of the heaviest container: then there is no choosing between the two
_OWN = 0.15  # of the text may stand beside the container that is entered
_NAMED = 0.7  # of the running text: then a container's name is believed
_CUT_OFF = 0.3
_ABOVE_TITLE = 0.2
_UNDER_TITLE = 1.5
_AS_GOOD = 0.45  # of its characters a part's text must weigh


def main_text(
    found: list[Placed],
    names: dict[int, str],
    bodies: set[int],
    page_title: str,
    page: str,
) -> tuple[Piece, ...]:
    """`names`: tag and class of each container; `bodies`: those named as the article's own."""
    running = [index for index, (piece, _) in enumerate(found) if is_article_text(piece)]
    if not running:
        return tuple(piece for piece, _ in found)
    title = _place_of_title(found, page_title)
    weights = _weights(found, running, title)
    window, torn = _heaviest(found, running, weights)
    if (torn or not window) and (named := _named(found, running, bodies)):
        window, torn = named, False
    windows = [window, *_parts(found, running, names, window, weights)]
    inside = {
        index for index in running if any(found[index][1][: len(one)] == one for one in windows)
    }
    inside |= {index for index in running if 0 <= title < index < min(inside)}  # a lead
    inside |= set(_short_ends(found, names, max(inside)))
    last = max(inside)
    homes = {found[index][1][:length] for index in inside for length in range(100)}
    pieces = tuple(
        piece
        # Behind the text, a place of its own holds what the page adds to it.
        if index in inside
        or (any(place[: len(one)] == one for one in windows) and (index <= last or place in homes))
        else replace(piece, inside=False)
        for index, (piece, place) in enumerate(found)
    )
    # A window as wide as the page, or one that could not choose: then others are asked.
    if (torn or not window) and len(running) >= _ENOUGH_TO_VOTE:
        return by_vote(pieces, page)
    return pieces


def _short_ends(found: list[Placed], names: dict[int, str], last: int) -> Iterator[int]:
    """Right behind the text, short sentences in containers made like the last paragraph's."""
    place = found[last][1]
    make = [names.get(one, "") for one in place]
    for index in range(last + 1, len(found)):
        piece, other = found[index]
        if (
            piece.kind != "paragraph"
            or piece.hint
            or piece.marks
            or not piece.text.endswith("。")
            or other[:-1] != place[:-1]
            or [names.get(one, "") for one in other] != make
        ):
            return
        yield index


def is_article_text(piece: Piece) -> bool:
    """Running text outside navigation and the like: a sentence, and more words than links."""
    if piece.hint or piece.kind not in ("paragraph", "quote", "item"):
        return False
    if len(piece.text) < 25 or han_count(piece.text) < 25:
        return False
    if not any(mark in piece.text for mark in "。，,；？！"):
        return False
    if any(word in piece.text for word in ("版权", "版權", "ICP备", "许可证", "转载", "轉載")):
        return False
    linked = sum(mark.end - mark.start for mark in piece.marks if mark.kind == "link")
    return linked * 3 < len(piece.text)


def _place_of_title(found: list[Placed], page_title: str) -> int:
    """Number of the piece that is the title, -1 where it cannot be told."""
    whole = squeezed(page_title)
    for index, (piece, _) in enumerate(found):
        if piece.kind in ("heading", "paragraph") and 5 <= len(piece.text) <= 80:
            words = squeezed(piece.text)
            if words in whole and len(words) * 3 > len(whole) and not piece.linked:
                return index
    return next(
        (at for at, (piece, _) in enumerate(found) if piece.kind == "heading" and piece.level == 1),
        -1,
    )


def _weights(found: list[Placed], running: list[int], title: int) -> dict[int, float]:
    runs: Counter[int] = Counter()
    stubs: Counter[int] = Counter()
    chosen = set(running)
    for index, (piece, place) in enumerate(found):
        if index in chosen:
            runs.update(place)
        elif piece.kind in ("paragraph", "item", "heading") and not ends_sentence(piece.text):
            stubs.update(place)
    weights: dict[int, float] = {}
    # What stands right under the title, and with it, is what the page is about.
    under = next((found[index][1] for index in running if index > title >= 0), ())
    for index in running:
        piece, place = found[index]
        weight = float(han_count(piece.text))
        text = piece.text.rstrip("”」』）)")
        if text.endswith(("…", "...")) or not (ends_sentence(text) or text.endswith(("：", ":"))):
            weight *= _CUT_OFF
        if place:
            # The widest container in which it is the only one: a card, a comment, a box.
            own = len(place) - 1
            while own and runs[place[own - 1]] == 1:
                own -= 1
            weight *= runs[place[own]] / (runs[place[own]] + stubs[place[own]])
        if index < title:
            weight *= _ABOVE_TITLE
        elif under and place == under:
            weight *= _UNDER_TITLE
        weights[index] = weight
    return weights


def _heaviest(
    found: list[Placed], running: list[int], weights: dict[int, float]
) -> tuple[tuple[int, ...], bool]:
    """The window, and whether several places had equal claims to be it."""
    window: tuple[int, ...] = ()
    here = running
    while True:
        depth = len(window)
        masses: dict[int, float] = defaultdict(float)
        own = 0.0
        for index in here:
            place = found[index][1]
            if len(place) > depth:
                masses[place[depth]] += weights[index]
            else:
                own += weights[index]
        if not masses:
            return window, False
        whole = own + sum(masses.values())
        heaviest = max(masses, key=lambda one: masses[one])
        rival = max((mass for one, mass in masses.items() if one != heaviest), default=0.0)
        mass = masses[heaviest]
        if mass < _MOST * whole or rival > _RIVAL * mass or own > _OWN * whole:
            return window, own <= _OWN * whole
        window = (*window, heaviest)
        here = [index for index in here if found[index][1][: depth + 1] == window]


def _named(found: list[Placed], running: list[int], bodies: set[int]) -> tuple[int, ...] | None:
    """The only container that is named as the article's own and holds most of its text."""
    masses: Counter[tuple[int, ...]] = Counter()
    for index in running:
        piece, place = found[index]
        own = next((at for at, one in enumerate(place) if one in bodies), None)
        masses[place[: own + 1] if own is not None else ()] += han_count(piece.text)
    best, mass = masses.most_common(1)[0]
    return best if best and mass >= _NAMED * sum(masses.values()) else None


def _parts(
    found: list[Placed],
    running: list[int],
    names: dict[int, str],
    window: tuple[int, ...],
    weights: dict[int, float],
) -> set[tuple[int, ...]]:
    """Containers beside the window that are made like it and hold text as good."""
    if not window:
        return set()
    depth = len(window) - 1
    made = names.get(window[-1], "")
    parts: set[tuple[int, ...]] = set()
    for index in running:
        piece, place = found[index]
        if len(place) <= depth or place[:depth] != window[:-1] or place[depth] == window[-1]:
            continue
        # A name of its own says more than a bare <div>.
        enough = _AS_GOOD if made.endswith(" ") else _AS_GOOD / 2
        good = weights[index] >= enough * han_count(piece.text)
        if good and names.get(place[depth], "") == made:
            parts.add(place[: depth + 1])
    return parts

"""What a build makes beside the pages, when it is asked to or the machine can.

Not settings of the site: the same site is built with and without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model import Edition
from generator.render.pictures import Fonts

NEWEST = 200  # articles of an edition; a card takes about 12 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    book: bool = False  # an EPUB of each edition
    fonts: Mapping[str, Fonts] = field(default_factory=dict)  # Hans, Hant; empty: no cards
    cards: int | None = NEWEST  # for so many articles of an edition; None: for all

    def fonts_for(self, edition: Edition) -> Fonts | None:
        return self.fonts.get(edition.script or "Hans")


NOTHING_MORE = Extras()

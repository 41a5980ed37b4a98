"""What a site has beside its pages: pictures for shared links, a book."""

from __future__ import annotations

import argparse

from generator.read.fonts import read_fonts
from generator.render.extras import NEWEST, Extras


def extras_for(options: argparse.Namespace) -> Extras:
    """Beside the pages: cards for shared links where there is a font, a book where asked for."""
    if options.cards == "none":
        return Extras(book=options.epub)
    fonts = read_fonts()
    if not fonts:
        print("no pictures for shared links: no Chinese font found, or Pillow is not installed")
    return Extras(book=options.epub, fonts=fonts, cards=None if options.cards == "all" else NEWEST)

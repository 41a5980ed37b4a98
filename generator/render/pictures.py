"""The picture that a shared link is shown with: 1200×630, in the look of the site.

A `Poster` (words, all of the edition) and `Fonts` in, PNG bytes out. Ink and theme colour are drawn
as two layers of grey and joined into one picture of sixteen colours, which compresses to a third
and is written in a third of the time. The same words and the same font files give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.model import Edition, Output
from generator.render.addresses import Place
from generator.render.context import Context
from generator.render.drafts import Draft
from generator.render.issue import Issue
from generator.render.views.article import ArticleView
from generator.render.views.frame import Chip
from generator.render.views.home import HomeView
from generator.render.views.theme import ThemeView

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT = 84, 84
_TITLE_TOP, _TITLE_BOTTOM = 178, 490
_TITLE_SIZES = (104, 80, 70, 60, 52)  # the largest in which the title fits
_LEADING = 1.32

# As in static/style.css.
_PAPER, _INK, _SEAL = "#fbfaf5", "#1f1c18", "#a5301f"
_HUES = (
    "#9c3a1a",
    "#1f5a8a",
    "#2a6b3f",
    "#6d3b8a",
    "#75570a",
    "#0f6468",
    "#96306a",
    "#4d5561",
)
_INKS, _TINTS = 10, 5  # steps from paper to ink, and from paper to the theme's colour
_SEAL_AT = _INKS + _TINTS
_LOOK = "1"  # goes up when the drawing itself changes
_QUIET = 175  # of 255: the ink of what stands around the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Font files: a face for titles and one for small words.

    A collection has a face for each region; they are told apart by their names.
    """

    title: bytes
    words: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    site: str
    kicker: str | None  # what kind of thing the title names
    hue: int | None  # 1 to 8
    title: str
    under: str | None  # publisher and date


def card_of(issue: Issue, draft: Draft) -> Poster | None:
    """The card of a page; None where the site's own will do."""
    site, _ = issue.local(issue.site.title)
    view = draft.view
    if isinstance(view, ArticleView):
        chip = view.chips[0] if view.chips else None
        said = (view.publisher.text if view.publisher else None, view.date_label)
        return _card(site, chip, chip.label if chip else None, view.title, said)
    if isinstance(view, ThemeView):
        plural = issue.catalogue.plural
        counts = (
            str(plural("%(n)s passage", "%(n)s passages", view.passages)),
            str(plural("%(n)s source", "%(n)s sources", view.sources)),
        )
        return _card(site, view.chip, issue.catalogue.plain("Theme"), view.chip.label, counts)
    return site_poster(issue) if isinstance(view, HomeView) else None


def site_poster(context: Context) -> Poster:
    """Says nothing that changes with an article: it stands on all pages without their own."""
    title, description = (
        context.local(t).words for t in (context.site.title, context.site.description)
    )
    return _card("", None, None, title, (description,))


def _card(
    site: str, chip: Chip | None, kicker: str | None, title: str, under: Iterable[str | None]
) -> Poster:
    return Poster(
        site=site,
        kicker=kicker,
        hue=chip.hue if chip else None,
        title=" ".join(title.split()),
        under=" · ".join(part for part in under if part) or None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that a page names and that is still to be drawn."""

    path: str
    poster: Poster
    segment: str  # of the edition


def picture_of(issue: Issue, draft: Draft, faces: str) -> Picture | None:
    """Its name changes with its words and with the faces they are set in: it need not be drawn to
    be named."""
    poster = card_of(issue, draft)
    name = draft.place.path.strip("/").replace("/", "-") or "home"
    return _picture(issue, name, poster, faces) if poster else None


def site_picture(context: Context, faces: str) -> Picture:
    return _picture(context, "home", site_poster(context), faces)


def _picture(context: Context, name: str, poster: Poster, faces: str) -> Picture:
    words = "\0".join((faces, repr(poster), _LOOK))
    mark = hashlib.sha256(words.encode()).hexdigest()[:10]
    segment = context.edition.segment
    path = f"assets/card-{segment}-{name}.{mark}.png"
    return Picture(path=path, poster=poster, segment=segment)


def picture_place(picture: Picture) -> Place:
    return Place("", picture.path)


def picture_output(picture: Picture, edition: Edition, fonts: Fonts) -> Output:
    data = drawn(picture.poster, edition, fonts)
    return Output(path=picture_place(picture).file, data=data)


@lru_cache(maxsize=8)  # they have tens of megabytes
def faces_of(fonts: Fonts) -> str:
    """Tells one machine's fonts from another's."""
    found = hashlib.sha256()
    for data in (fonts.title, fonts.words):
        found.update(hashlib.sha256(data).digest())
    return found.hexdigest()


@lru_cache(maxsize=4096)  # about 20 kB each; a preview draws again only what changed
def drawn(card: Poster, edition: Edition, fonts: Fonts) -> bytes:
    """The picture. The same words look the same, so one that was drawn is not drawn again."""
    from PIL import Image, ImageChops, ImageDraw

    small, large = _faces(fonts, edition)
    ink, tint = Image.new("L", (WIDTH, HEIGHT), 0), Image.new("L", (WIDTH, HEIGHT), 0)
    pen, brush = ImageDraw.Draw(ink), ImageDraw.Draw(tint)

    brush.rectangle((0, 0, WIDTH, 17), fill=255)
    if card.site:
        pen.text((_LEFT + 44, 88), card.site, fill=255, font=large(38), anchor="lm")
    if card.kicker:
        right = WIDTH - _RIGHT
        brush.text((right, 88), card.kicker, fill=255, font=small(34), anchor="rm")
        start = right - small(34).getlength(card.kicker)
        brush.rectangle((start - 36, 78, start - 16, 98), fill=255)

    font, lines = _title(card.title if edition.script else _narrow_marks(card.title), large)
    step = round(font.size * _LEADING)
    top = _TITLE_TOP + (_TITLE_BOTTOM - _TITLE_TOP - step * len(lines)) // 2
    for number, line in enumerate(lines):
        middle = top + step * number + step // 2
        pen.text((_LEFT, middle), line, fill=255, font=font, anchor="lm")

    pen.rectangle((_LEFT, 530, WIDTH - _RIGHT, 531), fill=_QUIET)
    pen.rectangle((_LEFT, 536, WIDTH - _RIGHT, 537), fill=_QUIET)
    if card.under:
        words = card.under if edition.script else _narrow_marks(card.under)
        under = _fitting(words, small(34), WIDTH - _LEFT - _RIGHT)
        pen.text((_LEFT, 578), under, fill=_QUIET, font=small(34), anchor="lm")

    joined = ImageChops.lighter(ink.point(_ink_table()), tint.point(_tint_table()))
    # The seal of the site's name on its pages; squares need no half tones.
    seal = (_LEFT, 76, _LEFT + 24, 100) if card.site else (_LEFT, 76, _LEFT + 40, 116)
    ImageDraw.Draw(joined).rectangle(seal, fill=_SEAL_AT)
    joined.putpalette(_palette(card.hue))
    return _png(joined)


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", bits=4, compress_level=6)
    return file.getvalue()


# --- colours --------------------------------------------------------------------------------


def _palette(hue: int | None) -> bytes:
    colour = _HUES[hue - 1] if hue else _SEAL
    inks = [_between(_PAPER, _INK, step / (_INKS - 1)) for step in range(_INKS)]
    tints = [_between(_PAPER, colour, (step + 1) / _TINTS) for step in range(_TINTS)]
    return b"".join([*inks, *tints, _between(_SEAL, _SEAL, 0)])


def _between(first: str, second: str, part: float) -> bytes:
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return bytes(round(a + (b - a) * part) for a, b in pairs)


@lru_cache(maxsize=1)
def _ink_table() -> list[int]:
    return [round(grey / 255 * (_INKS - 1)) for grey in range(256)]


@lru_cache(maxsize=1)
def _tint_table() -> list[int]:
    steps = (round(grey / 255 * _TINTS) for grey in range(256))
    return [_INKS - 1 + step if step else 0 for step in steps]


# --- words ----------------------------------------------------------------------------------

# What stays in one piece: a Latin word or number, a dash or ellipsis of two, any other character.
_PIECES = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|——|……|\s+|.", re.S)
_NOT_FIRST = frozenset("，。、；：？！）》」』”’】〉…·,.;:?!)]}%％—")
_NOT_LAST = frozenset("（《「『“‘【〈([{")


def _title(title: str, face: Callable[[int], FreeTypeFont]) -> tuple[FreeTypeFont, list[str]]:
    width = WIDTH - _LEFT - _RIGHT
    room = _TITLE_BOTTOM - _TITLE_TOP
    for size in _TITLE_SIZES:
        font = face(size)
        most = room // round(size * _LEADING)
        length = cache(font.getlength)
        lines = broken(title, width, length)
        if len(lines) <= most:
            return font, _balanced(title, lines, width, length)
    kept = lines[:most]
    kept[-1] = _fitting(kept[-1] + lines[most], font, width)
    return font, kept


def broken(words: str, width: float, length: Callable[[str], float]) -> list[str]:
    """Lines no wider than `width`. None begins with a closing mark or ends with an opening one."""
    lines: list[str] = []
    line, wide = "", 0.0
    for unit in _units(words):
        wide_unit = length(unit)
        if line and wide + length(unit.rstrip()) > width:
            lines.append(line.rstrip())
            line, wide = "", 0.0
            if unit.isspace():
                continue
        while wide_unit > width and len(unit) > 1:  # a word longer than a line is cut anywhere
            cut = max((at for at in range(1, len(unit)) if length(unit[:at]) <= width), default=1)
            lines.append(unit[:cut])
            unit = unit[cut:]
            wide_unit = length(unit)
        line += unit
        wide += wide_unit
    return [*lines, line.rstrip()] if line.strip() else lines


def _units(words: str) -> list[str]:
    """Pieces with the marks that must stay beside them."""
    units: list[str] = []
    for piece in _PIECES.findall(words):
        joins = units and (
            (piece[0] in _NOT_FIRST and not units[-1].isspace()) or units[-1][-1] in _NOT_LAST
        )
        if joins:
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _narrow_marks(words: str) -> str:
    """Chinese faces set ’ and “ ” as wide as a character: Nan’ an."""
    return words.translate(str.maketrans("‘’“”", "''\"\""))


def _balanced(
    title: str, lines: list[str], width: int, length: Callable[[str], float]
) -> list[str]:
    """The same number of lines, as even as they come: no last line of one character."""
    if len(lines) < 2:
        return lines
    for share in range(55, 100, 5):
        narrower = broken(title, width * share / 100, length)
        if len(narrower) == len(lines):
            return narrower
    return lines


def _fitting(words: str, font: FreeTypeFont, width: float) -> str:
    """`words`, cut with an ellipsis where they are too wide."""
    if font.getlength(words) <= width:
        return words
    fits = bisect(range(len(words)), width, key=lambda end: font.getlength(words[:end] + "…"))
    words = words[: max(fits - 1, 0)]
    return words.rstrip("，。、；：·,.;: ") + "…"


# --- faces ----------------------------------------------------------------------------------

# Ends of the names of faces: `Noto Serif CJK TC`, `PingFang HK`.
_REGIONS: Mapping[str, tuple[str, ...]] = {
    "HK": ("HK", "TC", "MO", "TW"),
    "TW": ("TC", "TW", "HK"),
    "Hant": ("TC", "TW", "HK"),
    "Hans": ("SC", "CN", "GB"),
}


def _faces(
    fonts: Fonts, edition: Edition
) -> tuple[Callable[[int], FreeTypeFont], Callable[[int], FreeTypeFont]]:
    """The face for small words and that for titles, each by its size in pixels."""
    wanted = _REGIONS.get(edition.region or "") or _REGIONS[edition.script or "Hans"]

    def small(size: int) -> FreeTypeFont:
        return _face(fonts.words, wanted, size)

    def large(size: int) -> FreeTypeFont:
        return _face(fonts.title, wanted, size)

    return small, large


@lru_cache(maxsize=64)
def _face(data: bytes, wanted: tuple[str, ...], size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The basic layout is the same on every machine; the other one is a library of the system's.
    return ImageFont.truetype(
        io.BytesIO(data), size, index=_index(data, wanted), layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=16)
def _index(data: bytes, wanted: tuple[str, ...]) -> int:
    """Which of a collection's faces has the forms of the region; the first where none says so."""
    from PIL import ImageFont

    found: dict[str, int] = {}
    for number in range(64 if data[:4] == b"ttcf" else 1):
        try:
            family, _ = ImageFont.truetype(io.BytesIO(data), 16, index=number).getname()
        except OSError:
            break
        if family and "Mono" not in family:
            found.setdefault(family.rsplit(" ", 1)[-1], number)
    return next((found[region] for region in wanted if region in found), 0)

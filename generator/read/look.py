"""`look:` of site.yaml → `Look`: a colour, a face, a logo.

The colour writes: numbers of citations, links, marks. It has to be read on the paper of the style
sheet, so one that cannot be is refused, with the nearest of its kind that can. For dark paper it is
lightened by the same rule, and nobody has to choose twice.
"""

from __future__ import annotations

import colorsys
import re
from typing import Literal

from generator.model import Look
from generator.read.fields import Fields

KEYS = ("color", "font", "logo")
FONTS: tuple[Literal["song", "hei"], ...] = ("song", "hei")
LEAST = 4.5  # WCAG 2.2, AA
# The papers of static/style.css; a test compares them.
LIGHT_PAPERS = ("#fbfaf5", "#f3f0e6")
DARK_PAPERS = ("#161514", "#211f1c")
_COLOR = re.compile("#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_LOGO = re.compile(r"static/((?:[\w-][\w.-]*/)*[\w-][\w.-]*\.(?:svg|png|webp))")
_STEPS = 200


def read_look(fields: Fields) -> Look | None:
    """None where the site says nothing. Raises ProblemError."""
    if "look" not in fields:
        return None
    look = fields.mapping("look")
    look.only(KEYS)
    color = _color(look)
    return Look(
        color=color,
        color_dark=nearest_readable(color, DARK_PAPERS) if color else None,
        font=_font(look),
        logo=_logo(look),
    )


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def nearest_readable(color: str, papers: tuple[str, ...]) -> str:
    """The colour, made darker or lighter just so far that it is read on all the papers."""
    if _readable(color, papers):
        return color
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(color))
    on_light = _luminance(papers[0]) > 0.5
    for step in range(1, _STEPS + 1):
        moved = light * (1 - step / _STEPS) if on_light else light + (1 - light) * step / _STEPS
        tried = _hex(*colorsys.hls_to_rgb(hue, moved, saturation))
        if _readable(tried, papers):
            return tried
    return "#000000" if on_light else "#ffffff"


def _color(look: Fields) -> str | None:
    written = look.string("color")
    if written is None:
        return None
    color = written.strip().lower()
    if not _COLOR.fullmatch(color):
        fix = "write it as '#9e2a1f', in quotation marks"
        raise look.fault("color", f"`{written}` is not a colour", fix)
    if len(color) == 4:
        color = "#" + "".join(2 * digit for digit in color[1:])
    if not _readable(color, LIGHT_PAPERS):
        least = min(contrast(color, paper) for paper in LIGHT_PAPERS)
        cause = f"`{written}` is hard to read on the paper: contrast {least:.1f}, {LEAST} is needed"
        nearest = nearest_readable(color, LIGHT_PAPERS)
        raise look.fault("color", cause, f"the nearest that can be read is '{nearest}'")
    return color


def _font(look: Fields) -> Literal["song", "hei"] | None:
    written = look.string("font")
    if written is None:
        return None
    for face in FONTS:
        if written == face:
            return face
    raise look.fault("font", f"unknown font `{written}`", "write song or hei")


def _logo(look: Fields) -> str | None:
    written = look.string("logo")
    if written is None:
        return None
    match = _LOGO.fullmatch(written)
    if match is None or ".." in written:
        fix = "put an svg, png or webp file into static/ and write `logo: static/logo.svg`"
        raise look.fault("logo", f"`{written}` is not a picture in static/", fix)
    return match[1]


def _readable(color: str, papers: tuple[str, ...]) -> bool:
    return all(contrast(color, paper) >= LEAST for paper in papers)


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(color: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""The site's own colour, face and logo, as a small style sheet beside the shipped one.

Static files and a look in, static files with `look.css` out. The values were checked when they were
read; nothing an editor wrote comes into the style sheet but a colour of seven characters.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Look
from generator.problems import SiteError, error

LOOK_STYLE = "look.css"


def with_look(static: Mapping[str, bytes], look: Look | None) -> Mapping[str, bytes]:
    """Raises SiteError where the logo is not among the files."""
    if look is None:
        return static
    if look.logo is not None and look.logo not in static:
        cause = f"there is no file static/{look.logo}"
        raise SiteError(error("site.yaml", 1, cause, "put it there, or take `logo` out of `look`"))
    style = look_style(look)
    if not style:
        return static
    if LOOK_STYLE in static:
        cause = f"static/{LOOK_STYLE} would be written over by `look` of site.yaml"
        raise SiteError(error("site.yaml", 1, cause, "rename it, or take `look` out"))
    return {**static, LOOK_STYLE: style.encode()}


def look_style(look: Look) -> str:
    rules = []
    if look.color:
        rules.append(f":root {{ --seal: {look.color}; }}")
        dark = f":root {{ --seal: {look.color_dark or look.color}; }}"
        rules.append(f"@media (prefers-color-scheme: dark) {{ {dark} }}")
    if look.font:
        # Faces are named by language (`:lang()`), so one of the two names takes the other's place.
        everything = "body, body [lang], h1, h2, h3, h4, h5, h6, .brand, .sentence, .choice-title"
        rules.append(f"{everything} {{ font-family: var(--{look.font}); }}")
    return "\n".join(rules) + "\n" if rules else ""

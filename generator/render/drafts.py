"""A page before the template: its place, its template's name and what the template is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.render.addresses import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page before the template. `title` is None on the first page: the site's name is enough."""

    place: Place
    kind: str
    template: str
    view: object
    title: str | None
    description: str | None = None
    theme: str | None = None  # whose feed belongs to the page
    script: str | None = None  # a static file the page needs beside the switch
    indexed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """All that a page of the whole site depends on, beside what every page is made with: values,
    and the articles whose passages it shows, without what is related to them, in its order."""

    values: tuple[object, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A page that is known to stand at a place, made when somebody wants it."""

    place: Place
    draft: Callable[[], Draft]
    made_of: Callable[[], MadeOf] | None = None
    listed: bool = True  # in the sitemap

"""The site folder → `Inputs`: the only look at the disk a build takes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from generator.builtin import builtin_folder
from generator.convert.editions import script_of
from generator.convert.translations import SITE_NAMES
from generator.model import (
    Asset,
    Edition,
    Edits,
    Glossary,
    Inputs,
    Page,
    Site,
    Source,
    TopicEdits,
    Translations,
)
from generator.problems import Problem, ProblemError, SiteError, error, warning
from generator.read.disk import Disk
from generator.read.editorial import read_glossary, read_page, read_topics
from generator.read.files import shown_path
from generator.read.leftovers import is_leftover
from generator.read.sidecar import SUFFIX, read_edits
from generator.read.site import read_site
from generator.read.translations import ENDING, read_translations

NO_EDITS = Edits()
SOURCE_ENDINGS = frozenset(
    {".md", ".markdown", ".html", ".htm", ".txt", ".xml", ".mht", ".mhtml", ".docx", ".pdf"}
)

_Read = TypeVar("_Read")
_PAGE_NAME = re.compile(r"(?P<slug>[a-z0-9][a-z0-9-]{0,59})(?:\.(?P<tag>[A-Za-z0-9-]{2,35}))?")


def read_inputs(
    folder: Path,
    *,
    today: str,
    base_url: str | None = None,
    only: Sequence[str] = (),
    drafts: bool = False,
    disk: Disk | None = None,
) -> tuple[Inputs, tuple[Problem, ...]]:
    """Everything a build needs, and what was wrong with single sources.

    With the `disk` of an earlier look only what changed is read. Raises SiteError when the site's
    own files are wrong.
    """
    here = Within(folder, disk or Disk())
    site = read_site(folder, base_url=base_url, only=only, drafts=drafts, disk=here.disk)
    problems: list[Problem] = []
    sources = _sources(here, site, problems)
    try:
        topics = _optional(here, "topics.yaml", read_topics, TopicEdits())
        glossary = _optional(here, "glossary.yaml", read_glossary, Glossary())
        pages = _pages(here)
        templates = _layered("templates", here)
        static = _layered("static", here)
    except ProblemError as fault:
        raise SiteError(fault.problem) from None
    inputs = Inputs(
        site=site,
        sources=sources,
        topics=topics,
        glossary=glossary,
        pages=pages,
        templates=templates,
        static=static,
        catalogues=read_catalogues(here.disk),
        today=today,
        translations=_translations(here, site, problems),
    )
    here.disk.end_look()
    return inputs, tuple(problems)


class Within:
    """A folder, out of which no file is read, and what is known of it from before."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk

    def read(self, path: Path) -> bytes:
        return self.disk.read(path, within=self.folder)


def read_catalogues(disk: Disk | None = None) -> tuple[Asset, ...]:
    """The words of the interface, which are the program's own: `<tag>.po`."""
    return _assets(Within(builtin_folder("locale"), disk or Disk()))


def _sources(here: Within, site: Site, problems: list[Problem]) -> tuple[Source, ...]:
    articles = here.folder / "content" / "articles"
    if not articles.is_dir():
        problems.append(
            warning(str(articles), 1, "there is no folder of articles", "create it, drop files in")
        )
        return ()
    theme_ids = tuple(theme.id for theme in site.themes)
    names = [name for name in _names(articles) if _sayable(articles / name, problems)]
    sidecars = {name for name in names if name.endswith(SUFFIX)}
    stems = {_stem(name) for name in names if name not in sidecars}
    sources: list[Source] = []
    for name in names:
        path = articles / name
        if name in sidecars:
            if name.removesuffix(SUFFIX) not in stems:
                problems.append(
                    warning(
                        shown_path(path),
                        1,
                        "no article has this name",
                        "rename it after its article",
                    )
                )
            continue
        try:
            sources.append(_source(here, path, sidecars, theme_ids))
        except ProblemError as fault:
            problems.append(fault.problem)
    return tuple(sources)


def _source(
    here: Within, path: Path, sidecars: Collection[str], theme_ids: tuple[str, ...]
) -> Source:
    shown, name = shown_path(path), path.name
    data = here.read(path)
    if path.suffix.lower() not in SOURCE_ENDINGS:
        known = " ".join(sorted(SOURCE_ENDINGS))
        raise ProblemError(
            error(shown, 1, f"`{path.suffix}` is not read yet", f"save it as {known}")
        )
    sidecar = path.with_name(_stem(name) + SUFFIX)
    edits = NO_EDITS
    if sidecar.name in sidecars:
        decisions = here.read(sidecar)
        edits = here.disk.made(
            ("edits", sidecar),
            (decisions, theme_ids),
            lambda: read_edits(decisions, str(sidecar), theme_ids),
        )
    return here.disk.made(
        ("source", path),
        (data, edits),
        lambda: Source(name=name, path=shown, data=data, edits=edits),
    )


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0]


def _names(folder: Path) -> list[str]:
    """Names of a folder's entries in order, without editors' left-overs. Raises SiteError."""
    try:
        return sorted(entry.name for entry in folder.iterdir() if not is_leftover(entry.name))
    except OSError as fault:
        cause = f"cannot be read: {fault.strerror or fault}"
        fix = "check the folder's permissions"
        raise SiteError(error(shown_path(folder), 1, cause, fix)) from None


def _sayable(path: Path, problems: list[Problem]) -> bool:
    """A file's name stands on pages and in feeds, so it has to be text that people can see."""
    name = path.name
    if name.isprintable():
        return True
    shown = name.encode("unicode_escape").decode("ascii")
    problems.append(
        error(str(path.parent / shown), 1, "the name holds what is no text", "rename the file")
    )
    return False


def _is_there(path: Path) -> bool:
    """Also a link that leads nowhere: it has to be named, not passed over."""
    return os.path.lexists(path)


def _optional(
    here: Within, name: str, reader: Callable[[bytes, str], _Read], absent: _Read
) -> _Read:
    path = here.folder / "content" / name
    if not _is_there(path):
        return absent
    data = here.read(path)
    return here.disk.made(("content", path), (data,), lambda: reader(data, str(path)))


def _pages(here: Within) -> tuple[Page, ...]:
    folder = here.folder / "content" / "pages"
    if not folder.is_dir():
        return ()
    return tuple(
        _page(here, path) for path in sorted(folder.glob("*.md")) if not is_leftover(path.name)
    )


def _page(here: Within, path: Path) -> Page:
    name = _PAGE_NAME.fullmatch(path.stem)
    if name is None:
        fix = "use a-z, 0-9 and hyphens, and a language before the ending: about.en.md"
        raise ProblemError(error(str(path), 1, "this name cannot be an address", fix))
    data, slug, tag = here.read(path), name["slug"], name["tag"] or ""
    return here.disk.made(("page", path), (data,), lambda: read_page(data, str(path), slug, tag))


def _translations(here: Within, site: Site, problems: list[Problem]) -> tuple[Translations, ...]:
    """Catalogues of the editions in other languages. A bad one leaves its article Chinese."""
    editions = [edition for edition in site.editions if edition.script is None]
    folder = here.folder / "content" / "translations"
    if not editions or not folder.is_dir():
        return ()
    # Also of articles that are at fault just now: their translations come back with them.
    articles = here.folder / "content" / "articles"
    stems = {_stem(name) for name in _names(articles)} if articles.is_dir() else set()
    found = []
    for language in sorted(entry for entry in folder.iterdir() if entry.is_dir()):
        if script_of(language.name) or not any(_serves(language.name, one) for one in editions):
            continue
        for path in sorted(language.glob("*" + ENDING)):
            try:
                one = _catalogue(here, path, language.name)
            except ProblemError as fault:
                problems.append(replace(fault.problem, severity="warning"))
                continue
            if one.name == SITE_NAMES or one.name in stems:
                found.append(one)
            else:
                fix = "rename it after its article"
                problems.append(warning(str(path), 1, "no article has this name", fix))
    return tuple(found)


def _catalogue(here: Within, path: Path, language: str) -> Translations:
    data, shown = here.read(path), shown_path(path)
    return here.disk.made(
        ("translations", path), (data,), lambda: read_translations(data, shown, language)
    )


def _serves(language: str, edition: Edition) -> bool:
    return language.lower() in (edition.tag.lower(), edition.language)


def _layered(name: str, here: Within) -> tuple[Asset, ...]:
    """The site's files over the built-in ones, by path.

    A template that the site replaces stays at hand as `builtin/<path>`, so that the site's can
    extend it and change one block.
    """
    builtin = Within(builtin_folder(name), here.disk)
    layers = {asset.path: asset for asset in _assets(builtin)}
    own = {asset.path: asset for asset in _assets(Within(here.folder / name, here.disk))}
    if name == "templates":
        replaced = [layers[path] for path in own if path in layers]
        layers |= {
            f"builtin/{asset.path}": replace(asset, path=f"builtin/{asset.path}")
            for asset in replaced
            if asset.data != own[asset.path].data  # the repository is its own site
        }
    layers |= own
    return tuple(layers[path] for path in sorted(layers))


def _assets(here: Within) -> tuple[Asset, ...]:
    found = []
    for parent, folders, files in os.walk(here.folder):
        folders[:] = sorted(name for name in folders if not is_leftover(name))
        for file in sorted(files):
            if is_leftover(file) or file.endswith(".py"):
                continue
            path = Path(parent, file)
            found.append(_asset(path.relative_to(here.folder).as_posix(), here.read(path), here))
    return tuple(found)


def _asset(relative: str, data: bytes, here: Within) -> Asset:
    key = ("asset", here.folder, relative)
    return here.disk.made(key, (data,), lambda: Asset(path=relative, data=data))

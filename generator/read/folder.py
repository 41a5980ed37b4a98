"""The site folder → `Inputs`: the only look at the disk a build takes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
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
from generator.read.editorial import read_glossary, read_page, read_topics
from generator.read.files import read_regular_file, shown_path
from generator.read.leftovers import is_leftover
from generator.read.sidecar import SUFFIX, read_edits
from generator.read.site import read_site
from generator.read.translations import ENDING, read_translations

SOURCE_ENDINGS = frozenset({".md", ".markdown", ".html", ".htm", ".txt", ".xml", ".docx", ".pdf"})

_Read = TypeVar("_Read")
ReadFile = Callable[[Path], bytes]
_PAGE_NAME = re.compile(r"(?P<slug>[a-z0-9][a-z0-9-]{0,59})(?:\.(?P<tag>[A-Za-z0-9-]{2,35}))?")


def read_inputs(
    folder: Path,
    *,
    today: str,
    base_url: str | None = None,
    only: Sequence[str] = (),
    drafts: bool = False,
) -> tuple[Inputs, tuple[Problem, ...]]:
    """Everything a build needs, and what was wrong with single sources.

    Raises SiteError when the site's own files are wrong.
    """
    site = read_site(folder, base_url=base_url, only=only, drafts=drafts)
    read = partial(read_regular_file, within=folder)
    problems: list[Problem] = []
    sources = _sources(folder, site, read, problems)
    content = folder / "content"
    try:
        topics = _optional(content / "topics.yaml", read, read_topics, TopicEdits())
        glossary = _optional(content / "glossary.yaml", read, read_glossary, Glossary())
        pages = _pages(content / "pages", read)
        templates = _layered("templates", folder)
        static = _layered("static", folder)
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
        catalogues=read_catalogues(),
        today=today,
        translations=_translations(content / "translations", site, sources, read, problems),
    )
    return inputs, tuple(problems)


def read_catalogues() -> tuple[Asset, ...]:
    """The words of the interface, which are the program's own: `<tag>.po`."""
    return _assets(builtin_folder("locale"))


def _sources(
    folder: Path, site: Site, read: ReadFile, problems: list[Problem]
) -> tuple[Source, ...]:
    articles = folder / "content" / "articles"
    if not articles.is_dir():
        problems.append(
            warning(str(articles), 1, "there is no folder of articles", "create it, drop files in")
        )
        return ()
    theme_ids = tuple(theme.id for theme in site.themes)
    names = [name for name in _names(articles) if _sayable(articles / name, problems)]
    stems = {_stem(name) for name in names if not name.endswith(SUFFIX)}
    sources: list[Source] = []
    for name in names:
        path = articles / name
        shown = shown_path(path)
        if name.endswith(SUFFIX):
            if name.removesuffix(SUFFIX) not in stems:
                problems.append(
                    warning(shown, 1, "no article has this name", "rename it after its article")
                )
            continue
        try:
            data = read(path)
            if path.suffix.lower() not in SOURCE_ENDINGS:
                known = " ".join(sorted(SOURCE_ENDINGS))
                raise ProblemError(
                    error(shown, 1, f"`{path.suffix}` is not read yet", f"save it as {known}")
                )
            edits = _edits(articles / (_stem(name) + SUFFIX), read, theme_ids)
        except ProblemError as fault:
            problems.append(fault.problem)
            continue
        sources.append(Source(name=name, path=shown, data=data, edits=edits))
    return tuple(sources)


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


def _edits(path: Path, read: ReadFile, theme_ids: tuple[str, ...]) -> Edits:
    if not _is_there(path):
        return Edits()
    return read_edits(read(path), str(path), theme_ids)


def _is_there(path: Path) -> bool:
    """Also a link that leads nowhere: it has to be named, not passed over."""
    return os.path.lexists(path)


def _optional(
    path: Path, read: ReadFile, reader: Callable[[bytes, str], _Read], absent: _Read
) -> _Read:
    return reader(read(path), str(path)) if _is_there(path) else absent


def _pages(folder: Path, read: ReadFile) -> tuple[Page, ...]:
    if not folder.is_dir():
        return ()
    pages = []
    for path in sorted(folder.glob("*.md")):
        name = _PAGE_NAME.fullmatch(path.stem)
        if name is None:
            fix = "use a-z, 0-9 and hyphens, and a language before the ending: about.en.md"
            raise ProblemError(error(str(path), 1, "this name cannot be an address", fix))
        data = read(path)
        pages.append(read_page(data, str(path), name["slug"], name["tag"] or ""))
    return tuple(pages)


def _translations(
    folder: Path,
    site: Site,
    sources: Sequence[Source],
    read: ReadFile,
    problems: list[Problem],
) -> tuple[Translations, ...]:
    """Catalogues of the editions in other languages. A bad one leaves its article Chinese."""
    editions = [edition for edition in site.editions if edition.script is None]
    if not editions or not folder.is_dir():
        return ()
    stems = {source.stem for source in sources}
    found = []
    for language in sorted(entry for entry in folder.iterdir() if entry.is_dir()):
        if script_of(language.name) or not any(_serves(language.name, one) for one in editions):
            continue
        for path in sorted(language.glob("*" + ENDING)):
            try:
                one = read_translations(read(path), shown_path(path), language.name)
            except ProblemError as fault:
                problems.append(replace(fault.problem, severity="warning"))
                continue
            if one.name == SITE_NAMES or one.name in stems:
                found.append(one)
            else:
                fix = "rename it after its article"
                problems.append(warning(str(path), 1, "no article has this name", fix))
    return tuple(found)


def _serves(language: str, edition: Edition) -> bool:
    return language.lower() in (edition.tag.lower(), edition.language)


def _layered(name: str, site_folder: Path) -> tuple[Asset, ...]:
    """The site's files over the built-in ones, by path.

    A template that the site replaces stays at hand as `builtin/<path>`, so that the site's can
    extend it and change one block.
    """
    layers = {asset.path: asset for asset in _assets(builtin_folder(name))}
    own = {asset.path: asset for asset in _assets(site_folder / name)}
    if name == "templates":
        replaced = [layers[path] for path in own if path in layers]
        layers |= {
            f"builtin/{asset.path}": replace(asset, path=f"builtin/{asset.path}")
            for asset in replaced
            if asset.data != own[asset.path].data  # the repository is its own site
        }
    layers |= own
    return tuple(layers[path] for path in sorted(layers))


def _assets(folder: Path) -> tuple[Asset, ...]:
    found = []
    read = partial(read_regular_file, within=folder)
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_leftover(name))
        for file in sorted(files):
            if is_leftover(file) or file.endswith(".py"):
                continue
            path = Path(parent, file)
            relative = path.relative_to(folder).as_posix()
            found.append(Asset(path=relative, data=read(path)))
    return tuple(found)

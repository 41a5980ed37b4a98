"""What an editor named on the command line → the single articles in it, byte for byte.

A folder gives its files, a feed its items, a saved page (`.mhtml`) its text; an address is fetched,
and only because it was named: no link in anything that arrives is ever followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.bring.feeds import items_of
from generator.bring.fetch import fetch
from generator.clean.archive import is_archive, page_in
from generator.problems import Problem, ProblemError, error
from generator.read.files import read_regular_file
from generator.read.folder import SOURCE_ENDINGS
from generator.read.leftovers import is_leftover
from generator.read.sidecar import SUFFIX

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BESIDE_A_PAGE = re.compile(r".*(_files|\.files|_文件|-Dateien)", re.IGNORECASE)
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    origin: str  # as the editor knows it
    name: str  # a file name to begin from
    data: bytes
    address: str | None = None
    untitled: bool = False  # the name says nothing; the article's title is better


def arrivals(asked: Sequence[str], *, private: bool) -> Iterator[Arrival | Problem]:
    for one in asked:
        try:
            if _ADDRESS.match(one):
                yield from _opened(_fetched(one, private))
            elif _SCHEME.match(one):
                fix = "name a file, a folder, or an address with http:// or https://"
                yield error(one, 1, "this kind of address is not fetched", fix)
            else:
                yield from _from_disk(Path(one))
        except ProblemError as fault:
            yield fault.problem


def _fetched(address: str, private: bool) -> Arrival:
    page = fetch(address, private=private)
    last = unquote(urlsplit(page.address).path.rstrip("/").rsplit("/", 1)[-1])
    telling = bool(last) and not re.fullmatch(r"(index|default)?(\.\w+)?", last)
    return Arrival(
        origin=address,
        name=last if telling else urlsplit(page.address).hostname or "page",
        data=page.data,
        address=page.address,
        untitled=True,
    )


def _from_disk(path: Path) -> Iterator[Arrival | Problem]:
    if not path.is_dir():
        data = read_regular_file(path)
        yield from _opened(Arrival(origin=str(path), name=path.name, data=data))
        return
    count = 0
    for parent, folders, files in os.walk(path):
        folders[:] = sorted(
            name for name in folders if not is_leftover(name) and not _BESIDE_A_PAGE.fullmatch(name)
        )
        for name in sorted(files):
            if is_leftover(name) or name.endswith(SUFFIX):
                continue
            count += 1
            if count > _MOST_FILES:
                yield error(str(path), 1, f"more than {_MOST_FILES} files", "name fewer at a time")
                return
            yield from _file_of_folder(Path(parent, name), path)


def _file_of_folder(file: Path, folder: Path) -> Iterator[Arrival | Problem]:
    if file.suffix.lower() not in SOURCE_ENDINGS:
        known = " ".join(sorted(SOURCE_ENDINGS))
        yield Problem(str(file), 1, "warning", "this is no article", f"articles end in {known}")
        return
    try:
        data = read_regular_file(file, within=folder)
    except ProblemError as fault:
        yield fault.problem
        return
    yield from _opened(Arrival(origin=str(file), name=file.name, data=data))


def _opened(arrival: Arrival) -> Iterator[Arrival]:
    """A feed or a saved page as the articles in it; anything else as it is."""
    if is_archive(arrival.data):
        arrival = _page_of(arrival)
    items = items_of(arrival.data)
    if len(items) > 1:
        for number, data in enumerate(items, 1):
            stem = arrival.name.rsplit(".", 1)[0]
            yield Arrival(
                origin=f"{arrival.origin}, item {number}",
                name=f"{stem}-{number}.xml",
                data=data,
                untitled=True,
            )
        return
    yield arrival


def _page_of(arrival: Arrival) -> Arrival:
    """The page of an `.mhtml`, as the browser had received it."""
    if page := page_in(arrival.data):
        return Arrival(
            origin=arrival.origin,
            name=arrival.name.rsplit(".", 1)[0] + ".html",
            data=page.data,
            address=page.address,
        )
    fix = "save the page again as HTML"
    raise ProblemError(error(arrival.origin, 1, "there is no page in this file", fix))

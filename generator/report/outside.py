"""Links that lead nowhere: within the site, and, when somebody asked outside, beyond it.

Entries and built pages in, problems out. In articles only links beyond the site are looked at:
what a source links to is part of it and stays, but an editor may want to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.model import Entry, Page
from generator.problems import Problem, warning

Places = dict[str, list[tuple[str, str]]]
"""Address → (path of a file, where in it)."""


def outside(entries: Iterable[Entry], pages: Sequence[Page], built: Mapping[str, bytes]) -> Places:
    """All http addresses beyond the site that its pages show."""
    found: Places = {}
    for path, where, address in (*_of_articles(entries), *_of_pages(pages, built)):
        plain = urldefrag(address).url
        if plain.startswith(("http://", "https://")):
            places = found.setdefault(plain, [])
            if (path, where) not in places:
                places.append((path, where))
    return found


def unreachable(places: Places, reach: Callable[[str], str | None]) -> Iterator[Problem]:
    """`reach` asks one address and gives why it leads nowhere."""
    for address, found in places.items():
        fault = reach(address)
        if fault is not None:
            path, where = found[0]
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            yield warning(
                path,
                1,
                f"the link to {address} ({where}{more}) leads nowhere: {fault}",
                "look whether it has moved; what a source links to stays as it is",
            )


def broken(pages: Sequence[Page], built: Mapping[str, bytes], base: str) -> Iterator[Problem]:
    """Links of free pages to pages of the site, or to places in them, that are not there."""
    told: set[tuple[str, str]] = set()
    for page, path, address in _links(pages, built):
        parts = urlsplit(urljoin(f"https://site.invalid/{base}{path}", address))
        if parts.netloc != "site.invalid" or (page.path, address) in told:
            continue
        target = unquote(parts.path).lstrip("/").removeprefix(base)
        if not target or target.endswith("/"):
            target += "index.html"
        elif target not in built and f"{target}/index.html" in built:
            target += "/index.html"
        why = "there is no such page"
        if target in built:
            if not parts.fragment or _has(built[target], unquote(parts.fragment)):
                continue
            why = f"the page has no place `{parts.fragment}`"
        told.add((page.path, address))
        fix = "write the address as it stands in the browser, from the page's own"
        yield warning(page.path, 1, f"the link to `{address}` is broken: {why}", fix)


def _has(html: bytes, identity: str) -> bool:
    return f'id="{identity}"'.encode() in html


def _of_articles(entries: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    for entry in entries:
        article = entry.article
        if article.url:
            yield article.path, "the original", article.url
        for passage in entry.passages():
            for mark in passage.marks:
                if mark.kind == "link":
                    yield article.path, passage.id, mark.target


def _of_pages(pages: Sequence[Page], built: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    for page, _, address in _links(pages, built):
        yield page.path, "a link", address


def _links(pages: Sequence[Page], built: Mapping[str, bytes]) -> Iterator[tuple[Page, str, str]]:
    """Each link in the text of a free page, with the page built from it."""
    by_slug: dict[str, list[Page]] = {}
    for page in pages:
        by_slug.setdefault(page.slug, []).append(page)
    for path, html in built.items():
        parts = path.split("/")
        if len(parts) != 4 or parts[1] != "pages" or parts[2] not in by_slug:
            continue
        page = _source_of(parts[0], by_slug[parts[2]])
        for node in LexborHTMLParser(html.decode("utf-8")).css(".prose a[href]"):
            address = node.attributes.get("href")
            if address:
                yield page, path, address


def _source_of(segment: str, pages: Sequence[Page]) -> Page:
    """The file written for this edition, or the one for all others."""
    own = [page for page in pages if page.tag and segment.startswith(page.tag.lower())]
    return (own or [page for page in pages if not page.tag] or list(pages))[0]

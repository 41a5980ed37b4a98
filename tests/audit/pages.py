"""The pages of a published site, by kind and edition, and what they weigh."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

TOOLS = Path(__file__).parent / "node_modules"


@dataclass(frozen=True, slots=True)
class PublishedPage:
    path: str  # index.html included
    kind: str
    html: bytes
    styles: tuple[str, ...]  # paths of files
    scripts: tuple[str, ...]
    others: tuple[str, ...]  # whatever else is fetched to show it

    @property
    def edition(self) -> str:
        return self.path.partition("/")[0] if "/" in self.path else ""

    @property
    def address(self) -> str:
        return self.path.removesuffix("index.html")

    @property
    def requests(self) -> int:
        return 1 + len(self.styles) + len(self.scripts) + len(self.others)


def published_pages(site: Path) -> Iterator[PublishedPage]:
    for file in sorted(site.rglob("*.html")):
        path, html = file.relative_to(site).as_posix(), file.read_bytes()
        tree = LexborHTMLParser(html.decode("utf-8"))
        body = tree.css_first("body")
        yield PublishedPage(
            path=path,
            kind=(body.attributes.get("data-kind") if body else None) or "",
            html=html,
            styles=_files(site, tree, path, "link[rel=stylesheet]", "href"),
            scripts=_files(site, tree, path, "script[src]", "src"),
            others=(
                *_files(site, tree, path, "link[rel~=icon]", "href"),
                *_files(site, tree, path, "img", "src"),
            ),
        )


def _files(
    site: Path, tree: LexborHTMLParser, path: str, css: str, attribute: str
) -> tuple[str, ...]:
    found = (node.attributes.get(attribute) for node in tree.css(css))
    targets = (urlsplit(urljoin(f"https://site.test/{path}", one)) for one in found if one)
    return tuple(_inside(site, one.path) for one in targets if one.netloc == "site.test")


def _inside(site: Path, address: str) -> str:
    """404.html writes addresses with the base path that the site is served under."""
    parts = address.strip("/").split("/")
    ends = ("/".join(parts[at:]) for at in range(len(parts)))
    return next((end for end in ends if (site / end).is_file()), "/".join(parts))


def largest_of_each_kind(site: Path) -> list[PublishedPage]:
    """For each edition and kind, the page with the most on it."""
    largest: dict[tuple[str, str], PublishedPage] = {}
    for page in published_pages(site):
        at = page.edition, page.kind
        if at not in largest or len(page.html) > len(largest[at].html):
            largest[at] = page
    return list(largest.values())


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def weight(site: Path, page: PublishedPage) -> int:
    """HTML and styles, compressed."""
    return compressed(page.html) + sum(compressed((site / one).read_bytes()) for one in page.styles)


def script_weight(site: Path, page: PublishedPage) -> int:
    return sum(compressed((site / one).read_bytes()) for one in page.scripts)

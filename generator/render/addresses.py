"""Where a page stands, and how one page links to another.

Places in, links out. Links inside the site are relative, so that the same files work under any
base path and from a folder; only 404.html, which a server shows at any address, must start from
the base path.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Place:
    """A page or file: the edition's first part of the address, and the path within the edition."""

    segment: str  # "" for what belongs to no edition
    path: str  # "" for the first page; pages end in a slash, files do not
    from_root: str | None = None  # base path that links from here start with, instead of `../`

    @property
    def address(self) -> str:
        return f"{self.segment}/{self.path}" if self.segment else self.path

    @property
    def file(self) -> str:
        address = self.address
        return f"{address}index.html" if not address or address.endswith("/") else address

    def in_edition(self, segment: str) -> Place:
        """The same page in another edition."""
        return Place(segment, self.path)


def home(segment: str) -> Place:
    return Place(segment, "")


def theme(segment: str, theme_id: str) -> Place:
    return Place(segment, f"themes/{theme_id}/")


def theme_feed(segment: str, theme_id: str) -> Place:
    return Place(segment, f"themes/{theme_id}/feed.xml")


def article(segment: str, slug: str) -> Place:
    return Place(segment, f"articles/{slug}/")


def record_file(segment: str, slug: str) -> Place:
    return Place(segment, f"articles/{slug}/record.json")


def topics(segment: str) -> Place:
    return Place(segment, "topics/")


def topic(segment: str, topic_id: str) -> Place:
    return Place(segment, f"topics/{topic_id}/")


def figures(segment: str) -> Place:
    return Place(segment, "figures/")


def made(segment: str) -> Place:
    return Place(segment, "made/")


def archive(segment: str) -> Place:
    return Place(segment, "archive/")


def archive_part(segment: str, name: str) -> Place:
    return Place(segment, f"archive/{name}/")


def sources(segment: str) -> Place:
    return Place(segment, "sources/")


def search(segment: str) -> Place:
    return Place(segment, "search/")


def free_page(segment: str, slug: str) -> Place:
    return Place(segment, f"pages/{slug}/")


def atom_feed(segment: str) -> Place:
    return Place(segment, "feed.xml")


def json_feed(segment: str) -> Place:
    return Place(segment, "feed.json")


def digest_file(segment: str) -> Place:
    return Place(segment, "digest.json")


def not_found(base_url: str) -> Place:
    return Place("", "404.html", urlsplit(base_url).path or "/" if base_url else None)


def link(here: Place, there: Place, fragment: str = "") -> str:
    """The address of `there` as written on the page `here`."""
    tail = f"#{fragment}" if fragment else ""
    if here.from_root is not None:
        return here.from_root + there.address + tail
    if here == there:
        return tail or here.path.rsplit("/", 1)[-1] or "./"
    if here.segment and here.segment == there.segment:
        up, rest = here.path.count("/"), there.path
    else:
        up, rest = here.address.count("/"), there.address
    return (("../" * up + rest) or "./") + tail


def absolute(base_url: str, there: Place, fragment: str = "") -> str:
    tail = f"#{fragment}" if fragment else ""
    return base_url + there.address + tail


def outward(base_url: str, here: Place, there: Place, fragment: str = "") -> str:
    """For readers outside the site: absolute where the site knows its address."""
    return absolute(base_url, there, fragment) if base_url else link(here, there, fragment)

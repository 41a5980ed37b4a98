"""The book of an edition: EPUB 3, from the same views as the pages.

The drafts of an edition in, one `Output` out. Chapters come from `templates/epub/`, written like
the site's other templates; afterwards their HTML is made well-formed and their links are led to
the chapter, to the site, or nowhere: a book has no topic pages. Nothing tells the day of the
build: the book is as new as its newest article, and its archive is packed under a fixed date.
"""

from __future__ import annotations

import io
import posixpath
import uuid
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from generator.model import Output
from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.drafts import Draft
from generator.render.issue import Issue
from generator.render.templates import Templates
from generator.render.views.frame import Frame

# By the template of the page; other pages make no chapter.
CHAPTERS: Mapping[str, str] = {
    "home.html": "epub/home.html",
    "theme.html": "epub/theme.html",
    "article.html": "epub/article.html",
    "page.html": "epub/page.html",
}
STYLE = "epub/book.css"
_KINDS = ("home", "theme", "article", "page")  # in the order of the book

_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_PACKED = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can name
_VOID = frozenset(("br", "hr", "img", "wbr", "col"))
# No more than reading systems know; `data-…` and the like stay on the site.
_ATTRIBUTES = frozenset(("id", "class", "lang", "href", "title", "start", "colspan", "rowspan"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page as it stands in the book."""

    place: Place
    kind: str
    title: str
    lang: str
    html: str

    @property
    def file(self) -> str:
        return (self.place.path.strip("/").replace("/", "-") or "title") + ".xhtml"


def book_place(segment: str) -> Place:
    return Place(segment, "digest.epub")


def chapter(issue: Issue, draft: Draft, around: Frame, templates: Templates) -> Chapter:
    """For a draft whose template is one of `CHAPTERS`."""
    html = templates.page(CHAPTERS[draft.template], around, draft.view, issue.catalogue)
    title, _ = issue.local(issue.site.title)
    return Chapter(
        place=draft.place,
        kind=draft.kind,
        title=draft.title or title,
        lang=issue.edition.tag,
        html=html.decode("utf-8"),
    )


def book(issue: Issue, chapters: Sequence[Chapter], style: bytes) -> Output:
    chapters = sorted(chapters, key=lambda one: _KINDS.index(one.kind))  # stable: theirs within
    tokens = {one.place.address: _tokens(one.html) for one in chapters}
    files = {one.place.address: one.file for one in chapters}
    anchors = {
        address: {value for token in found for name, value in token.attributes if name == "id"}
        for address, found in tokens.items()
    }

    def led(here: Place) -> Callable[[str], str | None]:
        return lambda href: _led(issue.site.base_url, here, href, files, anchors)

    packed: list[tuple[str, bytes]] = [
        ("META-INF/container.xml", _container()),
        ("EPUB/package.opf", _package(issue, chapters)),
        ("EPUB/nav.xhtml", _contents(issue, chapters)),
        ("EPUB/book.css", style),
    ]
    for one in chapters:
        body = _written(tokens[one.place.address], led(one.place))
        packed.append((f"EPUB/{one.file}", _document(one.title, one.lang, body)))
    return Output(path=book_place(issue.edition.segment).file, data=_packed(packed))


# --- the archive ----------------------------------------------------------------------------


def _packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The media type comes first and is stored as it is, so that a book is known by its bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packer:
        packer.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        for name, data in files:
            packer.writestr(_entry(name, zipfile.ZIP_DEFLATED), data, compresslevel=9)
    return archive.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _PACKED)
    entry.compress_type = method
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o100644 << 16
    return entry


def _container() -> bytes:
    root = ElementTree.Element("container", {"xmlns": _CONTAINER, "version": "1.0"})
    files = ElementTree.SubElement(root, "rootfiles")
    kind = "application/oebps-package+xml"
    ElementTree.SubElement(files, "rootfile", {"full-path": "EPUB/package.opf", "media-type": kind})
    return _xml(root)


def _package(issue: Issue, chapters: Sequence[Chapter]) -> bytes:
    site, edition = issue.site, issue.edition
    title, _ = issue.local(site.title)
    description, _ = issue.local(site.description)
    root = ElementTree.Element(
        "package",
        {
            "xmlns": _OPF,
            "xmlns:dc": _DC,
            "version": "3.0",
            "unique-identifier": "book",
            "xml:lang": edition.tag,
        },
    )
    about = ElementTree.SubElement(root, "metadata")

    def say(name: str, words: str, **attributes: str) -> None:
        ElementTree.SubElement(about, name, attributes).text = _xml_text(words)

    say("dc:identifier", _identity(issue), id="book")
    say("dc:title", title)
    say("dc:language", edition.tag)
    say("dc:creator", title)
    if description:
        say("dc:description", description)
    if site.base_url:
        say("dc:source", addresses.absolute(site.base_url, addresses.home(edition.segment)))
    newest = max(
        (day.moment for a in issue.articles if (day := dates.read_date(a.date))),
        default=dates.EPOCH,
        key=_moment,
    )
    say("dc:date", newest[:10])
    say("meta", _moment(newest).strftime("%Y-%m-%dT%H:%M:%SZ"), property="dcterms:modified")

    manifest = ElementTree.SubElement(root, "manifest")
    xhtml = "application/xhtml+xml"
    _item(manifest, "nav", "nav.xhtml", xhtml, properties="nav")
    _item(manifest, "style", "book.css", "text/css")
    spine = ElementTree.SubElement(root, "spine")
    for number, one in enumerate(chapters, 1):
        identity = f"c{number}"
        _item(manifest, identity, one.file, xhtml)
        ElementTree.SubElement(spine, "itemref", idref=identity)
        if one.kind == "home":  # the title page comes first, then what is in the book
            ElementTree.SubElement(spine, "itemref", idref="nav")
    return _xml(root)


def _item(manifest: ElementTree.Element, identity: str, href: str, kind: str, **more: str) -> None:
    attributes = {"id": identity, "href": href, "media-type": kind, **more}
    ElementTree.SubElement(manifest, "item", attributes)


def _identity(issue: Issue) -> str:
    """The same for every build of the edition; a site without an address is known by its name."""
    site = issue.site
    name = site.base_url or issue.local(site.title).words
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#{issue.edition.segment}").urn


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words.replace("Z", "+00:00")).astimezone(UTC)


def _contents(issue: Issue, chapters: Sequence[Chapter]) -> bytes:
    text = issue.catalogue.plain
    labels = {"theme": text("Themes"), "article": text("Articles")}
    lines = [f'<nav xmlns:epub="{_OPS}" epub:type="toc" id="toc">']
    lines.append(f"<h1>{escape(text('Contents'))}</h1>")
    lines.append("<ol>")
    for kind in _KINDS:
        own = [_contents_line(one) for one in chapters if one.kind == kind]
        if kind in labels and own:
            inner = "\n".join(own)
            lines.append(f"<li><span>{escape(labels[kind])}</span>\n<ol>\n{inner}\n</ol></li>")
        else:
            lines += own
    lines += ["</ol>", "</nav>"]
    return _document(text("Contents"), issue.edition.tag, "\n".join(lines))


def _contents_line(one: Chapter) -> str:
    return f'<li><a href="{one.file}">{escape(_xml_text(one.title))}</a></li>'


def _document(title: str, lang: str, body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{_XHTML}" lang="{escape(lang)}" xml:lang="{escape(lang)}">\n'
        f"<head>\n<title>{escape(_xml_text(title))}</title>\n"
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f"<body>\n{body.strip()}\n</body>\n</html>\n"
    ).encode()


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _xml_text(words: str) -> str:
    """XML has no way to write most control characters."""
    return "".join(
        character
        for character in words
        if (character >= " " or character in "\t\n") and character not in "\ufffe\uffff"
    )


# --- chapters -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # start, end, text
    name: str  # of the element, or the text
    attributes: tuple[tuple[str, str], ...] = ()


class _Reader(HTMLParser):
    """The templates' HTML as tokens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[_Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple((name, value or "") for name, value in attrs if name in _ATTRIBUTES)
        self.tokens.append(_Token("start", tag, kept))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.tokens.append(_Token("end", tag))

    def handle_data(self, data: str) -> None:
        self.tokens.append(_Token("text", data))


def _tokens(html: str) -> list[_Token]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tokens


def _written(tokens: Iterable[_Token], led: Callable[[str], str | None]) -> str:
    """Well-formed XHTML: every element closed, in order; a link that leads nowhere is words."""
    pieces: list[str] = []
    opened: list[tuple[str, str]] = []  # as in the template, and as written
    for token in tokens:
        if token.kind == "text":
            pieces.append(escape(_xml_text(token.name), quote=False))
        elif token.kind == "start":
            name, attributes = token.name, dict(token.attributes)
            if name == "a":
                href = led(attributes.pop("href", ""))
                name = "a" if href else "span"
                attributes |= {"href": href} if href else {}
            written = name + "".join(_attribute(*pair) for pair in attributes.items())
            if name in _VOID:
                pieces.append(f"<{written}/>")
            else:
                pieces.append(f"<{written}>")
                opened.append((token.name, name))
        elif any(token.name == name for name, _ in opened):
            while opened:
                name, written = opened.pop()
                pieces.append(f"</{written}>")
                if name == token.name:
                    break
    pieces += [f"</{written}>" for _, written in reversed(opened)]
    return "".join(pieces)


def _attribute(name: str, value: str) -> str:
    safe = escape(_xml_text(value))
    return f' lang="{safe}" xml:lang="{safe}"' if name == "lang" else f' {name}="{safe}"'


def _led(
    base_url: str,
    here: Place,
    href: str,
    files: Mapping[str, str],
    anchors: Mapping[str, set[str]],
) -> str | None:
    """Where a link of the page `here` leads in the book."""
    parts = urlsplit(href)
    if parts.scheme:
        return quote(href, safe="%/:=&?~#+!$,;'@()*[]") if href.isprintable() else None
    path = parts.path
    address = posixpath.normpath(posixpath.join("/", here.address, path)).lstrip("/")
    if not path or path.endswith("/"):
        address = f"{address}/" if address else ""
    if address in files:
        anchor = parts.fragment if parts.fragment in anchors[address] else ""
        return files[address] + (f"#{anchor}" if anchor else "")
    return f"{base_url}{quote(address)}" if base_url else None

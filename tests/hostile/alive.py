"""What of a published site could run, load or lead somewhere it must not.

A published folder in, one line for each thing found. HTML is read by an HTML5 parser, as a browser
reads it; so what only looks like markup is not counted, and what is markup is, however it is spelt.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What a page is made of. Whatever a source smuggles in shows as one more.
_TAGS = (
    "html head title meta link script body header nav main footer section article aside div p span"
    " a h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tr th td blockquote pre code"
    " em strong b sub sup del abbr time details summary form label input button select option"
    " fieldset legend output mark small figure figcaption hr br img svg g line circle rect path"
    " polyline text cite q ins wbr -text -comment -doctype !doctype"
)
TAGS = frozenset(_TAGS.split())
LEADS = frozenset(("http", "https", "mailto", ""))
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "cite", "background", "ping")
_NO_ADDRESSES = ("srcset", "style", "srcdoc", "xlink:href")
_SPACES = (
    "{http://www.w3.org/2005/Atom}",
    "{http://www.sitemaps.org/schemas/sitemap/0.9}",
    "{http://www.w3.org/1999/xhtml}link",
)
DATA = "application/ld+json"


def alive(site: Path) -> Iterator[str]:
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if not path.resolve().is_relative_to(site.resolve()):
            yield f"{name}: leads out of the site"
        if path.suffix == ".html":
            for found in page_alive(path.read_bytes()):
                yield f"{name}: {found}"
        elif path.suffix in (".xml", ".json"):
            yield from (f"{name}: {found}" for found in _file_alive(path))


def page_alive(page: bytes) -> Iterator[str]:
    tree = LexborHTMLParser(page.decode("utf-8"))
    for node in tree.root.traverse() if tree.root else ():
        tag = node.tag or ""
        if tag not in TAGS:
            yield f"<{tag}>"
        yield from _attributes(node, tag)
        if tag == "script":
            yield from _script(node)
        if tag == "meta" and "http-equiv" in node.attributes:
            yield f"meta {node.attributes}"


def _attributes(node: LexborNode, tag: str) -> Iterator[str]:
    for key, value in node.attributes.items():
        words = value or ""
        if key.startswith("on") or key in _NO_ADDRESSES:
            yield f"<{tag} {key}={words[:60]!r}>"
        if key not in ADDRESSES:
            continue
        plain = "".join(one for one in words if one > " ")
        try:
            parts = urlsplit(plain)
        except ValueError:
            yield f"<{tag} {key}={words[:60]!r}>: no address"
            continue
        if parts.scheme.lower() not in LEADS or plain.startswith(("//", "\\", "/\\")):
            yield f"<{tag} {key}={words[:60]!r}>"
        loads = key != "href" or (tag == "link" and node.attributes.get("rel") in LOADING)
        if loads and parts.netloc:
            yield f"<{tag} {key}={words[:60]!r}>: from another host"


LOADING = frozenset(("stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest"))


def _script(node: LexborNode) -> Iterator[str]:
    text = node.text(deep=True)
    if node.attributes.get("type") == DATA:
        if "<" in text:
            yield "a block of data that could end early"
        json.loads(text)
    elif text.strip() or not (node.attributes.get("src") or ""):
        yield f"<script>{text[:60]}"


def _file_alive(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    if path.suffix == ".json":
        json.loads(data)
        return
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as fault:
        yield f"is not XML: {fault}"
        return
    for node in root.iter():
        if not node.tag.startswith(_SPACES):
            yield f"<{node.tag}>"
        address = node.attrib.get("href") or ""
        if address and urlsplit(address).scheme.lower() not in LEADS:
            yield f"<{node.tag} href={address!r}>"
        if node.attrib.get("type") == "html":
            yield from page_alive((node.text or "").encode())

"""sitemap.xml and robots.txt.

The places that search engines should keep, with their forms in the other editions. Without a base
URL the addresses are relative, which no search engine reads, but the file is whole for checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from generator.model import Output, Site
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.coverage import Joined
from generator.render.frame import alternates

_ROOT = Place("", "sitemap.xml")


def sitemap(site: Site, places: Iterable[Place], joined: Joined) -> Output:
    root = ElementTree.Element(
        "urlset",
        {
            "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
            "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
        },
    )
    for place in places:
        url = ElementTree.SubElement(root, "url")
        location = ElementTree.SubElement(url, "loc")
        location.text = addresses.outward(site.base_url, _ROOT, place)
        for other in alternates(site, place, True, joined) if site.base_url else ():
            ElementTree.SubElement(
                url, "xhtml:link", rel="alternate", hreflang=other.hreflang, href=other.href
            )
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Output(path=_ROOT.file, data=data + b"\n")


def robots(site: Site) -> Output:
    lines = ["User-agent: *", "Allow: /"]
    if site.base_url:
        lines.append(f"Sitemap: {addresses.absolute(site.base_url, _ROOT)}")
    return Output(path="robots.txt", data=("\n".join(lines) + "\n").encode("ascii", "replace"))

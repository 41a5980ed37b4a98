"""Atom and JSON Feed, written by serialisers.

An issue in, outputs out. Nothing here knows what time it is: a feed is as new as its newest
article, and an article without a date is as old as feeds can be.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from xml.etree import ElementTree

from generator.model import Output, Theme
from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.card import Card
from generator.render.inline import safe_address
from generator.render.issue import Issue

ENTRIES = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"
# XML has no way to write most control characters.
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f]")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feeds(issue: Issue) -> Iterable[Output]:
    segment = issue.edition.segment
    title, _ = issue.local(issue.site.title)
    articles = issue.articles[:ENTRIES]
    home = addresses.home(segment)
    yield _atom(issue, addresses.atom_feed(segment), home, title, articles)
    yield _json_feed(issue, addresses.json_feed(segment), title, articles)
    for theme in issue.site.themes:
        yield _theme_feed(issue, theme, title)


def feed_files(issue: Issue) -> tuple[str, ...]:
    segment = issue.edition.segment
    places = [addresses.atom_feed(segment), addresses.json_feed(segment)]
    places += [addresses.theme_feed(segment, theme.id) for theme in issue.site.themes]
    return tuple(place.file for place in places)


def _theme_feed(issue: Issue, theme: Theme, site_title: str) -> Output:
    segment = issue.edition.segment
    name, _ = issue.local(theme.title)
    sources = {ref.source for ref in issue.theme_refs.get(theme.id, ())}
    articles = tuple(a for a in issue.articles if a.source in sources)[:ENTRIES]
    page = addresses.theme(segment, theme.id)
    here = addresses.theme_feed(segment, theme.id)
    return _atom(issue, here, page, f"{name} · {site_title}", articles)


def _atom(issue: Issue, here: Place, page: Place, title: str, articles: tuple[Card, ...]) -> Output:
    base = issue.site.base_url
    feed = ElementTree.Element("feed", {"xmlns": _NAMESPACE, _XML_LANG: issue.edition.tag})
    _add(feed, "title", title)
    _add(feed, "id", _id(base, page))
    _add(feed, "updated", _newest(articles))
    _add(feed, "link", rel="self", type="application/atom+xml", href=_to(issue, here, here))
    _add(feed, "link", rel="alternate", type="text/html", href=_to(issue, here, page))
    site_title, _ = issue.local(issue.site.title)
    _add(_add(feed, "author"), "name", site_title)
    for card in articles:
        there = issue.place(card.source)
        entry = _add(feed, "entry")
        if card.lang not in (issue.edition.tag, "und"):
            entry.set(_XML_LANG, card.lang)
        _add(entry, "title", card.title)
        _add(entry, "id", _id(base, there))
        _add(entry, "updated", _moment(card))
        if dates.read_date(card.date):
            _add(entry, "published", _moment(card))
        _add(entry, "link", rel="alternate", type="text/html", href=_to(issue, here, there))
        original = safe_address(card.url) if card.url else None
        if original:
            _add(entry, "link", rel="via", href=original)
        for author in [one.text for one in card.authors] or [card.publisher or ""]:
            if author:
                _add(_add(entry, "author"), "name", author)
        for theme_id in issue.digest.article_themes.get(card.source, ()):
            if theme_id in issue.themes:
                label, _ = issue.local(issue.themes[theme_id][0].title)
                _add(entry, "category", term=theme_id, label=label)
        summary, lang = _summary(issue, card)
        if summary:
            element = _add(entry, "summary", summary)
            if lang != card.lang:
                element.set(_XML_LANG, lang)
    ElementTree.indent(feed)
    data: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Output(path=here.file, data=data + b"\n")


def _json_feed(issue: Issue, here: Place, title: str, articles: tuple[Card, ...]) -> Output:
    base = issue.site.base_url
    description, _ = issue.local(issue.site.description)
    items = []
    for card in articles:
        there = issue.place(card.source)
        item: dict[str, object] = {
            "id": _id(base, there),
            "url": _to(issue, here, there),
            "title": card.title,
            "content_text": _summary(issue, card)[0] or card.title,
            "language": card.lang if card.lang != "und" else issue.edition.tag,
        }
        original = safe_address(card.url) if card.url else None
        if original:
            item["external_url"] = original
        if dates.read_date(card.date):
            item["date_published"] = _moment(card)
        if card.authors:
            item["authors"] = [{"name": author.text} for author in card.authors]
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        **({"description": description} if description else {}),
        "home_page_url": _to(issue, here, addresses.home(issue.edition.segment)),
        "feed_url": _to(issue, here, here),
        "language": issue.edition.tag,
        "items": items,
    }
    return Output(path=here.file, data=_json(feed))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = _NOT_XML.sub("", text) if text else None
    return child


def _to(issue: Issue, here: Place, there: Place) -> str:
    return addresses.outward(issue.site.base_url, here, there)


def _id(base: str, there: Place) -> str:
    """The address, which never changes; without one, a name made from the place alone."""
    if base:
        return addresses.absolute(base, there)
    return uuid.uuid5(uuid.NAMESPACE_URL, there.address).urn


def _moment(card: Card) -> str:
    day = dates.read_date(card.date)
    return day.moment if day else dates.EPOCH


def _newest(articles: tuple[Card, ...]) -> str:
    return max((_moment(card) for card in articles), default=dates.EPOCH)


def _summary(issue: Issue, card: Card) -> tuple[str, str]:
    """Its sentences, and the language that most of them are in."""
    # A whole translated passage may stand for two of its sentences.
    said = {one.text: one.lang for one in card.summary}
    langs = list(said.values())
    between = "" if issue.edition.script else " "
    lang = max(dict.fromkeys(langs), key=langs.count, default=card.lang)
    return between.join(said), lang

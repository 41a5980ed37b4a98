"""What a page says to machines: JSON-LD for search engines, OpenGraph for those who share it.

An issue, a draft and the picture's place in, `Social` and JSON-LD out. JSON-LD stands in a
`<script type="application/ld+json">`: a block of data, which no browser runs and no content
security policy forbids. It is written by the serialiser with every `<` and `&` escaped, so that
nothing a source says can end the block.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from babel.core import get_global
from markupsafe import Markup

from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.drafts import Draft
from generator.render.issue import Issue
from generator.render.views.article import ArticleView
from generator.render.views.frame import Social
from generator.render.views.home import HomeView
from generator.render.views.parts import Cited
from generator.render.views.theme import ThemeView

_LISTED = 30  # articles that a theme's page is said to hold
_ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)
Data = dict[str, object]


def social(issue: Issue, draft: Draft, picture: Place | None) -> Social:
    site, _ = issue.local(issue.site.title)
    view = draft.view
    published = view.date if isinstance(view, ArticleView) else None
    return Social(
        type="article" if isinstance(view, ArticleView) else "website",
        title=draft.title or site,
        description=said_first(draft) or issue.local(issue.site.description).words or None,
        locale=_locale(issue),
        image=_outward(issue, draft.place, picture) if picture else None,
        published=published if dates.read_date(published) else None,
    )


def _locale(issue: Issue) -> str:
    """OpenGraph wants a language and a country: zh_TW for zh-Hant."""
    locale = issue.catalogue.locale
    likely = get_global("likely_subtags").get(str(locale), str(locale))
    return f"{locale.language}_{locale.territory or likely.rsplit('_', 1)[-1]}"


def said_first(draft: Draft) -> str | None:
    """The first sentence of the page's summary, or what the page says of itself."""
    summary: tuple[Cited, ...] = ()
    if isinstance(draft.view, (ArticleView, ThemeView)):
        summary = draft.view.summary
    return summary[0].text if summary else draft.description


def structured(issue: Issue, draft: Draft, picture: Place | None) -> Markup | None:
    """JSON-LD of the page, or None where there is nothing to say of it."""
    view = draft.view
    if isinstance(view, HomeView):
        data = _web_site(issue, draft, view)
    elif isinstance(view, ThemeView):
        data = _collection(issue, draft, view)
    elif isinstance(view, ArticleView):
        data = _article(issue, draft, view)
    else:
        return None
    if picture:
        data["image"] = _outward(issue, draft.place, picture)
    return serialised({"@context": "https://schema.org", **data})


def serialised(data: Mapping[str, object]) -> Markup:
    """JSON that can stand in a script element whatever its strings hold."""
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(words.translate(_ESCAPES))


def _web_site(issue: Issue, draft: Draft, view: HomeView) -> Data:
    search = _outward(issue, draft.place, addresses.search(issue.edition.segment))
    return {
        "@type": "WebSite",
        "name": view.title,
        **({"description": view.description} if view.description else {}),
        **_about_page(issue, draft),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{words}}"},
            "query-input": "required name=words",
        },
    }


def _collection(issue: Issue, draft: Draft, view: ThemeView) -> Data:
    segment = issue.edition.segment
    sources = dict.fromkeys(ref.source for ref in issue.theme_refs.get(draft.theme or "", ()))
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": article.title,
            "url": _outward(issue, draft.place, addresses.article(segment, article.slug)),
        }
        for number, article in enumerate((issue.headlines[source] for source in sources), 1)
    ]
    return {
        "@type": "CollectionPage",
        "name": view.chip.label,
        **({"description": view.description} if view.description else {}),
        **_about_page(issue, draft),
        "isPartOf": _site(issue, draft),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(items),
            "itemListElement": items[:_LISTED],
        },
    }


def _article(issue: Issue, draft: Draft, view: ArticleView) -> Data:
    description = said_first(draft)
    data: Data = {
        "@type": "Article",
        "headline": view.title,
        **({"description": description} if description else {}),
        **_about_page(issue, draft),
        "inLanguage": view.lang if view.lang != "und" else issue.edition.tag,
        "isPartOf": _site(issue, draft),
    }
    if view.date and dates.read_date(view.date):
        data["datePublished"] = view.date
    if view.authors:
        data["author"] = [{"@type": "Person", "name": author.text} for author in view.authors]
    if view.publisher:
        publisher = {"@type": "Organization", "name": view.publisher.text}
        data["publisher"] = publisher
        data.setdefault("author", [publisher])
    if view.original:
        data["isBasedOn"] = view.original
    if view.chips:
        data["articleSection"] = [chip.label for chip in view.chips]
    return data


def _about_page(issue: Issue, draft: Draft) -> Data:
    return {"url": _outward(issue, draft.place, draft.place), "inLanguage": issue.edition.tag}


def _site(issue: Issue, draft: Draft) -> Data:
    title, _ = issue.local(issue.site.title)
    home = addresses.home(issue.edition.segment)
    return {"@type": "WebSite", "name": title, "url": _outward(issue, draft.place, home)}


def _outward(issue: Issue, here: Place, there: Place) -> str:
    return addresses.outward(issue.site.base_url, here, there)

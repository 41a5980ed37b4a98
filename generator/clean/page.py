"""What an HTML page says about itself outside its text: meta tags, JSON-LD, its title.

Not obvious: JSON-LD is read only for the article's own node; a page often describes its site,
its breadcrumb and its neighbours in the same block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser

from generator.clean.characters import fold

# What editors of pages write where nobody writes a title.
_NO_TITLE = re.compile(
    r"(?:new page|untitled(?: document)?|无标题(?:文档|文件|页)?|新建网页|未命名(?:文档)?|网页标题"
    r"|标题|index|default|home|document|test|正文|详情页?|文章详情|新闻详情|内容页|首页)[\s_-]*\d*"
)
_ARTICLE_TYPES = re.compile(r"[A-Za-z]{0,20}Article|BlogPosting|Report")
_META = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title", "headline"),
    "date": (
        "article:published_time",
        "pubdate",
        "publishdate",
        "date",
        "dc.date",
        "dc.date.issued",
        "datepublished",
        "og:release_date",
        "publish_time",
        "weibo: article:create_at",
        "parsely-pub-date",
        "apub:time",
        "published_at",
    ),
    "author": ("author", "article:author", "dc.creator", "byl", "og:article:author"),
    "source": ("contentsource", "source", "article:source", "mediaid", "copyright_source"),
    "site": ("og:site_name", "sitename", "application-name", "dc.publisher", "publisher"),
    "body": ("dc.publisher",),
    "url": ("og:url", "url"),
    # When it was last touched: only where nothing says when it was published.
    "updated": ("dateupdate", "datemodified", "article:modified_time", "lastmodified"),
    "keywords": ("keywords", "news_keywords", "keyword"),
}
_ANNOUNCED = (
    ("title", "[itemprop=headline]"),
    ("date", "[itemprop=datePublished]"),
    ("date", "article time[datetime], time[pubdate], h1 ~ * time[datetime]"),
    ("date", "[data-val][id*=time], [data-val][class*=time]"),
    ("author", "[itemprop=author], a[rel=author], #js_author_name"),
)
_MILLISECONDS = re.compile(r"(1\d{9})\d{3}")
_NICKNAME = re.compile(r"""\bvar nickname\s*=\s*(?:htmlDecode\()?["']([^"'\n]{1,40})["']""")
_CHINA = timezone(timedelta(hours=8))
_MAX_JSON = 200_000
# What browsers and collectors write over a page that they save.
_SAVED_FROM = re.compile(
    r"\s*(?:<!doctype[^<>]*>\s*)?<!--\s*(?:saved from url=\(\d+\)|url:?\s*)?\s*(https?://[^\s<>\"']+?)\s*-->",
    re.IGNORECASE,
)
_IN_A_SCRIPT = re.compile(
    r"""\bvar\s+(?:publish_?(?:date|time)|pub_?(?:date|time)|newsdate)\s*=\s*["'](\d{4}[-/][^"'\n]{4,20})["']""",
    re.IGNORECASE,
)
_WECHAT_TIME = re.compile(r"""\bvar ct\s*=\s*["'](1\d{9})["']""")


def page_facts(page: LexborHTMLParser, source: str = "") -> dict[str, tuple[str, ...]]:
    """Kind of fact → what the page's head says, best first. `source`: the page as it was saved."""
    named: dict[str, list[str]] = {}
    for node in page.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            named.setdefault(name.strip().lower(), []).append(content)
    facts: dict[str, list[str]] = {}
    for fact, names in _META.items():
        for name in names:
            facts.setdefault(fact, []).extend(named.get(name, []))
    for node in page.css("link[rel=canonical]"):
        facts["url"].insert(0, node.attributes.get("href") or "")
    for node in page.css('script[type="application/ld+json"]'):
        for article in _articles(node.text(deep=True)):
            _add_json_ld(article, facts)
    _add_microdata(page, facts)
    _add_microdata_publisher(page, facts)
    if saved := _SAVED_FROM.match(source[:2000]):
        facts["url"].append(saved.group(1))
    if not any(facts.get("date", ())) and (stamp := _only_time(page) or _time_in_scripts(page)):
        facts["date"] = [stamp]
    _add_wechat(page, facts)
    title = page.css_first("title")
    if title is not None and page.css_first("svg title") is None:
        said = title.text(deep=True).strip()
        if not _NO_TITLE.fullmatch(fold(said).lower()):
            facts["page_title"] = [said]
    return {
        fact: tuple(dict.fromkeys(value for value in values if value.strip()))
        for fact, values in facts.items()
    }


def _add_microdata(page: LexborHTMLParser, facts: dict[str, list[str]]) -> None:
    """What elements of the page itself announce: microdata, <time datetime>, milliseconds."""
    for fact, selector in _ANNOUNCED:
        for node in page.css(selector)[:4]:
            attributes = node.attributes
            value = attributes.get("content") or attributes.get("datetime") or ""
            stamp = _MILLISECONDS.fullmatch(attributes.get("data-val") or "")
            if stamp:
                moment = datetime.fromtimestamp(int(stamp.group(1)), _CHINA)
                value = moment.isoformat()
            value = value.strip() or " ".join(node.text(deep=True).split())
            if value and len(value) <= 120 and node.tag != "meta":
                facts.setdefault(fact, []).append(value)


def _add_microdata_publisher(page: LexborHTMLParser, facts: dict[str, list[str]]) -> None:
    """Its name may stand in a meta tag within, which no reader sees."""
    for node in page.css("[itemprop=publisher]")[:2]:
        name = node.css_first("[itemprop=name]") or node
        value = (name.attributes.get("content") or "").strip() or name.text(deep=True).strip()
        if value and len(value) <= 40:
            facts.setdefault("site", []).append(value)


def _only_time(page: LexborHTMLParser) -> str | None:
    """<time datetime> is the article's where the page has no other."""
    stamps = {node.attributes.get("datetime") or "" for node in page.css("time[datetime]")[:3]}
    return stamps.pop() if len(stamps) == 1 else None


def _time_in_scripts(page: LexborHTMLParser) -> str | None:
    """var publishdate = '2019-09-26 20:11:01', from which a page writes its own line."""
    for script in page.css("script")[:40]:
        if found := _IN_A_SCRIPT.search(script.text(deep=True)[:20_000]):
            return found.group(1)
    return None


def _add_wechat(page: LexborHTMLParser, facts: dict[str, list[str]]) -> None:
    """WeChat keeps the account's name and the time of day in elements of fixed names."""
    account = page.css_first("#js_name")
    if account is None and page.css_first("#js_content") is None:
        return
    scripts = [script.text(deep=True)[:200_000] for script in page.css("script")]
    named = [match.group(1) for script in scripts if (match := _NICKNAME.search(script))]
    if account is not None:
        named.insert(0, account.text(deep=True).strip())
    if named:
        facts.setdefault("source", []).insert(0, named[0])
    published = page.css_first("#publish_time")
    if published is not None:
        facts.setdefault("date", []).insert(0, published.text(deep=True).strip())
    if any(facts.get("date", ())):
        return
    for script in scripts:
        stamp = _WECHAT_TIME.search(script)
        if stamp:  # seconds since 1970; the page shows Beijing time
            moment = datetime.fromtimestamp(int(stamp.group(1)), _CHINA)
            facts.setdefault("date", []).append(moment.isoformat())
            break


def _articles(raw: str) -> Iterator[dict[str, object]]:
    if len(raw) > _MAX_JSON:
        return
    try:
        found = json.loads(raw, strict=False)
    except (ValueError, RecursionError):  # broken JSON-LD is common and says nothing
        return
    nodes: list[object] = found if isinstance(found, list) else [found]
    for node in nodes:
        if not isinstance(node, dict):
            continue
        graph = node.get("@graph")
        if isinstance(graph, list):
            nodes.extend(graph)
        kinds = node.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind):
                yield node
                break
        else:
            # What search engines of China ask for names no type.
            if "pubDate" in node and "title" in node:
                yield node


def _add_json_ld(article: dict[str, object], facts: dict[str, list[str]]) -> None:
    for fact, key in (
        ("title", "headline"),
        ("title", "title"),
        ("date", "datePublished"),
        ("date", "pubDate"),
        ("updated", "dateModified"),
        ("updated", "upDate"),
        ("author", "author"),
        ("site", "publisher"),
        ("url", "url"),
        ("url", "mainEntityOfPage"),
        ("keywords", "keywords"),
    ):
        facts.setdefault(fact, []).extend(_names(article.get(key)))


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        name = value.get("name", value.get("@id"))
        return [name] if isinstance(name, str) else []
    if isinstance(value, list):
        return [name for item in value[:20] if not isinstance(item, list) for name in _names(item)]
    return []

"""Decides title, authors, date, publisher, address and keywords of an article.

The sidecar overrules the front matter, which overrules the text. Not obvious: the `author` of a
copied post is often the portal that copied it. Where a by-line names a person, the portal is not
the author; and who published first wins over who published again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from generator.clean.characters import fold
from generator.clean.dates import parse_date
from generator.clean.facts import Facts
from generator.clean.frontmatter import FrontMatter
from generator.clean.labels import split_keywords
from generator.clean.names import is_organisation, is_person, names_in
from generator.clean.pieces import tidy
from generator.clean.shape import squeezed
from generator.clean.titles import without_edition
from generator.model import Edits
from generator.problems import Problem, warning

_CHINA = timezone(timedelta(hours=8))
_KEYS = {
    "title": ("title", "headline", "标题", "標題"),
    "date": (
        *("date", "published", "pubdate", "publishdate", "publish_date", "datetime", "time"),
        *("pubdatetime", "datepublished", "date_published", "publisheddate", "published_at"),
        *(
            "publishtime",
            "publish_time",
            "postdate",
            "post_date",
            "pub_date",
            "发表时间",
            "发表日期",
        ),
        *("created", "created_at", "createtime", "日期", "发布时间", "发布日期"),
        *("发表时间", "发表日期"),
    ),
    "author": ("authors", "author", "byline", "creator", "writer", "by", "作者"),
    "publisher": ("publisher", "source", "publication", "media", "来源", "來源", "出处"),
    "url": (
        *("url", "link", "permalink", "canonical", "original_url", "source_url", "canonical_url"),
        *(
            "canonicalurl",
            "original_link",
            "source_link",
            "original",
            "reference",
            "原文链接",
            "链接",
        ),
    ),
    "keywords": ("tags", "keywords", "tag", "标签", "关键词"),
    "categories": ("categories", "category"),
    "slug": ("slug",),
    "draft": ("draft",),
}
_MEDIUM = re.compile(
    r".*(?:财经|新闻|日报|晚报|时报|早报|商报|周刊|周报|杂志|报道|报|网|社|客户端|资讯|头条|传媒|观察|电视台|频道|平台|快讯|中心|号|在线|APP|app)"
)
_GROUP = re.compile("课题组|编写组|调研组|写作组|评论员|研究组")
# 综合处, 秘书科: a part of the body whose page it is.
_OFFICE = re.compile(
    r"[市县区省镇乡州]?(?![^市县区省镇乡州局院处]*[市县区省镇乡州局院处].)[\u4e00-\u9fff]{2,7}"
    r"(?:处|科|股|(?<!办公)室|办|编辑部|采编部|新闻部|宣传部|组织部|编辑组)"
    r"|[\u4e00-\u9fff]{2,8}编辑部"
)
_HEAD_BODY = re.compile(
    r"(.{4,40}?(?:政府|办公室|办公厅|局|厅|委员会|部|院|署|会))(?:关于|印发|转发|发布)"
)
# 某某市政府　公告: the title names who gives notice.
_NOTICE_BY = re.compile(
    r"([\u4e00-\u9fff]{3,24}(?:政府|局|厅|廳|委员会|委員會|处|處|院|署|会|會|公司|大学|大學|学院|學院))"
    r"[\s\u3000]*(?:公告|通告|启事|啟事|函|令|通知|公报|公報)"
)
_PUBLIC_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_NOTE_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
# Names that sites put where an author would stand.
_NOBODY = re.compile(
    r"(?:本站编辑|本网编辑|本站原创|整理|综合|互联网|网络转载|网络来源|admin|editor|administrator|管理员|佚名|网络|本站|小编|未知|匿名|编辑部?|网站编辑|系统管理员|作者|记者)",
    re.I,
)
# A platform is not a publisher.
_PLATFORM = re.compile(
    r"^本[站报网刊台社号院馆局](?:讯|原创|综合|整理|记者|编辑部|官网)?$|^(?:本站原创|本站|原创|互联网|网络|转载|未知|不详|综合|网络综合|网络整理|网友投稿)$|微信公众平台|微信公眾平台|今日头条|搜狐号|百家号|网易号|知乎|简书|CSDN|博客园"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    title: str | None
    authors: tuple[str, ...]
    date: str | None
    publisher: str | None
    url: str | None
    keywords: tuple[str, ...]
    draft: bool
    problems: tuple[Problem, ...]


def front_value(front: FrontMatter, field: str) -> object:
    """The first value that the front matter gives under any of the usual names of a field."""
    lowered = {key.lower(): value for key, value in front.values.items()}
    params = lowered.get("params")  # where Hugo wants a site's own keys
    if isinstance(params, dict):
        lowered = {str(key).lower(): value for key, value in params.items()} | lowered
    for key in _KEYS[field]:
        if lowered.get(key) not in (None, "", []):
            return lowered[key]
    return None


def front_text(front: FrontMatter, field: str) -> str | None:
    value = front_value(front, field)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name", value.get("url"))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return tidy(_without_brackets(str(value))) or None


def _without_brackets(words: str) -> str:
    """[[澄江通讯]], [[note|name]]: how notebooks name another of their notes."""
    return _NOTE_LINK.sub(r"\1", words)


def decide(
    edits: Edits, front: FrontMatter, facts: Facts, meta: dict[str, tuple[str, ...]], path: str
) -> Metadata:
    date, problems = _date(edits, front, facts, meta, path)
    title = edits.title or front_text(front, "title") or facts.title or facts.original_title
    authors = _authors(edits, front, facts, meta)
    return Metadata(
        title=tidy(title) or None if title else None,
        authors=authors,
        date=date,
        publisher=_publisher(edits, front, facts, meta, authors),
        url=_url(edits, front, facts, meta),
        keywords=_keywords(front, facts, meta),
        draft=edits.draft if edits.draft is not None else _is_true(front_value(front, "draft")),
        problems=problems,
    )


def _is_true(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().lower() in ("true", "yes"))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [_without_brackets(value)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, dict):
        name = value.get("name")
        return [name] if isinstance(name, str) else []
    if isinstance(value, list):
        return [name for item in value if not isinstance(item, list) for name in _strings(item)]
    return []


def _date(
    edits: Edits,
    front: FrontMatter,
    facts: Facts,
    meta: dict[str, tuple[str, ...]],
    path: str,
) -> tuple[str | None, tuple[Problem, ...]]:
    if edits.date is not None:
        return parse_date(edits.date) or edits.date, ()
    written = front_value(front, "date")
    problems: tuple[Problem, ...] = ()
    for words in _strings(written)[:1]:
        found = parse_date(words)
        if found:
            return found, ()
        line = next(
            (number for key, number in front.lines.items() if key.lower() in _KEYS["date"]), 1
        )
        problems = (
            warning(path, line, f"the date `{words}` is not one", "write it as 2024-03-15"),
        )
    meta_dates = [found for words in meta.get("date", ()) if (found := parse_date(words))]
    dates = facts.dates or facts.written
    for found in dates[:1]:
        # The head's moment may be the same one in another zone; the page shows Beijing time.
        for moment in filter(None, map(_in_china, meta_dates)):
            if "T" in found and moment.startswith(found):
                return moment, problems
    for found in (*facts.dates[:1], *meta_dates, *facts.written[:1], *facts.printed[:1]):
        # The same day with a time of day, or a zone, says more.
        fuller = [
            other
            for other in (*meta_dates, *facts.dates, *facts.written)
            if other.startswith(found)
        ]
        return max([found, *fuller], key=len), problems
    return None, problems


def _in_china(date: str) -> str | None:
    """A moment with a zone as clocks in China show it."""
    if "T" not in date:
        return None
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    return moment.astimezone(_CHINA).isoformat() if moment.tzinfo else None


def _authors(
    edits: Edits, front: FrontMatter, facts: Facts, meta: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    if edits.authors is not None:
        return edits.authors
    named = [name for words in _strings(front_value(front, "author")) for name in _as_names(words)]
    people = [
        name
        for name in named
        if is_person(name)
        or not (_is_medium(name) or (is_organisation(name) and not _GROUP.search(fold(name))))
    ]
    if people:
        return tuple(dict.fromkeys(people))
    signed = [name for name in map(tidy, facts.authors) if not _is_nobody(name)]
    # The account that posts is named where an author would be.
    hosts = "".join((*facts.publishers, *meta.get("source", ()), *meta.get("site", ())))
    signed = [name for name in signed if is_person(name) or name not in hosts]
    if signed:
        return tuple(dict.fromkeys(signed))
    if facts.writers:
        return tuple(dict.fromkeys(facts.writers))
    meta_people = [
        name
        for words in meta.get("author", ())
        for name in _as_names(words)
        if not _is_medium(name) and not _is_nobody(name) and not is_organisation(name)
    ]
    if meta_people:
        return tuple(dict.fromkeys(meta_people[:6]))
    # A body signs and publishes; only a group that was formed to write counts as an author.
    return tuple(dict.fromkeys(name for name in facts.organisations if _GROUP.search(fold(name))))


def _as_names(words: str) -> tuple[str, ...]:
    """`記者 簡于庭` → 簡于庭; a name that is no person's stays whole."""
    words = tidy(words)
    people = names_in(words)
    if people:
        return people
    return () if not words or _is_nobody(words) else (words,)


def _is_nobody(name: str) -> bool:
    return bool(_NOBODY.fullmatch(fold(name))) or name.startswith(("http://", "https://"))


def _is_medium(name: str) -> bool:
    return bool(_MEDIUM.fullmatch(fold(name)))


def _publisher(
    edits: Edits,
    front: FrontMatter,
    facts: Facts,
    meta: dict[str, tuple[str, ...]],
    authors: tuple[str, ...],
) -> str | None:
    if edits.publisher is not None:
        return edits.publisher
    written = front_text(front, "publisher")
    if written and not _PUBLIC_ADDRESS.match(written):
        return written
    portals = {
        squeezed(name)
        for words in (
            *_strings(front_value(front, "author")),
            *meta.get("site", ()),
            *filter(_is_medium, facts.sites),
        )
        for name in [words]
    }
    bodies = [name for name in meta.get("author", ()) if is_organisation(name) or _is_medium(name)]
    own = [*map(without_edition, meta.get("site", ())), *bodies, *facts.sites]
    credited = [name for name in (*facts.publishers, *meta.get("source", ())) if name]
    # An office of the body whose page it is says less than the body.
    offices = [name for name in credited if own and _OFFICE.fullmatch(fold(name))]
    credited = [name for name in credited if name not in offices]
    media = [name for name in facts.media if not (own and _OFFICE.fullmatch(fold(name)))]
    # Who sent it to all media counts where the page credits nobody.
    media += [] if credited else facts.agencies
    for name in (*credited, *media):
        # 来源：<the portal itself> says less than the newspaper of the by-line.
        if (
            squeezed(name) not in portals
            and name not in authors
            and not _PLATFORM.search(fold(name))
        ):
            return _in_full(tidy(name), facts)
    for name in (*credited, *media, *own, *offices, *facts.media):
        if not _PLATFORM.search(fold(name)):
            return _in_full(tidy(name), facts)
    portal = [
        words
        for words in _strings(front_value(front, "author"))
        if (_is_medium(words) or is_organisation(words)) and words not in authors
    ]
    if portal:
        return tidy(portal[0])
    noticed = _NOTICE_BY.fullmatch(facts.title or "")
    return noticed.group(1) if noticed else None


def _in_full(name: str, facts: Facts) -> str:
    """市政府办公室 where the notice is signed by 某某市人民政府办公室: the full name."""
    headed = _HEAD_BODY.match(facts.title or "")
    bodies = [*facts.organisations, *([str(headed.group(1))] if headed else [])]
    for full in bodies:
        letters = iter(full)
        if (
            len(full) > len(name) >= 3
            and full[-2:] == name[-2:]
            and all(letter in letters for letter in name)
        ):
            return full
    return name


def _url(
    edits: Edits, front: FrontMatter, facts: Facts, meta: dict[str, tuple[str, ...]]
) -> str | None:
    if edits.url is not None:
        return edits.url
    publisher = front_value(front, "publisher")
    for words in (
        front_text(front, "url") or "",
        str(publisher.get("url", "")) if isinstance(publisher, dict) else "",
        *meta.get("url", ()),
        front_text(front, "publisher") or "",
        *facts.urls,
    ):
        found = _PUBLIC_ADDRESS.fullmatch(words.strip())
        if found:
            return found.group()
    return None


def _keywords(
    front: FrontMatter, facts: Facts, meta: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    for given in (
        _strings(front_value(front, "keywords")),
        facts.keywords,
        list(meta.get("keywords", ())),
        [words for words in _strings(front_value(front, "categories")) if not words.isascii()],
    ):
        words = [tidy(word) for value in given for word in split_keywords(value)]
        words = [word for word in dict.fromkeys(words) if word and len(word) <= 30]
        if words:
            return tuple(words[:30])
    return ()

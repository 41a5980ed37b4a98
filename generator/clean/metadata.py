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
from generator.clean.front_fields import KEYS, front_text, front_value, is_true, strings
from generator.clean.frontmatter import FrontMatter
from generator.clean.labels import split_keywords
from generator.clean.media import looks_like_medium
from generator.clean.names import is_organisation, is_person, names_in
from generator.clean.pieces import tidy
from generator.clean.publisher import publisher_of
from generator.model import Edits
from generator.problems import Problem, warning

_CHINA = timezone(timedelta(hours=8))
_GROUP = re.compile("课题组|编写组|调研组|写作组|评论员|研究组")
_PUBLIC_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
# Names that sites put where an author would stand.
_NOBODY = re.compile(
    r"(?:本站编辑|本网编辑|本站原创|整理|综合|互联网|网络转载|网络来源|admin|editor|administrator|管理员|佚名|网络|本站|小编|未知|匿名|编辑部?|网站编辑|系统管理员|作者|记者)",
    re.I,
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
        publisher=edits.publisher
        if edits.publisher is not None
        else publisher_of(front, facts, meta, authors),
        url=_url(edits, front, facts, meta),
        keywords=_keywords(front, facts, meta),
        draft=edits.draft if edits.draft is not None else is_true(front_value(front, "draft")),
        problems=problems,
    )


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
    for words in strings(written)[:1]:
        found = parse_date(words)
        if found:
            return found, ()
        line = next(
            (number for key, number in front.lines.items() if key.lower() in KEYS["date"]), 1
        )
        problems = (
            warning(path, line, f"the date `{words}` is not one", "write it as 2024-03-15"),
        )
    meta_dates = [found for words in meta.get("date", ()) if (found := parse_date(words))]
    dates = facts.dates or facts.written
    for found in dates[:1]:
        # The head's moment may be the same one in another zone; the page shows Beijing time.
        for given in meta_dates:
            moment = _in_china(given) or ""
            if ("T" in found or given.endswith("+00:00")) and moment.startswith(found):
                return moment, problems
    updated = [found for words in meta.get("updated", ())[:1] if (found := parse_date(words))]
    for found in (
        *facts.dates[:1],
        *meta_dates,
        *facts.written[:1],
        *facts.printed[:1],
        *updated,
    ):
        # The same day with a time of day, or a zone, says more.
        fuller = [
            other
            for other in (*meta_dates, *facts.dates, *facts.written, *updated)
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
    named = [name for words in strings(front_value(front, "author")) for name in _as_names(words)]
    people = [
        name
        for name in named
        if is_person(name)
        or not (
            looks_like_medium(name) or (is_organisation(name) and not _GROUP.search(fold(name)))
        )
    ]
    if people:
        return tuple(dict.fromkeys(people))
    signed = [name for name in map(tidy, facts.authors) if not _is_nobody(name)]
    # The account that posts is named where an author would be.
    hosts = "\n".join(
        (
            *facts.publishers,
            *facts.sites,
            *meta.get("source", ()),
            *meta.get("site", ()),
            # …_潮水订阅: what the head's title says behind the article's
            *(words.removeprefix(facts.title or "") for words in meta.get("page_title", ())),
        )
    )
    signed = [name for name in signed if is_person(name) or name not in hosts]
    if signed:
        return tuple(dict.fromkeys(signed))
    if facts.writers:
        return tuple(dict.fromkeys(facts.writers))
    meta_people = [
        name
        for words in meta.get("author", ())
        for name in _as_names(words)
        if not looks_like_medium(name)
        and not _is_nobody(name)
        and not is_organisation(name)
        and (is_person(name) or name not in hosts)
    ]
    if meta_people:
        return tuple(dict.fromkeys(meta_people[:6]))
    posters = [name for name in facts.posters if not _is_nobody(name)]
    if posters and not facts.publishers:
        return (posters[0],)
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
    return (
        bool(_NOBODY.fullmatch(fold(name)))
        or name.startswith(("http://", "https://"))
        or not any(map(str.isalpha, name))  # the number of an account
    )


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
        strings(front_value(front, "keywords")),
        facts.keywords,
        list(meta.get("keywords", ())),
        [words for words in strings(front_value(front, "categories")) if not words.isascii()],
    ):
        words = [tidy(word) for value in given for word in split_keywords(value)]
        words = [word for word in dict.fromkeys(words) if word and len(word) <= 30]
        if words:
            return tuple(words[:30])
    return ()

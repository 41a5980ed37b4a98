"""`site.yaml` → `Site`."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from generator.convert.editions import edition_for
from generator.model import DigestOptions, Edition, Site, Text, Theme
from generator.problems import ProblemError, SiteError, error
from generator.read.disk import Disk
from generator.read.fields import Fields
from generator.read.look import read_look

FILE = "site.yaml"
KEYS = (
    *("title", "description", "base_url", "editions", "themes"),
    *("digest", "quotes", "look", "offline"),
)
THEME_KEYS = ("id", "title", "description", "words", "examples")
DIGEST_KEYS = (
    "article_summary",
    "theme_summary",
    "topic_sources",
    "topic_limit",
    "links_per_passage",
    "embeddings",
)
QUOTES = ("curly", "corner")

_THEME_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def read_site(
    folder: Path,
    *,
    base_url: str | None = None,
    only: Sequence[str] = (),
    drafts: bool = False,
    disk: Disk | None = None,
) -> Site:
    """The site's settings. `only` keeps some editions; raises SiteError."""
    disk = disk or Disk()
    path = folder / FILE
    shown = str(path)
    if not os.path.lexists(path):
        fix = (
            "run `wenzhai` in a site folder, name one with --site, or start one with `wenzhai new`"
        )
        raise SiteError(error(shown, 1, "there is no site.yaml here", fix))
    try:
        data = disk.read(path, within=folder)
        return disk.made(
            shown,
            (data, base_url, tuple(only), drafts),
            lambda: _site(Fields.of_file(data, shown), base_url, only, drafts),
        )
    except ProblemError as fault:
        raise SiteError(fault.problem) from None


def _site(fields: Fields, base_url: str | None, only: Sequence[str], drafts: bool) -> Site:
    fields.only(KEYS)
    title = fields.text("title")
    if not title:
        raise fields.fault("title", "`title` is missing", "write `title: the site's name`")
    editions = _editions(fields, only)
    return Site(
        title=title,
        description=fields.text("description"),
        base_url=_base_url(fields, base_url),
        editions=editions,
        themes=_themes(fields),
        digest=_digest_options(fields.mapping("digest")),
        publish_drafts=drafts,
        look=read_look(fields),
        offline=fields.flag("offline"),
    )


def _editions(fields: Fields, only: Sequence[str]) -> tuple[Edition, ...]:
    quotes = fields.mapping("quotes")
    tags = fields.strings("editions")
    if not tags:
        fix = "write `editions: [zh-Hans, zh-Hant]`"
        raise fields.fault("editions", "`editions` is missing", fix)
    editions: list[Edition] = []
    for tag in tags:
        mark = quotes.string(tag)
        if mark is not None and mark not in QUOTES:
            raise quotes.fault(tag, f"unknown quotation marks `{mark}`", "write curly or corner")
        try:
            edition = edition_for(tag, mark)
        except ValueError as fault:
            fix = "write a BCP 47 tag such as zh-Hans"
            raise fields.fault("editions", str(fault), fix) from None
        if any(edition.segment == other.segment for other in editions):
            raise fields.fault("editions", f"edition {tag} is given twice", "keep one of them")
        editions.append(edition)
    quotes.only(tuple(edition.tag for edition in editions))
    for tag in only:
        if all(tag.lower() != edition.segment for edition in editions):
            known = ", ".join(edition.tag for edition in editions)
            raise fields.fault("editions", f"--edition {tag} is not one of {known}", "add it here")
    wanted = {tag.lower() for tag in only}
    return tuple(edition for edition in editions if not wanted or edition.segment in wanted)


def _base_url(fields: Fields, given: str | None) -> str:
    url = given if given is not None else fields.string("base_url")
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        fix = "write an address such as https://example.org/digest/"
        raise fields.fault("base_url", f"`{url}` is not an absolute http(s) address", fix)
    return url if url.endswith("/") else url + "/"


def _themes(fields: Fields) -> tuple[Theme, ...]:
    entries = fields.mappings("themes")
    if not entries:
        fix = "list at least one theme with `id` and `title`"
        raise fields.fault("themes", "`themes` is missing", fix)
    themes: list[Theme] = []
    for entry in entries:
        entry.only(THEME_KEYS)
        identity = entry.needed_string("id", "write `id: economy`")
        if not _THEME_ID.fullmatch(identity):
            fix = "use a-z, 0-9 and hyphens"
            raise entry.fault("id", f"`{identity}` cannot be a theme's id", fix)
        if any(identity == theme.id for theme in themes):
            raise entry.fault("id", f"theme `{identity}` is given twice", "rename one of them")
        themes.append(
            Theme(
                id=identity,
                title=entry.text("title") or Text(by_tag=(("", identity),)),
                description=entry.text("description"),
                words=_words(entry),
                examples=entry.strings("examples") or (),
            )
        )
    return tuple(themes)


def _words(entry: Fields) -> tuple[tuple[str, float], ...]:
    """`words: [甲, 乙]` or `words: [{甲: 2}, 乙]` or `words: {甲: 2, 乙: 1}`."""
    raw = entry.raw("words")
    items: list[tuple[str, object]] = []
    if isinstance(raw, dict):
        items = list(raw.items())
    elif isinstance(raw, list):
        for item in raw:
            items += list(item.items()) if isinstance(item, dict) else [(str(item), 1)]
    elif raw is not None:
        raise entry.fault("words", "`words` is not a list", "write `words: [甲, 乙]`")
    words: list[tuple[str, float]] = []
    for word, weight in items:
        if isinstance(weight, bool) or not isinstance(weight, (int, float)):
            fix = f"write `{word}: 2`"
            raise entry.fault("words", f"the weight of {word} is not a number", fix)
        words.append((word, float(weight)))
    return tuple(words)


def _digest_options(fields: Fields) -> DigestOptions:
    fields.only(DIGEST_KEYS)
    default = DigestOptions()
    return DigestOptions(
        article_summary=fields.number("article_summary", 1, 20, default.article_summary),
        theme_summary=fields.number("theme_summary", 1, 20, default.theme_summary),
        topic_sources=fields.number("topic_sources", 1, 50, default.topic_sources),
        topic_limit=fields.number("topic_limit", 0, 1000, default.topic_limit),
        links_per_passage=fields.number("links_per_passage", 0, 20, default.links_per_passage),
        embeddings=bool(fields.flag("embeddings")),
    )


# What `wenzhai inspect` takes for a file that lies in no site.
_DEFAULT_THEMES = (
    ("economy", "数字经济"),
    ("government", "数字政府"),
    ("living", "数字生活"),
    ("ecosystem", "数字生态"),
    ("infrastructure", "数字基建"),
)


def default_site() -> Site:
    """A site with the five themes that the shipped lexicon knows."""
    return Site(
        title=Text(by_tag=(("", "文摘"),)),
        description=Text(),
        base_url="",
        editions=(edition_for("zh-Hans"), edition_for("zh-Hant")),
        themes=tuple(
            Theme(id=identity, title=Text(by_tag=(("", title),)), description=Text())
            for identity, title in _DEFAULT_THEMES
        ),
    )

"""`<name>.edit.yaml` → `Edits`: an editor's decisions about one source."""

from __future__ import annotations

from collections.abc import Collection

from generator.model import Correction, Edits, PassageEdit, PassageId
from generator.problems import SourceError
from generator.read.fields import Fields

SUFFIX = ".edit.yaml"
KEYS = (
    *("title", "date", "authors", "publisher", "url", "slug", "lang", "encoding"),
    *("draft", "publish", "expire", "note", "themes", "summary", "pin", "drop"),
    *("passages", "corrections", "names", "links"),
)
PASSAGE_KEYS = ("theme", "omit", "quote")
CORRECTION_KEYS = ("find", "replace", "why")


def read_edits(data: bytes, path: str, theme_ids: Collection[str]) -> Edits:
    """Raises ProblemError, or SourceError where the YAML is sound and a value is not."""
    fields = Fields.of_file(data, path)
    fields.only(KEYS)
    themes = fields.strings("themes")
    for theme in themes or ():
        _known_theme(theme, "themes", fields, theme_ids)
    links = fields.mapping("links")
    links.only(("add", "forbid"))
    return Edits(
        path=path,
        title=fields.string("title"),
        date=fields.string("date"),
        authors=fields.strings("authors"),
        publisher=fields.string("publisher"),
        url=fields.string("url"),
        slug=fields.slug("slug"),
        lang=fields.string("lang"),
        encoding=fields.string("encoding"),
        draft=fields.flag("draft"),
        publish=fields.string("publish"),
        expire=fields.string("expire"),
        note=fields.string("note"),
        themes=themes,
        summary=fields.string("summary"),
        pin=_ids(fields, "pin"),
        drop=_ids(fields, "drop"),
        passages=_passages(fields, theme_ids),
        corrections=_corrections(fields),
        names=fields.strings("names") or (),
        link=_pairs(links, "add"),
        unlink=_pairs(links, "forbid"),
        lines=tuple((key, fields.line(key)) for key in fields.names()),
    )


def _known_theme(theme: str, key: str, fields: Fields, theme_ids: Collection[str]) -> None:
    if theme not in theme_ids:
        fix = f"write one of {', '.join(theme_ids)}"
        raise SourceError(fields.problem(key, f"there is no theme `{theme}`", fix))


def _ids(fields: Fields, key: str) -> tuple[PassageId, ...]:
    return tuple(PassageId(identity) for identity in fields.strings(key) or ())


def _passages(fields: Fields, theme_ids: Collection[str]) -> tuple[PassageEdit, ...]:
    passages = fields.mapping("passages")
    edits = []
    for identity in passages.names():
        entry = passages.mapping(identity)
        entry.only(PASSAGE_KEYS)
        theme = entry.string("theme")
        if theme is not None:
            _known_theme(theme, "theme", entry, theme_ids)
        edits.append(
            PassageEdit(
                passage=PassageId(identity),
                theme=theme,
                sets_theme="theme" in entry.names(),
                omit=bool(entry.flag("omit")),
                quote=entry.string("quote") or "",
                line=passages.line(identity),
            )
        )
    return tuple(edits)


def _corrections(fields: Fields) -> tuple[Correction, ...]:
    corrections = []
    for entry in fields.mappings("corrections"):
        entry.only(CORRECTION_KEYS)
        corrections.append(
            Correction(
                find=entry.needed_string("find", "write the words as they stand in the source"),
                replace=entry.string("replace") or "",
                why=entry.string("why") or "",
                line=entry.line("find"),
            )
        )
    return tuple(corrections)


def _pairs(links: Fields, key: str) -> tuple[tuple[PassageId, PassageId], ...]:
    """`add: [[p1, p2], …]`, pairs of passage ids."""
    raw = links.raw(key)
    if raw is None:
        return ()
    shaped = isinstance(raw, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
        for pair in raw
    )
    if not shaped or not isinstance(raw, list):
        fix = f"write `{key}: [[p1…, p2…]]`"
        raise links.fault(key, f"`{key}` is not a list of pairs of passages", fix)
    return tuple((PassageId(first), PassageId(second)) for first, second in raw)

"""An article's facts on the desk: what the source says of itself beside what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from generator.decide.yaml_text import Values
from generator.model import Entry
from generator.preview.desk.choices import strings
from generator.preview.desk.forms.articles import TEXTS
from generator.render.catalogue import Catalogue

_LABELS = {
    "title": "Title",
    "date": "Date",
    "authors": "Authors",
    "publisher": "Publisher",
    "url": "Address of the original",
    "slug": "Name in the address",
    "lang": "Language",
    "publish": "Publish from",
    "expire": "Withdraw on",
    "note": "Note for readers",
}
_HINTS = {
    "date": "2024-05-06, 2024-05 or 2024",
    "authors": "several with 、 between them",
    "slug": "a-z, 0-9 and hyphens",
    "lang": "zh-Hans or zh-Hant, where it was taken for the wrong one",
    "publish": "2024-05-06; until then it is a draft",
    "expire": "2024-05-06; from then on it is not published",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    label: str
    value: str  # as decided
    read: str  # as the source says
    hint: str
    long: bool = False


def facts(whole: Entry, values: Values, words: Catalogue) -> tuple[Field, ...]:
    article, fields = whole.article, []
    read = {
        "title": article.title,
        "date": article.date,
        "authors": "、".join(article.authors),
        "publisher": article.publisher,
        "url": article.url,
        "slug": article.slug,
        "lang": {"Hans": "zh-Hans", "Hant": "zh-Hant"}.get(article.script, ""),
    }
    for name in (
        "title",
        "date",
        "authors",
        *(one for one in TEXTS if one not in ("title", "date")),
    ):
        decided = values.get(name)
        value = "、".join(strings(decided)) if name == "authors" else str(decided or "")
        fields.append(
            Field(
                name=name,
                label=words.plain(_LABELS[name]),
                value=value,
                read=str(read.get(name) or ""),
                hint=words.plain(_HINTS[name]) if name in _HINTS else "",
                long=name == "note",
            )
        )
    return tuple(fields)

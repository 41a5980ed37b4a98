"""The page on which an article is translated, passage by passage."""

from __future__ import annotations

from dataclasses import dataclass

from generator.convert.translations import for_edition, needs_translation, translation_of
from generator.convert.translations import wanted as wanted_of
from generator.decide.po_text import cut
from generator.decide.translation import entry_of
from generator.model import Edition, Entry, PassageId
from generator.preview.desk.overview import lang_of, title_of
from generator.preview.desk.state import OnDisk, State
from generator.render.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRow:
    context: str
    label: str
    chinese: str
    text: str
    state: str  # done, stale, unsure, empty


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateView:
    source: str
    title: str
    lang: str
    language: str
    language_label: str
    file: OnDisk
    rows: tuple[TranslationRow, ...]
    done: int


def translate(
    entry: Entry, edition: Edition, state: State, words: Catalogue, file: OnDisk
) -> TranslateView:
    stem = entry.article.source.rsplit(".", 1)[0]
    known = translation_of(entry, for_edition(edition, state.inputs.translations).get(stem))
    text = (file.data or b"").decode("utf-8", "replace")
    fuzzy = [one for one in cut(text).entries if one.fuzzy and not one.obsolete]
    unsure = {(one.context, one.chinese) for one in fuzzy}
    guessed = {
        (one.context, one.chinese)
        for one in fuzzy
        if any(line.startswith("#|") for line in one.comments)
    }
    needed = {str(one.id) for one in entry.passages() if needs_translation(one)}
    rows = []
    for context, chinese in dict.fromkeys(wanted_of(entry)):
        own = entry_of(file.data, file.path, context, chinese) or ""
        old = known.passages.get(PassageId(context)) if context in needed else None
        stale = not own and old is not None and old.stale
        what = "done" if own else "empty"
        if stale or (context, chinese) in guessed:
            what = "stale"
        elif (context, chinese) in unsure:
            what = "unsure"
        rows.append(
            TranslationRow(
                context=context,
                label=words.plain(context) if context not in needed else "",
                chinese=chinese,
                text=own or (old.text if stale and old else ""),
                state=what,
            )
        )
    return TranslateView(
        source=entry.article.source,
        title=title_of(entry),
        lang=lang_of(entry),
        language=edition.tag,
        language_label=edition.label,
        file=file,
        rows=tuple(rows),
        done=sum(row.state == "done" for row in rows),
    )

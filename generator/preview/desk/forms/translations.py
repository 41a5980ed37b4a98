"""The form that translates one passage: a decision in the article's catalogue."""

from __future__ import annotations

from collections.abc import Callable

from generator.convert.translations import for_edition
from generator.convert.translations import wanted as wanted_of
from generator.decide.sidecar import quote_of
from generator.decide.translation import translated, translation_met
from generator.model import Edition
from generator.preview.desk.forms.form import Form, Wanted, refused
from generator.preview.desk.state import State, stem_of


def _translate(form: Form) -> Wanted:
    source, tag = form.source, form.needed("language")
    edition = next((one for one in form.state.others() if one.tag == tag), None)
    if edition is None:
        raise refused("language", f"there is no edition {tag}", "reload the desk")
    context, chinese = form.needed("context"), form.needed("chinese")
    text, unsure = form.get("translation"), form.get("unsure") == "yes"
    return _translation(form.state, source, edition, context, chinese, text, unsure)


def _translation(
    state: State,
    source: str,
    edition: Edition,
    context: str,
    chinese: str,
    text: str,
    unsure: bool,
) -> Wanted:
    stem = stem_of(source)
    path = translations_path(state, source, edition)
    asked = [
        pair
        for name, entry in state.entries.items()
        if stem_of(name) == stem
        for pair in wanted_of(entry)
    ]

    def change(seen: bytes | None, current: bytes | None) -> bytes:
        translation_met(seen, current, path, context, chinese)
        return translated(
            current,
            path,
            asked,
            edition,
            stem,
            context=context,
            chinese=chinese,
            text=text,
            unsure=unsure,
        )

    return Wanted(
        path=path,
        change=change,
        told={
            "say": "“%(quote)s” in %(language)s",
            "quote": quote_of(chinese),
            "language": edition.tag,
            "source": source,
        },
    )


def translations_path(state: State, source: str, edition: Edition) -> str:
    """Where the article's catalogue lies, or will lie: a folder `en` serves `en-GB` too."""
    stem = stem_of(source)
    found = for_edition(edition, state.inputs.translations).get(stem)
    return f"content/translations/{found.language if found else edition.tag}/{stem}.po"


FORMS: dict[str, Callable[[Form], Wanted]] = {"translate": _translate}

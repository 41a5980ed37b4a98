"""Forms about one article: each a decision in its sidecar."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.decide import sidecar
from generator.decide.files import Decide
from generator.preview.desk.forms.form import Form, Wanted, decision, refused
from generator.preview.desk.state import sidecar_of
from generator.read.sidecar import read_edits

TEXTS = ("title", "date", "publisher", "url", "slug", "lang", "publish", "expire", "note")
_DATES = ("date", "publish", "expire")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?)?)?")


def _about(form: Form, decide: Decide, say: str, **told: str) -> Wanted:
    source = form.source
    themes = tuple(theme.id for theme in form.state.themes)

    def check(data: bytes, path: str) -> object:
        return read_edits(data, path, themes)

    return decision(sidecar_of(source), check, decide, say, source=source, **told)


def _about_passage(form: Form, decide: Decide, say: str, text: str, **told: str) -> Wanted:
    """As `_about`; what is said of the decision quotes the passage."""
    return _about(form, decide, say, quote=sidecar.quote_of(text), **told)


def _fields(form: Form) -> Wanted:
    """The whole form of an article's facts; a field left as it was decides nothing."""
    changes: dict[str, object] = {}
    for name in TEXTS:
        if name in form:
            text = form.get(name)
            if name in _DATES and text and not _DATE.fullmatch(text):
                raise refused(name, f"`{text}` is not a date", "write it as 2024-05-06")
            changes[name] = " ".join(text.split()) if name != "note" else text
    if "authors" in form:
        changes["authors"] = [one for one in re.split(r"[、,，;；\n]+", form.get("authors")) if one]
    if "draft" in form:
        changes["draft"] = {"yes": True, "no": False}.get(form.get("draft"))
    if "has_themes" in form:
        changes["themes"] = form.all("themes")

    def decide(values: dict[str, object]) -> dict[str, object]:
        for name, value in changes.items():
            if _as_shown(values.get(name)) != _as_shown(value):
                values = sidecar.with_field(values, name, value)
        return values

    return _about(form, decide, "Facts about %(source)s")


def _as_shown(value: object) -> object:
    """What a form cannot tell apart: absent, empty; one text, a list of one; a number, its text."""
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if isinstance(value, bool) else str(value)


def _theme(form: Form) -> Wanted:
    passage, text = form.about_passage()
    chosen = form.get("theme")
    if chosen == sidecar.AUTOMATIC:
        say = "Theme of “%(quote)s” as the program finds it"
    elif not chosen:
        say = "“%(quote)s” belongs to no theme"
    else:
        say = "Theme of “%(quote)s”: %(theme)s"
    return _about_passage(
        form,
        lambda old: sidecar.with_theme(old, passage, chosen or None, text),
        say,
        text,
        theme=chosen,
        passage=passage,
    )


def _omit(form: Form) -> Wanted:
    passage, text = form.about_passage()
    omit = form.get("omit") == "yes"
    return _about_passage(
        form,
        lambda old: sidecar.with_omission(old, passage, omit, text),
        "“%(quote)s” left out" if omit else "“%(quote)s” taken back in",
        text,
        passage=passage,
    )


def _sentence(form: Form) -> Wanted:
    passage, text = form.about_passage()
    choice = form.get("choice")
    say = {
        "pin": "“%(quote)s” always in the summary",
        "drop": "“%(quote)s” never in the summary",
    }.get(choice, "“%(quote)s” in the summary as it comes")
    return _about_passage(
        form,
        lambda old: sidecar.with_sentence(old, passage, choice),
        say,
        text,
        passage=passage,
    )


def _summary(form: Form) -> Wanted:
    text = form.get("summary")
    say = "An own summary of %(source)s" if text else "The found summary of %(source)s"
    return _about(form, lambda old: sidecar.with_field(old, "summary", text), say)


def _correct(form: Form) -> Wanted:
    find, replace, why = form.needed("find"), form.get("replace"), form.get("why")
    if find == replace:
        raise refused("find", "both texts are the same", "change the second one")
    return _about(
        form,
        lambda old: sidecar.with_correction(old, find, replace, why),
        "“%(find)s” corrected to “%(replace)s”",
        find=sidecar.quote_of(find),
        replace=sidecar.quote_of(replace),
    )


def _uncorrect(form: Form) -> Wanted:
    find = form.needed("find")
    return _about(
        form,
        lambda old: sidecar.without_correction(old, find),
        "“%(find)s” as the source has it",
        find=sidecar.quote_of(find),
    )


def _link(form: Form) -> Wanted:
    pair = form.needed("passage"), form.needed("other")
    choice = form.get("choice")
    say = {
        "add": "Link between “%(quote)s” and “%(other)s” accepted",
        "forbid": "Link between “%(quote)s” and “%(other)s” forbidden",
    }.get(choice, "Link between “%(quote)s” and “%(other)s” as it comes")
    return _about(
        form,
        lambda old: sidecar.with_link(old, pair, choice),
        say,
        quote=sidecar.quote_of(form.get("text")),
        other=sidecar.quote_of(form.get("other_text")),
    )


def _heir(form: Form) -> Wanted:
    old, new, text = form.needed("orphan"), form.needed("passage"), form.get("text")
    return _about_passage(
        form,
        lambda values: sidecar.moved(values, old, new, text),
        "A decision moved to “%(quote)s”",
        text,
    )


def _discard(form: Form) -> Wanted:
    old = form.needed("orphan")
    return _about(
        form,
        lambda values: sidecar.discarded(values, old),
        "A decision about “%(quote)s” removed",
        quote=form.get("quote") or old,
    )


def _name(form: Form) -> Wanted:
    name = form.needed("name")
    keep = form.get("keep") != "no"

    def decide(values: dict[str, object]) -> dict[str, object]:
        ones = values.get("names")
        names = list(ones) if isinstance(ones, list) else [ones] if ones else []
        names = [one for one in names if one != name]
        return sidecar.with_field(values, "names", [*names, name] if keep else names)

    say = "%(name)s is a person's name" if keep else "%(name)s is no name any more"
    return _about(form, decide, say, name=name)


FORMS: dict[str, Callable[[Form], Wanted]] = {
    "fields": _fields,
    "theme": _theme,
    "omit": _omit,
    "sentence": _sentence,
    "summary": _summary,
    "correct": _correct,
    "uncorrect": _uncorrect,
    "link": _link,
    "heir": _heir,
    "discard": _discard,
    "name": _name,
}

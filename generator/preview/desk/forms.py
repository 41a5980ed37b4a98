"""What a form of the desk asks for: its fields in, one decision about one file out.

A table from the form's kind to a function. Whatever a form says is checked here and once more by
the strict reader of the file it changes; a browser is not trusted to send only what it was shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.convert.translations import for_edition
from generator.convert.translations import wanted as wanted_of
from generator.decide import editorial, sidecar
from generator.decide.files import Decide, on_yaml
from generator.decide.translation import translated, translation_met
from generator.model import Edition
from generator.preview.desk.state import GLOSSARY, TOPICS, State, sidecar_of, stem_of
from generator.problems import ProblemError, error
from generator.read.editorial import read_glossary, read_topics
from generator.read.sidecar import read_edits
from generator.write.decisions import Change

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?)?)?")
_LONGEST = 20_000
TEXTS = ("title", "date", "publisher", "url", "slug", "lang", "publish", "expire", "note")
DATES = ("date", "publish", "expire")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    path: str
    change: Change
    told: Mapping[str, str]
    """`say` is a message with places for the other values; themes are told by their id."""


class Form:
    """The fields of a form as they came."""

    def __init__(self, fields: Mapping[str, Sequence[str]], state: State) -> None:
        self._fields = fields
        self.state = state

    def get(self, name: str) -> str:
        values = self._fields.get(name) or ("",)
        text = values[0].replace("\r\n", "\n").strip()
        if len(text) > _LONGEST:
            raise _refused(name, f"`{name}` is longer than {_LONGEST} characters", "shorten it")
        return text

    def all(self, name: str) -> list[str]:
        return [one.strip() for one in self._fields.get(name) or () if one.strip()]

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def needed(self, name: str) -> str:
        text = self.get(name)
        if not text:
            raise _refused(name, f"`{name}` is empty", "fill it in")
        return text

    @property
    def source(self) -> str:
        name = self.get("source")
        if name not in self.state.sources:
            raise _refused(name, "there is no such article any more", "reload the desk")
        return name

    def about_passage(self) -> tuple[str, str]:
        """Its id and its text, which the form carries: the passage may be left out by now."""
        return self.needed("passage"), self.get("text")


def wanted(fields: Mapping[str, Sequence[str]], state: State) -> Wanted:
    """Raises ProblemError."""
    form = Form(fields, state)
    make = _KINDS.get(form.get("kind"))
    if make is None:
        raise _refused("form", "this form is not known", "reload the desk")
    return make(form)


def _refused(path: str, cause: str, fix: str) -> ProblemError:
    return ProblemError(error(path, 1, cause, fix))


def _about_article(form: Form, decide: Decide, say: str, **told: str) -> Wanted:
    source = form.source
    path = sidecar_of(source)
    themes = tuple(theme.id for theme in form.state.themes)

    def check(data: bytes, path: str) -> object:
        return read_edits(data, path, themes)

    return Wanted(
        path=path,
        change=lambda seen, current: on_yaml(seen, current, path, decide, check),
        told={"say": say, "source": source, **told},
    )


def _fields(form: Form) -> Wanted:
    """The whole form of an article's facts; a field left as it was decides nothing."""
    changes: dict[str, object] = {}
    for name in TEXTS:
        if name in form:
            text = form.get(name)
            if name in DATES and text and not _DATE.fullmatch(text):
                raise _refused(name, f"`{text}` is not a date", "write it as 2024-05-06")
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

    return _about_article(form, decide, "Facts about %(source)s")


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
    return _about_article(
        form,
        lambda old: sidecar.with_theme(old, passage, chosen or None, text),
        say,
        quote=sidecar.quote_of(text),
        theme=chosen,
        passage=passage,
    )


def _omit(form: Form) -> Wanted:
    passage, text = form.about_passage()
    omit = form.get("omit") == "yes"
    return _about_article(
        form,
        lambda old: sidecar.with_omission(old, passage, omit, text),
        "“%(quote)s” left out" if omit else "“%(quote)s” taken back in",
        quote=sidecar.quote_of(text),
        passage=passage,
    )


def _sentence(form: Form) -> Wanted:
    passage, text = form.about_passage()
    choice = form.get("choice")
    say = {
        "pin": "“%(quote)s” always in the summary",
        "drop": "“%(quote)s” never in the summary",
    }.get(choice, "“%(quote)s” in the summary as it comes")
    return _about_article(
        form,
        lambda old: sidecar.with_sentence(old, passage, choice),
        say,
        quote=sidecar.quote_of(text),
        passage=passage,
    )


def _summary(form: Form) -> Wanted:
    text = form.get("summary")
    say = "An own summary of %(source)s" if text else "The found summary of %(source)s"
    return _about_article(form, lambda old: sidecar.with_field(old, "summary", text), say)


def _correct(form: Form) -> Wanted:
    find, replace, why = form.needed("find"), form.get("replace"), form.get("why")
    if find == replace:
        raise _refused("find", "both texts are the same", "change the second one")
    return _about_article(
        form,
        lambda old: sidecar.with_correction(old, find, replace, why),
        "“%(find)s” corrected to “%(replace)s”",
        find=sidecar.quote_of(find),
        replace=sidecar.quote_of(replace),
    )


def _uncorrect(form: Form) -> Wanted:
    find = form.needed("find")
    return _about_article(
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
    return _about_article(
        form,
        lambda old: sidecar.with_link(old, pair, choice),
        say,
        quote=sidecar.quote_of(form.get("text")),
        other=sidecar.quote_of(form.get("other_text")),
    )


def _heir(form: Form) -> Wanted:
    old, new, text = form.needed("orphan"), form.needed("passage"), form.get("text")
    return _about_article(
        form,
        lambda values: sidecar.moved(values, old, new, text),
        "A decision moved to “%(quote)s”",
        quote=sidecar.quote_of(text),
    )


def _discard(form: Form) -> Wanted:
    old = form.needed("orphan")
    return _about_article(
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
    return _about_article(form, decide, say, name=name)


def _about_topics(decide: Decide, say: str, **told: str) -> Wanted:
    return Wanted(
        path=TOPICS,
        change=lambda seen, current: on_yaml(seen, current, TOPICS, decide, read_topics),
        told={"say": say, **told},
    )


def _also(form: Form) -> list[str]:
    return [one for one in form.get("aliases").split("\n") if one]


def _approve(form: Form) -> Wanted:
    name, also = form.needed("name"), _also(form)
    return _about_topics(
        lambda old: editorial.with_topic(old, name, also), "Topic %(name)s approved", name=name
    )


def _join(form: Form) -> Wanted:
    name, into, also = form.needed("name"), form.needed("into"), _also(form)
    if name == into:
        raise _refused("into", "a topic cannot be joined to itself", "name another one")
    return _about_topics(
        lambda old: editorial.joined(old, name, into, also),
        "Topic %(name)s joined to %(into)s",
        name=name,
        into=into,
    )


def _rename(form: Form) -> Wanted:
    name, to, also = form.needed("name"), form.needed("to"), _also(form)
    return _about_topics(
        lambda old: editorial.renamed(old, name, to, also) if name != to else old,
        "Topic %(name)s is now called %(to)s",
        name=name,
        to=to,
    )


def _ignore(form: Form) -> Wanted:
    name = form.needed("name")
    if form.get("ignore") == "no":
        return _about_topics(
            lambda old: editorial.unignored(old, name),
            "%(name)s can be a topic again",
            name=name,
        )
    return _about_topics(
        lambda old: editorial.ignored(old, name), "Topic %(name)s ignored", name=name
    )


def _unjoin(form: Form) -> Wanted:
    name, alias = form.needed("name"), form.needed("alias")
    return _about_topics(
        lambda old: editorial.unjoined(old, name, alias),
        "%(alias)s is not %(name)s",
        name=name,
        alias=alias,
    )


def _describe(form: Form) -> Wanted:
    name, tag, text = form.needed("name"), form.needed("language"), form.get("description")
    if tag not in {one.tag for one in form.state.inputs.site.editions}:
        raise _refused("language", f"there is no edition {tag}", "reload the desk")
    return _about_topics(
        lambda old: editorial.described(old, name, tag, " ".join(text.split())),
        "What %(name)s is",
        name=name,
    )


def _about_glossary(decide: Decide, say: str, **told: str) -> Wanted:
    return Wanted(
        path=GLOSSARY,
        change=lambda seen, current: on_yaml(seen, current, GLOSSARY, decide, read_glossary),
        told={"say": say, **told},
    )


def _force(form: Form) -> Wanted:
    hans, hant, edition = form.needed("hans"), form.needed("hant"), form.get("edition")
    if edition and edition not in {one.tag for one in form.state.scripts()}:
        raise _refused("edition", f"there is no edition {edition}", "reload the desk")
    return _about_glossary(
        lambda old: editorial.forced(old, hans, hant, edition),
        "%(hans)s is written %(hant)s",
        hans=hans,
        hant=hant,
    )


def _unforce(form: Form) -> Wanted:
    hans, edition = form.needed("hans"), form.get("edition")
    return _about_glossary(
        lambda old: editorial.unforced(old, hans, edition),
        "%(hans)s as the program writes it",
        hans=hans,
    )


def _protect(form: Form) -> Wanted:
    term, keep = form.needed("term"), form.get("keep") != "no"
    say = "%(term)s stays as the source has it" if keep else "%(term)s is converted again"
    return _about_glossary(lambda old: editorial.protected(old, term, keep), say, term=term)


def _translate(form: Form) -> Wanted:
    source, tag = form.source, form.needed("language")
    edition = next((one for one in form.state.others() if one.tag == tag), None)
    if edition is None:
        raise _refused("language", f"there is no edition {tag}", "reload the desk")
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
            "quote": sidecar.quote_of(chinese),
            "language": edition.tag,
            "source": source,
        },
    )


def translations_path(state: State, source: str, edition: Edition) -> str:
    """Where the article's catalogue lies, or will lie: a folder `en` serves `en-GB` too."""
    stem = stem_of(source)
    found = for_edition(edition, state.inputs.translations).get(stem)
    return f"content/translations/{found.language if found else edition.tag}/{stem}.po"


_KINDS: dict[str, Callable[[Form], Wanted]] = {
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
    "approve": _approve,
    "join": _join,
    "rename": _rename,
    "ignore": _ignore,
    "unjoin": _unjoin,
    "describe": _describe,
    "force": _force,
    "unforce": _unforce,
    "protect": _protect,
    "translate": _translate,
}

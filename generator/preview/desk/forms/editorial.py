"""Forms about topics and the glossary: decisions that hold for the whole site."""

from __future__ import annotations

from collections.abc import Callable

from generator.decide import editorial
from generator.decide.files import Decide
from generator.preview.desk.forms.form import Form, Wanted, decision, refused
from generator.preview.desk.state import GLOSSARY, TOPICS
from generator.read.editorial import read_glossary, read_topics


def _about_topics(decide: Decide, say: str, **told: str) -> Wanted:
    return decision(TOPICS, read_topics, decide, say, **told)


def _about_glossary(decide: Decide, say: str, **told: str) -> Wanted:
    return decision(GLOSSARY, read_glossary, decide, say, **told)


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
        raise refused("into", "a topic cannot be joined to itself", "name another one")
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
        raise refused("language", f"there is no edition {tag}", "reload the desk")
    return _about_topics(
        lambda old: editorial.described(old, name, tag, " ".join(text.split())),
        "What %(name)s is",
        name=name,
    )


def _force(form: Form) -> Wanted:
    hans, hant, edition = form.needed("hans"), form.needed("hant"), form.get("edition")
    if edition and edition not in {one.tag for one in form.state.scripts()}:
        raise refused("edition", f"there is no edition {edition}", "reload the desk")
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


FORMS: dict[str, Callable[[Form], Wanted]] = {
    "approve": _approve,
    "join": _join,
    "rename": _rename,
    "ignore": _ignore,
    "unjoin": _unjoin,
    "describe": _describe,
    "force": _force,
    "unforce": _unforce,
    "protect": _protect,
}

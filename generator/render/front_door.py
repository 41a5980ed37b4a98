"""The pages before any edition: index.html, where readers choose one, and 404.html.

Nobody is sent anywhere by a script or a header: the choice is plain links. Interface texts are in
the default edition's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.model import Output
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.coverage import Joined, joins
from generator.render.frame import ICON, STYLES, files, logo
from generator.render.issue import Issue
from generator.render.templates import Templates
from generator.render.views.frame import Alternate, Frame
from generator.render.views.others import ChooserView, EditionChoice, NotFoundView


def chooser(
    issues: tuple[Issue, ...], templates: Templates, places: Mapping[str, Place], joined: Joined
) -> Output:
    here = addresses.home("")
    first = issues[0]
    base = first.site.base_url
    around = _frame(first, here, "page", places, indexed=True)
    alternates = tuple(
        Alternate(
            href=addresses.outward(base, here, addresses.home(one.edition.segment)),
            hreflang=one.edition.tag,
        )
        for one in issues
        if joins(one.edition, addresses.home(one.edition.segment), joined)
    )
    anyone = Alternate(href=addresses.outward(base, here, here), hreflang="x-default")
    view = ChooserView(choices=_choices(issues, here))
    data = templates.page(
        "chooser.html", replace(around, alternates=(*alternates, anyone)), view, first.catalogue
    )
    return Output(path=here.file, data=data)


def not_found(
    issues: tuple[Issue, ...], templates: Templates, places: Mapping[str, Place]
) -> Output:
    first = issues[0]
    here = addresses.not_found(first.site.base_url)
    around = _frame(first, here, "404", places, indexed=False)
    view = NotFoundView(choices=_choices(issues, here))
    return Output(path=here.file, data=templates.page("404.html", around, view, first.catalogue))


def _choices(issues: tuple[Issue, ...], here: Place) -> tuple[EditionChoice, ...]:
    choices = []
    for one in issues:
        title, title_lang = one.local(one.site.title)
        description, description_lang = one.local(one.site.description)
        choices.append(
            EditionChoice(
                href=addresses.link(here, addresses.home(one.edition.segment)),
                label=one.edition.label,
                lang=one.edition.tag,
                title=title,
                title_lang=title_lang,
                description=description or None,
                description_lang=description_lang,
            )
        )
    return tuple(choices)


def _frame(
    first: Issue, here: Place, kind: str, places: Mapping[str, Place], *, indexed: bool
) -> Frame:
    title, lang = first.local(first.site.title)
    description, _ = first.local(first.site.description)
    return Frame(
        kind=kind,
        lang=first.edition.tag,
        title=title,
        description=description or None,
        site_title=title,
        site_lang=lang,
        home=addresses.link(here, addresses.home(first.edition.segment)),
        canonical=addresses.outward(first.site.base_url, here, here),
        alternates=(),
        feeds=(),
        site_feeds=(),
        styles=files(here, places, STYLES),
        scripts=(),
        icon=next(iter(files(here, places, (ICON,))), None),
        logo=logo(first.site, here, places),
        switch=(),
        menu=(),
        made=None,
        themes=(),
        indexed=indexed,
        words_lang=None,
    )

"""The figures page, and the figures of a topic: values with their dates and who says so.

An issue and the comparisons of the digest in, views out. In a Chinese edition a value is shown in
the source's own words (8万多家, 两百多元), which say how exact it is; elsewhere it is written out
in the edition's manner (more than 80,000), and counted in words that a translator gave.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from babel.numbers import format_compact_decimal, format_decimal
from markupsafe import Markup, escape

from generator.convert.translations import MEASURE, PLACE
from generator.digest.comparisons import Compared, Comparison, Stated
from generator.model import Figure, Topic
from generator.render import dates
from generator.render.addresses import Place
from generator.render.catalogue import Catalogue
from generator.render.charts import Value, bars
from generator.render.drafts import MadeOf
from generator.render.issue import Issue
from generator.render.views.figures import ComparisonView, FiguresView, TopicFigure, ValueView
from generator.render.views.frame import Link

COMPARISONS = 60  # on one page: about 30 KiB compressed
TOPIC_FIGURES = 24
_MILLION = 1_000_000
_BARE = ("", "个", "個")  # they count anything: other languages have no word for them
_MORE = re.compile("[多余餘逾]|以上")
_PERIOD = re.compile(r"(\d{4})(?:H([12])|Q([1-4])|Q1/Q3)")


def figures_view(issue: Issue, here: Place, compared: Compared) -> FiguresView:
    shown = [one for one in compared.comparisons if all(_is_shown(issue, s) for s in one.stated)]
    return FiguresView(
        comparisons=tuple(_comparison(issue, here, one) for one in shown[:COMPARISONS]),
        beyond=len(shown[COMPARISONS:]),
        found=len(issue.digest.figures),
    )


def figures_made_of(issue: Issue, compared: Compared) -> MadeOf:
    """What `figures_view` looks at: most values are as they were when one article has changed."""
    shown = [one for one in compared.comparisons if all(_is_shown(issue, s) for s in one.stated)]
    topics = {one.topic for one in shown[:COMPARISONS]}
    refs = [
        ref
        for one in shown[:COMPARISONS]
        for stated in one.stated
        for ref in (stated.figure.ref, *stated.also)
    ]
    sources = {ref.source for ref in refs if ref in issue.teasers}
    return MadeOf(
        values=(
            shown[:COMPARISONS],
            len(shown),
            len(issue.digest.figures),
            [topic for topic in issue.topics if topic.id in topics],
            issue.names,
        ),
        sources=tuple(sorted(sources, key=lambda source: issue.position[source])),
    )


def stated_of(issue: Issue, topic: Topic, compared: Compared) -> list[Stated]:
    """What is counted of a topic, in the order of time, as far as its page has room."""
    shown = (one for one in compared.by_topic.get(topic.id, ()) if _is_shown(issue, one))
    return list(islice(shown, TOPIC_FIGURES))


def topic_figures(issue: Issue, here: Place, stated: Iterable[Stated]) -> tuple[TopicFigure, ...]:
    return tuple(
        TopicFigure(subject=_subject(issue, one.figure.subject), value=_value(issue, here, one))
        for one in stated
    )


def period_label(date: str | None, catalogue: Catalogue) -> str | None:
    """A date or a period (2022H1, 2023Q1/Q3, 2023-08/2023-11) for readers."""
    if not date:
        return None
    match = _PERIOD.fullmatch(date)
    if match:
        year = dates.year_label(int(match[1]), catalogue.locale)
        if match[2]:
            msgid = "first half of %(year)s" if match[2] == "1" else "second half of %(year)s"
        elif match[3]:
            return str(catalogue.text("quarter %(n)s of %(year)s", n=match[3], year=year))
        else:
            msgid = "first three quarters of %(year)s"
        return str(catalogue.text(msgid, year=year))
    if "/" in date:
        first, last = (dates.date_label(part, catalogue.locale) for part in date.split("/", 1))
        return f"{first}–{last}"
    return dates.date_label(date, catalogue.locale)


def _is_shown(issue: Issue, stated: Stated) -> bool:
    return stated.figure.ref in issue.teasers


def _comparison(issue: Issue, here: Place, one: Comparison) -> ComparisonView:
    values = tuple(_value(issue, here, stated) for stated in one.stated)
    places = {stated.place for stated in one.stated}
    everywhere = len(places) == 1
    chart = bars(
        [
            Value(
                stated.figure.value,
                str(view.words.striptags()),
                _bar_label(issue, view, not everywhere),
                view.target,
            )
            for stated, view in zip(one.stated, values, strict=True)
        ],
        issue.catalogue.plain("The values of the table, drawn as bars from zero"),
    )
    topic = next((topic for topic in issue.topics if topic.id == one.topic), None)
    link = None
    if topic is not None:
        line = issue.topic_line(here, topic)
        link = Link(href=line.href, label=line.name, lang=line.lang)
    return ComparisonView(
        id=one.id,
        topic=link,
        measure=_subject(issue, one.measure) if one.measure else None,
        sources=one.texts,
        place=values[0].place if everywhere else None,
        chart=chart,
        values=tuple(replace(value, place=None) for value in values) if everywhere else values,
    )


def _bar_label(issue: Issue, view: ValueView, with_place: bool) -> str:
    parts = [str(view.place.striptags()) if with_place and view.place else None, view.as_of_label]
    if view.target:
        parts.append(issue.catalogue.plain("target"))
    return " · ".join(part for part in parts if part) or issue.catalogue.plain("undated")


def _value(issue: Issue, here: Place, stated: Stated) -> ValueView:
    figure = stated.figure
    return ValueView(
        words=_words(issue, figure),
        place=_place(issue, stated.place),
        as_of=None
        if "/" in (stated.as_of or "") or _PERIOD.match(stated.as_of or "")
        else stated.as_of,
        as_of_label=period_label(stated.as_of, issue.catalogue),
        by_article=stated.by_article,
        target=stated.kind == "target",
        source=issue.passage_line(here, figure.ref),
        also=tuple(issue.passage_line(here, ref) for ref in stated.also if ref in issue.teasers),
    )


def _subject(issue: Issue, words: str) -> Markup:
    """What is counted: in words of the catalogue where it has them, else as the source says."""
    known = issue.catalogue.plain(words, MEASURE)
    return escape(known) if known != words else issue.marked(words, MEASURE)


def _place(issue: Issue, place: str | None) -> Markup | None:
    return issue.marked(place, PLACE) if place else None


def _words(issue: Issue, figure: Figure) -> Markup:
    if issue.edition.script is not None:
        passage = issue.passages[figure.ref]
        end = figure.start + len(figure.text)
        if len(passage.text) == len(passage.source_text):
            return escape("".join(passage.text[figure.start : end].split()))
        return escape(issue.words("".join(figure.text.split())))
    number = _number(figure.value, issue.catalogue)
    if _MORE.search(figure.text):
        number = str(issue.catalogue.text("over %(number)s", number=number))
    if figure.unit == "%":
        return escape(f"{number}%")
    if figure.unit in _BARE:
        return escape(number)
    known = issue.catalogue.plain(figure.unit, "unit")
    # A unit without a word in the catalogue stays Chinese, and says so.
    unit = escape(known) if known != figure.unit else issue.marked(figure.unit)
    return Markup("{} {}").format(number, unit)


def _number(value: float, catalogue: Catalogue) -> str:
    if value >= _MILLION:
        return str(
            format_compact_decimal(
                value, format_type="long", locale=catalogue.locale, fraction_digits=2
            )
        )
    return str(format_decimal(value, locale=catalogue.locale))

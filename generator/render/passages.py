"""A passage as it stands on a page: its theme, its words, its state, and what belongs to it.

An issue and a reference in, a `PassageView` out, with its HTML whole. Pages are mostly passages, so
this HTML is written here and not by a template; everything in it is escaped (`render.inline`), and
the macro `passage` of `_parts.html` may be replaced by one that writes the view's fields otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from generator.model import Edition, PassageRef
from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.catalogue import Catalogue
from generator.render.context import found_lang
from generator.render.inline import escaped, inline, safe_address, table_rows
from generator.render.issue import Issue, short_title
from generator.render.shown import ShownPassage
from generator.render.views.frame import Chip
from generator.render.views.parts import PassageNote, PassageView
from generator.render.world import Tie

_FIRST = 3  # related passages shown when the fold is opened; the others are in a fold of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Words of the interface, escaped."""

    also_in: str
    colon: str
    comma: str
    back: str
    picture: str
    untranslated: str


def passage_view(
    issue: Issue,
    here: Place,
    ref: PassageRef,
    *,
    own_id: bool = True,
    with_chip: bool = True,
    chip_repeats: bool = False,
    with_ties: bool = True,
    hit: tuple[int, int] | None = None,
    back: str | None = None,
) -> PassageView:
    passage = issue.passages[ref]
    lang = passage.lang
    ways = _ways(issue, here)
    topic_link = ways.topic
    html = Markup("")
    rows: tuple[tuple[Markup, ...], ...] = ()
    if passage.kind == "table":
        rows = table_rows(passage.text, passage.marks, topic_link)
    elif passage.kind == "code":
        html, lang = Markup(escaped(passage.source_text)), found_lang(passage.source_text)
    elif hit:
        before = inline(passage.text, passage.marks, topic_link=topic_link, end=hit[0])
        after = inline(passage.text, passage.marks, topic_link=topic_link, start=hit[1])
        html = Markup(
            "".join((before, "<mark>", escaped(passage.text[slice(*hit)]), "</mark>", after))
        )
    else:
        html = inline(passage.text, passage.marks, topic_link=topic_link)
    identity = ref.passage if own_id else None
    address = _image_address(passage)
    note = _note(issue, passage)
    theme = issue.theme_of(ref) if with_chip else None
    view_chip, chip_words = ways.chip(theme) if theme else (None, "")
    words = _words(passage.kind, identity, lang, html, rows, address, _said(issue.catalogue))
    parts = ['<div class="passage']
    if view_chip:
        parts.append(f" hue{view_chip.hue}")
    parts.append(' goes-on">\n' if chip_repeats else '">\n')
    parts.append(chip_words)
    parts.append(words)
    if note:
        parts.append(_state(issue.catalogue, note))
    parts.append(_also(ways, issue.same_text(ref)))
    if identity:
        parts.append(_elsewhere(ways.elsewhere, identity))
    if with_ties:
        parts.append(_related(ways, ref))
    if back:
        parts.append(f'<a class="back" href="{escaped(back)}">{_said(issue.catalogue).back}</a>\n')
    parts.append("</div>")
    return PassageView(
        id=identity,
        kind=passage.kind,
        lang=lang,
        html=html,
        rows=rows,
        address=address,
        note=note,
        chip=view_chip,
        markup=Markup("".join(parts)),
    )


def _words(
    kind: str,
    identity: str | None,
    lang: str,
    html: Markup,
    rows: tuple[tuple[Markup, ...], ...],
    address: str | None,
    said: _Said,
) -> str:
    own = f' id="{identity}" lang="{lang}"' if identity else f' lang="{lang}"'
    if kind == "table":
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
        return f'<div class="table" tabindex="0"><table{own}>\n{cells}</table></div>\n'
    if kind == "code":
        return f'<pre{own} data-no-convert tabindex="0"><code>{html}</code></pre>\n'
    if kind == "quote":
        return f"<blockquote{own}>{html}</blockquote>\n"
    if kind == "image":
        words = f"{html}"
        if address:
            href = escaped(address)
            words = f'<a rel="external nofollow" href="{href}">{html or said.picture}</a>'
        return f'<p class="image"{own}>{words}</p>\n'
    return f'<p class="{kind}"{own}>{html}</p>\n'


def _state(catalogue: Catalogue, note: PassageNote) -> str:
    if not note.stale:
        return f'<p class="state">{_said(catalogue).untranslated}</p>\n'
    if note.date:
        told = catalogue.text(
            "The Chinese has changed since this was translated on %(date)s", date=note.date_label
        )
    else:
        told = catalogue.text("The Chinese has changed since this was translated")
    return f'<p class="state stale">{told}</p>\n'


class _Ways:
    """How one page leads to topics, themes and passages: what many of its passages name is written
    once."""

    __slots__ = ("_articles", "_chips", "_topics", "elsewhere", "here", "issue")

    def __init__(self, issue: Issue, here: Place) -> None:
        self.issue = issue
        self.here = here
        self.elsewhere = tuple(_pages_elsewhere(issue.site.editions, here, issue.edition.tag))
        self._topics: dict[str, str] = {}
        self._articles: dict[str, str] = {}
        self._chips: dict[str, tuple[Chip, str]] = {}

    def topic(self, topic: str) -> str:
        found = self._topics.get(topic)
        if found is None:
            there = addresses.topic(self.issue.edition.segment, topic)
            found = self._topics[topic] = addresses.link(self.here, there)
        return found

    def passage(self, ref: PassageRef) -> str:
        found = self._articles.get(ref.source)
        if found is None:
            address = addresses.link(self.here, self.issue.place(ref.source), ref.passage)
            found = self._articles[ref.source] = address.removesuffix(ref.passage)
        return found + ref.passage

    def chip(self, theme: str) -> tuple[Chip, str]:
        """The mark of a theme, and its HTML."""
        found = self._chips.get(theme)
        if found is None:
            chip = self.issue.chip(self.here, theme)
            words = (
                f'<a class="chip mark" href="{escaped(chip.href)}" lang="{chip.lang}">'
                f"{escaped(chip.label)}</a>\n"
            )
            found = self._chips[theme] = chip, words
        return found


@lru_cache(maxsize=4)  # an issue is the same only as itself
def _ways(issue: Issue, here: Place) -> _Ways:
    return _Ways(issue, here)


def _elsewhere(pages: tuple[tuple[str, str], ...], identity: str) -> str:
    """Links to the passage in each other edition, for readers without scripts: the switch itself
    cannot know where they are. Where scripts run, the style sheet hides them."""
    links = "".join([f"{start}{identity}{end}" for start, end in pages])
    return f'<span class="elsewhere">{links}</span>\n' if links else ""


def _pages_elsewhere(
    editions: tuple[Edition, ...], here: Place, tag: str
) -> Iterator[tuple[str, str]]:
    # The tag as label: the name 繁體 would stand a hundred times on a page in Simplified.
    for one in editions:
        if one.tag != tag:
            address = escaped(addresses.link(here, here.in_edition(one.segment)))
            yield f'<a hreflang="{one.tag}" href="{address}#', f'">{one.tag}</a>'


def _also(ways: _Ways, refs: Sequence[PassageRef]) -> str:
    if not refs:
        return ""
    said = _said(ways.issue.catalogue)
    once = {ref.source: ref for ref in reversed(refs)}  # the first in each source
    cited = " · ".join(
        f'<cite class="cite"><a href="{ways.passage(ref)}">{title}</a>{where}</cite>'
        for ref in reversed(once.values())
        for title, where in (_cited(ways.issue, ref.source),)
    )
    return f'<p class="also">{said.also_in}{said.colon}{cited}</p>\n'


def _related(ways: _Ways, ref: PassageRef) -> str:
    """What belongs to the passage and says something else, with why."""
    ties = ways.issue.related(ref)
    if not ties:
        return ""
    catalogue = ways.issue.catalogue
    why = _why(ways.issue, ties[0])
    why_first = f'<span class="why-first"> · {why}</span>' if ties[0].why else ""
    count = _how_many(catalogue, len(ties))
    rest = ""
    if len(ties) > _FIRST:
        more = _how_many_more(catalogue, len(ties) - _FIRST)
        rest = (
            f'<details class="further">\n<summary>{more}</summary>\n'
            f"{_tie_list(ways, ties[_FIRST:])}</details>\n"
        )
    return (
        f'<details class="related">\n<summary>{count}{why_first}</summary>\n'
        f"{_tie_list(ways, ties[:_FIRST])}{rest}</details>\n"
    )


@lru_cache(maxsize=1024)
def _how_many(catalogue: Catalogue, number: int) -> Markup:
    return catalogue.plural("%(n)s related passage", "%(n)s related passages", number)


@lru_cache(maxsize=1024)
def _how_many_more(catalogue: Catalogue, number: int) -> Markup:
    return catalogue.plural("%(n)s more", "%(n)s more", number)


def _tie_list(ways: _Ways, ties: Sequence[Tie]) -> str:
    issue = ways.issue
    lines = []
    for tie in ties:
        teaser = issue.teasers[tie.other]
        title, where = _cited(issue, tie.other.source)
        lines.append(
            f'<li><span class="why">{_why(issue, tie)}</span>\n'
            f'<a href="{ways.passage(tie.other)}" lang="{teaser.lang}">'
            f"{escaped(teaser.excerpt)}</a>\n"
            f'<span class="from">{title}{where}</span></li>\n'
        )
    return f"<ul>\n{''.join(lines)}</ul>\n"


def _why(issue: Issue, tie: Tie) -> str:
    label = _label(issue.catalogue, tie.kind)
    if not tie.why:
        return label
    said = _said(issue.catalogue)
    return f"{label}{said.colon}{said.comma.join(map(issue.marked, tie.why))}"


@lru_cache(maxsize=64)
def _label(catalogue: Catalogue, kind: str) -> str:
    return escaped(catalogue.kind("link", kind))


def _cited(issue: Issue, source: str) -> tuple[str, str]:
    """How an article is named, and who published it when."""
    one = issue.headlines[source]
    return _cited_as(
        issue.catalogue,
        short_title(one),
        one.lang,
        one.made_up,
        one.publisher,
        issue.other_lang(one.publisher_lang) if one.publisher else None,
        one.date,
    )


@lru_cache(maxsize=1 << 13)  # an article stands on the pages of forty others
def _cited_as(
    catalogue: Catalogue,
    title: str,
    lang: str,
    made_up: bool,
    publisher: str | None,
    publisher_lang: str | None,
    date: str | None,
) -> tuple[str, str]:
    kept = " data-no-convert" if made_up else ""
    titled = f'<span lang="{lang}"{kept}>{escaped(title)}</span>'
    where = ""
    if publisher:
        own = f' lang="{publisher_lang}"' if publisher_lang else ""
        where = f' <span class="publisher"{own}>{escaped(publisher)}</span>'
    label = dates.date_label(date, catalogue.locale)
    if label:
        where += f' <time datetime="{escaped(date or "")}">{escaped(label)}</time>'
    return titled, where


def _note(issue: Issue, passage: ShownPassage) -> PassageNote | None:
    """What a reader is told of a passage that is not, or no longer, truly translated."""
    if passage.state not in ("stale", "untranslated"):
        return None
    return PassageNote(
        stale=passage.state == "stale",
        date=passage.translated,
        date_label=dates.date_label(passage.translated, issue.catalogue.locale),
    )


def _image_address(passage: ShownPassage) -> str | None:
    if passage.kind != "image":
        return None
    return next((safe_address(mark.target) for mark in passage.marks if mark.kind == "link"), None)


@lru_cache(maxsize=16)
def _said(catalogue: Catalogue) -> _Said:
    def word(msgid: str) -> str:
        return escaped(catalogue.plain(msgid))

    return _Said(
        also_in=word("Also in"),
        colon=word(": "),
        comma=word(", "),
        back=word("Back to the summary"),
        picture=word("Picture"),
        untranslated=word("Not translated yet"),
    )

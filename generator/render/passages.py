"""A passage as it stands on a page: its theme, its words, its state, and what belongs to it.

An issue and a reference in, a `PassageView` out, with its HTML whole. Pages are mostly passages, so
this HTML is written here and not by a template; everything in it is escaped (`render.inline`), and
the macro `passage` of `_parts.html` may be replaced by one that writes the view's fields otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from generator.model import Edition, PassageRef
from generator.render import addresses, dates
from generator.render.addresses import Place
from generator.render.card import Headline
from generator.render.catalogue import Catalogue
from generator.render.context import found_lang
from generator.render.inline import escaped, inline, safe_address, table_rows
from generator.render.issue import Issue, short_title
from generator.render.shown import ShownPassage
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

    def topic_link(topic: str) -> str:
        return addresses.link(here, addresses.topic(issue.edition.segment, topic))

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
    view_chip = issue.chip(here, theme) if theme else None
    words = _words(passage.kind, identity, lang, html, rows, address, _said(issue.catalogue))
    parts = ['<div class="passage']
    if view_chip:
        parts.append(f" hue{view_chip.hue}")
    parts.append(' goes-on">\n' if chip_repeats else '">\n')
    if view_chip:
        parts.append(
            f'<a class="chip mark" href="{escaped(view_chip.href)}" lang="{view_chip.lang}">'
            f"{escaped(view_chip.label)}</a>\n"
        )
    parts.append(words)
    if note:
        parts.append(_state(issue.catalogue, note))
    parts.append(_also(issue, here, issue.same_text(ref)))
    if identity:
        parts.append(_elsewhere(issue.site.editions, here, issue.edition.tag, identity))
    if with_ties:
        parts.append(_related(issue, here, ref))
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


def _elsewhere(editions: tuple[Edition, ...], here: Place, tag: str, identity: str) -> str:
    """Links to the passage in each other edition, for readers without scripts: the switch itself
    cannot know where they are. Where scripts run, the style sheet hides them."""
    links = "".join(
        f"{start}{identity}{end}" for start, end in _pages_elsewhere(editions, here, tag)
    )
    return f'<span class="elsewhere">{links}</span>\n' if links else ""


@lru_cache(maxsize=16)
def _pages_elsewhere(
    editions: tuple[Edition, ...], here: Place, tag: str
) -> tuple[tuple[str, str], ...]:
    # The tag as label: the name 繁體 would stand a hundred times on a page in Simplified.
    return tuple(
        (
            f'<a hreflang="{one.tag}" href="'
            f"{escaped(addresses.link(here, here.in_edition(one.segment)))}#",
            f'">{one.tag}</a>',
        )
        for one in editions
        if one.tag != tag
    )


def _also(issue: Issue, here: Place, refs: Sequence[PassageRef]) -> str:
    if not refs:
        return ""
    said = _said(issue.catalogue)
    once = {ref.source: ref for ref in reversed(refs)}  # the first in each source
    cited = " · ".join(
        f'<cite class="cite"><a href="{_address(issue, here, ref)}">{_title(headline)}</a>'
        f"{_where(issue, headline)}</cite>"
        for ref in reversed(once.values())
        for headline in (issue.headlines[ref.source],)
    )
    return f'<p class="also">{said.also_in}{said.colon}{cited}</p>\n'


def _related(issue: Issue, here: Place, ref: PassageRef) -> str:
    """What belongs to the passage and says something else, with why."""
    ties = issue.related(ref)
    if not ties:
        return ""
    why = _why(issue, ties[0])
    why_first = f'<span class="why-first"> · {why}</span>' if ties[0].why else ""
    count = _how_many(issue.catalogue, len(ties))
    rest = ""
    if len(ties) > _FIRST:
        more = _how_many_more(issue.catalogue, len(ties) - _FIRST)
        rest = (
            f'<details class="further">\n<summary>{more}</summary>\n'
            f"{_tie_list(issue, here, ties[_FIRST:])}</details>\n"
        )
    return (
        f'<details class="related">\n<summary>{count}{why_first}</summary>\n'
        f"{_tie_list(issue, here, ties[:_FIRST])}{rest}</details>\n"
    )


@lru_cache(maxsize=1024)
def _how_many(catalogue: Catalogue, number: int) -> Markup:
    return catalogue.plural("%(n)s related passage", "%(n)s related passages", number)


@lru_cache(maxsize=1024)
def _how_many_more(catalogue: Catalogue, number: int) -> Markup:
    return catalogue.plural("%(n)s more", "%(n)s more", number)


def _tie_list(issue: Issue, here: Place, ties: Sequence[Tie]) -> str:
    lines = []
    for tie in ties:
        teaser, headline = issue.teasers[tie.other], issue.headlines[tie.other.source]
        lines.append(
            f'<li><span class="why">{_why(issue, tie)}</span>\n'
            f'<a href="{_address(issue, here, tie.other)}" lang="{teaser.lang}">'
            f"{escaped(teaser.excerpt)}</a>\n"
            f'<span class="from">{_title(headline)}{_where(issue, headline)}</span></li>\n'
        )
    return f"<ul>\n{''.join(lines)}</ul>\n"


def _why(issue: Issue, tie: Tie) -> str:
    label = escaped(issue.catalogue.kind("link", tie.kind))
    if not tie.why:
        return label
    said = _said(issue.catalogue)
    return f"{label}{said.colon}{said.comma.join(map(issue.marked, tie.why))}"


def _address(issue: Issue, here: Place, ref: PassageRef) -> str:
    there = addresses.article(issue.edition.segment, issue.headlines[ref.source].slug)
    return addresses.link(here, there, ref.passage)


def _title(headline: Headline) -> str:
    kept = " data-no-convert" if headline.made_up else ""
    return f'<span lang="{headline.lang}"{kept}>{escaped(short_title(headline))}</span>'


def _where(issue: Issue, headline: Headline) -> str:
    publisher = ""
    if headline.publisher:
        lang = issue.other_lang(headline.publisher_lang)
        own = f' lang="{lang}"' if lang else ""
        publisher = f' <span class="publisher"{own}>{escaped(headline.publisher)}</span>'
    label = dates.date_label(headline.date, issue.catalogue.locale)
    if not label:
        return publisher
    day = escaped(headline.date or "")
    return f'{publisher} <time datetime="{day}">{escaped(label)}</time>'


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

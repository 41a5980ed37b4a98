"""The one place where source text becomes HTML.

Text with marks in, escaped HTML out. Marks may overlap (a link that ends inside a bold phrase):
the inner element is closed and opened again. A link leads to http, https or mailto, or to a page
of the site that the caller names by `TOPIC`; any other is shown as plain words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model import Mark

# No address in a source can begin so: a mark made by this program, the rest is a topic's id.
TOPIC = "\x00"

_TAGS = {"strong": "strong", "em": "em", "sup": "sup", "sub": "sub"}
_SCHEMES = frozenset(("http", "https", "mailto"))
# A link must not hold a link, and what is inside it opens after it.
_RANK = {"link": 0, "strong": 1, "em": 2, "sup": 3, "sub": 3, "code": 4}


def safe_address(target: str) -> str | None:
    """The address if readers may be sent there."""
    target = "".join(character for character in target.strip() if character.isprintable())
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return None
    return target if scheme in _SCHEMES else None


def escaped(text: str) -> str:
    """Text as it may stand in HTML, also in an attribute. The only function that says so."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    return text.replace("'", "&#39;") if "'" in text else text


def inline(
    text: str,
    marks: Sequence[Mark] = (),
    *,
    topic_link: Callable[[str], str] | None = None,
    start: int = 0,
    end: int | None = None,
) -> Markup:
    """`text[start:end]` as HTML."""
    end = len(text) if end is None else end
    if not marks:
        return Markup(escaped(text[start:end]))
    pieces: list[str] = []
    usable = [
        mark
        for mark in marks
        if max(mark.start, start) < min(mark.end, end) and _opening(mark, topic_link)
    ]
    usable.sort(key=lambda mark: mark.start)
    if all(one.end <= other.start for one, other in pairwise(usable)):
        # Nearly always: no mark stands in another.
        place = start
        for mark in usable:
            first, last = max(mark.start, start), min(mark.end, end)
            pieces.append(escaped(text[place:first]))
            pieces.append(_opening(mark, topic_link))
            pieces.append(escaped(text[first:last]))
            pieces.append(_closing(mark))
            place = last
        pieces.append(escaped(text[place:end]))
        return Markup("".join(pieces))
    edges = {start, end}
    for mark in usable:
        edges.update((max(mark.start, start), min(mark.end, end)))
    points = sorted(edges)
    opened: list[Mark] = []
    for left, right in pairwise(points):
        wanted = _nested([mark for mark in usable if mark.start <= left and mark.end >= right])
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared] is wanted[shared]:
            shared += 1
        pieces += [_closing(mark) for mark in reversed(opened[shared:])]
        pieces += [_opening(mark, topic_link) for mark in wanted[shared:]]
        opened = wanted
        pieces.append(escaped(text[left:right]))
    pieces += [_closing(mark) for mark in reversed(opened)]
    return Markup("".join(pieces))  # every piece was escaped above


def table_rows(
    text: str, marks: Sequence[Mark], topic_link: Callable[[str], str] | None = None
) -> tuple[tuple[Markup, ...], ...]:
    """A table's lines and tabs as rows of cells."""
    rows: list[tuple[Markup, ...]] = []
    offset = 0
    for line in text.split("\n"):
        cells: list[Markup] = []
        for cell in line.split("\t"):
            cells.append(
                inline(text, marks, topic_link=topic_link, start=offset, end=offset + len(cell))
            )
            offset += len(cell) + 1
        rows.append(tuple(cells))
    return tuple(rows)


def _nested(active: list[Mark]) -> list[Mark]:
    """The marks of one stretch from the outside in, with at most one link."""
    ordered = sorted(active, key=lambda mark: (_RANK[mark.kind], mark.start, -mark.end))
    links = [mark for mark in ordered if mark.kind == "link"]
    # The source's own link wins over a topic's.
    chosen = next((mark for mark in links if not mark.target.startswith(TOPIC)), None)
    chosen = chosen or (links[0] if links else None)
    return [mark for mark in ordered if mark.kind != "link" or mark is chosen]


def _opening(mark: Mark, topic_link: Callable[[str], str] | None) -> str:
    if mark.kind == "link":
        if mark.target.startswith(TOPIC):
            if topic_link is None:
                return ""
            return f'<a class="topic" href="{escaped(topic_link(mark.target[1:]))}">'
        address = safe_address(mark.target)
        return f'<a rel="external nofollow" href="{escaped(address)}">' if address else ""
    if mark.kind == "code":
        return '<code data-no-convert lang="und">'
    return f"<{_TAGS[mark.kind]}>"


def _closing(mark: Mark) -> str:
    if mark.kind == "link":
        return "</a>"
    return "</code>" if mark.kind == "code" else f"</{_TAGS[mark.kind]}>"

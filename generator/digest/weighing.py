"""How much each sentence says: what an expert looks for in one that shall stand in a summary.

In: an entry with its placements and figures. Out: every sentence that could be chosen, with what
speaks for it added up: near the article's centre, with figures and names, of its theme, standing on
its own; slogans, greetings, scenes and bare quotations are weighed down or barred.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from generator.convert.fold import fold
from generator.digest.signs import Setting, Signs, is_barred, signs_of, stands_alone, worth
from generator.digest.terms import squeeze, word_lists
from generator.digest.wordings import Wording, worded_with, wording
from generator.model import Entry, Figure, Passage, PassageRef, Placement
from generator.split.sentences import sentence_spans

_LEAST = 10
_UPPER = 6  # the best sixth
_TITLED = 0.2  # of the title's pairs of characters

# Figures that carry a report: counted in digits or large; 三处 and 两天 tell a story.
_TELLING = re.compile("[0-9][^秒分时時天日周週月年]*$|[万萬亿億%％成倍]|百分之")
_NUMBER = re.compile("\\d+(?:\\.\\d+)?(?:[万亿%倍]|[家个项件名户人元公]){1,2}")
_OPENS_NEWS = re.compile("^.{0,24}(?:\\d{1,2}月\\d{1,2}日|近日|日前|昨日|今日|今天|\\d{1,2}日)")
_REPORTER = re.compile("记者|通讯员|本报讯|报道|讯[)）]?$|中央社|综合报[道导]|新华社", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence with what is needed to choose among its like."""

    ref: PassageRef
    number: int  # of its passage
    start: int
    order: int  # in reading order
    text: str
    score: float
    theme: str | None
    signs: Signs | None = None
    text_group: int = 0  # the same for two copies of one text
    strength: float = 0.0  # of its passage's theme, 0 to 1
    alone: float = 0.0  # how well it is understood without its neighbours, 0 to 1
    tells: bool = False  # gives a figure and names something
    barred: bool = False  # framing, a bare quotation, a question: where nothing else is left
    lead: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """Sentences in reading order, and how they are worded."""

    sentences: tuple[Weighed, ...]
    wording: Wording


def weigh_sentences(
    entry: Entry, placements: Sequence[Placement], figures: Sequence[Figure]
) -> Weighing:
    """Every sentence of an article that could stand in a summary."""
    article = entry.article
    starts: dict[str, list[int]] = defaultdict(list)
    carried: dict[str, list[tuple[int, str]]] = defaultdict(list)  # what figures count, and where
    for figure in figures:
        carried[figure.ref.passage].append((figure.start, figure.subject))
        if _TELLING.search(figure.text):
            starts[figure.ref.passage].append(figure.start)
    for places in starts.values():
        places.sort()
    left_out = {*article.edits.drop, *(e.passage for e in article.edits.passages if e.omit)}
    passages = [
        (number, passage)
        for number, passage in enumerate(entry.passages())
        if passage.id not in left_out and passage.kind in ("paragraph", "item", "quote")
    ]
    spans = [
        (place, number, passage, position, start, end)
        for place, (number, passage) in enumerate(passages)
        for position, (start, end) in enumerate(sentence_spans(passage.text))
        if end - start >= _LEAST
    ]
    if not spans:
        return Weighing((), wording([]))
    texts = [squeeze(passage.folded[start:end]).text for _, _, passage, _, start, end in spans]
    worded, central, titled = worded_with(texts, squeeze(fold(article.title or "")).text)
    numbers = _NUMBER.findall(fold(article.title or ""))
    home = _home(article.title, [passage for _, passage in passages])
    some_theme = any(placement.theme for placement in placements)
    notice = _is_notice(article.title, [passage for _, passage in passages])
    weighed: list[Weighed] = []
    for row, (place, number, passage, position, start, end) in enumerate(spans):
        placement = placements[number]
        folded = passage.folded[start:end]
        own = starts[passage.id]
        counted = bisect_left(own, end) - bisect_left(own, start)
        unnamed = any(
            start <= at < end and not _is_said(subject, folded)
            for at, subject in carried[passage.id]
        )
        strength = placement.confidence if placement.theme else 0.0
        signs = signs_of(
            folded,
            Setting(
                centre=float(central[row]),
                title=float(titled[row]),
                title_number=any(number in texts[row] for number in numbers),
                counted=counted,
                theme=strength,
                no_theme=float(some_theme and placement.theme is None) * placement.confidence,
                opens=position == 0,
                early=place < max(2, len(passages) // 10),
                first_fifth=place < max(4, len(passages) // 5),
                home=home,
                notice=notice,
            ),
        )
        weighed.append(
            Weighed(
                ref=PassageRef(article.source, passage.id),
                number=number,
                start=start,
                order=row,
                text=passage.text[start:end],
                score=worth(signs),
                signs=signs,
                theme=placement.theme,
                strength=strength,
                alone=stands_alone(folded, unnamed),
                tells=counted > 0 and signs.names > 0,
                barred=is_barred(folded),
            )
        )
    led = _with_lead(weighed, _is_news(entry, [passage for _, passage in passages]))
    return Weighing(led, worded)


def _is_said(subject: str, folded: str) -> bool:
    """Whether a sentence itself names what its figure counts: 建了14座 does not."""
    if subject[-1:] in ("了", "到"):
        return False
    return any(subject[at : at + 2] in folded for at in range(len(subject) - 1)) or (
        len(subject) == 1 and subject in folded
    )


def _with_lead(weighed: Sequence[Weighed], news: bool) -> tuple[Weighed, ...]:
    """Mark the lead of plain news: the best of its first paragraph, where a reporter puts the gist.

    A reportage that opens with a scene (清晨的菜市场里…) has none, nor has a report whose first
    paragraph only says who met.
    """
    first = [
        one
        for one in weighed
        if one.number == weighed[0].number
        and not one.barred
        and not (one.signs and (one.signs.scene or one.signs.dependent or one.signs.dangling))
    ]
    if not news or not first:
        return tuple(weighed)
    best = max(first, key=lambda one: (one.score, -one.order))
    ranked = sorted((one.score for one in weighed), reverse=True)
    dated = bool(_OPENS_NEWS.match(fold(first[0].text)))
    if not dated and (best.score < ranked[len(ranked) // _UPPER] or not _tells_news(best)):
        return tuple(weighed)
    if best.theme is None and any(one.theme for one in weighed):
        return tuple(weighed)
    return tuple(replace(one, lead=True) if one is best else one for one in weighed)


def _tells_news(one: Weighed) -> bool:
    """Something of the matter: a story's first picture (一辆面包车停在门口) has nothing of it."""
    signs = one.signs
    return signs is not None and (
        signs.figures > 0 or signs.names > 0 or signs.own_subject > 0 or signs.title >= _TITLED
    )


_NOTICE = re.compile("(?:通知|通告|公告|办法|细则|规定|条例|方案|意见|决定)(?:》|[(（].*)?$")
_GIVES_NOTICE = re.compile("现(?:就|将|予)|^各[^，。]{2,60}[:：]$")
_ADDRESSES = 4  # passages


def _is_notice(title: str | None, passages: Sequence[Passage]) -> bool:
    """A paper by which an office lets know what holds from now on."""
    return bool(_NOTICE.search(fold(title or "").strip())) or any(
        _GIVES_NOTICE.search(passage.folded) for passage in passages[:_ADDRESSES]
    )


_PLACE_OFFICE = re.compile("([\u4e00-\u9fff]{2})(?:市|省|县)(?:委|政府)")


def _home(title: str | None, passages: Sequence[Passage]) -> str:
    """The place the article is most about; empty when none stands out."""
    text = fold(title or "") + "".join(passage.folded for passage in passages)
    counts = Counter(_places().findall(text))
    counts.update(_PLACE_OFFICE.findall(text))
    place, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return place if times >= 3 else ""


@cache
def _places() -> re.Pattern[str]:
    """The places the package knows, longest first."""
    known = sorted(word_lists().places, key=lambda place: (-len(place), place))
    return re.compile("|".join(map(re.escape, known)))


def _is_news(entry: Entry, passages: Sequence[Passage]) -> bool:
    """Dated, in short paragraphs, by a reporter; a paper is neither."""
    lengths = sorted(len(passage.text) for passage in passages)
    if not lengths or lengths[len(lengths) // 2] > 160:
        return False
    signs = [entry.article.date is not None, bool(_OPENS_NEWS.match(passages[0].folded))]
    credits = (*(removed.text for removed in entry.article.removed), *entry.article.authors)
    said = [fold("\n".join(credits)), *(passage.folded for passage in passages)]
    signs.append(any(_REPORTER.search(text) for text in said))
    return sum(signs) >= 2

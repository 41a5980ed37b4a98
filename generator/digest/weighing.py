"""How much each sentence says: what an expert looks for in one that shall stand in a summary.

In: an entry with its placements and figures. Out: every sentence that could be chosen, with its
weight: near the article's centre, with figures and names, of its theme, standing on its
own; slogans, greetings, questions and bare quotations are weighed down or barred.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.convert.fold import fold
from generator.digest.terms import squeeze, word_lists
from generator.model import Analysis, Entry, Figure, Passage, PassageRef, Placement, Sentence
from generator.split.sentences import sentence_spans

_HAN_RUN = re.compile("[\u4e00-\u9fff\u3400-\u4dbf]+|[A-Za-z][A-Za-z0-9]+")
_SHORTEST, _LONGEST = 25, 110
_BEARABLE = 120  # longer sentences only where there is nothing else
UNREADABLE = 240

# Openings that hang on a sentence that is not there.
_DEPENDENT = re.compile(
    "^(?:再如|又如|比如|例如|譬如|如[,，]|对此|其中|这|那|该|此|他|她|它|其|此外|另外|另据|同时|不过|然而|但|而|因此|因而|所以|于是|接下来|"
    "由此|为此|与此同时|据此|随后|之后|另一方面|一方面|也|还|更|并|且|即使|同样|相比|反之|总之|事实上|实际上|换言之|尤其|特别是|上述|"
    "不仅如此|除此之外|在此|至此|在他看来|在她看来|第二|第三|其次|再次|最后|二是|三是|四是|五是|六是)"
)
_EXHORTATION = re.compile(
    "深入贯彻|认真贯彻|坚持以.{0,24}(?:思想|精神)为|习近平|总书记|党的[十二]|精神|不忘初心|牢记|奋力|谱写|新篇章|扛起|号召|"
    "敢于|决不|绝不|必须|要[^求素点]{2,12}要|真抓实干|为.{2,16}贡献"
)
_SAYS = re.compile("(?:说|表示|介绍|指出|强调|认为|分析|坦言|告诉.{0,8}记者)[:：,，。]?")
_FORMALITY = re.compile(
    "出席|致辞|主持会议|参加会议|参加了|合影|关键词|摘要】?[:：]|来源[:：]|编辑[:：]|责编|作者[:：]|图[:：]|摄$|记者.{0,8}报道$|报名|联系电话|附件|特此通知|现印发|请遵照"
)
# Figures that carry a report: counted in digits or large; 三处 and 两天 tell a story.
_TELLING = re.compile("[0-9][^秒分时時天日周週月年]*$|[万萬亿億%％]")
_QUOTED = re.compile("“[^”]*”")
# Something with a name of its own: “一网通办”, 《数据条例》, 5G, 城市大脑平台.
_NAMED = re.compile(
    "“[^”]{2,12}”|《[^》]{3,40}》|[A-Z0-9][A-Za-z]*[A-Z]|[^，。的了]{2}(?:平台|系统|中心)"
)
# Told by somebody: what 我们 or 你 is, is not said in the sentence.
_PERSONAL = re.compile(
    "我们?(?!市|省|县|区|国|校|院|局)|你们?|您|咱们?|他们?(?=[说的在把从也都要])|她们?"
)
_SHORT_FOR = re.compile(
    "上述|前述|该(?:市|区|局|中心|项目|系统|平台|公司)|这(?:一|些|个|种|里|样|次|项)"
)
_QUESTION = re.compile("[?？]|如何|怎么|为什么")
_ENUMERATED = re.compile(
    "^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]|[一二三四五六七八九十]+、|\\d+[.、]|[(（][一二三四五六七八九十\\d]+[)）])"
)
_RESULT = re.compile(
    "建成|完成|上线|实现了?|获评|获批|入选|荣获|出台|颁布|印发|设立|成立|启动|突破|达到?|覆盖|率先|首个|首批|拥有|集聚|累计"
)
_PLAN = re.compile("将|到20\\d\\d年|力争|目标|计划|建设成为|打造成?|率先建成|三年内|年内")
_OPENS_NEWS = re.compile("^.{0,24}(?:\\d{1,2}月\\d{1,2}日|近日|日前|昨日|今日|今天|\\d{1,2}日)")
_REPORTER = re.compile("记者|通讯员|本报讯|报道|讯[)）]?$|中央社|综合报[道导]|新华社")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A sentence with what is needed to choose among its like."""

    ref: PassageRef
    number: int  # of its passage
    start: int
    order: int  # in reading order
    text: str
    pairs: Mapping[str, float]  # pairs of characters, weighted, of length 1
    score: float
    theme: str | None
    text_group: int = 0  # the same for two copies of one text
    strength: float = 0.0  # of its passage's theme, 0 to 1
    alone: float = 0.0  # how well it is understood without its neighbours, 0 to 1
    tells: bool = False  # gives a figure and names something
    barred: bool = False  # framing, a bare quotation, a question: where nothing else is left
    lead: bool = False


def weigh_sentences(
    entry: Entry, placements: Sequence[Placement], figures: Sequence[Figure]
) -> tuple[Weighed, ...]:
    """Every sentence of an article that could stand in a summary, in reading order."""
    article = entry.article
    starts: dict[str, list[int]] = defaultdict(list)
    for figure in figures:
        if _TELLING.search(figure.text):
            starts[figure.ref.passage].append(figure.start)
    left_out = {*article.edits.drop, *(e.passage for e in article.edits.passages if e.omit)}
    passages = [
        (number, passage)
        for number, passage in enumerate(entry.passages())
        if passage.id not in left_out and passage.kind in ("paragraph", "item", "quote")
    ]
    spans = [(number, passage, sentence_spans(passage.text)) for number, passage in passages]
    counts = [
        _pair_counts(squeeze(passage.folded[start:end]).text)
        for _, passage, sentences in spans
        for start, end in sentences
    ]
    found_in: Counter[str] = Counter()
    for count in counts:
        found_in.update(count.keys())
    centre = _centre(counts, found_in)
    title = _pair_counts(fold(article.title or "")).keys()
    home = _home(article.title, [passage for _, passage in passages])
    weighed: list[Weighed] = []
    order = 0
    for place, (number, passage, sentences) in enumerate(spans):
        placement = placements[number]
        of_theme = _strength(placement)
        for position, (start, end) in enumerate(sentences):
            pairs = _unit(counts[order], found_in, len(counts))
            order += 1
            text = passage.text[start:end]
            folded = passage.folded[start:end]
            if len(text) < 10:
                continue
            figure_count = sum(start <= at < end for at in starts[passage.id])
            names = len(_NAMED.findall(folded))
            barred = _is_barred(folded)
            score = (
                _CENTRE * sum(weight * centre.get(pair, 0.0) for pair, weight in pairs.items())
                + _FIGURES * min(figure_count, 3) / 3
                + _NAMES * min(names, 3) / 3
                + _TITLE * _overlap(pairs, title)
                + _THEME * of_theme
                + _position(place, len(spans), position, len(sentences))
                + (_OWN_SUBJECT if _names_place(folded, home) else 0.0)
                + _wording(folded)
            ) * _length_factor(len(text))
            weighed.append(
                Weighed(
                    ref=PassageRef(article.source, passage.id),
                    number=number,
                    start=start,
                    order=order,
                    text=text,
                    pairs=pairs,
                    score=score,
                    theme=placement.theme,
                    strength=of_theme,
                    alone=_stands_alone(folded),
                    tells=figure_count > 0 and names > 0,
                    barred=barred,
                    lead=place <= 2 and position == 0 and not barred and len(text) >= _SHORTEST,
                )
            )
    return _with_lead(weighed, _is_news(entry, [passage for _, passage in passages]))


def recalled(analysis: Analysis, one: Sentence, group: int, order: int, score: float) -> Weighed:
    """A sentence of an analysis among those of other articles."""
    return Weighed(
        ref=PassageRef(analysis.source, analysis.passages[one.passage]),
        number=one.passage,
        start=one.start,
        order=order,
        text=one.text,
        pairs=_length_one(_pair_counts(squeeze(fold(one.text)).text)),
        score=score,
        theme=analysis.placements[one.passage].theme,
        text_group=group,
    )


def _with_lead(weighed: Sequence[Weighed], news: bool) -> tuple[Weighed, ...]:
    """Keep the lead of plain news: dated, or as much about the matter as the others are.

    A reportage that opens with a scene (清晨的菜市场里…) has none.
    """
    middle = sorted(sentence.score for sentence in weighed)[len(weighed) // 2] if weighed else 0.0
    found = False
    kept: list[Weighed] = []
    for sentence in weighed:
        leads = news and not found and sentence.lead
        if leads:
            found = True
            leads = bool(_OPENS_NEWS.match(fold(sentence.text))) or sentence.score >= middle
        kept.append(sentence if leads == sentence.lead else replace(sentence, lead=leads))
    return tuple(kept)


def _home(title: str | None, passages: Sequence[Passage]) -> str:
    """The place the article is most about; empty when none stands out."""
    text = fold(title or "") + "".join(passage.folded for passage in passages)
    counts = Counter({place: text.count(place) for place in sorted(word_lists().places)})
    counts.update(match.group(1) for match in _PLACE_OFFICE.finditer(text))
    place, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return place if times >= 3 else ""


def _names_place(folded: str, home: str) -> bool:
    """Whether the sentence says whom it is about: 苏州…, 全市…"""
    opening = folded[:12]
    return (bool(home) and home in opening) or any(word in opening for word in _HERE)


_PLACE_OFFICE = re.compile("([\u4e00-\u9fff]{2})(?:市|省|县)(?:委|政府)")
_HERE = ("全市", "全省", "全县", "全区", "我市", "我省", "本市", "全国", "该市")


# The shares of the witnesses, found on labelled articles of several cities.
_CENTRE = 1.4
_FIGURES = 0.30
_NAMES = 0.15
_TITLE = 0.15
_THEME = 0.10
_OWN_SUBJECT = 0.12


def _pair_counts(text: str) -> Counter[str]:
    pairs: Counter[str] = Counter()
    for word in _HAN_RUN.findall(text):
        if word.isascii():
            pairs[word.lower()] += 1
        else:
            pairs.update(map("".join, pairwise(word)))
    return pairs


def _centre(counts: Sequence[Counter[str]], found_in: Counter[str]) -> dict[str, float]:
    """What the article is about: pairs of characters that several of its sentences use."""
    total = len(counts)
    weights = {
        pair: sentences * math.log((total + 1) / sentences)
        for pair, sentences in found_in.items()
        if sentences >= 2
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {pair: weight / length for pair, weight in weights.items()}


def _unit(count: Counter[str], found_in: Counter[str], total: int) -> dict[str, float]:
    return _length_one(
        {pair: times * math.log((total + 1) / found_in[pair]) for pair, times in count.items()}
    )


def _length_one(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {pair: weight / length for pair, weight in weights.items()}


def _overlap(pairs: Mapping[str, float], title: Iterable[str]) -> float:
    title = set(title)
    return sum(pair in pairs for pair in title) / len(title) if title else 0.0


def _strength(placement: Placement) -> float:
    """How surely the passage is about its theme: 0 for a draw or none, 1 for certain."""
    if placement.theme is None:
        return 0.0
    return max(2 * placement.confidence - 1, 0.0)


def _position(place: int, passages: int, sentence: int, sentences: int) -> float:
    """Early passages, and the first sentences of a passage, say more."""
    early = 0.10 if place < max(2, passages // 10) else 0.0
    return early + (0.06 if sentence == 0 and sentences > 1 else 0.0)


def _wording(folded: str) -> float:
    weight = 0.0
    if _RESULT.search(folded):
        weight += 0.10
    if _PLAN.search(folded):
        weight += 0.05
    if _DEPENDENT.match(folded):
        weight -= 0.18
    if _ENUMERATED.match(folded):
        weight -= 0.12
    exhorting = len(_EXHORTATION.findall(folded))
    weight -= 0.14 * min(exhorting, 3)
    if _SAYS.search(folded) and "“" in folded:
        weight -= 0.05
    return weight


def _stands_alone(folded: str) -> float:
    """On a page that gathers many sources a sentence has only itself to be understood by."""
    if _DEPENDENT.match(folded) or _PERSONAL.search(_QUOTED.sub("", folded)):
        return 0.0
    return 0.5 if _SAYS.search(folded) or _SHORT_FOR.search(folded) else 1.0


def _length_factor(length: int) -> float:
    if length < _SHORTEST:
        return 0.6
    if length <= _LONGEST:
        return 1.0
    if length <= UNREADABLE:
        return 1.0 - 0.35 * (length - _LONGEST) / (UNREADABLE - _LONGEST)
    return 0.4


def _is_barred(folded: str) -> bool:
    if _FORMALITY.search(folded) or _QUESTION.search(folded[-2:]):
        return True
    if folded.startswith(("如何", "为什么", "怎么", "怎样")):
        return True
    opening = folded[:1]
    if opening in "“‘" or (opening in "\"'" and folded.count(opening) > 1):
        inside = sum(len(part) for part in re.findall("“([^”]*)”?", folded))
        return inside * 10 > len(folded) * 6
    return not re.search("[\u4e00-\u9fff]", folded)


def _is_news(entry: Entry, passages: Sequence[Passage]) -> bool:
    """Dated, in short paragraphs, by a reporter; a paper is neither."""
    lengths = sorted(len(passage.text) for passage in passages)
    if not lengths or lengths[len(lengths) // 2] > 160:
        return False
    signs = [entry.article.date is not None, bool(_OPENS_NEWS.match(passages[0].folded))]
    said = [
        fold(text) for text in (*(r.text for r in entry.article.removed), *entry.article.authors)
    ]
    said += [passage.folded for passage in passages]
    signs.append(any(_REPORTER.search(text) for text in said))
    return sum(signs) >= 2

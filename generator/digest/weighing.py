"""How much each sentence says: what an expert looks for in one that shall stand in a summary.

In: an entry with its placements and figures. Out: every sentence that could be chosen, with what
speaks for it added up: near the article's centre, with figures and names, of its theme, standing on
its own; slogans, greetings, scenes and bare quotations are weighed down or barred.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.convert.fold import fold
from generator.digest.grams import Numbers, cut, numeric
from generator.digest.terms import squeeze, word_lists
from generator.model import Entry, Figure, Passage, PassageRef, Placement
from generator.split.sentences import sentence_spans

Floats = NDArray[np.float64]

_LEAST, _SHORTEST, _LONGEST = 10, 25, 110
UNREADABLE = 240

# Openings that hang on a sentence that is not there.
_DEPENDENT = re.compile(
    "^(?:再如|又如|比如|例如|譬如|如[,，]|对此|其中|这|那|该|此|他|她|它|其|此外|另外|另据|同时|不过|然而|但|而|因此|因而|所以|于是|接下来|"
    "由此|为此|与此同时|据此|随后|之后|另一方面|一方面|也|还|更|并|且|即使|同样|相比|反之|总之|事实上|实际上|换言之|尤其|特别是|上述|"
    "不仅如此|除此之外|在此|至此|在他看来|在她看来|其次|再次|最后|[二三四五六七八九]是|第[二三四五六七八九][,，、]|"
    "(?:大约|大概|不到|约)?[0-9一二两三四五六七八九十半几]+(?:个?多?小时|分钟|秒钟?|天|周|个月)(?:之?后|过后|以后)|原来|过去|以前|从前|原先|当初|早年|那时)"
)
_EXHORTATION = re.compile(
    "深入贯彻|认真贯彻|坚持以.{0,24}(?:思想|精神)为|习近平|总书记|党的[十二]|精神|不忘初心|牢记|奋力|谱写|新篇章|扛起|号召|"
    "敢于|决不|绝不|必须|要[^求素点]{2,12}要|真抓实干|为.{2,16}贡献"
)
_SAYS = re.compile("(?:说|表示|介绍|指出|强调|认为|分析|坦言|告诉.{0,8}记者)[:：,，。]?")
_FORMALITY = re.compile(
    "出席|致辞|主持会议|参加会议|参加了|合影|关键词|摘要】?[:：]|来源[:：]|编辑[:：]|责编|作者[:：]|图[:：]|摄$|记者.{0,8}报道$|报名(?:截止|时间|方式|电话|表|须知)|联系电话|^附件|特此通知|现印发|请遵照"
)
# Figures that carry a report: counted in digits or large; 三处 and 两天 tell a story.
_TELLING = re.compile("[0-9][^秒分时時天日周週月年]*$|[万萬亿億%％成倍]|百分之")
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
    "^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,，、]|[一二三四五六七八九十]+、|\\d+[.、]|[(（][一二三四五六七八九十\\d]+[)）])"
)
_RESULT = re.compile(
    "建成|完成|上线|实现了?|获评|获批|入选|荣获|出台|颁布|印发|设立|成立|启动|突破|达到?|覆盖|率先|首个|首批|拥有|集聚|累计"
)
# What was different before: what an editor takes for a result.
_CHANGE = re.compile(
    "[由从][^,，。;；]{1,20}(?:到|至|降|升|增|减|缩|压)|(?:减少|下降|缩短|降到|降至|降为|压到|压减|压缩|提高|提升|增长|增加|年增|"
    "升到|升至|跌至|跌到|减半|翻番|翻了|省下|节省|多了|少了)[^,，。;；]{0,8}[0-9一二三四五六七八九十两半百]"
)
# A scene with which a reporter sets a story going.
_SCENE = re.compile(
    "^(?:这天|那天|有一?天)?(?:清晨|早上|早晨|上午|中午|下午|傍晚|黄昏|晚上|夜里|深夜|凌晨|天刚亮|天还没亮)|"
    "(?:挂|站|坐|摆|望|盯|蹲|靠|拎|端|推|提|指|开|骑|抱|踩)着|看了一眼|抬起头|走进|推开|点了点头|笑了"
)
# Who speaks, in an interview.
_SPEAKER = re.compile("^[^,，。:：“”]{1,8}[:：]")
_PLAN = re.compile("将|到20\\d\\d年|力争|目标|计划|建设成为|打造成?|率先建成|三年内|年内")
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
class Wording:
    """Pairs of characters of some sentences: which stands in which, and its weight there.

    Seen as vectors of length 1, one a sentence; kept as three arrays, for an article may be long.
    """

    sentences: int
    of: Numbers
    pairs: Numbers
    weights: Floats

    def likeness(self, sentence: int) -> Floats:
        """How much every sentence is like one of them, 0 to 1."""
        mine = self.of == sentence
        return self.along(self._vector(self.pairs[mine], self.weights[mine]))

    def shared(self) -> Floats:
        """How much each is like all the others together."""
        return self.along(self._vector(self.pairs, self.weights)) - 1

    def along(self, vector: Floats) -> Floats:
        return np.asarray(
            np.bincount(self.of, self.weights * vector[self.pairs], self.sentences), np.float64
        )

    def _vector(self, pairs: Numbers, weights: Floats) -> Floats:
        most = int(self.pairs.max(initial=0)) + 1
        return np.asarray(np.bincount(pairs, weights, most), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """Sentences in reading order, and how they are worded."""

    sentences: tuple[Weighed, ...]
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is seen in a sentence; `WORTH` says what each sign is worth."""

    centre: float  # how much it says of what the article's other sentences say, 0 to 1
    figures: float  # 0 to 1
    names: float  # 0 to 1
    title: float  # share of the title's pairs of characters
    theme: float  # how surely its passage belongs to its theme, 0 to 1
    no_theme: float
    early: float  # in one of the first passages
    opens: float  # its passage
    own_subject: float  # begins with whom it is about
    result: float
    change: float
    plan: float
    dependent: float  # begins with a word that needs the sentence before
    enumerated: float
    scene: float
    exhorting: float  # 0 to 3
    quoting: float
    personal: float
    short: float
    long: float  # 0 to 1


def weigh_sentences(
    entry: Entry, placements: Sequence[Placement], figures: Sequence[Figure]
) -> Weighing:
    """Every sentence of an article that could stand in a summary."""
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
    spans = [
        (place, number, passage, position, start, end)
        for place, (number, passage) in enumerate(passages)
        for position, (start, end) in enumerate(sentence_spans(passage.text))
        if end - start >= _LEAST
    ]
    if not spans:
        return Weighing((), wording([]))
    texts = [squeeze(passage.folded[start:end]).text for _, _, passage, _, start, end in spans]
    worded, central, titled = _worded(texts, squeeze(fold(article.title or "")).text)
    home = _home(article.title, [passage for _, passage in passages])
    some_theme = any(placement.theme for placement in placements)
    weighed: list[Weighed] = []
    for row, (place, number, passage, position, start, end) in enumerate(spans):
        placement = placements[number]
        folded = passage.folded[start:end]
        counted = sum(start <= at < end for at in starts[passage.id])
        names = len(_NAMED.findall(folded))
        barred = _is_barred(folded)
        strength = placement.confidence if placement.theme else 0.0
        signs = Signs(
            centre=float(central[row]),
            figures=min(counted, 3) / 3,
            names=min(names, 3) / 3,
            title=float(titled[row]),
            theme=strength,
            no_theme=float(some_theme and placement.theme is None) * placement.confidence,
            early=float(place < max(2, len(passages) // 10)),
            opens=float(position == 0),
            own_subject=float(_names_place(folded, home)),
            result=float(bool(_RESULT.search(folded))),
            change=float(bool(_CHANGE.search(folded))),
            plan=float(bool(_PLAN.search(folded))),
            dependent=float(bool(_DEPENDENT.match(_SPEAKER.sub("", folded)))),
            enumerated=float(bool(_ENUMERATED.match(folded))),
            scene=float(bool(_SCENE.search(folded))),
            exhorting=float(min(len(_EXHORTATION.findall(folded)), 3)),
            quoting=float("“" in folded and bool(_SAYS.search(folded))),
            personal=float(bool(_PERSONAL.search(_QUOTED.sub("", folded)))),
            short=float(end - start < _SHORTEST),
            long=min(max(end - start - _LONGEST, 0) / (UNREADABLE - _LONGEST), 1.0),
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
                alone=_stands_alone(folded),
                tells=counted > 0 and names > 0,
                barred=barred,
            )
        )
    led = _with_lead(weighed, _is_news(entry, [passage for _, passage in passages]))
    return Weighing(led, worded)


def wording(texts: Sequence[str]) -> Wording:
    """How some folded texts are worded beside each other."""
    return _worded(texts, "")[0]


def _worded(texts: Sequence[str], title: str) -> tuple[Wording, Floats, Floats]:
    """The texts' pairs of characters; how much each text says of what several say, and how much
    of the title. Numbers are no likeness."""
    cuts = cut([*texts, title])
    spoken = ~numeric(cuts.pairs)
    keys, numbers = np.unique(cuts.pairs[spoken], return_inverse=True)
    size = max(len(keys), 1)
    places, counts = np.unique(cuts.pair_owners[spoken] * size + numbers, return_counts=True)
    of, pairs = places // size, places % size
    in_title = np.zeros(size)
    in_title[pairs[of == len(texts)]] = 1.0
    said = of < len(texts)
    of, pairs, counts = of[said], pairs[said], counts[said]
    found_in = np.bincount(pairs, minlength=size)
    rarity = np.log((len(texts) + 1) / np.maximum(found_in, 1))
    weights = counts * rarity[pairs]
    lengths = np.sqrt(np.bincount(of, weights * weights, len(texts)))
    worded = Wording(len(texts), of, pairs, weights / np.maximum(lengths, 1e-9)[of])
    several = np.where(found_in >= 2, found_in * rarity, 0.0)
    central = worded.along(several / max(float(np.sqrt((several * several).sum())), 1e-9))
    titled = np.bincount(of, in_title[pairs], len(texts)) / max(in_title.sum(), 1)
    return worded, central, titled


# Learned from which sentences editors chose in labelled articles of many cities and registers
# (`python bench/summaries.py`), none of them a real one's.
WORTH = Signs(
    centre=1.4, figures=0.30, names=0.15, title=0.15, theme=0.12, no_theme=-0.35, early=0.10,
    opens=0.06, own_subject=0.12, result=0.0, change=0.15, plan=0.02, dependent=-0.28,
    enumerated=-0.20, scene=-0.25, exhorting=-0.20, quoting=-0.05, personal=0.0, short=-0.32,
    long=-0.35,
)  # fmt: skip
SIGNS = tuple(Signs.__dataclass_fields__)


def worth(signs: Signs, worths: Signs = WORTH) -> float:
    total = 0.0
    for name in SIGNS:
        sign = getattr(signs, name)
        if sign:
            total += sign * getattr(worths, name)
    return total


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
        and not (one.signs and one.signs.scene)
    ]
    if not news or not first:
        return tuple(weighed)
    best = max(first, key=lambda one: (one.score, -one.order))
    middle = sorted(one.score for one in weighed)[len(weighed) // 2]
    dated = bool(_OPENS_NEWS.match(fold(first[0].text)))
    if best.score < middle and not dated:
        return tuple(weighed)
    if best.theme is None and any(one.theme for one in weighed):
        return tuple(weighed)
    return tuple(replace(one, lead=True) if one is best else one for one in weighed)


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


def _names_place(folded: str, home: str) -> bool:
    """Whether the sentence says whom it is about: 苏州…, 全市…"""
    opening = folded[:12]
    return (bool(home) and home in opening) or any(word in opening for word in _HERE)


_PLACE_OFFICE = re.compile("([\u4e00-\u9fff]{2})(?:市|省|县)(?:委|政府)")
_HERE = ("全市", "全省", "全县", "全区", "我市", "我省", "本市", "全国", "该市")


def _stands_alone(folded: str) -> float:
    """On a page that gathers many sources a sentence has only itself to be understood by."""
    if _DEPENDENT.match(_SPEAKER.sub("", folded)) or _PERSONAL.search(_QUOTED.sub("", folded)):
        return 0.0
    return 0.5 if _SAYS.search(folded) or _SHORT_FOR.search(folded) else 1.0


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
    credits = (*(removed.text for removed in entry.article.removed), *entry.article.authors)
    said = [fold("\n".join(credits)), *(passage.folded for passage in passages)]
    signs.append(any(_REPORTER.search(text) for text in said))
    return sum(signs) >= 2

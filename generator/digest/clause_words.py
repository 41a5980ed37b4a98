"""The words of a statement by what they do beside a number.

In: folded text, its words (`words`), and the spans of a statement's quantities. Out: tokens in
order. A short list says what function words and the verbs of amount do; of all other words the
class decides: nouns name things, and a verb does where nothing else stands before the number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml

from generator.digest.leaping import Leaping
from generator.digest.quantities import Quantity
from generator.digest.words import Word, is_listed, parted, word_class, words

# noun, lead (日均: stays with its noun), join (的 和), drop (adverb, time, place-wide), empty
# (达到: says only that there is so much), act (发放: what is done), added (新增), change (增长),
# share (占), verb, before (preposition), point (其中), number, gloss (（工厂）), stop
Kind = Literal[
    "noun", "lead", "join", "drop", "empty", "act", "added", "change", "share", "verb", "before",
    "point", "number", "gloss", "stop",
]  # fmt: skip

_LISTED: tuple[Kind, ...] = (
    "act", "drop", "empty", "change", "added", "share", "before", "lead", "join", "point", "noun",
)  # fmt: skip
_TIME = Leaping(
    r"(?:截至|截止|到|至|自|从)?(?:(?:19|20)\d{2}|[去今明前上本同当]|(?<!\d)1[01]\d|"
    r"二[〇○零][〇○零一二三四五六七八九]{2})年(?!级|度?报|轻|龄|均|产)(?:上半年|"
    r"下半年|第?[一二三四]季度|前三季度|前[两三四五六七八九]个月|全年|\d{1,2}月(?:\d{1,2}[日号]|[底末份初])?|"
    r"[底末初度])?(?:之?前|以来|起|内|间)?"
    r"|(?:截至|截止|到|至|自|从)?(?<![\d个])(?:\d{1,2}|"
    r"[一二三四五六七八九十]{1,2})(?:[至到-]\d{1,2})?月(?:\d{1,2}[日号]|[底末份初])?(?:之?前|以来|起)?"
    r"|第[一二两三四五六七八九十\d]+个?[月天周季](?![度刊])|[一两三]个月里?|(?<!第)一天里?"
    r"|(?:连续)?(?:[一二两三四五六七八九十]+|(?<!\d)\d{1,2})年(?![级度报轻均产])"
    r"|(?<![\d])\d{1,2}[日号](?=[，,])|第?[一二三四]季度|前三季度|"
    r"[“‘]?十[二三四五]五[”’]?(?:时期|期间|期?末)?|周[一二三四五六日末]|"
    r"[一二三]年[前来后]|过去[一二三五]年|(?<=[,，。])\d{1,2}[日号]|"
    r"(?<!\d)1[01]\d学年度?|连续[两三四五六七八九十\d]+个?[年月季][度]?",
    first=r"\d截到至自从去今明前上本同当一二两三四五六七八九十连第“‘周过",
)
# “百企焕新”, 《…条例》: one name, whatever words it is made of.
_NAME = re.compile("[“‘《]([^“”‘’《》,，。;；:：!！?？]{1,14})[”’》]")
_COURSES = re.compile("[一两二三四][荤素室厅菜][一两二三四][荤素汤厅卫饭]")  # one thing: 一荤两素
_AIMS = frozenset(("计划", "目标", "预期", "规划"))
# Words that end so name things, whatever class the dictionary gives them: 选手, 站长, 搬运车.
_THINGS = frozenset(
    "手长车价员者率量额费机器站厂园场馆楼路桥店票款卡码网库室所院校区村户人师生群业品件数值度性权法表柜线管船港舱台"
    "板灯柱屏镜端箱袋物材料能力证书层类片厅房仓棚架球队班组会局部司社团行币金税债股险岗"
)
_MAY_BE_TIME = re.compile("[年月日号季周]|[一二三四五六七八九十]天|十[二三四五]五")
_STOPS = frozenset(",，。；;：:！!？?…—()（）\n\t")
_QUOTES = frozenset("“”‘’\"'《》〈〉【】")
_PARTICLES = ("了", "着", "过", "到", "至", "出", "起", "完", "成", "上", "下", "为", "得")
# A noun's suffix with the verb behind it: to the segmenter one word.
_RUN_ON = frozenset(suffix + verb for suffix in "率量数额值费" for verb in "达为超近约过降升至")
# What the segmenter runs into a verb it does not know: 只|装, 能|多|磨.
_BEFORE_VERBS = frozenset("只能要会已再先又也都不没就还共可应须需更仅均将曾")
_LINKS = frozenset("而但却且则")  # run into the word behind them: 但复|购率, 而临|渚
# A word behind which a verb is part of a name: 发展|指数, 增长|速度.
_MEASURED = re.compile("指数|水平|速度|质量|能力|资金|基金|规划|空间|项目|率|量")
_NUMBERED = frozenset("万亿千百")
_OF_A_DAY = frozenset("日年月")
_LEADS = "b"  # the class of words that stand before a noun
_GLOSS = re.compile(r"(?<=[\u4e00-\u9fff])[（(][^（()）,，。\d]{1,8}[）)](?=[\u4e00-\u9fff])")
_PIECES = 3  # words that together may stand in a list: 到|目前|为止


class Token(NamedTuple):
    kind: Kind
    text: str
    start: int
    end: int


@cache
def _kinds() -> dict[str, Kind]:
    """The package's own lists; read once. Of a word in two lists the later one decides."""
    text = (files("generator") / "digest" / "data" / "clause_words.yaml").read_text("utf-8")
    lists: dict[str, str] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {word: kind for kind in _LISTED for word in lists[kind].split()}


@cache
def _openings() -> frozenset[str]:
    """What a listed word begins with, so that few words are joined to see whether they are one."""
    return frozenset(word[:size] for word in _kinds() for size in range(1, len(word)))


def tokens(text: str, start: int, end: int, found: Sequence[Quantity]) -> list[Token]:
    """The statement in words, its quantities one token each."""
    of = parted(text)
    kinds = _kinds()
    spans: list[tuple[int, int, Kind]] = [(one.start, one.end, "number") for one in found]
    named: list[tuple[re.Pattern[str] | Leaping, Kind]] = [(_NAME, "noun"), (_COURSES, "noun")]
    if _MAY_BE_TIME.search(text, start, end):
        named.insert(0, (_TIME, "drop"))
    if text.find("（", start, end) >= 0 or text.find("(", start, end) >= 0:
        named.append((_GLOSS, "gloss"))
    for pattern, kind in named:
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            if all(last <= one[0] or first >= one[1] for one in spans):
                spans.append((first, last, kind))
    spans.sort()
    made: list[Token] = []
    at = start
    for first, last, kind in [*spans, (end, end, "stop")]:
        if first > at:
            made += _named(words(of, at, first), kinds, kind == "number")
        if last > first and kind != "gloss":
            made.append(Token(kind, text[first:last].strip("“”‘’《》"), first, last))
        at = max(at, last)
    return made


def _named(row: Sequence[Word], kinds: dict[str, Kind], counted: bool) -> list[Token]:
    """Tokens of words in a row; `counted` says that a number follows them."""
    if not _RUN_ON.isdisjoint([word.text for word in row]):
        row = [piece for word in row for piece in _without_suffix(word)]
    row = _mended(row)
    made: list[Token] = []
    at = 0
    while at < len(row):
        word = row[at]
        text, last = word.text, at + 1
        settled = _settled(text, word.tag)
        if settled is not None:
            made.append(Token(settled, text, word.start, word.end))
            at = last
            continue
        if text in _QUOTES:
            at = last
            continue
        kind = "lead" if word.tag == _LEADS and text in _OF_A_DAY else kinds.get(text)
        most = min(_PIECES, len(row) - at) if text in _openings() else 0
        for pieces in range(most, 1, -1):
            joined = "".join(each.text for each in row[at : at + pieces])
            if joined in kinds:
                text, kind, last = joined, kinds[joined], at + pieces
                break
        if text == "由" and last < len(row) and row[last].tag[0] == "n":
            kind = "before"  # 由|市级资金池|分担
        elif (
            text == "服务"
            and made
            and made[-1].kind in ("noun", "verb")
            and _ends(row, last, counted)
        ):
            kind = "noun"  # 诊断|服务
        if kind is None:
            kind = "stop" if text[0] in _STOPS else _kind_of(row, at)
            if kind == "drop" and word.tag[0] == "q" and made and made[-1].kind == "noun":
                kind = "drop" if counted and last == len(row) else "noun"  # 基地|台
            elif text in _AIMS and last < len(row):
                ahead = kinds.get(row[last].text)
                kind = "drop" if ahead in ("act", "added", "empty") else kind
        elif kind == "change" and last < len(row) and _MEASURED.match(row[last].text):
            kind = "noun" if made and made[-1].kind == "noun" else kind
        elif (
            kind in ("change", "act")
            and len(text) == 1
            and text not in "由从"
            and made
            and made[-1].kind == "noun"
        ):
            # One character is often a piece of a name the dictionary does not have: 奖|补.
            following = row[last].text if last < len(row) else ""
            if not (counted and last == len(row)) and following[:1] not in _PARTICLES:
                kind = "noun"
        made.append(Token(kind, text, word.start, row[last - 1].end))
        at = last
    return made


@lru_cache(maxsize=200_000)
def _settled(text: str, tag: str) -> Kind | None:
    """The kind of a word, whatever stands beside it; None where `_named` has to look there."""
    if text in _QUOTES or text in _OF_A_DAY or text in _AIMS or text in ("由", "服务"):
        return None
    if text in _openings():
        return None
    kind = _kinds().get(text)
    if kind is not None:
        return None if kind == "change" or (kind == "act" and len(text) == 1) else kind
    if text[0] in _STOPS:
        return "stop"
    if tag[0] in "xq" or (tag == "v" and len(text) == 2):
        return None
    return _kind_of((Word(text, tag, 0, len(text)),), 0)


def _kind_of(row: Sequence[Word], at: int) -> Kind:
    tag = row[at].tag
    if tag == "v" and at and at + 1 < len(row) and len(row[at].text) == 2:
        beside = row[at - 1].tag, row[at + 1].tag
        if beside[0] == "v" and beside[1][-1] == "n" and not is_listed(row[at].text):
            return "lead"  # 安装|路侧|设备
    if row[at].text[0] == "每":
        return "lead"
    if tag[0] in "nlij" or tag in ("vn", "an", "eng", "zg", "ng", "s", "k"):
        return "noun"
    if tag[0] in "ab" or tag == "z":  # 老旧|电梯, 公共|图书馆; 成绩|最佳 names nothing
        return "lead"
    if len(row[at].text) > 1 and row[at].text[-1] in _THINGS and tag[0] in "vdtf":
        return "noun"
    if tag[0] == "v":
        return "verb"
    if tag[0] == "p":
        return "before"
    if tag[0] == "x":  # 2号线, PM2.5浓度; a digit alone names nothing
        after = row[at + 1].tag[0] if at + 1 < len(row) else ""
        if row[at].text[0].isdigit() and row[at].text[-1].isalpha():
            return "noun"  # 5G
        return "noun" if row[at].text[0].isalnum() and after in ("n", "k") else "drop"
    return "drop"


def _mended(row: Sequence[Word]) -> list[Word]:
    """Words put right that the segmenter cut at the wrong place: 漏|损率, 只装, 千亿|级."""
    made: list[Word] = []
    for word in row:
        if _is_whole(word.text, word.tag):
            made.append(word)
            continue
        text, before = word.text, made[-1] if made else None
        touches = before is not None and before.end == word.start
        if len(text) == 2 and text[0] in _LINKS and not is_listed(text):
            middle = word.start + 1
            made.append(Word(text[0], "c", word.start, middle))
            made.append(Word(text[1], word_class(text[1]), middle, word.end))
        elif len(text) == 2 and text[1] == "率" and touches and _is_cut_off(before, text):
            made[-1] = Word(before.text + text, "n", before.start, word.end)  # type: ignore[union-attr]
        elif text == "级" and touches and before.text[-1] in _NUMBERED:  # type: ignore[union-attr]
            made[-1] = Word(before.text + text, _LEADS, before.start, word.end)  # type: ignore[union-attr]
        elif word.tag == "v" and len(text) > 1 and text[0] in _BEFORE_VERBS and not is_listed(text):
            cut = 1
            while cut < len(text) - 1 and text[cut] in _BEFORE_VERBS:
                cut += 1
            middle = word.start + cut
            made.append(Word(text[:cut], "d", word.start, middle))
            made.append(Word(text[cut:], "v", middle, word.end))
        elif text in _OF_A_DAY and word is not row[-1] and not (made and made[-1].text.isdigit()):
            made.append(Word(text, _LEADS, word.start, word.end))  # 日|处理|能力, 年|用电
        else:
            made.append(word)
    return made


@lru_cache(maxsize=200_000)
def _is_whole(text: str, tag: str) -> bool:
    """Whether `_mended` leaves it as it is, whatever stands beside it."""
    return not (
        (len(text) == 2 and (text[0] in _LINKS or text[1] == "率"))
        or text == "级"
        or text in _OF_A_DAY
        or (tag == "v" and len(text) > 1 and text[0] in _BEFORE_VERBS)
    )


def _is_cut_off(word: Word | None, rest: str) -> bool:
    """逃|费率, 复|购率: whether a word of one character belongs to the rate behind it."""
    if word is None or len(word.text) > 1 or word.text in "的是有占达为在由从":
        return False
    return word.tag == "v" or (word.tag[0] not in "xcu" and not is_listed(rest))


def _ends(row: Sequence[Word], at: int, counted: bool) -> bool:
    return row[at].text[0] in _STOPS if at < len(row) else not counted


def _without_suffix(word: Word) -> list[Word]:
    """处置|率达 is 处置率|达."""
    if word.text not in _RUN_ON:
        return [word]
    middle = word.start + 1
    return [
        Word(word.text[0], "n", word.start, middle),
        Word(word.text[1], "v", middle, word.end),
    ]

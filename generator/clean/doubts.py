"""Suspected slips of the source, for the editor to look at. Nothing is mended here.

The blocks of an article come in, doubts go out, each with the words around the place. Rules are
cheap and would rather miss a slip than cry wolf.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from generator.clean.characters import HAN, ends_sentence, fold, is_han
from generator.clean.tables import table
from generator.convert.words import kind_of, parted
from generator.model import Block, Doubt

_STRAY_WORD = re.compile(
    rf"(?<=[{HAN}，、])\s*(and|or|of|the|to|in|for|with|by|is|are|on|at|from|as)\s*(?=[{HAN}])"
)
_DOUBLED = re.compile(
    r"([是在有的])正\1|是就是是|(?<![目的])的的(?![士确確])|了了(?![解结結])|(?<![是])是是(?![非])|在在|和和(?![气氣睦平])|与与|與與|将将|將將|把把|"
    r"被被|对对(?![方手])|為為|为为|向向|从从(?![容事])|從從(?![容事])|这这|這這|也也|都都(?![市会])|就就|并并|並並"
)
_REPEATED_WORD = re.compile(rf"([{HAN}]{{2,4}})\1(?![{HAN}]?[地的])")
_OFFICE_TWICE = re.compile(
    r"(局|厅|廳|部|委|处|處|办|辦|署)(管理|监督|監督|监察|服务|服務|保障|执法|執法|事务|事務|行政|发展|發展|工作)\1(?![\u4e00-\u9fff]{0,2}[长長])"
)
_NUMBER_TWICE = re.compile(
    r"[\d一二三四五六七八九十百]\s?(万万|萬萬|亿亿|億億|千千|元元|％％|%%|人人(?!都|有|次))"
)
_OFFICES = frozenset("局厅院署委部处")
_AFTER_DOUBLE = frozenset("的地儿脸")
_BEFORE_DOUBLE = frozenset("一小老阿“《「")
_SAME_TWICE = re.compile(r"([^\W\da-zA-Z_])\1")
_ITEM = re.compile(r"(?<![\u4e00-\u9fff])([一二三四五六七八九十])是([^。；;，,：:]{2,30})")
_ONES = "一二三四五六七八九十"
_STOP = r"(?:^|[。；;：:，,、\s])\s*"
# Ways to count within a paragraph: a sign of each, which costs less to look for, the pattern, and
# the numbers they count by. Most begin behind a stop.
_COUNTING = tuple(
    (sign, re.compile(pattern), numbers)
    for sign, pattern, numbers in (
        (f"[{_ONES}]是", rf"{_STOP}([{_ONES}])是", _ONES),
        (f"其[{_ONES}]", rf"{_STOP}其([{_ONES}])[，,：:是]?", _ONES),
        (f"第[{_ONES}]", rf"{_STOP}第([{_ONES}])[，,、：:]", _ONES),
        (f"[（(][{_ONES}][）)]", rf"[（(]([{_ONES}])[）)]", _ONES),
        ("[（(][1-9][）)]", r"[（(]([1-9])[）)]", "123456789"),
        ("[1-9][.．、]", rf"{_STOP}([1-9])[.．、](?![\d])", "123456789"),
        ("[①-⑩]", r"([①②③④⑤⑥⑦⑧⑨⑩])", "①②③④⑤⑥⑦⑧⑨⑩"),
    )
)
_COUNTS = re.compile("|".join(f"({sign})" for sign, _, _ in _COUNTING))
_ANY_COUNT = re.compile("|".join(sign for sign, _, _ in _COUNTING))
# Things that are named in chains: 车—路—云, 端—边—云, 产—学—研.
_LINK = "[车車路云雲人机機物端边邊网網企政产產学學研用数數场場货貨厂廠校区區点點]"
_CHAIN = re.compile(rf"({_LINK})一({_LINK})一({_LINK})")
_DAMAGE = re.compile(
    r"\ufffd+|[\u0080-\u009f]|锟斤拷|烫烫烫|屯屯屯|\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)|"
    rf"(?<=[{HAN}])\([a-z]{{0,3}}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{{0,4}}(?![a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü)])|"
    rf"(?<=[{HAN}])[\u3040-\u309f](?=[{HAN}])|(?<=[{HAN}])\?(?=[{HAN}])|[脙脗茂驴陆]{{3,}}|(?:Ã.|â€.){{2,}}"
)
_STOP_INSIDE = re.compile(r"[“「]([^“”「」。！？；，,]{2,24})。[”」]")
_MIXED_CASE = re.compile(
    r"(?<![A-Za-z])(?:Ai|aI|Ict|It(?=产业|技术|企业|產業)|5g|6g|Iot|Gdp|Ipv6|IPV6|Vr|Ar)(?![A-Za-z])"
)
_SPACE_BEFORE_QUOTE = re.compile(rf"[{HAN}][ \u3000]+[“「][^“”「」\s]{{1,20}}[”」]")
_UNPAIRED = {"“": "”", "（": "）", "《": "》", "「": "」", "【": "】"}
_OPENERS = re.compile("[“”（）《》「」【】]")
_READ = frozenset(["paragraph", "item", "quote", "heading", "note"])
_Check = Callable[[str], Iterator[Doubt]]
_Sign = Callable[[str, set[str]], bool]
# Each begins with a character that is rare in Chinese text, so that a search runs over it.
_TWICE = re.compile(r"([^\W\da-zA-Z_])\1")
_STRAY_SIGN = re.compile("and|or|of|the|to|in|for|with|by|is|are|on|at|from|as")
_RIGHT_SIGN = re.compile("是正是|在正在|有正有|的正的")
_DOUBLED_SIGN = frozenset("的了是在和与與将將把被对對为為向从從这這也都就并並")
_NUMBER_SIGN = frozenset("万萬亿億千元人")
_DAMAGE_SIGN = re.compile("[\ufffd\x80-\x9f?(锟烫屯脙脗茂驴陆\u3040-\u309fÃâ]")
_CASE_SIGN = re.compile("Ai|aI|Ict|It|5g|6g|Iot|Gdp|Ipv6|IPV6|Vr|Ar")
_SPACE_SIGN = re.compile("[ \u3000][“「]")
_WINDOW = 10
_SENTENCE_STOP = re.compile("[。；！？;!?\n]")
_MADE_OF = re.compile("等(?:[^，。]{0,6}部分)?(?:共同)?(?:组成|構成|构成|組成)(?=[，,]|$)")
_MADE_BY = re.compile("[由以用靠让讓使]")
_LED_BY = re.compile(
    "(?:推动|推動|推进|推進|发展|發展|打造|构建|構建|培育|壮大|壯大)以(?![及上下来來后後前便])(?=[^，。；]{2,16}、)"
)
_LED_AS = re.compile("[为為作做来來促带帶引驱驅换換称稱]|的方式|名义|名義|形式")
# 船舶检验局 局的 …: what a dictionary glues to a word says nothing.
_SUFFIXES = "的地得了着"
_CUT_LENGTH = 25
_HEAD_NUMBER = re.compile(rf"(?:(?P<main>[{_ONES}])、|[（(](?P<part>[{_ONES}])[）)])")


def find_doubts(blocks: tuple[Block, ...], text: str) -> tuple[Doubt, ...]:
    """`text` is the whole article, for words that are only odd in its company."""
    found: list[Doubt] = []
    paragraphs = [block.text for block in blocks if block.kind in _READ]
    # Each pattern is tried on all of the text at once: most occur nowhere in an article.
    together = "\n".join(paragraphs)
    twice = set(_TWICE.findall(together))
    due = [check for sign, check in _checks() if sign(together, twice)]
    for paragraph in paragraphs:
        for check in due:
            found.extend(check(paragraph))
    found.extend(_headings_miscounted(blocks))
    found.extend(_cut_off(blocks))
    found.extend(_misspellings(text))
    return tuple(dict.fromkeys(found))


def _headings_miscounted(blocks: tuple[Block, ...]) -> Iterator[Doubt]:
    """一、 二、 四、 over the sections of an article: one may be lost, or wrongly numbered."""
    before: dict[str, int] = {}
    for block in blocks:
        numbered = _HEAD_NUMBER.match(block.text) if block.kind == "heading" else None
        if numbered is None:
            continue
        form = "、" if numbered.group("main") else "（）"
        if form == "、":
            before.pop("（）", None)
        number = _ONES.index(numbered.group("main") or numbered.group("part")) + 1
        last = before.get(form, 0)
        if last and number not in (1, last + 1):
            due = _ONES[last] if last < len(_ONES) else str(last + 1)
            yield Doubt(
                kind="item_number", text=block.text[:40], why=f"numbered so where {due} is due"
            )
        before[form] = number


def _cut_off(blocks: tuple[Block, ...]) -> Iterator[Doubt]:
    """An article that stops in mid sentence."""
    last = blocks[-1] if blocks else None
    if last is None or last.kind != "paragraph" or len(last.text) < _CUT_LENGTH:
        return
    inner = sum(last.text.count(mark) for mark in "。！？")
    edge = last.text[-1]
    if ends_sentence(last.text) or edge in "：:）)】]》」”…—" or edge.isascii():
        return
    if inner or edge in "，、的和与在":
        why = "the text stops in mid sentence"
        yield Doubt(kind="cut_off", text=last.text[-2 * _WINDOW :], why=why)


def _checks() -> tuple[tuple[_Sign, _Check], ...]:
    """What is looked for, and a sign of it in the whole text that costs less to look for.

    The sign gets the text and the characters that stand twice in a row somewhere.
    """
    return (
        (lambda text, twice: bool(_STRAY_SIGN.search(text)), _stray_words),
        (lambda text, twice: bool(twice & _DOUBLED_SIGN or _RIGHT_SIGN.search(text)), _doubled),
        (lambda text, twice: bool(_REPEATED_WORD.search(text)), _repeated_words),
        (
            lambda text, twice: bool(twice & _NUMBER_SIGN) or "%%" in text or "％％" in text,
            _numbers_twice,
        ),
        (lambda text, twice: not twice <= _doubles(), _same_character_twice),
        (lambda text, twice: bool(_OFFICE_TWICE.search(text)), _offices_twice),
        (lambda text, twice: bool(_COUNTS.search(text)), _enumerations),
        (lambda text, twice: "一" in text, _chains),
        (lambda text, twice: "以" in text or "成" in text, _unfinished_frames),
        (lambda text, twice: bool(_DAMAGE_SIGN.search(text)), _damage),
        (lambda text, twice: "。”" in text or "。」" in text, _stops_inside),
        (lambda text, twice: bool(_CASE_SIGN.search(text)), _letter_case),
        (lambda text, twice: bool(_SPACE_SIGN.search(text)), _stray_spaces),
        (lambda text, twice: bool(_OPENERS.search(text)), _unpaired),
    )


def _stray_words(text: str) -> Iterator[Doubt]:
    for match in _STRAY_WORD.finditer(text):
        yield _doubt("stray_word", text, match, f"“{match.group(1)}” between Chinese words")


def _doubled(text: str) -> Iterator[Doubt]:
    for match in _DOUBLED.finditer(text):
        yield _doubt("doubled", text, match, f"“{match.group()}” repeats a word")


def _repeated_words(text: str) -> Iterator[Doubt]:
    for match in _REPEATED_WORD.finditer(text):
        if _is_slip(match.group(1), text, match):
            yield _doubt("doubled", text, match, f"“{match.group(1)}” stands twice")


def _numbers_twice(text: str) -> Iterator[Doubt]:
    for match in _NUMBER_TWICE.finditer(text):
        yield _doubt("doubled", text, match, f"“{match.group(1)}” after a figure")


def _offices_twice(text: str) -> Iterator[Doubt]:
    for match in _OFFICE_TWICE.finditer(text):
        yield _doubt("doubled", text, match, f"“{match.group(1)}” twice in one name")


def _unfinished_frames(text: str) -> Iterator[Doubt]:
    """提出了…等组成 without 由, 推动以甲、乙… without 为: half of a construction is missing."""
    start = 0
    for end in [*(stop.start() for stop in _SENTENCE_STOP.finditer(text)), len(text)]:
        sentence = text[start:end]
        made = _MADE_OF.search(sentence)
        if made and not _MADE_BY.search(sentence, 0, made.start()):
            yield Doubt(
                kind="unfinished",
                text=sentence[max(made.start() - _WINDOW, 0) : made.end()],
                why=f"“{made.group()}” without 由",
            )
        led = _LED_BY.search(sentence)
        if led and not _LED_AS.search(re.split("[，,]", sentence[led.end() :])[0]):
            yield Doubt(
                kind="unfinished",
                text=sentence[led.start() : led.end() + _WINDOW],
                why="“以” without 为",
            )
        start = end + 1


def _chains(text: str) -> Iterator[Doubt]:
    for match in _CHAIN.finditer(text):
        yield _doubt("dash_as_one", text, match, "一 may stand for a dash: —")


def _damage(text: str) -> Iterator[Doubt]:
    for match in _DAMAGE.finditer(text):
        yield _doubt("damaged", text, match, "damaged bytes, or what is left of a note")


def _stops_inside(text: str) -> Iterator[Doubt]:
    for match in _STOP_INSIDE.finditer(text):
        if not _is_sentence_quoted(text, match):
            why = "full stop inside the quotation of a phrase"
            yield _doubt("stop_in_quotes", text, match, why)


def _letter_case(text: str) -> Iterator[Doubt]:
    for match in _MIXED_CASE.finditer(text):
        yield _doubt("letter_case", text, match, f"unusual case: {match.group()}")


def _stray_spaces(text: str) -> Iterator[Doubt]:
    for match in _SPACE_BEFORE_QUOTE.finditer(text):
        yield _doubt("stray_space", text, match, "stray space before a quotation mark")


def _unpaired(text: str) -> Iterator[Doubt]:
    for opener, closer in _UNPAIRED.items():
        opened, closed = text.count(opener), text.count(closer)
        if abs(opened - closed) == 1:
            at = text.rfind(opener) if opened > closed else text.find(closer)
            yield Doubt(
                kind="unpaired",
                text=text[max(at - _WINDOW, 0) : at + _WINDOW],
                why=f"{opener} and {closer} do not pair",
            )


def _doubt(kind: str, text: str, match: re.Match[str], why: str) -> Doubt:
    start = max(match.start() - _WINDOW, 0)
    return Doubt(kind=kind, text=text[start : match.end() + _WINDOW].strip(), why=why)


def _same_character_twice(text: str) -> Iterator[Doubt]:
    """跑腿腿: a character twice that nobody doubles. 人人, 看看, 绿油油, 方方面面 are words."""
    known = _doubles()
    for match in _SAME_TWICE.finditer(text):
        if not is_han(match.group(1)):
            continue
        character = fold(match.group(1))
        start, end = match.span()
        if character in known or text[start - 1 : start] == match.group(1):
            continue
        around = fold(text[max(start - 2, 0) : end + 2])
        at = start - max(start - 2, 0)
        before, after = around[:at], around[at + 2 :]
        if any(len(pair) == 2 and len(set(pair)) == 1 for pair in (before, after)):
            continue  # 方方面面
        if before[-1:] in _BEFORE_DOUBLE or (
            after[:1] in ("长" if character in _OFFICES else _AFTER_DOUBLE)
        ):
            continue  # 绿油油的, 小圆圆, 局局长
        if after.startswith("作响") or any(
            held.start() <= start < held.end() for held in _DOUBLED.finditer(text)
        ):
            continue  # 喀喀作响; 在在 is told already
        if not _is_word_of_two(text, start):
            yield _doubt("doubled", text, match, f"“{match.group(1)}” stands twice")


def _is_word_of_two(text: str, start: int) -> bool:
    """Whether two words meet there (其中 中央), or one is written so (泡泡, 买买菜)."""
    first = max(start - _WINDOW, 0)
    place = start - first
    end = 0
    words = parted(fold(text[first : start + _WINDOW]))
    for number, word in enumerate(words):
        end += len(word)
        if end <= place:
            continue
        if end > place + 1:
            return True
        after = words[number + 1] if number + 1 < len(words) else ""
        if len(word) == 1:
            return kind_of(word) == "v"  # people say 买买菜, 遛遛狗
        return len(after) > 1 and not after.endswith(tuple(_SUFFIXES))
    return False


@cache
def _doubles() -> frozenset[str]:
    return frozenset("".join(table("doubles")["doubled"].split()))


def _is_slip(word: str, text: str, match: re.Match[str]) -> bool:
    """研究研究 is how people speak; 数据数据 is a slip. Long words and nouns do not repeat."""
    if len(set(word)) == 1:
        return False
    if len(word) == 2 and text[match.end() : match.end() + 1] in "，。、！？再":
        return False
    # 一个一个, 一步一步, 多么多么: counting and dwelling repeat on purpose.
    return not (set(word) & set("一两二三四五六七八九十个個步次天点點家")) and not word.startswith(
        "多"
    )


def _enumerations(text: str) -> Iterator[Doubt]:
    # One of a kind counts nothing; most paragraphs have none.
    if len(_ANY_COUNT.findall(text)) < 2:
        return
    seen = Counter(match.lastindex for match in _COUNTS.finditer(text))
    if max(seen.values(), default=0) < 2:
        return
    heads: dict[str, str] = {}
    for match in _ITEM.finditer(text) if seen[1] > 1 else ():
        said = match.group(2)
        if len(said) >= 4 and said in heads and heads[said] != match.group(1):
            yield _doubt(
                "repeated_item",
                text,
                match,
                f"{heads[said]}是 and {match.group(1)}是 read the same",
            )
        heads.setdefault(said, match.group(1))
    for way, (_, pattern, numbers) in enumerate(_COUNTING, 1):
        if seen[way] > 1:
            yield from _miscounted(text, pattern, numbers)


def _miscounted(text: str, pattern: re.Pattern[str], numbers: str) -> Iterator[Doubt]:
    """A number that skips, or comes back, within one enumeration: 一是…，一是…; 2. … 4. …"""
    before = 0
    for match in pattern.finditer(text):
        said = match.group(1)
        number = (
            numbers.index(said) + 1 if said in numbers else int(said) if said.isdecimal() else 0
        )
        if number == 1 and before != 1:
            before = 1
            continue
        if before and number != before + 1:
            due = numbers[before] if before < len(numbers) else str(before + 1)
            yield _doubt(
                "item_number",
                text,
                match,
                f"{match.group().strip('。；;：:，, ')} where {due} is due",
            )
            before = number if number > before else before + 1
        else:
            before = number if before else 0


def _is_sentence_quoted(text: str, match: re.Match[str]) -> bool:
    """说：“走吧。” quotes a sentence; 确定为“数字化。” does not."""
    before = text[: match.start()].rstrip()
    if not before or before[-1] in "：:，,。！？”」；;—":
        return True
    return bool(re.search(r"[说說道问問答称稱喊写寫曰]$", before))


def _misspellings(text: str) -> Iterator[Doubt]:
    """Words often written with a character of the same sound; folded, so both scripts match."""
    folded = "\n".join(map(fold, text.split("\n")))
    openings = {folded[at.start() : at.start() + 2] for at in _may_be_misspelt().finditer(folded)}
    for wrong, right in table("misspelt").items():
        at = folded.find(wrong) if wrong[:2] in openings else -1
        if at == -1:
            continue
        why = f"probably {right}"
        if right in folded:
            why += "; elsewhere the text writes it so"
        yield Doubt(kind="variant", text=_around(text, at, at + len(wrong)), why=why)


@cache
def _may_be_misspelt() -> re.Pattern[str]:
    """Where a word of the table may begin: of a hundred words hardly one stands in an article."""
    words = table("misspelt")
    first, second = ("".join(sorted({word[place] for word in words})) for place in (0, 1))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")


def _around(text: str, start: int, end: int) -> str:
    return text[max(start - _WINDOW, 0) : end + _WINDOW].strip()

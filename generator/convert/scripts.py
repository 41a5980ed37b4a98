"""Which Chinese script a text is written in, and whether its Traditional is a machine's.

Text in, a word out. What decides are characters that only one script uses: 数 is Simplified, 數 is
Traditional, 里 and 台 tell nothing because both scripts write them. A text in which no character
tells (中文, or nothing but English) is "none".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from generator.convert.configurations import convert_with
from generator.model import Script

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")

# Japanese runs to a third or more of kana even in headlines; a Chinese text that quotes a
# Japanese name or writes 鲜の每日 stays far below.
_JAPANESE = 0.2
# 東京都庁舎移転: no kana, but characters that only Japanese writes.
_SHINJITAI = 0.15
# Words and short titles that are quoted, often for the way they are written.
_IN_QUOTES = re.compile(
    '「[^「」]{1,8}」|『[^『』]{1,8}』|“[^“”]{1,8}”|‘[^‘’]{1,8}’|《[^《》]{1,8}》|"[^"]{1,8}"'
)
# What may hold a Japanese title within a Chinese sentence.
_QUOTED = re.compile("「[^「」]+」|『[^『』]+』|“[^“”]+”|《[^《》]+》|（[^（）]+）")
_SHORT = 24  # characters: longer Japanese is told by its kana
_CHINESE_GRAMMAR = re.compile(
    "[的了是在我你他她它們们這这那也就都很嗎吗把被給给沒没与與和]|不[会會能]"
)
# From this share of the telling characters on, the smaller script is no stray quotation.
_MIXED = 0.15


class _Tellers(NamedTuple):
    hans: re.Pattern[str]
    hant: re.Pattern[str]


@cache
def _tellers() -> _Tellers:
    """Characters that only one script uses, as two character classes.

    OpenCC says which characters are forms of one another; the national character sets say which
    of them the other side writes too: 后 is a simplification of 後 but stands in Big5 (皇后).
    """
    changed = [(one, simple) for one, simple in _simplified() if one != simple]
    hant = {traditional for traditional, _ in changed} - _encoded("gb2312")
    hans = {simple for _, simple in changed} - _encoded("big5")
    return _Tellers(_class(hans - hant), _class(hant - hans))


class _Japanese(NamedTuple):
    alone: re.Pattern[str]  # what Japanese alone writes: 発, 経, 庁, 込
    never: re.Pattern[str]  # what it never writes: 鲜, 说


@cache
def _japanese() -> _Japanese:
    japanese = _encoded("shift_jis")
    alone = {one for one, simple in _simplified() if one == simple and one in japanese}
    alone -= _encoded("gb2312") | _encoded("big5hkscs")
    return _Japanese(_class(alone), _class(set(_HAN_BLOCK) - japanese))


_HAN_BLOCK = "".join(map(chr, range(0x4E00, 0xA000)))


@cache
def _simplified() -> tuple[tuple[str, str], ...]:
    """Every character of the first block with its Simplified form."""
    return tuple(zip(_HAN_BLOCK, convert_with("t2s", _HAN_BLOCK), strict=True))


@cache
def _encoded(encoding: str) -> frozenset[str]:
    """The characters of the first block, and their Simplified forms, that a standard has."""
    characters = "".join({*_HAN_BLOCK, *(simple for _, simple in _simplified())})
    return frozenset(characters.encode(encoding, "ignore").decode(encoding))


def _class(characters: set[str]) -> re.Pattern[str]:
    # Searching a class takes a tenth of the time of looking each character up in a set, but only
    # within the first plane; beyond it lie chemical elements and rare names, which decide nothing.
    codes = sorted(ord(one) for one in characters if one < chr(0x10000))
    # Neighbours as ranges, which compile faster.
    starts = [at for at, code in enumerate(codes) if at == 0 or code != codes[at - 1] + 1]
    spans = zip(starts, [*starts[1:], len(codes)], strict=True)
    return re.compile(
        f"[{''.join(f'{chr(codes[first])}-{chr(codes[last - 1])}' for first, last in spans)}]"
    )


def only_in(script: Literal["Hans", "Hant"]) -> re.Pattern[str]:
    """What finds a character that this script alone writes."""
    return _tellers().hans if script == "Hans" else _tellers().hant


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where a word or two stand in quotation marks, or are a title."""
    return [match.span() for match in _IN_QUOTES.finditer(text)]


def has_han(text: str) -> bool:
    return _HAN.search(text) is not None


def is_japanese(text: str) -> bool:
    """Whether `text` is Japanese, of which nothing may be converted."""
    japanese = _japanese()
    kana = len(_KANA.findall(text)) if _KANA.search(text) else 0
    if not kana and not japanese.alone.search(text):
        return _of_both(text) and _modern_japanese(text)
    han = len(_HAN.findall(text))
    if kana >= 0.5 * (han + kana):
        return kana > 0
    if japanese.never.search(text):
        return False
    if kana and kana >= _JAPANESE * (han + kana):
        return True
    if not kana and len(japanese.alone.findall(text)) >= max(2, _SHINJITAI * han):
        return True
    return _modern_japanese(text)


def _of_both(text: str) -> bool:
    return bool(_tellers().hans.search(text)) and bool(_tellers().hant.search(text))


def _modern_japanese(text: str) -> bool:
    """日本国憲法, 渋谷区役所: a short text all of whose characters are as Japan writes them now.

    A shop's name with a の in it is none, nor what holds a word of Chinese grammar.
    """
    if len(text) > _SHORT or _CHINESE_GRAMMAR.search(text):
        return False
    if set(_KANA.findall(text)) <= {"の"} and "の" in text:
        return False
    han = "".join(_HAN.findall(text))
    simple = "".join(only_in("Hans").findall(han))
    return (
        not _japanese().never.search(han)
        and convert_with("t2jp", han) == han
        # 广 is written in Japan, too, but not for what it stands for in Simplified.
        and all(map(str.__ne__, simple, convert_with("jp2t", simple)))
    )


def only_script(text: str) -> Literal["Hans", "Hant"] | None:
    """The script of a text in which nothing speaks for another, nor for Japanese."""
    tellers = _tellers()
    some_hans, some_hant = tellers.hans.search(text), tellers.hant.search(text)
    if bool(some_hans) == bool(some_hant) or _KANA.search(text) or _japanese().alone.search(text):
        return None
    return "Hans" if some_hans else "Hant"


def tells(text: str, script: Literal["Hans", "Hant"]) -> bool:
    """Whether some character of `text` is written by this script alone."""
    return bool(only_in(script).search(text))


def japanese_spans(text: str) -> list[tuple[int, int]]:
    """Japanese titles and names that a Chinese text quotes."""
    if not _KANA.search(text):
        return []
    quoted = (match.span() for match in _QUOTED.finditer(text))
    return [(start + 1, end - 1) for start, end in quoted if is_japanese(text[start + 1 : end - 1])]


def detect(text: str) -> Script:
    """The script of `text`; a few stray characters do not make it mixed."""
    if text.isascii() or is_japanese(text):
        return "none"
    tellers = _tellers()
    some_hans = tellers.hans.search(text)
    some_hant = tellers.hant.search(text)
    if not some_hans and not some_hant:
        return "none"
    if not some_hant:
        return "Hans"
    if not some_hans:
        return "Hant"
    # 书法家写“龍”“馬”二字: what is quoted is shown for its own sake.
    for words in (_IN_QUOTES.sub("", text), text):
        hans = len(tellers.hans.findall(words))
        hant = len(tellers.hant.findall(words))
        fewer = min(hans, hant)
        share = fewer / (hans + hant) if fewer else 0.0
        # In a short text three characters are many, in a long one they are a name or a title.
        if hans != hant and not (share >= 1 / 3 or (share >= _MIXED and fewer >= 3)):
            return "Hans" if hans > hant else "Hant"
    return "none" if _modern_japanese(text) else "mixed"


_GAPS = re.compile(r"([ \u3000\t|/、]+)")
_NO_LIST = re.compile("[，。；：！？,;:!?\n]")
_LONGEST_LIST = 200


def words_of_both(text: str) -> list[str]:
    """The words of a list that holds words in both scripts, and the gaps between; else nothing.

    A sentence with both was made by a machine; a list sets one form beside the other.
    """
    if len(text) > _LONGEST_LIST or not _GAPS.search(text) or _NO_LIST.search(text):
        return []
    tellers = _tellers()
    if not tellers.hans.search(text) or not tellers.hant.search(text):
        return []
    words = _GAPS.split(text)
    scripts = {detect(word) for word in words}
    return words if {"Hans", "Hant"} <= scripts else []


# Spellings that no one who writes Traditional uses, by the character a converter left as it was
# in Simplified. Each begins with that character and looks back from behind it, which is five times
# faster. Lookbehinds keep out words that only touch: 體制造成, 若干部分, 公里面積.
_LEFT_BEHIND = re.compile(
    "于(?:(?<=[對關由屬位基處大低高終至等用在利便鑒鑑善過源忠急勇樂出生居產始建限]于)|(?=[是今此其0-9]))"
    "|制(?:(?<![體機編管控限法建學稅]制)(?=[造作品藥])|(?<=[研複復印錄定智]制))"
    "|范(?:(?<=[示規模師典防]范)|(?=[圍例疇本]))"
    "|云(?:(?=計算|端|平[台臺]|服務|上|存儲|數據|南省)|(?<=[白風上]云))"
    "|里(?:(?<=[這那哪心家夜手城眼]里)|(?<!公里)(?=面))"
    "|后(?:(?<=[以之最然今背落前]后)|(?=[來期續台臺面果]))"
    "|系(?<=[關聯]系)(?!統)|干(?:(?<!若干)(?=部)|(?<=[骨樹才]干)|(?=[凈淨燥]))"
    "|征(?:(?<=[特象表]征)|(?=[求收集]))|准(?:(?<=[標水]准)|(?=[確備]))"
    "|松(?<=[放輕寬]松)|采(?:(?=[取購集])|(?<=開采))|游(?:(?<=[旅導]游)|(?=客))|郁(?<=憂郁)"
    "|谷(?:(?<=[稻五]谷)|(?=物))|斗(?:(?<=[戰奮]斗)|(?=爭))|冲(?=[突擊])|并(?:(?=[且在將為與])|(?<=合并))"
    "|志(?<=[標雜日]志)|余(?:(?<=[其剩業]余)|(?=額))|丑(?=聞)|杰(?=出)|划(?:(?<=[計規策籌]划)|(?=分))"
)
# What a converter that goes by characters makes of words that were right.
_OVERDONE = re.compile(
    "後(?<=[皇太]後)(?!來)|裡(?:(?<=[公英]裡)|(?=程))|裏(?:(?<=[公英]裏)|(?=程))|髮(?=[展現布生])"
    "|麵(?:(?=[積向對])|(?<=[方表全]麵))|隻(?:(?=[有能是要])|(?<=不隻))|徵(?:(?<=[長遠新]徵)|(?=途))"
    "|複(?:(?<=[收恢批答]複)|(?=興))|史(?<=曆史)|曆(?<=[經學]曆)|製(?:(?=[度約])|(?<=[體控限機]製))"
    "|係(?:(?=統)|(?<=體係))|錶(?:(?=[示現])|(?<=[代發]錶))|瞭(?<=[為到]瞭)|誌(?:(?=願)|(?<=同誌))"
    "|颱(?=[灣州])|嚮(?:(?=前)|(?<=方嚮))|彆(?<=[個區特]彆)|傢(?:(?<=[國專大]傢)|(?=庭))"
    "|齣(?:(?=[現台臺])|(?<=提齣))|纍(?<=積纍)|幹(?:(?=[擾涉預])|(?<=若幹))|乾(?=[部預])"
    "|遊(?:(?<=[下上]遊)(?![戲客])|(?=泳))|穀(?:(?=歌)|(?<=山穀))"
)

# Mainland wording in Traditional characters. Hong Kong shares 數據 or 網絡 but not all of these.
_MAINLAND = re.compile(
    "軟件|硬件|數據|信息|網絡|智能|互聯網|視頻|質量|項目|優化|落實|水平|服務器|高質量|賦能|抓手"
    "|數字化|信息化|數字經濟|黨[委組建]|總書記|幹部|群眾|渠道|十[三四五]五|建設|推進|轉型|領域"
)
_OVERSEAS = re.compile(
    "資訊|數位|軟體|硬體|網路|品質|影片|專案|透過|計畫|程式|伺服器|數碼|特區|港元|港府|智慧型|縣市|局處"
    "|行政院|立法[院會]|本港|市民|民眾|業者|屆時|頻寬|硬碟"
)

# Characters at which good Traditional and a conversion of its own Simplified never differ.
_TELLTALES = frozenset("于制范云后系干征松丑斗谷冲余郁准卷志游采并杰胡术复里愿筑")
_TELLING = re.compile(f"[{''.join(sorted(_TELLTALES))}]")
_CLAUSE_ENDS = re.compile("[，。；：！？、\n“”「」]")  # no phrase of OpenCC reaches over these


def machine_made(text: str) -> bool:
    """Whether Traditional text was made by converting mainland prose.

    Such a text is better published from its Simplified. Three marks are looked for: spellings
    that only a converter makes, characters that its own Simplified, converted with care, would
    write otherwise, and mainland wording between mainland quotation marks.
    """
    if detect(text) not in ("Hant", "mixed"):
        return False
    han = len(_HAN.findall(text))
    faults = [
        text[max(0, fault.start() - 1) : fault.end() + 1]
        for pattern in (_LEFT_BEHIND, _OVERDONE)
        for fault in pattern.finditer(text)
    ]
    # One slip is a slip: writers of Traditional mistype too.
    if len(set(faults)) >= 2 and len(faults) >= han / 1200:
        return True
    parts = _CLAUSE_ENDS.split(text)
    clauses = "\n".join(part for part in parts if _TELLING.search(part))
    again = convert_with("s2tw", convert_with("tw2s", clauses))
    changed = [
        was for was, now in zip(clauses, again, strict=True) if was != now and was in _TELLTALES
    ]
    spoilt = {*changed, *(fault for fault in "".join(faults) if fault in _TELLTALES)}
    if len(spoilt) >= (2 if faults else 3) and len(changed) + len(faults) >= han / 300:
        return True
    return _sounds_mainland(text, han)


def _sounds_mainland(text: str, han: int) -> bool:
    if text.count("“") <= text.count("「"):
        return False
    words = _MAINLAND.findall(text)
    overseas = len(_OVERSEAS.findall(text))
    return len(set(words)) >= 4 and len(words) >= han / 120 and len(words) > 4 * overseas

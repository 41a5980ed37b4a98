"""著 towards Simplified: 着, the particle behind a verb, or 著, the first half of a word.

A Traditional text comes in, edits go out. OpenCC keeps 著名, 著作, 著書 wherever the two meet, and
so spoils 拿著名單, 忙著作業, 看著書. Not obvious: the words beside it decide. 跟著名教練 parts into
fewer words with 著名, 拿著名單 with 名單; where both part as well, a verb before it takes the
particle. Hong Kong writes 着 throughout, so it is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.convert.cuts import by_character
from generator.convert.phrases import Edit
from generator.convert.words import kind_of, parted

_PLACE = re.compile("[著着](?=[名作書书述錄录稱称者白志於于式])|合[著着]")
_AHEAD = 8
_BEHIND = 4
# Verbs before 著名 and 著作 as often as before any object: 是著名作家, 出版著作.
_WITH_OBJECT = frozenset("是为有成以被对把由在从比如像叫称即乃系给")
# What nobody does to a writer or a book, but for as long as one likes: 看著, 接著, 忙著.
_LASTING = frozenset(
    "看听说读写念拿抱背揹提带戴穿顶沿随跟接靠借藉凭朝向望盯忙急等想闪挂放开坐站躺走跑捧握夹揣藏翻抄摆堆刻印贴画唱哼"
    "笑哭喊骑推拉扶牵守陪伴照顺趁迎挨试绕压盖铺插点亮燃冒流飘飞追赶领怀含隔装载扛挑举端围裹系握搂枕踩踏映照沾蘸搭"
    "存留养种卖吃喝嚼咬闻学教玩做干忍饿醒睡活空缺剩熬煮烧晒吹淋泡停住管问骂吵闹闹抢争数算计记录录盼愁怕恨爱恋惦护"
)
_JOINED = frozenset("配混融结符联综适整吻闭缝集契组贴迎汇聚撮糅调嵌磨")  # 配合着 and its like
_BESIDE_TIME = frozenset("拍节歌曲音双两眼嘴手掌调唱跳")  # 合着拍子
_WORKS = frozenset("土专论原译巨显昭卓遗拙撰较")
_VARIANTS = {"藉": "借", "揹": "背", "捱": "挨", "沈": "沉"}  # what only OpenCC's phrases mend
_TALKING = frozenset(["议论", "谈论", "讨论", "评论", "争论", "辩论", "翻译", "拿捏"])
_STOPS = re.compile("[^\u3400-\u9fff]")


def particles(text: str) -> Iterator[Edit]:
    """What 著 is wherever OpenCC decides by the next character alone."""
    if "著" not in text and "着" not in text:
        return
    for match in _PLACE.finditer(text):
        at = match.end() - 1 if match.group()[0] == "合" else match.start()
        before = by_character(_STOPS.split(text[max(at - _BEHIND, 0) : at])[-1])
        after = by_character(_STOPS.split(text[at + 1 : at + 1 + _AHEAD])[0])
        if _is_work(before):
            continue  # 土著於此: the phrases' own rules
        shown = "着" if _is_particle(before, after) else "著"
        start = at
        if shown == "着" and before[-1:] in _VARIANTS:  # 藉著名義, 揹著書包
            start, shown = at - 1, _VARIANTS[before[-1]] + "着"
        yield Edit(start, at + 1, shown, text[start : at + 1])


def _is_work(before: str) -> bool:
    """专著, 显著; but 议论着."""
    return before[-1:] in _WORKS and before[-2:] not in _TALKING


def _is_particle(before: str, after: str) -> bool:
    verb = before[-1:]
    first = after[:1]
    if verb == "合":
        return before[-2:-1] in _JOINED or first in _BESIDE_TIME
    if first in ("白", "志", "式"):
        return bool(verb)
    if first in ("称", "者"):
        return verb in _LASTING
    if first == "于":
        return bool(verb) and verb not in "显昭名卓"
    lasting = verb in _LASTING or _is_verb(before)
    if first == "书":
        return verb in _LASTING
    word = parted(after)[0]
    if first in ("述", "录"):
        return len(word) > 1 and lasting
    apart, together = len(parted(after)) + 1, len(parted("著" + after))
    if after.startswith("作者") and verb in _LASTING:
        return True
    if together < apart:  # 著名教练; but 接著作了报告: nobody does a work that way
        return first == "作" and len(word) == 1 and verb in _LASTING and after[1:2] in _DONE
    if together > apart:
        return True
    if len(word) == 1:
        return verb in _LASTING
    return verb in _LASTING or verb == "有" or (lasting and bool(_HELD.fullmatch(word)))


# What a verb of two characters is likelier to go on with than with something famous.
_HELD = re.compile("名[字单额义气声片册利分目称次校]|作[业品用文答息物风战坊料]")
_DONE = frozenset("了出过为成什怎些点个一揖势乐对")


def _is_verb(before: str) -> bool:
    """圍繞, 混合, 建: the last word is a verb, and none that only takes objects."""
    if not before or before[-1] in _WITH_OBJECT:
        return False
    return kind_of(parted(before)[-1])[:1] == "v"

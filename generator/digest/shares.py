"""What a share is of, where no noun stands beside it: 夜间和周末的|占7.6%, 九成是转职的妇女.

In: the tokens of a statement and the place of a percentage in them. Out: its row head, or nothing:
then the common rules of `subjects` hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.digest.clause_words import Token

_LONGEST = 16
_SHORTEST = 2
# 满意的|占, 真正改造的|只有: the share is of what stands before 的.
_ONLY_SAYS = re.compile(
    "(?:只|仅|也|都|又|还|已经?|均|约|大约|将近|接近|超过|不到|不足|不及|低于|高于|高达|达到?|有|占到?|为)+了?"
)
_OPENS = re.compile("^(?:其中|当中|这其中|惟|唯|但|而|且|则|也|又|还|却|不过|目前|现在|如今)+")
_IS = ("是", "为", "属于", "属")
_OF_THEM = re.compile("其中|当中")
_AROUND = frozenset(("以上", "以下", "左右", "多", "的", "给予"))
_TELLS = 4
_INSIDE = re.compile("[里中]$")
_GOES = re.compile("^(?:来自|用于|投向|流向|流入|归|销往|投入)")
_GRANTED = re.compile("补助|补贴|奖励|资助|返还|补偿|贴息|奖补")
_GRANTS = ("按", "按照", "以", "依")


def share_of_clause(text: str, said: Sequence[Token], index: int) -> str:
    """The subject of the percentage `said[index]`, as its clause says it without naming it."""
    first = index
    while first and said[first - 1].kind not in ("stop", "number"):
        first -= 1
    last = index + 1
    while last < len(said) and said[last].kind not in ("stop", "number"):
        last += 1
    before, behind = said[first:index], said[index + 1 : last]
    return (
        _headless(text, before)
        or _granted(before, behind)
        or _is_what(text, before, said[index + 1 : _end(said, last)])
        or _what_they_do(text, before, behind)
    )


def _end(said: Sequence[Token], at: int) -> int:
    """Where the clause ends, beyond numbers within it: 是年产值不到|两亿元|的中小厂."""
    while at < len(said) and said[at].kind != "stop":
        at += 1
    return at


def what_of(text: str, said: Sequence[Token], index: int) -> str:
    """订单一半|来自海外: where the part goes, to be told behind what it is a part of."""
    last = index + 1
    while last < len(said) and said[last].kind not in ("stop", "number"):
        last += 1
    if last == index + 1:
        return ""
    whole = text[said[index + 1].start : said[last - 1].end]
    return whole if _GOES.match(whole) and len(whole) <= _LONGEST // 2 else ""


def _what_they_do(text: str, before: Sequence[Token], behind: Sequence[Token]) -> str:
    """其中|六成|毋须再交副本: of those spoken of before, the part that does so."""
    if not behind or not before or not _OF_THEM.search(text[before[0].start : before[-1].end]):
        return ""
    if any(token.kind not in ("point", "drop", "empty", "lead") for token in before):
        return ""
    if behind[0].kind in ("join", "change", "before") or behind[0].text in _AROUND:
        return ""
    if not any(token.kind in ("verb", "act", "empty") for token in behind):
        return ""
    told = text[behind[0].start : behind[-1].end].removeprefix("由").rstrip("的了")
    return told if _TELLS <= len(told) <= _LONGEST else ""


def _headless(text: str, before: Sequence[Token]) -> str:
    at = max((at for at, token in enumerate(before) if token.text == "的"), default=0)
    if at < 1 or not _ONLY_SAYS.fullmatch("".join(token.text for token in before[at + 1 :])):
        return ""
    told = _OPENS.sub("", text[before[0].start : before[at].start])
    return told if _SHORTEST <= len(told) <= _LONGEST else ""


def _granted(before: Sequence[Token], behind: Sequence[Token]) -> str:
    """按设备投资的|12%|给予补助."""
    at = next((at for at, token in enumerate(before) if token.text in _GRANTS), -1)
    what = next((token.text for token in behind if _GRANTED.search(token.text)), "")
    if at < 0 or not what or before[-1].text != "的":
        return ""
    of = "".join(token.text for token in before[at + 1 : -1])
    return f"{what}占{of}" if _SHORTEST <= len(of) <= _LONGEST - 4 else ""


def _is_what(text: str, before: Sequence[Token], behind: Sequence[Token]) -> str:
    """站长有|九成|是中年转职的妇女: what they are, of whom."""
    if not behind or behind[0].text not in _IS or any(t.kind == "change" for t in before):
        return ""
    what = text[behind[0].end : behind[-1].end].removeprefix("来自")
    if what[:1] in "“‘《" or not _SHORTEST <= len(what) <= _LONGEST - 4:
        return ""
    nouns = [
        token.text for token in before if token.kind == "noun" and not _INSIDE.search(token.text)
    ]
    return f"{what}占{nouns[-1]}" if nouns and len(nouns[-1]) > 1 else what

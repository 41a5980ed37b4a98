"""What labels announce: 来源, 作者, 责任编辑, 发布日期 …, and how pages write them.

Folded text goes in. Not obvious: a label may be spread (来　源：) or name several kinds of work
(撰文、摄影：); both are brought to one form of the same length, so that offsets still hold.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from generator.clean.tables import table

_SPACED_LABELS = re.compile(
    r"来\s*源(?=\s*:)|作\s*者(?=\s*:)|编\s*辑(?=\s*:)|时\s*间(?=\s*:)|标\s*题(?=\s*:)|日\s*期(?=\s*:)"
)
# 聯 絡 人：, any other label that is set wide
_SET_WIDE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:\s{1,3}[\u4e00-\u9fff]){1,4}(?=\s*:)"
)
# 〔关键词〕, as journals print it
_BRACKETED = re.compile(r"[〔\[【](关键词|收稿日期|修回日期|出版日期|作者简介|基金项目)[〕\]】]")
_JOINT_LABELS = re.compile(
    r"(?<![\u4e00-\u9fff])((?:撰文|文字|文|图|图片|图片摄影|摄影|采访|采写|采编|整理|编辑|策划|设计|制图|记者|通讯员|剪辑|视频)"
    r"(?:\s*[、/&和及.·]\s*(?:撰文|文字|文|图|图片|摄影|采访|采写|整理|编辑|策划|设计|制图|通讯员|剪辑|视频|报道))+)"
    r"\s*(?::|[|/丨](?=\s*[\u4e00-\u9fff]{2,4}(?:[\s、,;)]|$)))"
)

# Labels that nobody listed are put together of the same words: 稿件发布时间, 新媒体编辑. 报名时间
# and 开馆时间, which a text tells of, have other words before the last.
_OF_A_LABEL = (
    "文章|新闻|稿件|信息|资料|消息|图文|原文|本文|内容|网页|页面|发布|发表|发稿|刊登|刊发|刊出|刊载|登载|上传|上线|上载|上稿"
    "|录入|添加|公开|公布|推送|推文|投稿|更新|最后|最近|最新|首发|首次|见报|出刊|张贴|上架|建立|创建|编辑|修改|发文|出版"
    "|采写|摄影|图片|文字|视频|本期|本版|本栏|责任|执行|值班|特约|特派|见习|实习|网络|新媒体|融媒体|全媒体|微信|公众号|栏目"
    "|版面|美术|视觉|技术|封面|题图|头图|配图|插图|照片|统筹|终审|副|总|原"
)
_LAST_OF_A_LABEL = {
    "日期": "date",
    "时间": "date",
    "来源": "source",
    "出处": "source",
    "作者": "author",
    "记者": "author",
    "撰稿": "author",
    "撰文": "author",
    "编辑": "editor",
    "校对": "editor",
    "审核": "editor",
    "主编": "editor",
    "编审": "editor",
    "监制": "editor",
    "统筹": "editor",
    "策划": "editor",
    "设计": "editor",
    "排版": "editor",
    "责编": "editor",
    "摄影": "photo",
    "制图": "photo",
    "供图": "photo",
}
_PUT_TOGETHER = rf"(?:{_OF_A_LABEL}){{1,3}}(?:{'|'.join(_LAST_OF_A_LABEL)})"
_OF_PICTURES = ("图片", "视频", "封面", "题图", "头图", "配图", "插图", "照片")


@cache
def labels() -> dict[str, str]:
    """Label → what it announces."""
    return {label: kind for kind, words in table("credits").items() for label in words.split()}


@lru_cache(maxsize=4096)
def announced_by(word: str) -> str:
    """What a label announces, listed or put together of a label's words; "" where it is none."""
    listed = labels().get(word)
    if listed or len(word) < 3 or not re.fullmatch(_PUT_TOGETHER, word):
        return listed or ""
    if word.startswith(_OF_PICTURES):
        return "photo"
    return _LAST_OF_A_LABEL[word[-2:]]


@cache
def label_pattern() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, labels()), key=len, reverse=True)
    return re.compile(
        rf"(?<![\u4e00-\u9fffA-Za-z])({'|'.join(longest_first)}|{_PUT_TOGETHER})\s*:\s*"
        # 文｜某某, 图／某某: only what people sign with; 视频 | 专题 is a menu.
        r"|(?<![\u4e00-\u9fff])(文|图|图片|摄影|撰文|编辑|责编|记者|作者|采写|文字|校对|排版|来源|撰稿"
        r"|监制|审核|制图|设计|[一二三]审|初审|复审|终审|策划|主编|值班编辑|统筹|校审|审校|编审|图源|图文|供稿|视频|剪辑|值班主任|执笔|口述|讲述|采编|编译)"
        # 撰文.某某: the point is a label's only before a name.
        r"\s*(?:[|/丨]|[.·](?=\s*[\u4e00-\u9fff]{2,4}(?:[\s|/丨、,;]|$)))\s*"
        # 第三版 记者 某某
        r"|(?<![\u4e00-\u9fff])(?:本报|本刊|本网|本台)?(记者|通讯员|作者|撰文)\s+(?=[\u4e00-\u9fff]{2,4}(?:[\s、)]|$))",
        re.IGNORECASE,
    )


def in_one_form(folded: str) -> str:
    """来　源：, 撰文、摄影： as the label they stand for, of one length."""
    folded = _BRACKETED.sub(lambda match: f" {match.group(1)}:", with_joint_labels(folded))
    folded = _SPACED_LABELS.sub(lambda match: _spread(match.group()), folded)
    return _SET_WIDE.sub(_closed_if_label, folded)


def with_joint_labels(folded: str) -> str:
    """撰文、摄影：, 文·图/ as the label they stand for, of one length."""
    return _JOINT_LABELS.sub(_one_label, folded)


def _one_label(match: re.Match[str]) -> str:
    """撰文、摄影: → 撰文:, as long as before: who did both wrote."""
    words = re.split(r"\s*[、/&和及.·]\s*", match.group(1))
    kinds = [labels().get(word, "") for word in words]
    word = words[kinds.index("author")] if "author" in kinds else words[0]
    return f"{word}:".rjust(len(match.group()))


def _closed_if_label(match: re.Match[str]) -> str:
    return _spread(match.group()) if announced_by("".join(match.group().split())) else match.group()


def _spread(label: str) -> str:
    """来　　源 → as long as before, with the label's own characters together at its end."""
    word = "".join(label.split())
    return word.rjust(len(label))


def block_kind(kinds: list[str]) -> str:
    names = {
        "original_title": "original_title",
        "author": "byline",
        "source": "source_credit",
        "source_url": "source_url",
        "editor": "editor",
        "affiliation": "affiliation",
        "keywords": "keywords",
        "document": "document_info",
        "photo": "photo_credit",
        "date": "date",
        "written": "date",
        "section": "navigation",
        "tool": "tool",
    }
    return next(name for kind, name in names.items() if kind in kinds)


def split_keywords(value: str) -> tuple[str, ...]:
    parts = re.split(r"[;；,，、/|｜\t]+", value)
    if len(parts) == 1:
        parts = value.split()
    return tuple(
        dict.fromkeys(part.strip(" \u3000:：") for part in parts if part.strip(" \u3000:："))
    )

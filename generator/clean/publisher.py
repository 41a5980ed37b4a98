"""Decides who published an article.

The front matter first; then who is credited as the source; then media named in passing; then whose
page it is. Not obvious: 来源：<the portal itself> says less than the newspaper of the by-line, and
an office less than the body whose page it is.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold
from generator.clean.facts import Facts
from generator.clean.front_fields import front_text, front_value, strings
from generator.clean.frontmatter import FrontMatter
from generator.clean.media import is_medium, looks_like_medium, medium_name
from generator.clean.names import is_organisation
from generator.clean.pieces import tidy
from generator.clean.shape import squeezed
from generator.clean.titles import without_edition

# 综合处, 秘书科: a part of the body whose page it is.
_OFFICE = re.compile(
    r"[市县区省镇乡州]?(?![^市县区省镇乡州局院处]*[市县区省镇乡州局院处].)[\u4e00-\u9fff]{2,7}"
    r"(?:(?<!办事)处|科|股|(?<!办公)室|办|编辑部|采编部|新闻部|宣传部|组织部|编辑组)"
    r"|[\u4e00-\u9fff]{2,8}编辑部"
)
_HEAD_BODY = re.compile(
    r"(.{4,40}?(?:政府|办公室|办公厅|局|厅|委员会|部|院|署|会))(?:关于|印发|转发|发布)"
)
# 某某市政府　公告: the title names who gives notice.
_NOTICE_BY = re.compile(
    r"([\u4e00-\u9fff]{3,24}(?:政府|局|厅|廳|委员会|委員會|处|處|院|署|会|會|公司|大学|大學|学院|學院))"
    r"[\s\u3000]*(?:公告|通告|启事|啟事|函|令|通知|公报|公報)"
)
# 市民政局基层政权科: a part of a body, with the body before it.
_PART_OF_BODY = re.compile(
    r"(?P<body>.{2,20}(?:局|委|厅|部|院|署|办公室|委员会|政府|集团|公司|学院|大学))[\s\u3000]*"
    r"[\u4e00-\u9fff]{1,10}(?:科|处|室|股|组|队|中心)"
)
# 工作简报: a bulletin, which a body issues; 现代快报 is a newspaper.
_BULLETIN = re.compile(r".{0,16}(?:简报|专报|要情|内参|工作动态|工作信息|信息专刊|情况通报)")
# 某某报社官方账号: what a platform says of an account beside the account's name.
_VERIFIED = re.compile(r"(?:官方|认证)(?:账号|帐号|账户|微博|号)$")
_SAME_HOUSE = re.compile(r"(?:官网|网|客户端|(?:微信)?公众号|APP|app)$")
_TITLE_MARKS = re.compile(r"^《([^《》]+)》(?:杂志|雜誌|杂志社|雜誌社|编辑部|編輯部)?$")
_ADDRESS = re.compile(r"https?://")
_LONGEST_PREFIX = 4
# A platform is not a publisher.
_PLATFORM = re.compile(
    r"^本[站报网刊台社号院馆局](?:讯|原创|综合|整理|记者|编辑部|官网)?$|^(?:本站原创|本站|原创|互联网|网络|转载|未知|不详|综合|网络综合|网络整理|网友投稿)$|微信公众平台|微信公眾平台|今日头条|搜狐号|百家号|网易号|知乎|简书|CSDN|博客园"
)


def publisher_of(
    front: FrontMatter,
    facts: Facts,
    meta: dict[str, tuple[str, ...]],
    authors: tuple[str, ...],
) -> str | None:
    written = front_text(front, "publisher")
    if written and not _ADDRESS.match(written):
        return medium_name(_TITLE_MARKS.sub(r"\1", written)) or written
    portals = {
        squeezed(name)
        for words in (
            *strings(front_value(front, "author")),
            *meta.get("site", ()),
            *filter(looks_like_medium, facts.sites),
        )
        for name in [words]
    }
    signed = [
        name for name in meta.get("author", ()) if is_organisation(name) or looks_like_medium(name)
    ]
    sites = [_without_column(without_edition(name)) for name in meta.get("site", ())]
    own = [*sites, *signed, *facts.sites]
    credited = [
        _own_name(name, own) for name in (*facts.publishers, *meta.get("source", ())) if name
    ]
    # An office of the body whose page it is says less than the body.
    bodies = (*own, *filter(is_organisation, facts.media))
    whole = any(not _OFFICE.fullmatch(fold(name)) for name in bodies)
    offices = [name for name in credited if whole and _OFFICE.fullmatch(fold(name))]
    credited = [name for name in credited if name not in offices]
    media = [name for name in facts.media if not (whole and _OFFICE.fullmatch(fold(name)))]
    if any(is_organisation(name) for name in media):
        media = [name for name in media if not _BULLETIN.fullmatch(fold(name))]
    media.sort(key=lambda name: bool(_VERIFIED.search(fold(name))))
    # Who sent it to all media counts where the page credits nobody.
    media += [] if credited else facts.agencies
    # A page that names its publisher outright means the body, and not one of its offices.
    said = [name for name in meta.get("body", ()) if is_organisation(name)]
    if said and credited and all(is_organisation(name) for name in credited):
        return tidy(said[0])
    for name in (*credited, *media):
        # 来源：<the portal itself> says less than the newspaper of the by-line.
        if (
            squeezed(name) not in portals
            and name not in authors
            and not _PLATFORM.search(fold(name))
        ):
            return _in_full(tidy(name), facts, signed)
    for name in (*credited, *media, *own, *offices, *facts.media):
        if not _PLATFORM.search(fold(name)) and name not in authors:
            return _in_full(tidy(name), facts, signed)
    portal = [
        words
        for words in strings(front_value(front, "author"))
        if (looks_like_medium(words) or is_organisation(words)) and words not in authors
    ]
    if portal:
        return tidy(portal[0])
    noticed = _NOTICE_BY.fullmatch(facts.title or "")
    return noticed.group(1) if noticed else None


def _without_column(site: str) -> str:
    """某某日报·三农 → 某某日报."""
    head, _, column = site.partition("·")
    return head if column and is_medium(fold(head)) else site


def _own_name(name: str, own: list[str]) -> str:
    """某某日报网, as the page of 某某日报 credits itself: the page's own name."""
    house = _SAME_HOUSE.sub("", name)
    return house if house != name and house in own else name


def _in_full(name: str, facts: Facts, pages: list[str]) -> str:
    """市政府办公室 where the notice is signed by 某某市人民政府办公室: the full name."""
    name = _VERIFIED.sub("", _TITLE_MARKS.sub(r"\1", name)) or name
    headed = _HEAD_BODY.match(facts.title or "")
    # 通訊社, as a by-line says for short; the page says in full whose it is.
    full = min((one for one in pages if name in one), key=len, default=name)
    if len(name) < len(full) <= len(name) + _LONGEST_PREFIX:
        return full
    bodies = [*facts.organisations, *([str(headed.group(1))] if headed else [])]
    if part := _PART_OF_BODY.fullmatch(fold(name)):
        body = name[: part.end("body")]
        full = next((one for one in bodies if one.endswith(body) and one != body), "")
        if full:
            return full
    for full in bodies:
        letters = iter(full)
        if (
            len(full) > len(name) >= 3
            and full[-2:] == name[-2:]
            and all(letter in letters for letter in name)
        ):
            return full
    return name

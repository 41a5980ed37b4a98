"""Is this the name of a medium, and what is its bare name: 《某某》2015年第2期, 某某日报讯.

Not obvious: a medium is known by its last word only, so what a site calls its own sections is
listed apart.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold
from generator.clean.names import is_organisation
from generator.clean.tables import word_set

MEDIUM = (
    r"(?:《[^《》]{2,14}》|[^\s,。:;、/()]{1,12}?(?:报道|日报|晚报|时报|早报|商报|报|网|社|周刊|杂志|新闻|财经|"
    r"电视台|电台|客户端|频道|融媒体中心|融媒体|传媒|全媒体?|融媒|观察|中心|发布|在线|热线|论坛|之声|网站|资讯|月刊|半月谈|时评))"
)
OWN = r"(?:本报|本刊|本网|本台|本社|本站)"
_MEDIUM_TOKEN = re.compile(rf"《[^《》]{{2,14}}》|{MEDIUM}")
_ISSUE_OF = re.compile(
    r"\s*《([^《》]{2,20})》\s*(?:杂志|雜誌|周刊|月刊|季刊)?\s*(?:[(（]?[\d０-９一二三四五六七八九〇○零年月日第期卷总號号版\s,，.。()（）-]+)?"
)
_SITE_OF = re.compile(r"[^《》\s]{2,10}[-—·|]\s*《([^《》]{2,20})》.{0,12}")
_QUOTED = re.compile(
    r"[“「\"]([^“”「」\"]{2,16})[”」\"]\s*(?:微信)?(?:公众号|公眾號|视频号|客户端)"
)
# What a site calls its own sections, beside its name.
COLUMNS = word_set(
    "新闻 新聞 要闻 正文 首页 首頁 地方 社会 社會 财经 财经新闻 国内新闻 政策文件 新闻中心 "
    "深度 评论 观点 专题 特稿 人物 调查 热点 快讯 视频 图片 独家 原创 头条 推荐 教育 科技 汽车 "
    "房产 旅游 健康 文化 体育 娱乐 国际 国内 时政 民生 法治 军事 公益 副刊 港闻 两岸 生活 即时 "
    "政治 产经 焦点 滚动 本地 本地要闻 城市 城事 环境 环境频道 通知公告 工作动态 政务公开 "
    "数据发布 政策解读 领导活动"
)

# In front matter and meta tags nothing but a name stands.
_LIKE_MEDIUM = re.compile(
    r".*(?:财经|新闻|日报|晚报|时报|早报|商报|周刊|周报|杂志|报道|报|网|社|客户端|资讯|头条|传媒|观察|电视台|频道|平台|快讯|通讯|简报|快报|电子报|專刊|专刊|文摘|中心|号|在线|APP|app)"
)


# What any site calls a part of itself: 每日新闻, 时政要闻.
_ANY_SITES = re.compile(
    "(?:每日|今日|最新|即时|实时|本地|国内|国际|社会|财经|地方|综合|热点|时政|政务|娱乐|体育|科技|军事|教育|健康|房产|汽车|旅游|文化"
    "|医院|学校|学院|校园|公司|企业|行业|部门|基层|图片|视频|专题|头条|滚动|消息|信息|中心|公开|推荐|全部|更多|港澳|两岸|台湾|要闻)+"
    "(?:新闻|要闻|资讯|快讯|动态|播报|报道|报导|专题|频道|中心|网|发布|在线|观察|论坛|社)?"
)
# A document, though its last word could be a newspaper's: 水资源公报, but 大公报.
_DOCUMENT = re.compile(
    "[^《》]*(?:(?<!大)(?<!新闻)公报|(?<!文)汇报|年报|季报|月报|通报|预报|申报|海报|填报|上报|举报|情报|警报"
    "|回报|播报|捷报|喜报|战报|电报|呈报|瞒报|误报|漏报)"
    # 听报道, 打开客户端, 更多新闻: what a button says.
    "|(?:听|看|打开|下载|点击|关注|查看|进入|访问|浏览|订阅|返回|更多|分享|转发|推荐|相关|热门|最新|全部|下一|上一)[^《》]*"
)

_NEWS_OF = re.compile(r"(.*(?:[报報网網社台刊]|[新][闻聞]|客户端|中心|融媒))[讯訊]$")


def is_column(folded: str) -> bool:
    """What a site calls a section of itself: 财经, 社会新闻."""
    return folded in COLUMNS or bool(_ANY_SITES.fullmatch(folded))


def is_medium(folded: str) -> bool:
    """某某日报, 《某某》: by its last word."""
    return (
        bool(_MEDIUM_TOKEN.fullmatch(folded))
        and not _DOCUMENT.fullmatch(folded)
        and not _ANY_SITES.fullmatch(folded)
    )


def medium_name(value: str) -> str:
    within = _SITE_OF.fullmatch(value.strip())  # 光明网-《光明日报》
    if within:
        return within.group(1)
    issue = _ISSUE_OF.fullmatch(value)  # 《白茆文艺》2015年第2期
    if issue:
        return issue.group(1)
    quoted = _QUOTED.match(value.strip())
    if quoted:  # “某某发布”公众号 7月28日
        return next(group for group in quoted.groups() if group)
    name = value.strip(" \u3000:：,，;；、《》“”「」()（）【】|｜·-—")
    name = re.sub(r"^[综綜]合(?=.{1,10}(?:[报報网網社台]|新[闻聞]))", "", name)
    name = re.sub(r"^(?:微信)?(?:公众[号號]|公眾[号號]|视频[号號])[\s:：]*[“「\"]?", "", name)
    name = re.sub(r"(?:[综綜]合(?:整理|[编編][辑輯]|[报報][道導])?|整理)$", "", name) or name
    name = re.sub(r"\s*[（(](?:ID|微信号?|公众号)\s*[：:]?[^（）()]{0,40}[)）]?$", "", name)
    issued = re.sub(r"(?:编印|编发|主办|印发|编|新[闻聞]公[报報])$", "", name)
    name = issued if is_organisation(issued) else name
    head, _, column = name.partition("·")
    if column and is_medium(fold(head)):  # 某某新闻·某栏目
        name = head
    name = re.sub(r"(?:微信)?(?:公众号|公眾號)$", "", name).strip(" “”「」")
    # 某某日报讯; 海棠农讯 is a whole name.
    return _NEWS_OF.sub(r"\1", name)


def looks_like_medium(name: str) -> bool:
    """Of a name alone: 某某观察, 某某号, some APP."""
    return bool(_LIKE_MEDIUM.fullmatch(fold(name)))

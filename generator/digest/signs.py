"""What is seen in a sentence, and what each sign is worth to an editor who makes a summary.

In: a folded sentence and where it stands. Out: its signs. An editor takes the state of things with
its figures and the name of what they are about; what the whole is for; who founded or passed what;
what is lacking. Left lie: bows, exhortation, warmth, scenes, and what hangs on the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

_HAN = re.compile("[\u4e00-\u9fff]")
_SHORTEST, _LONGEST = 25, 110
UNREADABLE = 240
_TITLED = 0.3  # of the title's pairs of characters: says what the title says

# Openings that hang on a sentence that is not there.
_DEPENDENT = re.compile(
    "^(?:再如|又如|比如|例如|譬如|如[,，]|对此|其中|这|那|该|此|他|她|它|其|此外|另外|另据(?!.{0,20}(?:了解|消息|报道|获悉|悉[，,]))|同时|不过|然而|但|而|因此|因而|所以|于是|接下来|"
    "由此|为此|与此同时|据此|随后|之后|另一方面|一方面|也|还|更|并|且|即使|同样|相比|反之|总之|事实上|实际上|换言之|尤其|特别是|上述|"
    "后来|结果(?:发现|是)?[，,:：]|[一半几]年(?:多)?下来|(?:从|在)?那(?:以|之)[后前]|从(?:那|这)(?:天|时|年|次)|在这之[前后]|同一时间|同一时期|往年这|"
    "有一[次天回年]|那[天次年时晚]|会上[，,]|此行|第[一二三四五六七八九](?:个|条|件)?是|(?:倒付|省下来|余下|剩下|多出来)的|同样的|"
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
# What leads up to what stands behind it, or says only that there is a paper: 现将…通知如下：
_FRAMES = re.compile(
    "[:：]$|如下[。,，]|^.{0,24}(?:(?:分|分为|分成|集中在|体现在|表现在|归纳为)(?:以下|这样)?[两二三四五六七八九几]大?[个件类种条点项步](?:问题|方面|情况)?|"
    "[两二三四五六七八九几]大?[个件类种条点项步](?:事情?|大事|工作|问题|方面|特点|原因|状态|阶段|办法|任务|重点|变化|难题|短板|建议|措施|道理|经验|体会))。$|"
    "印发给?你们|^以下(?:是|为|係).{0,40}(?:新闻稿|新闻公报|发言|致辞|致词|全文|谈话|讲话|答复|内容)|"
    "(?:制定|制订|订定)(?:本|如下|以下)(?:办法|方案|细则|规定|条例|意见|计划|措施|规划|制度|指南|标准|预案|要点)|"
    "适用(?:于)?本(?:办法|细则|规定|条例|指南|标准)。?$|^(?:受访|采访|访谈|整理|主持|嘉宾|撰稿|撰文)[者人]?[:：]|"
    "(?:咨询|联络|查询|广告|订阅|投诉)(?:电话|热线)|零售(?:每份|价)|本报地址|阅读原文|扫码关注"
)
# How a paper was made, not what it found.
_OF_ITSELF = re.compile(
    "本(?:文|研究|报告|课题|调研)(?:[^，,。]{0,6})?(?:利用|依据|采用|基于|通过|旨在|拟|首先|将从|选取|梳理|以[^，,。]{2,20}为)"
)
_METHOD = re.compile(
    "(?:发放|发出|收回|回收)[^，,。]{0,6}问卷|(?:检查组|调研组|课题组|督查组|考察团|记者|笔者)(?:先后|分别|随机)?(?:到|赴|走访|实地|深入|抽查)|座谈会?[^，,。]{0,4}\\d+场"
)
_QUOTED = re.compile("“[^”]*”")
# Something with a name of its own: “一网通办”, 《数据条例》, 5G, 城市大脑平台.
_NAMED = re.compile(
    "“[^”]{2,12}”|《[^》]{3,40}》|[A-Z0-9][A-Za-z]*[A-Z]|[^，。的了]{2}(?:平台|系统|中心)"
)
# Told by somebody: what 我们 or 你 is, is not said in the sentence.
_PERSONAL = re.compile(
    "我们?(?!市|省|县|区|国|校|院|局)|你们?|您|咱们?|他们?(?=[说的在把从也都要])|她们?"
)
# Whom and what it speaks of stands in a sentence before: 他给自己定的数, 这张图.
_DANGLING = re.compile(
    "^(?:[^，,。]{0,12}[年月日天时后前里初末底][，,])?[^，,。]{0,14}[他她](?!人|乡|国)|[这那](?:一边|一头|一步|一招|张|条|份|座|位|件|笔|本|天|一类|一数字|个系统|个平台|个数)"
)
_SHORT_FOR = re.compile(
    "上述|前述|该(?:市|区|局|中心|项目|系统|平台|公司)|这(?:一|些|个|种|里|样|次|项)"
)
_QUESTION = re.compile("[?？]|如何|怎么|为什么")
_ENUMERATED = re.compile(
    "^(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,，、]|[一二三四五六七八九十]+、|\\d+[.、]|[(（][一二三四五六七八九十\\d]+[)）])"
)
_WHOLE_LIST = re.compile("一是.*二是|第一[,，、].*第二[,，、]")
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
_OPENING = 12  # characters in which a sentence says whom it is about
_OURS = re.compile("[全我本](?:市|县|区|镇|港)|该市")
# Who speaks, in an interview.
_SPEAKER = re.compile("^[^,，。:：“”]{1,8}[:：]")
# An answer wants its question; what a report proposes does not.
_ANSWER = re.compile(
    "(?!.{0,4}(?:目标|建议|指出|显示|提出|报道|任务|措施|方式|结果))[^，,。:：“”]{1,4}[:：]"
)
_PLAN = re.compile("将|到20\\d\\d年|力争|目标|计划|建设成为|打造成?|率先建成|三年内|年内")
_AIM = re.compile(
    "(?:建设|打造|建成|创建|争创)[^，。；,;]{0,30}(?:城市|高地|[区县市]|标杆|样板|之都|名城|都市|枢纽)(?=[，。；、”,;]|$)|"
    "主攻方向|(?:总体|主要|发展)目标|总目标|一号工程"
)
_LACKING = re.compile(
    "存在[^。；;]{0,60}(?:问题|不足|短板|差距)|(?:仍|还|但|相对|比较|尚)[^，。；,;]{0,10}(?:不足|不够|短板|差距|缺乏|缺少|薄弱|滞后|不高|不强|不畅|空白|偏低)|缺少|缺乏|大而不强|有待"
)
_FOUNDS = re.compile(
    "(?:成立|组建|设立|揭牌|挂牌|设置)[^。；;]{0,20}(?:委员会|小组|专班|中心|局|公司|平台|联盟|基金|基地|研究院)|签署|签约|签订|备忘录|领导小组|"
    "(?:条例|办法|规定|意见|方案|规划|计划|标准)》|首席数据官|资料长|(?:条例|办法|规定)[^。；;]{0,10}(?:施行|实施|通过|出台|颁布|审议)"
)
_RANKS = re.compile(
    "(?:全国|全省|全市|全球|国内|省内|亚洲|世界|同类)[^，。；,;]{0,6}第[一二三四五六七八九十0-9]|率先|首个|首批|首家|首创|位居|位列|名列|居首|前列|前茅"
)
# What something costs, and who pays.
_MONEY = re.compile(
    "(?:经费|投资|投入|资金|预算|补助|补贴|奖励|补偿|拨款|贷款|费用|造价|成本|收费|罚款|花|省下?|贴息|授信|成交|交易)[^。；;]{0,24}[0-9一二三四五六七八九十百千两点]+[多余]?[万亿]?元|"
    "[0-9一二三四五六七八九十百千两点]+[多余]?[万亿]?元[^，,。；;]{0,8}(?:补助|补贴|奖励|资金|基金|补偿|经费|预算|贷款)"
)
# What holds for whom, and by when: the point of a notice.
_TERMS = re.compile(
    "(?:于|在|自|至|到)?[0-9]{1,2}月(?:[0-9]{1,2}日|底|末)(?:[0-9]{1,2}时)?(?:之?前|起|止|至|以前)|(?:个工作日|[0-9一二三四五六七八九十]+[日天])内|"
    "不得|不(?:低于|少于|超过)|暂停|取消资格|以(?:上|内)的|每[人户艘亩吨辆家名位台件份]|最高[^，,。]{0,6}元"
)
_WARM = re.compile(
    "放在心上|老百姓|幸福感|获得感|安全感|满满|温度|贴心|好用|美好|竭尽|用心|热情|风采|翅膀|动能|赋能|新局面|新台阶|久久为功|背水一战|只争朝夕|沉甸甸"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a sentence stands, and what is known of it from elsewhere."""

    centre: float
    title: float
    title_number: bool  # whether it gives a number that the title gives
    counted: int  # figures in it
    theme: float  # how surely its passage belongs to its theme; 0 where it has none
    no_theme: float  # how surely to none, where the article has themes
    opens: bool  # its passage
    early: bool
    first_fifth: bool
    home: str  # the place the article is about, or nothing
    notice: bool  # whether it stands in one


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is seen in a sentence; `WORTH` says what each sign is worth."""

    centre: float  # how much it says of what the article's other sentences say, 0 to 1
    figures: float  # 0 to 1
    names: float  # 0 to 1
    title: float  # share of the title's pairs of characters
    title_number: float
    theme: float  # how surely its passage belongs to its theme, 0 to 1
    no_theme: float
    early: float  # in one of the first passages
    opens: float  # its passage
    own_subject: float  # begins with whom it is about
    change: float
    plan: float
    dependent: float  # begins with a word that needs the sentence before
    enumerated: float
    scene: float
    exhorting: float  # 0 to 3
    quoting: float
    short: float  # half where it counts something
    long: float  # 0 to 1
    aim: float  # what the whole is for
    whole: float  # of no theme, early, and about the place: what belongs to all themes
    lacking: float
    founds: float  # or passes, signs: bodies and rules
    ranks: float
    warm: float  # assures
    dangling: float
    method: float  # how a paper was made
    terms: float  # what holds from now on, in a notice: sums, days, bounds


def signs_of(folded: str, setting: Setting) -> Signs:
    """What is seen in one sentence."""
    length = len(folded)
    own = (bool(setting.home) and setting.home in folded[:_OPENING]) or bool(
        _OURS.search(folded[:_OPENING])
    )
    titled = setting.title >= _TITLED
    terms = setting.notice and bool(_TERMS.search(folded) or _MONEY.search(folded))
    return Signs(
        centre=setting.centre,
        figures=min(setting.counted, 3) / 3,
        names=min(named(folded), 3) / 3,
        title=setting.title,
        title_number=float(setting.title_number),
        theme=setting.theme,
        no_theme=0.0 if terms else setting.no_theme,
        early=float(setting.early),
        opens=float(setting.opens),
        own_subject=float(own),
        change=float(bool(_CHANGE.search(folded))),
        plan=float(bool(_PLAN.search(folded))),
        dependent=float(is_dependent(folded)),
        enumerated=float(bool(_ENUMERATED.match(folded)) and not _WHOLE_LIST.search(folded)),
        scene=float(bool(_SCENE.search(folded))),
        exhorting=float(min(len(_EXHORTATION.findall(folded)), 3)),
        quoting=float("“" in folded and bool(_SAYS.search(folded))),
        short=(0.5 if setting.counted else 1.0) * (length < _SHORTEST),
        long=min(max(length - _LONGEST, 0) / (UNREADABLE - _LONGEST), 1.0),
        aim=float(bool(_AIM.search(folded))),
        whole=float(setting.first_fifth and setting.theme == 0.0 and (own or titled)),
        lacking=float(bool(_LACKING.search(folded))),
        founds=float(bool(_FOUNDS.search(folded))),
        ranks=float(bool(_RANKS.search(folded))),
        warm=min(len(_WARM.findall(folded)), 3) / 3,
        dangling=float(bool(_DANGLING.search(folded))),
        method=float(bool(_METHOD.search(folded))),
        terms=float(terms),
    )


def named(folded: str) -> int:
    """How many things with a name of their own it speaks of."""
    return len(_NAMED.findall(folded))


def is_dependent(folded: str) -> bool:
    speaker = _SPEAKER.match(folded)
    return bool(_DEPENDENT.match(folded[speaker.end() :] if speaker else folded))


# Set by an editor's reasons, then moved a little by what an editor took from the two example sites,
# and looked at on labelled sets of other texts: `python bench/summaries.py`.
WORTH = Signs(
    centre=1.4, figures=0.40, names=0.16, title=0.15, title_number=0.20, theme=0.20,
    no_theme=-0.35, whole=0.35, early=0.08, opens=0.12, own_subject=0.15, aim=0.2,
    lacking=0.05, founds=0.05, ranks=0.1, change=0.15, plan=0.02, dependent=-0.28,
    enumerated=-0.20, scene=-0.25, exhorting=-0.20,
    warm=-0.15, dangling=-0.12, quoting=-0.05, short=-0.33, long=-0.20,
    method=-0.3, terms=0.2,
)  # fmt: skip
SIGNS = tuple(Signs.__dataclass_fields__)
_each: Callable[[Signs], tuple[float, ...]] = attrgetter(*SIGNS)


def worth(signs: Signs, worths: Signs = WORTH) -> float:
    total = 0.0
    for sign, weight in zip(_each(signs), _each(worths), strict=True):
        if sign:
            total += sign * weight
    return total


def _unquoted(text: str) -> str:
    """Without quotations. Behind the last closing mark none is looked for: there may be many."""
    last = text.rfind("”") + 1
    return _QUOTED.sub("", text[:last]) + text[last:]


def stands_alone(folded: str, unnamed: bool = False) -> float:
    """On a page that gathers many sources a sentence has only itself to be understood by."""
    if is_dependent(folded) or _PERSONAL.search(_unquoted(folded)) or _ANSWER.match(folded):
        return 0.0
    if unnamed:
        return 0.25
    return 0.5 if _SAYS.search(folded) or _SHORT_FOR.search(folded) else 1.0


def is_barred(folded: str) -> bool:
    if _FORMALITY.search(folded) or _FRAMES.search(folded) or _QUESTION.search(folded[-2:]):
        return True
    if folded.startswith(("如何", "为什么", "怎么", "怎样")):
        return True
    opening = folded[:1]
    if _OF_ITSELF.match(folded):
        return True
    if opening == "—":
        return True  # ——合作社 理事长 谭宝成
    if opening in "“‘" or (opening in "\"'" and folded.count(opening) > 1):
        inside = sum(len(part) for part in re.findall("“([^”]*)”?", folded))
        return inside * 10 > len(folded) * 6
    return not _HAN.search(folded)

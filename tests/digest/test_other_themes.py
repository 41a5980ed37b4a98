"""A site whose themes nobody shipped words for: it works from its own words and examples."""

from __future__ import annotations

import pytest

from generator.digest.examples import decided, examples
from generator.digest.knowledge import learn
from generator.digest.themes import place_passages
from generator.model import DigestOptions, Edits, PassageEdit, Text, Theme
from tests.digest.helpers import entry

# What an editor would put into site.yaml: a dozen words and three passages for each theme.
THEMES = {
    "health": (
        "医院 门诊 护士 疫苗 急诊 病床 体检 药房 家庭医生 血压",
        "县医院把夜间急诊从一间扩到三间，等候的人少了一半。",
        "护士每周上门给行动不便的病人换药、量血糖。",
        "社区药房备齐了两百种慢性病常用药，医保当场结算。",
    ),
    "school": (
        "学校 老师 课堂 学生 校车 作业 教室 食堂 操场 家长",
        "两所小学合用一个操场，体育课排到了傍晚。",
        "老师把作业分成三档，孩子自己挑，家长不用签字。",
        "乡村教室里换了不闪的灯，近视筛查一学期一次。",
    ),
    "transport": (
        "公交 地铁 站台 路口 道路 停车 车站 骑行 隧道 轮渡",
        "八路公交改走新桥，全程少绕四公里，末班车推迟一小时。",
        "路口的左转灯单独放行之后，晚高峰不再排到隧道口。",
        "渡轮增加两班，自行车可以推上船，不另收钱。",
    ),
    "housing": (
        "住房 租金 公租房 老旧小区 电梯 物业 房屋 公积金 装修 业主",
        "老旧小区加装电梯，一楼的住户得到补偿后签了字。",
        "公租房的租金按收入分四档，轮候时间缩短到一年半。",
        "物业每季度公布一次账目，业主可以逐笔查问。",
    ),
}
LABELLED = [
    ("中心医院开了周末门诊，挂号的队伍从大厅排到了电梯口，护士长说人手还差六个。", "health"),
    ("儿童疫苗改成预约到半小时，接种点的长椅第一次有空位。", "health"),
    ("家庭医生签约满三年的老人，住院次数比没签的少四分之一。", "health"),
    ("体检车开进山村，两天做了三百人，查出高血压五十一例，当场配药。", "health"),
    ("病床紧张的时候，走廊里加的床也要有呼叫铃，这是新定的规矩。", "health"),
    ("校车新增一条山路线，最远的孩子六点四十上车，七点半到校。", "school"),
    ("食堂的菜谱由学生投票，剩饭从每天四桶减到一桶半。", "school"),
    ("课堂上少用屏幕，老师重新拿起粉笔，孩子的坐姿好了不少。", "school"),
    ("家长会不再排名次，改成每人十分钟的单独谈话。", "school"),
    ("县里给两百间教室装了新风，冬天上课不用再开窗受冻。", "school"),
    ("地铁二号线延长四站，老城到机场不用换乘，票价六元。", "transport"),
    ("路口装了会数人的红灯，老人过街时绿灯会多亮八秒。", "transport"),
    ("停车位改成分时收费之后，医院门前的车流快了，救护车能进得来。", "transport"),
    ("骑行道贯通沿江二十公里，断头的三处用浮桥接上。", "transport"),
    ("车站的站台加了遮雨棚，公交晚点由显示屏报时。", "transport"),
    ("公积金可以按月付房租，手续在手机上办，三天到账。", "housing"),
    ("小区的外墙渗水拖了五年，业主投票动用维修资金，两个月修好。", "housing"),
    ("首批公租房交付四百套，家具齐全，租金每月三百到七百元。", "housing"),
    ("危旧房屋逐栋装了倾斜传感器，超过限度先搬人再评估。", "housing"),
    ("老楼加装电梯一年成了三十七部，吵架最多的是二楼的采光。", "housing"),
    ("今年的端午没有下雨，粽叶的价钱比去年便宜了一点。", None),
    ("本报记者 何其多 摄影报道", None),
    ("戏台上的灯亮到半夜，武生翻了二十个跟头，台下掌声不断。", None),
]

# Passages of which a third have none of the words above: examples and shared characters must do.
HARDER = [
    ("儿科夜门诊开到十一点，发热的孩子不用再去急诊排队。", "health"),
    ("县疾控中心通报，水痘疫苗接种率提高到百分之九十二，学校聚集性病例明显减少。", "health"),
    ("社区卫生站新来了一位中医，针灸和推拿都能报销。", "health"),
    ("护理员培训班结业，三十名学员到养老院上岗，照护失能老人。", "health"),
    ("医院取消了门诊押金，检查结果在全市互认。", "health"),
    ("为六十五岁以上居民免费体检，发现早期肺结节四十余例，随访由家庭医生负责。", "health"),
    ("救护车平均到场时间缩短到九分钟，胸痛病人可以直接进导管室。", "health"),
    ("初中划片方案公布，两个新小区归入实验中学。", "school"),
    ("作业量每天不超过一小时，做不完家长签字即可。", "school"),
    ("乡村小学缺英语老师，县里派二十名教师轮流走教。", "school"),
    ("课后服务延长到六点半，孩子可以学书法、打篮球。", "school"),
    ("高中食堂换了承包商，学生说菜终于是热的了。", "school"),
    ("幼儿园新增托班，两岁的孩子也能入园，每月收费八百元。", "school"),
    ("教室的灯换成护眼灯，近视率下降三个百分点。", "school"),
    ("夜班公交延到十二点半，医院和工业园都设了站。", "transport"),
    ("高架桥检修期间，货车绕行环城南路，工期四十天。", "transport"),
    ("共享单车乱停放，地铁口划出了专门的停放区。", "transport"),
    ("新隧道通车后，过江时间从半小时缩短到六分钟。", "transport"),
    ("轮渡恢复夜航，票价两元，自行车免费上船。", "transport"),
    ("路边停车位改为前半小时免费，商铺门口周转快了。", "transport"),
    ("早高峰在快速路试行潮汐车道，车速提高了两成。", "transport"),
    ("保障房摇号结果公示，一千二百户家庭入围。", "housing"),
    ("旧改小区换了水管和电表箱，物业费每平方米涨了两毛。", "housing"),
    ("首套房贷款利率下调，公积金贷款额度提高到八十万元。", "housing"),
    ("业主委员会换届，账目第一次贴在了单元门口。", "housing"),
    ("租客押金由第三方托管，退租七天内返还。", "housing"),
    ("危房鉴定完成，三十二户居民搬进周转房。", "housing"),
    ("城中村的握手楼装上了外挂楼梯和烟感，消防验收合格。", "housing"),
    ("端午龙舟赛今天下午两点开赛，看台票已经送完。", None),
    ("歌剧院下月上演《茶花女》，指挥是本地人。", None),
    ("今年的桂花比往年晚开了十天，满城都是香的。", None),
    ("会议由副县长主持，各乡镇负责人参加。", None),
    ("足球队客场一比一战平，排名第八。", None),
    ("作者简介：王某，自由撰稿人，著有散文集两部。", None),
    ("秋刀鱼用盐腌二十分钟，烤到两面焦黄。", None),
]


def themes() -> tuple[Theme, ...]:
    return tuple(
        Theme(
            id=identity,
            title=Text(),
            description=Text(),
            words=tuple((word, 2.0) for word in words.split()),
            examples=tuple(examples),
        )
        for identity, (words, *examples) in THEMES.items()
    )


@pytest.mark.parametrize(("labelled", "share"), [(LABELLED, 0.95), (HARDER, 0.7)])
def test_a_site_with_themes_of_its_own_is_sorted_well(
    labelled: list[tuple[str, str | None]], share: float
) -> None:
    one = entry("a.txt", *(text for text, _ in labelled))
    placements = place_passages(one, learn(themes(), (), DigestOptions()))
    wrong = [
        (text, placement.theme)
        for (text, label), placement in zip(labelled, placements, strict=True)
        if placement.theme != label
    ]
    assert len(wrong) <= (1 - share) * len(labelled), wrong


def test_nothing_of_another_field_gets_a_theme_of_the_site_s_own() -> None:
    other = [text for text, label in (*LABELLED, *HARDER) if label is None]
    placements = place_passages(entry("a.txt", *other), learn(themes(), (), DigestOptions()))
    assert [placement.theme for placement in placements] == [None] * len(other)


def test_editors_decisions_carry_passages_that_have_none_of_the_words() -> None:
    """Two passages about a matter nobody foresaw teach the third, and the reason names one."""
    seen = (
        "握手楼装上了外挂楼梯和烟感，消防验收合格，房东每间补了两百元。",
        "握手楼的外挂楼梯焊好了，消防水带拉到六层，租客不用搬走。",
    )
    asked = "村口最后三栋握手楼也装外挂楼梯，烟感连着消防站。"
    before = entry("a.txt", *seen, asked)
    ids = [passage.id for passage in before.passages()]
    decisions = tuple(
        PassageEdit(
            passage=identity, theme="housing", sets_theme=True, omit=False, quote="", line=1
        )
        for identity in ids[:2]
    )
    after = entry("a.txt", *seen, asked, edits=Edits(passages=decisions))
    options = DigestOptions()
    *_, without = place_passages(before, learn(themes(), decided(before), options))
    *_, taught = place_passages(after, learn(themes(), decided(after), options))
    assert without.theme is None
    assert taught.theme == "housing"
    assert not taught.by_editor
    assert taught.reasons[0].startswith("like what an editor decided: “握手楼")


def test_what_a_theme_is_told_to_be_in_chinese_is_learned_from_and_english_is_not() -> None:
    told = Text(by_tag=(("zh-Hans", "渔港"), ("en", "Harbours"), ("", "码头")))
    theme = Theme(id="harbour", title=told, description=Text(), words=(("船", 2.0), ("山", -1.0)))
    (own,) = {one.folded for one in examples((theme,)) if one.theme == "harbour"}
    assert own.split() == ["渔港", "码头", "船"]


def test_a_theme_without_a_word_in_chinese_teaches_nothing() -> None:
    theme = Theme(id="harbour", title=Text(by_tag=(("en", "Harbours"),)), description=Text())
    assert [one for one in examples((theme,)) if one.theme == "harbour"] == []

"""A site whose themes nobody shipped words for: it works from its own words and examples."""

from __future__ import annotations

from generator.digest.knowledge import learn
from generator.digest.themes import place_passages
from generator.model import DigestOptions, Text, Theme
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


def test_a_site_with_themes_of_its_own_is_sorted_well() -> None:
    one = entry("a.txt", *(text for text, _ in LABELLED))
    placements = place_passages(one, learn(themes(), (), DigestOptions()))
    wrong = [
        (text, placement.theme)
        for (text, label), placement in zip(LABELLED, placements, strict=True)
        if placement.theme != label
    ]
    assert len(wrong) <= 2, wrong

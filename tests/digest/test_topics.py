from __future__ import annotations

import pytest

from generator.digest.slugs import slug_of
from generator.model import DigestOptions, Entry, Text, Topic, TopicEdit, TopicEdits
from tests.digest.helpers import entry, found_topics

ENTRIES = (
    entry(
        "a.txt",
        "“海潮通”App已接入多项服务，市民打开“海潮通”就能办事。",
        "港务局推进城市运行管理中心建设，布设5G 基站，形成低空经济产业带。",
        "认真执行《临海市数据流通促进条例》，擦亮“海风”牌子。",
    ),
    entry(
        "b.txt",
        "“海潮通”平台由信息中心运营，老人也爱用。",
        "城运中心昼夜值守，5G基站覆盖渔港，低空经济从无人机巡海开始。",
        "全省出台《数据流通促进条例》，规范低空经济。",
    ),
)


def topics(
    edits: TopicEdits | None = None, entries: tuple[Entry, ...] = ENTRIES
) -> dict[str, Topic]:
    found = found_topics(entries, edits or TopicEdits(), DigestOptions())
    return {topic.name: topic for topic in found}


def test_names_that_recur_in_two_sources_are_topics() -> None:
    assert {"海潮通", "5G", "低空经济", "数据流通促进条例"} <= topics().keys()


def test_what_one_source_alone_says_is_no_topic() -> None:
    assert not {"海风", "信息中心"} & topics().keys()


def test_longer_form_of_a_name_is_its_alias() -> None:
    entries = (
        *ENTRIES,
        entry("c.txt", "“海潮通”平台改版。“海潮通平台”下载量大。"),
        entry("d.txt", "“海潮通平台”面向渔民。"),
    )
    assert "海潮通平台" in topics(entries=entries)["海潮通"].aliases


def test_mention_is_the_first_in_each_passage_and_stands_where_it_says() -> None:
    mentions = topics()["海潮通"].mentions
    assert [mention.ref.passage for mention in mentions] == ["a.txt-0", "b.txt-0"]
    text = next(ENTRIES[0].passages()).text
    assert text[mentions[0].start : mentions[0].end] == "海潮通"


def test_space_between_latin_and_han_does_not_part_a_name() -> None:
    edits = TopicEdits(topics=(TopicEdit(name="5G基站"),))
    mention = topics(edits)["5G基站"].mentions[0]
    text = list(ENTRIES[0].passages())[1].text
    assert text[mention.start : mention.end] == "5G 基站"


def test_name_inside_a_longer_one_is_no_mention() -> None:
    edits = TopicEdits(topics=(TopicEdit(name="运行管理"), TopicEdit(name="城市运行管理中心")))
    found = topics(edits)
    assert found["运行管理"].mentions == ()
    assert len(found["城市运行管理中心"].mentions) == 1


def test_editors_topic_is_kept_with_its_words_even_if_rare() -> None:
    edit = TopicEdit(
        name="城市运行管理中心",
        aliases=("城运中心",),
        slug="ioc",
        description=Text(by_tag=(("", "城市的总值班室"),)),
    )
    topic = topics(TopicEdits(topics=(edit,)))["城市运行管理中心"]
    assert topic.id == "ioc"
    assert topic.description == edit.description
    assert {ref.source for ref in topic.passages()} == {"a.txt", "b.txt"}


def test_ignored_name_is_no_topic() -> None:
    assert "低空经济" not in topics(TopicEdits(ignore=("低空經濟",)))


def test_traditional_and_simplified_sources_share_topics() -> None:
    entries = (
        entry("a.txt", "发展低空经济，开通渔港航线。"),
        entry("b.txt", "發展低空經濟，開通離島航線。", script="Hant"),
    )
    mentions = topics(entries=entries)["低空经济"].mentions
    assert [mention.ref.source for mention in mentions] == ["a.txt", "b.txt"]


def test_speakers_and_general_words_are_no_topics() -> None:
    entries = (
        entry("a.txt", "市长周海澜说，要提高服务水平。“周海澜”出席。应用场景很多。"),
        entry("b.txt", "周海澜表示，服务水平要提高。应用场景不少。"),
    )
    assert not {"周海澜", "服务水平", "应用场景"} & topics(entries=entries).keys()


def test_limit_cuts_the_found_but_never_the_editors() -> None:
    edits = TopicEdits(topics=(TopicEdit(name="渔港"), TopicEdit(name="航线")))
    found = found_topics(ENTRIES, edits, DigestOptions(topic_limit=1))
    assert {topic.name for topic in found} == {"渔港", "航线"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [("5G", "5g"), ("低空经济", "di-kong-jing-ji"), ("低空經濟", "di-kong-jing-ji")],
)
def test_slug_is_ascii(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_slug_is_bounded_and_never_empty() -> None:
    assert len(slug_of("国家数据要素综合配套改革试验区建设领导小组办公室")) <= 60
    assert slug_of("★") == "topic"


def test_slugs_are_unique() -> None:
    edits = TopicEdits(topics=(TopicEdit(name="渔港"), TopicEdit(name="鱼港")))
    found = found_topics(ENTRIES, edits, DigestOptions())
    slugs = [topic.id for topic in found]
    assert len(slugs) == len(set(slugs))


SHORT = "全县推“改厕通水”，“改厕通水”先从山上做起，三年里“改厕通水”花了两亿元。"
LONG = "改造厕所和通自来水两件事，乡里去年一起做完，老人不用再挑水。"


def test_a_short_form_is_joined_to_what_others_write_out() -> None:
    entries = [entry("a.txt", SHORT), entry("b.txt", LONG)]
    topics = found_topics(entries, TopicEdits(), DigestOptions())
    [topic] = [topic for topic in topics if topic.name == "改厕通水"]
    assert len(topic.mentions) == 2


def test_a_name_is_not_cut_where_the_segmenter_cuts_its_words_wrongly() -> None:
    entries = (
        entry("a.txt", "智能网联示范路沿江而建。", "智能网联示范路全线装了路侧设备，一共八十套。"),
        entry("b.txt", "智能网联示范路今年延长，路侧设备换新。"),
    )
    found = topics(entries=entries).keys()
    assert {"智能网联示范路", "路侧设备"} <= found
    assert not {"智能网", "示范路"} & found


def test_what_stands_on_both_sides_of_a_verb_is_no_name() -> None:
    entries = (
        entry("a.txt", "渔民交码头租金。渔民、船长和厨师都来了。"),
        entry("b.txt", "渔民交码头租金。渔民不少，渔民也高兴。"),
    )
    assert not [name for name in topics(entries=entries) if "交" in name]


@pytest.mark.parametrize(
    "name",
    [
        "跨部门", "北塘区", "石汀县", "老城区", "服务型政府", "渔村现有码头", "走乡走户",
        "渔业作为海岛经济",
    ],
)  # fmt: skip
def test_modifiers_mere_places_and_clauses_are_no_topics(name: str) -> None:
    entries = (
        entry("a.txt", f"我们到{name}看了看。"),
        entry("b.txt", f"他写的是{name}。"),
    )
    assert name not in topics(entries=entries)


def test_a_place_is_a_topic_where_an_editor_approves_it() -> None:
    entries = (entry("a.txt", "船到石汀县。"), entry("b.txt", "石汀县修路。"))
    assert "石汀县" in topics(TopicEdits(topics=(TopicEdit(name="石汀县"),)), entries)


def test_what_ends_like_a_place_may_be_a_name() -> None:
    entries = (entry("a.txt", "老旧小区装了电梯。"), entry("b.txt", "老旧小区要修。"))
    assert "老旧小区" in topics(entries=entries)


@pytest.mark.parametrize(
    "name",
    ["产业链", "实体经济", "互联网", "水利局", "监测站", "注册用户", "平均处置时间", "六大工程"],
)
def test_what_nobody_would_look_up_is_no_topic(name: str) -> None:
    entries = (
        entry("a.txt", f"今年的会上，{name}成为大家谈论的事。", "有人谈起码头的灯。"),
        entry("b.txt", f"记者看到，{name}和往年不同。", "渔民在补网。"),
    )
    assert name not in topics(entries=entries)


def test_a_body_of_general_words_is_a_topic() -> None:
    entries = (
        entry("a.txt", "这件事先得过资料治理委员会那一关。", "有人谈起码头的灯。"),
        entry("b.txt", "资料治理委员会共十一席。", "渔民在补网。"),
    )
    assert "资料治理委员会" in topics(entries=entries)


def test_one_name_in_the_words_of_two_regions_is_one_topic() -> None:
    entries = (
        entry("a.txt", "去年的“海港数码圆桌”有四百人出席。", "有人谈起码头的灯。"),
        entry("b.txt", "会议叫“海港数位圆桌”，各城轮流做东。", "渔民在补网。"),
    )
    found = [topic for name, topic in topics(entries=entries).items() if "圆桌" in name]
    (one,) = found
    assert {one.name, *one.aliases} == {"海港数码圆桌", "海港数位圆桌"}
    assert len(one.mentions) == 2


def test_what_one_sentence_says_in_several_sources_is_no_topic() -> None:
    said = "城北的污水泵站换过两次减震垫，住户夜里仍旧睡不好。"
    entries = [entry(f"{n}.txt", said, f"{n}号楼的住户{n}年前就来过电话。") for n in range(1, 5)]
    assert not found_topics(entries, TopicEdits(), DigestOptions())


@pytest.mark.parametrize("quoted", ["我在", "建了多少", "谁说了算"])
def test_what_somebody_says_is_no_topic(quoted: str) -> None:
    entries = [
        entry("a.txt", f"屏幕上只有“{quoted}”两三个字，老人按下去就有人应。"),
        entry("b.txt", f"研究的人问的是“{quoted}”，镇上的人问的是别的。"),
    ]
    assert quoted not in [
        topic.name for topic in found_topics(entries, TopicEdits(), DigestOptions())
    ]


def test_a_unit_or_a_piece_of_a_sentence_is_no_topic() -> None:
    entries = [
        entry(
            f"{n}.txt",
            f"港口去年装卸集装箱{n}12万标箱，区里为老人配发智能手环{n}00只，都连到海潮通平台。",
        )
        for n in range(1, 4)
    ]
    names = [topic.name for topic in found_topics(entries, TopicEdits(), DigestOptions())]
    assert not {"万标箱", "老人配发智能手环"} & set(names)

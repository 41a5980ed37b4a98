from __future__ import annotations

from collections.abc import Sequence

from generator.model import (
    DigestOptions,
    Edits,
    Entry,
    Link,
    Passage,
    PassageId,
    TopicEdit,
    TopicEdits,
)
from tests.digest.helpers import entry, found_links, found_topics

TOPICS = TopicEdits(topics=(TopicEdit(name="海潮通"), TopicEdit(name="潮汐发电")))
FILLER = (
    "老城区的戏台翻修一新，每逢周末都有票友登台，街坊搬着竹椅早早来占座。",
    "山里的茶农开始用遥感图像判断采摘时间，雨前茶的品质比往年更加均匀。",
    "中学生机器人社团在体育馆比赛，谁的小车绕桩最快，谁就能拿到木牌。",
    "博物馆把陶片扫描成三维模型，观众用手指转动屏幕，就能看清每一道纹路。",
)


def links(entries: Sequence[Entry], links_per_passage: int = 3) -> tuple[Link, ...]:
    chosen = DigestOptions(links_per_passage=links_per_passage)
    return found_links(entries, found_topics(entries, TOPICS, chosen), chosen)


def between(found: Sequence[Link], first: str, second: str) -> Link | None:
    for link in found:
        if {link.a.passage, link.b.passage} == {first, second}:
            return link
    return None


def with_figures(first: str, second: str) -> tuple[Entry, Entry]:
    return entry("a.txt", first, *FILLER[:2]), entry("b.txt", second, *FILLER[2:])


def test_link_names_the_topic_both_share() -> None:
    found = links(
        with_figures(
            "市民打开“海潮通”就能预约渔港里的泊位和冷库，不必再跑窗口排队。",
            "老人常用“海潮通”查询渡轮班次，志愿者每月上门教他们怎样使用。",
        )
    )
    link = between(found, "a.txt-0", "b.txt-0")
    assert link is not None
    assert link.kind == "same-topic"
    assert link.why[0] == "海潮通"


def test_passages_of_one_source_are_not_linked() -> None:
    text = "潮汐发电机组在湾口并网，首批电量送进了海水淡化厂，渔村也用上了。"
    found = links([entry("a.txt", text, text + "明年再添一组。", *FILLER)])
    assert found == ()


def test_same_value_of_one_thing_is_a_same_figure_link() -> None:
    found = links(
        with_figures(
            "潮汐发电在湾口起步。全市潮汐机组装机规模达到320亿元，渔村先用上了绿电。",
            "记者在堤上看到新的机组。全市潮汐机组装机规模突破320亿元，市民很关心。",
        )
    )
    link = between(found, "a.txt-0", "b.txt-0")
    assert link is not None
    assert link.kind == "same-figure"
    assert "潮汐机组装机规模" in link.why[0]


def test_other_value_at_another_date_is_an_update() -> None:
    found = links(
        with_figures(
            "2021年，全市潮汐发电站达到12座，湾口的渔村先用上了绿色电力。",
            "2023年，全市潮汐发电站达到19座，外海的小岛也用上了绿色电力。",
        )
    )
    link = between(found, "a.txt-0", "b.txt-0")
    assert link is not None
    assert link.kind == "update"


def test_other_value_without_dates_is_a_contrast() -> None:
    found = links(
        with_figures(
            "全市潮汐发电站达到12座，湾口的渔村先用上了绿色电力，水质也变好了。",
            "全市潮汐发电站达到19座，外海的小岛也用上了绿色电力，柴油机停了。",
        )
    )
    link = between(found, "a.txt-0", "b.txt-0")
    assert link is not None
    assert link.kind == "contrast"


def test_nearly_equal_passages_are_duplicates() -> None:
    text = "潮汐发电机组昨天在湾口并网，首批电量送进海水淡化厂，渔村的冷库也通了电。"
    found = links(with_figures(text, text.replace("昨天", "日前")))
    link = between(found, "a.txt-0", "b.txt-0")
    assert link is not None
    assert link.kind == "duplicate"


def test_passages_with_one_id_are_not_linked() -> None:
    text = "潮汐发电机组昨天在湾口并网，首批电量送进海水淡化厂，渔村的冷库也通了电。"
    first, second = with_figures(text, text)
    passages: list[Passage] = list(second.passages())
    assert passages[0].folded == next(first.passages()).folded
    assert all(link.a.passage != link.b.passage for link in links([first, second]))


def test_editor_adds_and_forbids_links() -> None:
    wanted = (PassageId("a.txt-1"), PassageId("b.txt-1"))
    refused = (PassageId("b.txt-0"), PassageId("a.txt-0"))
    text = "潮汐发电机组在湾口并网，“海潮通”每天公布发电量，渔村的冷库也通了电。"
    entries = (
        entry("a.txt", text, FILLER[0], edits=Edits(link=(wanted,), unlink=(refused,))),
        entry("b.txt", text.replace("每天", "逐日"), FILLER[2]),
    )
    found = links(entries)
    assert between(found, *wanted) is not None
    assert between(found, *refused) is None


def test_links_of_a_passage_are_bounded() -> None:
    text = "潮汐发电机组第{}期在湾口并网，“海潮通”公布发电量，渔村冷库也通了电。"
    entries = [
        entry(f"{n}.txt", text.format("一二三四五六七八"[n]), FILLER[n % 4]) for n in range(8)
    ]
    found = [
        passage for link in links(entries, links_per_passage=2) for passage in (link.a, link.b)
    ]
    assert max(found.count(passage) for passage in found) <= 4


def test_order_of_the_entries_decides_the_order_of_links_and_nothing_else_does() -> None:
    entries = with_figures(
        "潮汐发电在湾口起步，“海潮通”公布发电量，渔村的冷库最先通上绿电。",
        "潮汐发电送到外海，“海潮通”公布发电量，小岛的柴油机从此停了下来。",
    )
    assert links(entries) == links(entries)
    assert [link.a.source for link in links(entries)] == ["a.txt"]


def why(first: str, second: str) -> tuple[str, ...]:
    link = between(links(with_figures(first, second)), "a.txt-0", "b.txt-0")
    return link.why if link else ()


def test_a_reason_is_a_noun_cut_from_the_verbs_beside_it() -> None:
    reasons = why(
        "渔港把责任跟着船走写进了章程，船东要给每条船装上卫星浮标，否则不许出海。",
        "新规说责任跟着船走，卫星浮标由船东出钱，渔政每月检查，坏了要当天换好。",
    )
    assert "卫星浮标" in reasons
    assert not [reason for reason in reasons if "跟着" in reason]


def test_passages_that_share_only_words_that_say_nothing_are_not_linked() -> None:
    assert not why(
        "渡轮间隔平均降到六分钟，船员轮班由三班增至四班，码头边的早市却还没有到位。",
        "鱼苗成活率平均降到往年的七成，增至原来两倍的饲料没有到位，养殖户在发愁。",
    )


def test_a_rate_is_not_cut_in_two_in_a_reason() -> None:
    reasons = why(
        "老城区的管网漏损率降下来以后，水厂晚上可以少开一台泵，值班的人也松了口气。",
        "师傅说，漏损率是一张表上最难看的数，他每天清晨带着听音杆沿街走上三里路。",
    )
    assert "漏损率" in reasons

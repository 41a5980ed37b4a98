from __future__ import annotations

from collections.abc import Sequence

from generator.digest.figures import figures_of
from generator.digest.finds import find
from generator.digest.keywords import find_keywords
from generator.digest.summaries import (
    summarise_article,
    summarise_themes,
    summarise_topics,
)
from generator.digest.weighing import weigh_sentences
from generator.model import (
    DigestOptions,
    Edits,
    Entry,
    PassageId,
    SummarySentence,
    Topic,
    TopicEdit,
    TopicEdits,
)
from generator.split.sentences import sentences
from tests.digest.helpers import analysed, economy, entry, found_topics, groups_of

PAPER = (
    "坚持以新发展思想为指导，深入贯彻会议精神，奋力谱写临海新篇章，必须真抓实干。",
    "临海市潮汐发电起步早，全市已建成潮汐发电站12座，装机规模全省第一。"
    "再如，渔村的冷库也用上了潮汐发电站送来的绿电。",
    "为什么潮汐发电能够走进渔村？“我们等了很久，终于等到了这一天。”",
    "临海市出台潮汐发电三年行动计划，设立20亿元专项基金，支持电站并网和设备更新。"
    "这对渔村来说十分重要。",
    "下一步，临海市将建设潮汐发电调度平台，实现电站运行数据一屏统览、故障一键处置。",
)
TOPICS = TopicEdits(topics=(TopicEdit(name="潮汐发电"),))


def article_summary(one: Entry, most: int = 3) -> tuple[SummarySentence, ...]:
    weighed = weigh_sentences(one, economy(one), figures_of(one))
    return summarise_article(one, weighed, DigestOptions(article_summary=most))


def texts(summary: Sequence[SummarySentence]) -> list[str]:
    return [sentence.text for sentence in summary]


def test_sentences_stand_word_for_word_in_their_passages_in_text_order() -> None:
    one = entry("a.txt", *PAPER)
    by_id = {passage.id: passage.text for passage in one.passages()}
    summary = article_summary(one)
    assert len(summary) == 3
    for sentence in summary:
        assert sentence.ref is not None
        assert sentence.text in sentences(by_id[sentence.ref.passage])
    order = list(by_id)
    assert [order.index(s.ref.passage) for s in summary if s.ref] == sorted(
        order.index(s.ref.passage) for s in summary if s.ref
    )


def test_facts_are_preferred_to_bows_questions_quotations_and_loose_ends() -> None:
    chosen = texts(article_summary(entry("a.txt", *PAPER)))
    assert not [text for text in chosen if text.startswith(("坚持", "再如", "为什么", "“", "这"))]
    assert any("12座" in text for text in chosen)


NOTICE = (
    "各县区渔业主管部门，各有关单位：",
    "为保障休渔期间渔民基本生活，根据有关规定，现就有关事项通知如下：",
    "一、对象范围。全市持证捕捞渔船自5月1日12时起休渔，涉及渔船一千余艘。",
    "二、补助标准。对按期回港的渔船，每艘补助1.2万元，参加培训的渔民每人补助800元。",
    "三、工作要求。各县区要提高认识，加强领导，把好事办好。",
    "各县区应当于6月30日前把补助资金发放到位，不得截留挪用。",
    "联系人和咨询电话在办公时间内公布，特此通知。",
)


def test_a_notice_is_told_by_what_it_grants_and_when_never_by_how_it_opens() -> None:
    one = entry("n.txt", *NOTICE, title="关于做好休渔期间渔民生计保障工作的通知")
    chosen = texts(article_summary(one))
    assert any("1.2万元" in text for text in chosen)
    assert any("6月30日前" in text for text in chosen)
    assert not [text for text in chosen if text.endswith("：") or "如下" in text or "电话" in text]


def test_what_only_leads_up_to_a_list_says_nothing() -> None:
    chosen = texts(
        article_summary(
            entry(
                "r.txt",
                "检查发现，渔港的冷库存在三个方面的问题。",
                "全市渔港冷库的平均使用率只有43%，淡季有一半的库房空着。",
                "企业对渔港冷库的意见集中在两点：",
                "渔港冷库的电价比工业用电高出两成，一吨鱼多付96元。",
                "市里决定，渔港冷库自7月起执行农业用电价格，每年减少支出310万元。",
            )
        )
    )
    assert not [text for text in chosen if text.endswith(("：", "问题。"))]


def test_a_summary_is_never_nearly_the_whole_article() -> None:
    short = entry("s.txt", "渔港的冷库建成了，可以存两千吨鱼。", "镇上的渔民都来看了冷库。")
    assert len(texts(article_summary(short, most=4))) == 1


def test_a_first_paragraph_that_hangs_on_an_earlier_scene_leads_no_report() -> None:
    story = entry(
        "f.txt",
        "码头的那一边，从前是三十个卖鱼的摊位，他每天数一遍。",
        "3月5日，临海渔港新建的交易大厅启用，鱼价每半小时公布一次。",
        "启用一个月，渔港交易大厅成交鲜鱼460吨，退货由每天19笔降到3笔。",
        "渔港的摊主说，早上可以晚来一个小时。",
        "渔业公司计划年底前把交易大厅的做法带到另外两个渔港。",
        date="2024-04-05",
        byline="本报记者 周海澜",
    )
    assert not [text for text in texts(article_summary(story)) if "那一边" in text]


def test_plain_news_is_led_by_its_first_sentence() -> None:
    lead = "3月5日，临海渔港迎来今年第一班电动渡轮，往返外海小岛只需要四十分钟。"
    news = entry(
        "n.txt",
        lead,
        "船长说，新船安静平稳，老人孩子都坐得住。",
        "渡轮公司介绍，全年计划开行2000班，票价与原来的柴油渡轮相同。",
        "岛上的民宿老板已经开始准备更多的房间。",
        date="2024-03-05",
        byline="本报记者 周海澜",
    )
    assert texts(article_summary(news))[0] == lead


def test_reportage_that_opens_with_a_scene_and_a_paper_have_no_lead() -> None:
    assert not texts(article_summary(entry("a.txt", *PAPER)))[0].startswith("坚持")


def test_pinned_passage_is_in_and_dropped_one_is_out() -> None:
    edits = Edits(pin=(PassageId("a.txt-4"),), drop=(PassageId("a.txt-1"),))
    summary = article_summary(entry("a.txt", *PAPER, edits=edits))
    passages = [sentence.ref.passage for sentence in summary if sentence.ref]
    assert "a.txt-4" in passages
    assert "a.txt-1" not in passages


def test_editors_summary_stands_alone() -> None:
    summary = article_summary(entry("a.txt", *PAPER, edits=Edits(summary="临海的潮汐电。")))
    assert summary == (SummarySentence(text="临海的潮汐电。", ref=None),)


def test_article_without_sentences_has_an_empty_summary() -> None:
    assert article_summary(entry("a.txt")) == ()


def test_theme_is_told_by_several_sources_and_says_nothing_twice() -> None:
    fact = "全市已建成潮汐发电站12座，装机规模全省第一，渔村用上了稳定的绿色电力。"
    entries = [
        entry("a.txt", fact, "港区上线泊位预约系统，渔船靠泊时间缩短30%，油耗明显下降。", PAPER[3]),
        entry("b.txt", fact, "海水淡化厂引进节能机组，每吨水的耗电量比原来下降了两成。"),
        entry("c.txt", "渔业合作社建成冷链物流中心，鲜鱼当天就能送到省城的菜市场。"),
    ]
    options = DigestOptions(theme_summary=5)
    found = summarise_themes(analysed(entries), groups_of(entries), ("economy", "living"), options)
    chosen = found["economy"]
    assert found["living"] == ()
    assert texts(chosen).count(fact) == 1
    sources = [sentence.ref.source for sentence in chosen if sentence.ref]
    assert set(sources) == {"a.txt", "b.txt", "c.txt"}
    assert max(sources.count(source) for source in sources) <= 2


def test_topic_is_told_by_the_sentence_that_says_what_it_is() -> None:
    entries = [
        entry("a.txt", "潮汐发电是利用海水涨落推动机组的绿色能源，临海湾口最早建成。" + PAPER[4]),
        entry("b.txt", "小岛居民谈起潮汐发电，都说夜里终于安静了下来，孩子能早睡。"),
    ]
    options = DigestOptions()
    topics: tuple[Topic, ...] = found_topics(entries, TOPICS, options)
    spoken = summarise_topics(analysed(entries), groups_of(entries), topics)
    first = spoken["chao-xi-fa-dian"][0]
    assert first.text.startswith("潮汐发电是")


def test_a_sentence_that_gives_the_titles_number_is_taken() -> None:
    paragraphs = (
        "渔港的泊位预约系统上线半年，渔船靠泊时间缩短30%，油耗下降两成。",
        "港务局向市里申请拨款4亿元，把北港的冷库由18座扩建到32座。",
        "海水淡化厂引进节能机组，每吨水耗电下降21%，年供水36万吨。",
        "渔业合作社建成冷链物流中心，鲜鱼当天送到省城，销售额增长17%。",
    )
    plain = entry("a.txt", *paragraphs, title="渔港换新颜")
    told = entry("a.txt", *paragraphs, title="渔港换新颜 申拨4亿元扩建")
    assert paragraphs[1] not in texts(article_summary(plain, 1))
    assert paragraphs[1] in texts(article_summary(told, 1))


def test_how_a_paper_was_made_and_who_signed_it_are_no_summary() -> None:
    said = texts(
        article_summary(
            entry(
                "a.txt",
                "本文利用41份企业问卷和14个社区的访谈，分析临海市潮汐发电的成本。",
                "临海市已建成潮汐发电站12座，装机32万千瓦，每度电的成本降到0.31元。",
                "——临海潮汐发电合作社 理事长 林海生",
            )
        )
    )
    assert said == ["临海市已建成潮汐发电站12座，装机32万千瓦，每度电的成本降到0.31元。"]


def test_on_a_page_of_many_sources_a_count_without_its_noun_says_little() -> None:
    entries = [
        entry("a.txt", "渔村的冷库用上了绿电。镇里建了14座，占掉晒场的6%。"),
        entry("b.txt", "海水淡化厂引进节能机组，每吨水的耗电量比原来下降了两成。"),
    ]
    alone = {one.text: one.alone for each in analysed(entries) for one in each.sentences}
    assert alone["镇里建了14座，占掉晒场的6%。"] < 0.5
    assert alone["海水淡化厂引进节能机组，每吨水的耗电量比原来下降了两成。"] == 1.0


def test_a_theme_tells_of_other_programmes_before_one_again() -> None:
    entries = [
        entry("a.txt", "“船匠班”累计培训技工5200名，结业率达到93%。"),
        entry("b.txt", "“船匠班”全年培训技工5000名，就业率达到91%。"),
        entry("c.txt", "“船匠班”第三期招收技工800名，女技工占三成。"),
        entry("d.txt", "渔业合作社建成冷库12座，鲜鱼损耗下降两成。"),
    ]
    options = DigestOptions(theme_summary=3)
    said = texts(
        summarise_themes(analysed(entries), groups_of(entries), ("economy",), options)["economy"]
    )
    assert [text for text in said if "渔业合作社" in text]


def test_a_topic_has_one_sentence_where_the_next_says_little() -> None:
    entries = [
        entry("a.txt", "潮汐发电是利用海水涨落推动机组的绿色能源，临海湾口已建成12座电站。"),
        entry("b.txt", "三条街外就是潮汐发电。她常说起它。"),
    ]
    topics: tuple[Topic, ...] = found_topics(entries, TOPICS, DigestOptions())
    spoken = summarise_topics(analysed(entries), groups_of(entries), topics)
    assert len(spoken["chao-xi-fa-dian"]) == 1


def test_keywords_are_the_sources_own_then_topics_and_at_most_eight() -> None:
    entries = [entry("a.txt", *PAPER, keywords=("海洋能",)), entry("b.txt", PAPER[1])]
    topics = found_topics(entries, TOPICS, DigestOptions())
    keywords = find_keywords([find(each) for each in entries], topics)
    assert keywords["a.txt"][:2] == ("海洋能", "潮汐发电")
    assert len(keywords["a.txt"]) <= 8

"""Who published a text, where several names stand on it."""

from __future__ import annotations

import pytest

from tests.clean.test_places import TEXT, gone, page, paragraphs, read, said

TITLE = "柳塘村换了水表"


def test_a_part_of_a_body_is_the_body_that_signs_in_full() -> None:
    credit = "<p>发布日期：2023-12-06　信息来源：县水务局用水管理科</p>"
    signed = page(
        "", f"<h1>{TITLE}</h1>{credit}" + paragraphs(*TEXT, "青湾县水务局", "2023年12月5日")
    )
    assert signed.publisher == "青湾县水务局"
    alone = page("", f"<h1>{TITLE}</h1>{credit}" + paragraphs(*TEXT))
    assert alone.publisher == "县水务局用水管理科"


def test_a_bulletin_is_issued_by_the_body_on_its_head() -> None:
    head = ["水务工作简报", "第 3 期", "青湾县水务局办公室          2023年12月6日", "", TITLE]
    assert read("\n".join([*head, "", *TEXT])).publisher == "青湾县水务局办公室"


def test_an_account_comes_before_what_a_platform_says_of_it() -> None:
    lines = [
        *("打开APP", TITLE, "青湾新闻", "2023-12-06 18:26 · 青湾日报社官方账号"),
        *("青湾新闻记者 柳闻溪", *TEXT),
    ]
    assert read("\n\n".join(lines)).publisher == "青湾新闻"


def test_a_channel_and_its_site_are_the_medium() -> None:
    item = (
        "<rss><channel><title>青湾日报·乡村</title><item><title>{}</title>"
        "<link>http://qwrb.example/8</link><pubDate>Wed, 06 Dec 2023 06:30:00 +0800</pubDate>"
        "<description><![CDATA[{}]]></description></item></channel></rss>"
    )
    note = "本文首先刊登于青湾日报网，欢迎关注“青湾乡村”公众号。"
    article = read(item.format(TITLE, paragraphs(*TEXT, note)), "a.xml")
    assert article.publisher == "青湾日报"
    assert said(article) == list(TEXT)
    assert note in gone(article)


@pytest.mark.parametrize(
    "note", ["（本文为12月6日座谈会发言的摘编，未经本人审阅。来源：青湾政务网）"]
)
def test_a_note_in_brackets_may_end_in_its_source(note: str) -> None:
    article = read("\n\n".join([TITLE, *TEXT, note]))
    assert (article.publisher, said(article)) == ("青湾政务网", list(TEXT))
    assert note in gone(article)


def test_who_holds_the_rights_is_the_paper_without_its_company() -> None:
    article = page("", f"<h1>{TITLE}</h1>" + paragraphs(*TEXT) + "<div>© 2023 青灣報有限公司</div>")
    assert article.publisher == "青灣報"


def test_who_sends_a_letter_out_publishes_it() -> None:
    head = [
        "寄件者: 青灣用水推動辦公室 <news@water.example>",
        "寄件日期: 2023年12月6日 星期三 下午 02:05",
        "收件者: 電子報訂戶",
        f"主旨: [電子報第8期] {TITLE}",
        *("", "若無法正常瀏覽，請點此線上觀看", "http://water.example/8", "", TITLE, ""),
    ]
    article = read("\n".join([*head, *TEXT, "", "下期預告：水錶進城"]))
    assert (article.publisher, article.title) == ("青灣用水推動辦公室", TITLE)
    assert said(article) == list(TEXT)
    assert all(line in gone(article) for line in (head[0], head[5], "下期預告：水錶進城"))

"""What a line is by where it stands, and what it takes to be furniture, a caption or a title."""

from __future__ import annotations

import json

import pytest

from generator.clean import clean
from generator.model import Article, Source

TEXT = (
    "入冬以后，青湾县的第一批自动计量水表装进了柳塘村，一百八十户人家从前每季度等抄表员上门。",
    "负责安装的技术员说，难处不在表，在信号：村子三面靠山，试装的四十只里有十一只连不上网。",
    "按照县里的计划，到明年年底，全县二十六个行政村都要换完，钱从节约下来的漏损里慢慢收回。",
)


def read(text: str, name: str = "a.txt") -> Article:
    return clean(Source(name=name, path=name, data=text.encode()))


def page(head: str, body: str) -> Article:
    return read(f"<html><head>{head}</head><body>{body}</body></html>", "a.html")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def said(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.text]


def gone(article: Article) -> str:
    return "\n".join(removed.text for removed in article.removed)


def test_lines_between_furniture_are_an_advertisement() -> None:
    article = read(
        "\n\n".join(
            ["柳塘村换了水表", *TEXT[:2], "广告", "海边公寓，首月半价入住", "查看详情", TEXT[2]]
        )
    )
    assert said(article) == list(TEXT)
    assert "海边公寓" in gone(article)


def test_what_follows_a_list_of_other_stories_goes_and_a_signature_stays() -> None:
    article = read(
        "\n\n".join(
            ["柳塘村换了水表", *TEXT, "大家都在看", "渡口最后的摆渡人", "一条老街的三次改造"]
        )
    )
    assert said(article) == list(TEXT)
    signed = read("\n\n".join(["柳塘村换了水表", *TEXT, "青湾县水务局", "2023年12月6日"]))
    assert (signed.publisher, signed.date) == ("青湾县水务局", "2023-12-06")


def test_behind_an_end_mark_stands_nothing_for_readers() -> None:
    article = read(
        "\n\n".join(
            [
                "柳塘村換了水錶",
                *TEXT,
                "– 完 –",
                "新闻稿由青湾县水务局发布",
                "媒体如有垂询，请联络：",
                "何小满　高级经理　电话：6000 1234",
            ]
        )
    )
    assert said(article) == list(TEXT)
    assert article.publisher == "青湾县水务局"


@pytest.mark.parametrize(
    "line",
    [
        "📢 水边读者群招募中，添加小编微信 sbjs001，备注“入群”",
        "你家换水表了吗？欢迎在评论区留言。",
        "如对本稿件有异议，请联系 tougao@shui.example",
    ],
)
def test_what_a_page_says_to_its_readers_goes(line: str) -> None:
    assert said(page("<title>柳塘村换了水表</title>", paragraphs(*TEXT, line))) == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "市民可以在手机上打开供水小程序，查到自己家每一天用了几吨水。",
        "市民可以点击供水APP下方的图标，扫码以后就能看到自己家用了几吨水。",
        "下一步，全县将完善数据授权运营的办法，让更多的小程序接进来。",
        "如有疑问，可以拨打供水热线0000-1234567，每天上午八点到下午五点有人接听。",
    ],
)
def test_what_a_notice_tells_at_its_end_stays(line: str) -> None:
    assert said(page("<title>柳塘村换了水表</title>", paragraphs(*TEXT, line)))[-1] == line


def test_who_took_a_picture_goes_out_of_its_words() -> None:
    figure = '<p><img src="/a.jpg" alt=""></p><p>村民在看新水表。记者 沈知夏 摄</p>'
    article = page("<title>柳塘村换了水表</title>", f"{figure}{paragraphs(*TEXT)}")
    assert said(article) == ["村民在看新水表。", *TEXT]
    assert "记者 沈知夏 摄" in gone(article)


def test_a_picture_called_only_a_picture_says_nothing() -> None:
    figure = '<p><img src="/a.jpg" alt="封面图片"></p>'
    assert said(page("", f"{figure}{paragraphs(*TEXT)}")) == list(TEXT)


@pytest.mark.parametrize(
    ("label", "found"),
    [("稿件发布时间：2023-12-06", "2023-12-06"), ("图文最后更新时间：2023-12-06", "2023-12-06")],
)
def test_labels_nobody_listed_are_put_together_of_known_words(label: str, found: str) -> None:
    article = page("", f"<h1>柳塘村换了水表</h1><p>{label}</p>{paragraphs(*TEXT)}")
    assert (said(article), article.date) == (list(TEXT), found)


def test_a_time_that_the_text_tells_is_no_label() -> None:
    article = page(
        "", f"<h1>柳塘村换水表</h1>{paragraphs(*TEXT[:2], '报名时间：2023年12月20日前', TEXT[2])}"
    )
    assert "报名时间：2023年12月20日前" in said(article)
    assert article.date is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["青湾县人民政府办公室", "关于加快推进老旧小区供水", "设施改造的通知"],
            "青湾县人民政府办公室关于加快推进老旧小区供水设施改造的通知",
        ),
        (["青 湾 农 民 报", "一九八三年五月七日 星期六 第三版", "水过柳塘崖"], "水过柳塘崖"),
        (["立即打开", "柳塘村换了水表"], "柳塘村换了水表"),
        (["柳塘村换了水表[1]", "青湾县水务局"], "柳塘村换了水表"),
    ],
)
def test_a_title_is_the_line_that_nothing_speaks_against(lines: list[str], title: str) -> None:
    assert read("\n".join(lines) + "\n\n" + "\n\n".join(TEXT)).title == title


def test_a_forwarded_letter_is_read_below_its_head() -> None:
    head = (
        "各位好，转一篇。\n\n---------- Forwarded message ---------\n发件人： 水边 <a@b.example>\n"
        "日期： 2023年12月6日 8:21\n主题： Fwd: 柳塘村换了水表\n收件人： <c@d.example>\n\n"
    )
    article = read(head + "\n\n".join(TEXT))
    assert (article.title, said(article)) == ("柳塘村换了水表", list(TEXT))
    assert article.date == "2023-12-06T08:21"


def test_of_a_chat_the_long_message_is_the_text() -> None:
    chat = f"老周  21:04\n\n{chr(10).join(TEXT)}\n\n小满妈  21:06\n\n收到\n\n502楼上  21:11\n\n👍\n"
    article = read(chat)
    assert said(article) == list(TEXT)
    assert article.authors == ()


def test_an_article_exported_as_json_is_read() -> None:
    told = {
        "title": "柳塘村换了水表",
        "author": "沈知夏",
        "source": "青湾日报",
        "publish_time": "2023-12-06 08:21:00",
        "content": paragraphs(*TEXT),
    }
    article = read(json.dumps({"code": 0, "data": told}, ensure_ascii=False))
    assert said(article) == list(TEXT)
    assert (article.title, article.authors, article.publisher) == (
        "柳塘村换了水表",
        ("沈知夏",),
        "青湾日报",
    )


def test_a_text_held_as_data_is_read_where_its_headline_stands() -> None:
    held = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in (*TEXT, *TEXT))
    article = page(
        "<title>柳塘村换了水表</title>",
        f'<div style="display:none"><textarea>{held}</textarea></div>'
        '<div class="t"><h3>柳塘村换了水表</h3></div>'
        '<div class="m">2023-12-06 来源：青湾日报</div>',
    )
    assert said(article) == [*TEXT, *TEXT]
    assert (article.title, article.publisher) == ("柳塘村换了水表", "青湾日报")


def test_a_text_that_scripts_outweigh_is_not_hidden() -> None:
    script = f'<script>var comments = "{"村里从前挑水要走两里山路。" * 60}";</script>'
    hidden = f'<div id="js_content" style="visibility: hidden;">{paragraphs(*TEXT)}</div>{script}'
    assert said(page("<title>柳塘村换了水表</title>", hidden)) == list(TEXT)


def test_a_note_at_the_foot_of_a_page_does_not_cut_the_paragraph_that_runs_on() -> None:
    lines = [
        "青湾调查 2019 年第 4 期",
        "柳塘村的水表",
        "入冬以后青湾县的第一批自动计量水表装进了柳塘村，一百",
        "八十户人家从前每季度等抄表员上门，如今在手机上看①。",
        "负责安装的技术员说难处不在表而在信号，村子三面都靠着",
        "① 其中十一户没有手机。",
        "· 17 ·",
        "青湾调查 2019 年第 4 期",
        "山，第一次试装的四十只表里有十一只怎么也连不上网，后",
        "来把中继器挂在祠堂的檐下，才算把这件事情解决了下来。",
        "· 18 ·",
    ]
    found = said(read("\n".join(lines)))
    assert any("村子三面都靠着山，第一次试装" in text for text in found)
    assert found[-1] == "① 其中十一户没有手机。"


@pytest.mark.parametrize(
    "line",
    [
        "視頻加載中，請稍候...",
        "即時下載青灣報App，掌握鄉里大小事：https://app.water.example",
        "若您無法正常顯示本頁，請點此線上閱讀",
        "下集预告：水表进城以后",
    ],
)
def test_what_a_page_says_of_itself_goes(line: str) -> None:
    article = read("\n\n".join(["柳塘村换了水表", TEXT[0], TEXT[1], line, TEXT[2]]))
    assert said(article) == list(TEXT)
    assert line in gone(article)


def test_a_picture_on_file_is_nobodys() -> None:
    article = page(
        "", "<h1>柳塘村换了水表</h1>" + paragraphs(*TEXT[:2], "村口的水表。（资料图片）", TEXT[2])
    )
    assert said(article) == list(TEXT)


def test_a_short_last_sentence_in_a_section_of_its_own_stays() -> None:
    parts = [f"<section class='a'><p>{text}</p></section>" for text in (*TEXT, "水就这样到了家。")]
    share = "<section class='a'><p>觉得有用，点个在看</p></section>"
    article = page(
        "", f"<h1>柳塘村换了水表</h1><div>{''.join(parts)}{share}</div><div>关于我们</div>"
    )
    assert said(article) == [*TEXT, "水就这样到了家。"]


def test_the_state_of_a_document_belongs_to_its_title() -> None:
    article = read("\n\n".join(["柳塘村换水表方案", "（征求意见稿）", *TEXT]))
    assert article.title == "柳塘村换水表方案（征求意见稿）"

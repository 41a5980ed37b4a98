"""A digest made by hand: three invented articles on two towns, one of them Traditional."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from generator.convert.editions import edition_for
from generator.convert.fold import fold
from generator.model import (
    Article,
    BlockKind,
    Correction,
    Digest,
    Doubt,
    Edits,
    Entry,
    Figure,
    Glossary,
    Link,
    Mark,
    Mention,
    Output,
    Page,
    Passage,
    PassageId,
    PassageRef,
    Placement,
    Removed,
    Section,
    Site,
    SummarySentence,
    Text,
    Theme,
    Topic,
)
from generator.render import render

ROOT = Path(__file__).parents[2]


def passage_id(text: str) -> PassageId:
    digest = hashlib.sha256(fold(text).encode()).digest()
    return PassageId("p" + base64.b32encode(digest).decode().lower()[:10])


def passage(text: str, *marks: Mark, kind: BlockKind = "paragraph", paragraph: int = 0) -> Passage:
    return Passage(
        id=passage_id(text),
        paragraph=paragraph,
        kind=kind,
        text=text,
        folded=fold(text),
        marks=marks,
        script="Hans" if fold(text) == text else "Hant",
    )


def section(number: int, heading: str | None, *passages: Passage, level: int = 2) -> Section:
    return Section(
        id=f"s{number}", heading=heading, level=level, run_in=False, passages=tuple(passages)
    )


def text(**by_tag: str) -> Text:
    return Text(by_tag=tuple((tag.replace("_", "-"), words) for tag, words in by_tag.items()))


def site(base_url: str = "https://example.org/digest/") -> Site:
    def theme(theme_id: str, hans: str, en: str, about: str) -> Theme:
        return Theme(
            id=theme_id, title=text(zh_Hans=hans, en=en), description=Text(by_tag=(("", about),))
        )

    return Site(
        title=text(zh_Hans="两城数字文摘", en="Two Towns Digest"),
        description=Text(by_tag=(("", "岚川、鹭浦两城数字化的见闻，按主题摘编，互相参照。"),)),
        base_url=base_url,
        editions=(edition_for("zh-Hans"), edition_for("zh-Hant"), edition_for("en")),
        themes=(
            theme("economy", "数字经济", "Digital economy", "产业的规模、集群与工厂里的改造。"),
            theme("government", "数字政府", "Digital government", "办事窗口、公共数据与城市治理。"),
            theme("living", "数字生活", "Digital living", "看病、养老、出行和社区里的小事。"),
            theme("ecosystem", "数字生态", "Digital ecosystem", "规矩、人才、安全与数据要素。"),
            theme("infrastructure", "数字基建", "Infrastructure", "网络、算力和城市的底座。"),
        ),
    )


PARKING = (
    "城北的停车场去年接入“泊岚”平台，车位从哪里空出来，"
    "司机在手机上看得见；到年底，全市三万二千个泊位里有八成可以先离场、后付费。"
)
DESK = (
    "办一张餐饮许可，过去要跑四个窗口，如今在“岚事通”上填一次表，"
    "卫生、消防、市场监管三家分头审，五个工作日内给答复。"
)
FACTORY = (
    "机床厂的周师傅记得清楚：装上传感器的头一个月，"
    "主轴异响提前两天报警，车间少停了十一个小时，省下的钱够买半台新设备。"
)
RULES = "市里随后定了一条规矩：公共数据默认共享，不共享的要写明理由，理由由数据局逐条公布。"
ITEM_A = "一是先把老旧小区的水表换成远传水表，年内换完六万户。"
ITEM_B = "二是请独居老人自愿戴上“暖铃”，夜里跌倒，社区十五秒内回话。"
HANT_BELL = (
    "住在順德邨的余婆婆夜裏起身斟水時滑倒，扯了一下頸上的「暖鈴」，"
    "十四秒後，牆上的小喇叭便有人應聲；救護員二十分鐘內趕到。"
)
HANT_COST = "計劃首階段涵蓋一千二百戶，費用由三個非牟利團體分擔，長者毋須付款，亦可隨時退出。"
HANT_PARK = "運輸署同日表示，路旁的智能咪錶已換了九成，「泊嵐」平台下季會接入其中四千個車位。"
LOOSE = "云计算中心建在旧纺织厂里，机房的余热送进隔壁的游泳馆，冬天省下一半燃气。"
CODE = "curl https://data.example.org/v1/parking"
TABLE = "年份\t泊位\t接入\n2022\t28,400\t9,100\n2023\t32,000\t25,600"


def entries() -> tuple[Entry, ...]:
    link_start = DESK.index("岚事通")
    first = Entry(
        article=_article(
            "lanchuan.html",
            "lanchuan-desk",
            title="岚川把窗口搬进手机",
            authors=("沈知遥",),
            date="2024-03-18",
            publisher="岚川晚报",
            url="https://news.example.org/2024/03/18/desk",
            removed=(
                Removed(kind="byline", text="本报记者 沈知遥"),
                Removed(kind="share", text="分享到：微信 <b>微博</b>"),
                Removed(kind="share", text="点赞 128"),
                Removed(kind="never_heard_of", text="扫一扫"),
            ),
            doubts=(Doubt(kind="figure", text="三万二千个", why="标题里写的是三万二千五百个"),),
            edits=Edits(
                corrections=(Correction(find="岚事同", replace="岚事通", why="原文错字", line=3),)
            ),
        ),
        sections=(
            section(
                0,
                None,
                passage(
                    DESK,
                    Mark(
                        start=link_start,
                        end=link_start + 3,
                        kind="link",
                        target="https://lst.example.org/?a=1&b=2",
                    ),
                    Mark(start=0, end=7, kind="strong"),
                ),
                level=1,
            ),
            section(1, "窗口之外", passage(PARKING), passage(RULES), passage(TABLE, kind="table")),
            section(
                2,
                "明年两件事",
                passage(ITEM_A, kind="item"),
                passage(ITEM_B, kind="item"),
                passage(CODE, kind="code"),
            ),
            section(3, "厂里的账本", passage(FACTORY), level=3),
        ),
    )
    second = Entry(
        article=_article(
            "luchung.html",
            "luchung-bell",
            title="鷺涌試行「暖鈴」　獨居長者夜半有人應",
            authors=("黎頌恩",),
            date="2023-11",
            publisher="鷺涌新報",
            script="Hant",
        ),
        sections=(
            section(0, None, passage(HANT_BELL), passage(HANT_COST), level=1),
            section(1, "泊車", passage(HANT_PARK)),
        ),
    )
    third = Entry(
        article=_article("2022-notes-draft3.txt", "2022-notes-draft3", title=None, date=None),
        sections=(section(0, None, passage(LOOSE), passage(RULES), level=1),),
    )
    return (first, second, third)


def digest() -> Digest:
    a, b, c = "lanchuan.html", "luchung.html", "2022-notes-draft3.txt"

    def ref(source: str, words: str) -> PassageRef:
        return PassageRef(source, passage_id(words))

    def placed(theme: str | None, confidence: float = 0.8) -> Placement:
        return Placement(theme=theme, also=(), scores=(), confidence=confidence, reasons=())

    def said(words: str, source: str, whole: str) -> SummarySentence:
        assert words in whole
        return SummarySentence(text=words, ref=ref(source, whole))

    def mention(words: str, source: str, whole: str) -> Mention:
        start = whole.index(words)
        return Mention(ref=ref(source, whole), start=start, end=start + len(words))

    return Digest(
        placements={
            ref(a, DESK): placed("government"),
            ref(a, PARKING): placed("living"),
            ref(a, RULES): placed("ecosystem"),
            ref(a, ITEM_A): placed("infrastructure"),
            ref(a, ITEM_B): placed("living"),
            ref(a, FACTORY): placed("economy"),
            ref(a, TABLE): placed(None, 0.2),
            ref(b, HANT_BELL): placed("living"),
            ref(b, HANT_COST): placed("living"),
            ref(b, HANT_PARK): placed("living"),
            ref(c, LOOSE): placed("infrastructure"),
            ref(c, RULES): placed("ecosystem"),
        },
        article_themes={a: ("government", "living"), b: ("living",), c: ("infrastructure",)},
        article_summaries={
            a: (
                said(DESK, a, DESK),
                said(RULES, a, RULES),
                SummarySentence(text="这一篇写得最细的是账本。", ref=None),
            ),
            b: (said(HANT_BELL, b, HANT_BELL), said(HANT_COST, b, HANT_COST)),
            c: (said(LOOSE, c, LOOSE),),
        },
        theme_summaries={
            "economy": (said(FACTORY, a, FACTORY),),
            "government": (said(DESK, a, DESK),),
            "living": (
                said(HANT_BELL, b, HANT_BELL),
                said(PARKING, a, PARKING),
                said(HANT_COST, b, HANT_COST),
            ),
            "ecosystem": (said(RULES, a, RULES),),
            "infrastructure": (said(LOOSE, c, LOOSE), said(ITEM_A, a, ITEM_A)),
        },
        keywords={a: ("岚事通", "泊位", "公共数据")},
        topics=(
            Topic(
                id="bo-lan",
                name="泊岚",
                aliases=("泊岚平台",),
                description=Text(by_tag=(("", "两城共用的停车平台。"),)),
                mentions=(mention("泊岚", a, PARKING), mention("泊嵐", b, HANT_PARK)),
            ),
            Topic(
                id="nuan-ling",
                name="暖铃",
                aliases=(),
                description=Text(),
                mentions=(mention("暖铃", a, ITEM_B), mention("暖鈴", b, HANT_BELL)),
            ),
        ),
        links=(
            Link(
                a=ref(a, PARKING),
                b=ref(b, HANT_PARK),
                kind="same-topic",
                score=0.71234567,
                why=("泊岚", "车位"),
            ),
            Link(a=ref(a, ITEM_B), b=ref(b, HANT_BELL), kind="update", score=0.6, why=("暖铃",)),
            Link(a=ref(a, RULES), b=ref(c, RULES), kind="duplicate", score=1.0, why=()),
        ),
        figures=(
            Figure(
                subject="泊位",
                value=32000,
                unit="个",
                date="2023",
                kind="actual",
                text="三万二千个",
                sentence=PARKING,
                ref=ref(a, PARKING),
                start=PARKING.index("三万二千个"),
            ),
        ),
    )


PAGES = (
    Page(
        slug="about",
        path="content/pages/about.md",
        title=text(zh_Hans="关于", en="About"),
        markdown=(
            "岚川、鹭浦都是**虚构**的城市。理**发**馆、`头发` 和 [数据](https://example.org/数据)。\n\n"
            "- 一条<script>alert(1)</script>\n- 两条 <img src=x onerror=alert(1)>\n\n"
            "[坏](javascript:alert(1)) [好](../../archive/)\n"
        ),
    ),
)


def folder(name: str) -> dict[str, bytes]:
    root = ROOT / name
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def catalogues() -> dict[str, bytes]:
    found = folder("generator/locale")
    return {path.removesuffix(".po"): data for path, data in found.items() if path.endswith(".po")}


def outputs(
    base_url: str = "https://example.org/digest/",
    entries_: tuple[Entry, ...] | None = None,
    digest_: Digest | None = None,
    templates: dict[str, bytes] | None = None,
) -> dict[str, bytes]:
    rendered: tuple[Output, ...] = tuple(
        render(
            site(base_url),
            entries() if entries_ is None else entries_,
            digest() if digest_ is None else digest_,
            PAGES,
            Glossary(),
            folder("templates") if templates is None else templates,
            folder("static"),
            catalogues(),
        )
    )
    paths = [output.path for output in rendered]
    assert len(set(paths)) == len(paths), "a file is written twice"
    return {output.path: output.data for output in rendered}


def _article(
    source: str,
    slug: str,
    *,
    title: str | None,
    authors: tuple[str, ...] = (),
    date: str | None,
    publisher: str | None = None,
    url: str | None = None,
    script: str = "Hans",
    removed: tuple[Removed, ...] = (),
    doubts: tuple[Doubt, ...] = (),
    edits: Edits | None = None,
) -> Article:
    return Article(
        source=source,
        path=f"content/articles/{source}",
        slug=slug,
        format="html",
        encoding="utf-8",
        title=title,
        authors=authors,
        date=date,
        publisher=publisher,
        url=url,
        keywords=(),
        script="Hant" if script == "Hant" else "Hans",
        master="Hant" if script == "Hant" else "Hans",
        draft=False,
        blocks=(),
        removed=removed,
        doubts=doubts,
        problems=(),
        edits=edits or Edits(),
    )

"""A site of many distinct articles, made of the sentences of this repository's example articles.

    python bench/corpus.py /tmp/corpus --articles 1000 [--peers]

Articles have 1,000 to 6,000 characters and are as unlike as made-up ones can be: a sentence's parts
come from several sentences, cities, products and people have names of their own, every figure is
drawn anew. Hardly a sentence occurs twice, so remembering sentences gains nothing. A fifth is
Traditional. With `--peers` the same articles, converted beforehand into both scripts, are also
written as Markdown for Hugo, Eleventy, Pelican and MkDocs, each with a minimal site around them.
The same seed gives the same corpus.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from generator.articles import read_source
from generator.convert.configurations import convert_with
from generator.model import Entry
from generator.read.folder import read_inputs
from generator.split.sentences import sentence_spans

REPOSITORY = Path(__file__).parents[1]
BASE_URL = "https://digest.example/"

# The example's own names, which become others in every article.
CITIES = re.compile("澜川|云汀|临岫|鹭涌|芎港|岚江|雄冈|东坪|南岸|澜江")
DISTRICTS = re.compile("北塘|青坞|渚东")
PRODUCTS = re.compile("澜川通|工厂体检|暖铃|一窗清|澜台|鹭涌易|芎港一指通|数字岚江")
PEOPLE = re.compile("程霁|于海云|范立|余敏|钟岚|姜禾")
NUMBER = re.compile(r"\d+(?:\.\d+)?")

_PLACE_FIRST = (
    "安柏昌澄川丹东恩丰广海和惠嘉锦景开兰临龙梅明南宁平青清庆荣瑞山顺松泰通望文溪湘兴雅阳宜永元云泽长"
    "兆镇舟"
)
_PLACE_LAST = "安滨昌城川岛东丰港谷海湖江津口乐岭陵陇梅宁浦泉山水潭桃塘田湾溪乡阳原源州洲"
_PRODUCT_FIRST = (
    "安百便畅诚达到点动枫福好慧吉佳捷筋卡康快览乐联灵码民"
    "鸣拍企晴热瑞闪帮速随通万小晓心星迅云载智掌指"
)
_PRODUCT_LAST = re.findall(
    r"\S+",
    "办 帮 保 宝 查 到 达 点通 度 付 卡 康 库 联 码 评 台 通 网 问 线 享 行 "
    "修 易 应 预警 云 站 政通 ",
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余"
_GIVEN = (
    "安斌波博超晨诚丹德东凡芳飞峰刚光国海航浩和虹华慧佳建健杰静军俊凯康兰磊丽亮林玲琳龙梅敏明宁平强琴"
    "青清庆秋荣瑞珊涛婷伟文霞翔晓欣雪雅燕洋怡颖永宇雨玉远月云泽志"
)
_PAPERS = re.findall(
    r"\S+",
    "日报 晚报 发布 数据局 新闻网 观察 时报 融媒 政务网 早报 ",
)
# Words that stand for one another, so that not even the parts of sentences occur often.
_NOUNS = re.findall(
    r"\S+",
    "用户 数据 平台 系统 企业 工厂 车间 设备 市民 居民 老人 孩子 学生 医生 病人 "
    "医院 学校 社区 街道 小区 窗口 热线 工单 部门 单位 干部 工程师 工人 司机 店主 "
    "商户 农户 茶农 渔民 记者 专家 教师 家长 志愿者 项目 方案 办法 规定 条例 标准 "
    "清单 目录 指标 数字 报告 合同 订单 账单 证明 材料 表格 图纸 地图 影像 胶片 "
    "芯片 软件 算法 模型 机器 机房 电力 网络 基站 光缆 传感器 摄像头 屏幕 手机 电话 "
    "短信 应用 程序 服务 公交 地铁 道路 路口 停车场 车位 车辆 桥梁 水库 河道 管网 "
    "路灯 电梯 公园 市场 菜场 超市 商场 仓库 码头 港口 园区 产业 投资 资金 贷款 "
    "税收 补贴 成本 价格 收入 利润 销量 产量 质量 安全 隐私 信用 风险 责任 制度 "
    "机制 经验 问题 需求 意见 建议 任务 目标 计划 进度 结果 效果 影响 变化 机会 "
    "人才 岗位 培训 课程 技能 竞赛 奖励 考核 监督 审批 登记 备案 检查 评估 统计 "
    "调查 试点 示范 改造 升级 建设 运行 维护 管理 治理 交易 流通 共享 开放 归集 "
    "授权 加密 ",
)
NOUN = re.compile("|".join(_NOUNS))


@dataclass(frozen=True)
class Material:
    """Sentences as lists of their parts, and headings."""

    sentences: list[list[str]]
    headings: list[str]


@dataclass(frozen=True)
class Made:
    """One article, in Simplified."""

    number: int
    title: str
    date: str
    publisher: str
    author: str
    sections: list[tuple[str, list[str]]]  # heading, paragraphs
    traditional: bool

    @property
    def name(self) -> str:
        return f"{self.number:06}"


def material() -> Material:
    """From the example articles, cleaned and split as any others."""
    inputs, _ = read_inputs(REPOSITORY, today="2026-01-01")
    read = [read_source(source) for source in inputs.sources]
    entries = [one[0] for one in read if isinstance(one, tuple)]
    sentences = []
    for entry in entries:
        if entry.article.script == "Hans":
            sentences += [_parts(sentence) for sentence in _sentences(entry)]
    headings = [
        re.sub("^[（(]?[一二三四五六七八九十]+[、）)]", "", section.heading)
        for entry in entries
        for section in entry.sections
        if section.heading and entry.article.script == "Hans"
    ]
    return Material([parts for parts in sentences if parts], headings)


def _sentences(entry: Entry) -> Iterator[str]:
    for passage in entry.passages():
        if passage.kind in ("paragraph", "item"):
            for start, end in sentence_spans(passage.text):
                yield passage.text[start:end].strip()


def _parts(sentence: str) -> list[str]:
    """Cut at commas; the last part keeps its full stop. Only what no quotation mark spans."""
    if not sentence.endswith("。") or sentence.count("“") != sentence.count("”"):
        return []
    parts = re.split("(?<=[，；])", sentence)
    return parts if all(part.count("“") == part.count("”") for part in parts) else []


class Names:
    """The names of one article; there are some hundreds of each in the whole corpus."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.city = self._place()
        self._known: dict[str, str] = {}

    def in_words(self, words: str) -> str:
        words = PRODUCTS.sub(lambda found: self._of(found.group(), self._product), words)
        words = CITIES.sub(lambda found: self._of(found.group(), self._place, self.city), words)
        words = DISTRICTS.sub(lambda found: self._of(found.group(), self._place), words)
        words = PEOPLE.sub(lambda found: self._of(found.group(), self.person), words)
        words = NOUN.sub(lambda found: self._noun(found.group()), words)
        return NUMBER.sub(lambda found: self._number(found.group()), words)

    def _noun(self, found: str) -> str:
        return self._chance.choice(_NOUNS) if self._chance.random() < 0.8 else found

    def _of(self, name: str, make: object, first: str | None = None) -> str:
        if name not in self._known:
            assert callable(make)
            self._known[name] = first if first and len(self._known) == 0 else make()
        return self._known[name]

    def _place(self) -> str:
        return self._chance.choice(_PLACE_FIRST) + self._chance.choice(_PLACE_LAST)

    def _product(self) -> str:
        first = self._chance.choice(_PRODUCT_FIRST) + self._chance.choice(_PRODUCT_FIRST)
        return first + self._chance.choice(_PRODUCT_LAST)

    def person(self) -> str:
        given = self._chance.choice(_GIVEN) + self._chance.choice(["", self._chance.choice(_GIVEN)])
        return self._chance.choice(_SURNAMES) + given

    def _number(self, found: str) -> str:
        if re.fullmatch("(?:19|20)[0-9]{2}", found):
            return str(self._chance.randrange(2016, 2026))
        if "." in found:
            return f"{self._chance.uniform(1, 10 ** len(found.split('.')[0])):.1f}"
        if len(found) == 1:
            return str(self._chance.randrange(1, 10))
        return str(self._chance.randrange(10 ** (len(found) - 1), 10 ** len(found)))


def article(of: Material, number: int, seed: int) -> Made:
    chance = random.Random(f"{seed} {number}")
    names = Names(chance)
    length = int(chance.triangular(1000, 6000, 1400))
    sections: list[tuple[str, list[str]]] = []
    so_far = 0
    while so_far < length:
        heading = names.in_words(chance.choice(of.headings))
        paragraphs = []
        for _ in range(chance.randrange(2, 5)):
            paragraph = "".join(sentence(of, names, chance) for _ in range(chance.randrange(2, 6)))
            paragraphs.append(paragraph)
            so_far += len(paragraph)
            if so_far >= length:
                break
        sections.append((heading, paragraphs))
    year, month, day = (
        chance.randrange(2016, 2026),
        chance.randrange(1, 13),
        chance.randrange(1, 29),
    )
    title = names.in_words(chance.choice(of.sentences)[0]).strip("，；。")
    return Made(
        number=number,
        title=f"{names.city}：{title[:30]}",
        date=f"{year}-{month:02}-{day:02}",
        publisher=chance.choice(_PLACE_FIRST) + "州" + chance.choice(_PAPERS),
        author=names.person(),
        sections=sections,
        traditional=number % 5 == 4,
    )


def sentence(of: Material, names: Names, chance: random.Random) -> str:
    """The beginning of one sentence, the end of another, and something between."""
    first, last = chance.choice(of.sentences), chance.choice(of.sentences)
    middle = chance.choice(of.sentences)[:-1]
    parts = [first[0]] if len(first) > 1 else []
    if middle and chance.random() < 0.7:
        parts.append(chance.choice(middle))
    parts.append(last[-1])
    return names.in_words("".join(parts))


def source(made: Made) -> tuple[str, str]:
    """File name and text, in one of the forms that sources come in."""
    form = made.number % 20
    if form < 12:
        body = "\n\n".join(
            f"## {heading}\n\n" + "\n\n".join(paragraphs) for heading, paragraphs in made.sections
        )
        head = (
            f"---\ntitle: {made.title}\ndate: {made.date}\nauthor: {made.author}\n"
            f"source: {made.publisher}\n---\n\n"
        )
        name, text = f"{made.name}.md", head + body + "\n"
    elif form < 17:
        body = "\n".join(
            f"<h2>{escape(heading)}</h2>\n"
            + "\n".join(f"<p>{escape(one)}</p>" for one in paragraphs)
            for heading, paragraphs in made.sections
        )
        text = (
            f'<article>\n<h1>{escape(made.title)}</h1>\n<p class="meta">来源：{made.publisher}　'
            f"作者：{made.author}　{made.date}</p>\n{body}\n</article>\n"
        )
        name = f"{made.name}.html"
    else:
        body = "\n\n".join(
            f"{heading}\n\n" + "\n\n".join(f"　　{one}" for one in paragraphs)
            for heading, paragraphs in made.sections
        )
        text = f"{made.title}\n\n{made.publisher}　{made.date}\n\n{body}\n"
        name = f"{made.name}.txt"
    return name, convert_with("s2tw", text) if made.traditional else text


def write_site(folder: Path, articles: int, seed: int = 1, first: int = 0) -> None:
    of = material()
    target = folder / "content" / "articles"
    target.mkdir(parents=True, exist_ok=True)
    settings = (REPOSITORY / "site.yaml").read_text("utf-8")
    editions = "editions: [zh-Hans, zh-Hant]\n"
    settings = re.sub(r"(?ms)^editions:.*?(?=^\S)", editions, settings)
    settings = re.sub(r"(?m)^base_url:.*$", f"base_url: {BASE_URL}", settings)
    (folder / "site.yaml").write_text(settings, "utf-8")
    for number in range(first, first + articles):
        name, text = source(article(of, number, seed))
        (target / name).write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    write_site(options.folder / "wenzhai", options.articles, options.seed)
    if options.peers:
        from bench.peers import write_peers

        write_peers(options.folder, options.articles, options.seed)


if __name__ == "__main__":
    main()

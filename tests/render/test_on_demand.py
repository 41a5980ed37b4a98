"""Pages made one by one, with what was kept from the build before, are those of a whole build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from generator.digest.memory import Overtaken, go_on, unless
from generator.engine.executors import Serial
from generator.known import Read
from generator.pipeline import Builder
from generator.problems import SiteError
from generator.read.disk import Disk
from generator.read.folder import read_inputs
from generator.render.extras import NOTHING_MORE
from generator.render.on_demand import OnDemand, Words

ARTICLES = ("city-ops-night-notes.txt", "lake-road-38km.md", "yunting-tea-stream.md")


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles = folder / "content" / "articles"
        self._disk, self._builder = Disk(), Builder(Serial(), holds_texts=True)
        self.files: OnDemand | None = None

    def look(self, look_up: Callable[[], None] = go_on) -> OnDemand:
        inputs, _ = read_inputs(self.folder, today="2026-01-01", drafts=True, disk=self._disk)
        reading = self._builder.understand(inputs, lambda *_: None)
        self.articles_read = reading.articles
        digest = self._builder.combine(inputs, reading, look_up)
        words = {article.facts.source: self.words(article) for article in reading.articles}
        self.files = OnDemand(inputs, words, digest, NOTHING_MORE, self.files)
        return self.files

    def words(self, article: Read) -> Words:
        texts = self._builder.texts(article)
        return Words(texts.entry, texts.own, article.cards)

    def whole(self) -> dict[str, bytes]:
        inputs, _ = read_inputs(self.folder, today="2026-01-01", drafts=True)
        built = Builder(Serial()).build(inputs, lambda *_: None)
        return {output.path: output.data for output in built.outputs}

    def write(self, name: str, words: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")

    def add(self, name: str, words: str) -> None:
        path = self.articles / name
        path.write_text(path.read_text("utf-8") + words, "utf-8")


@pytest.fixture
def site(example_site: Path, tmp_path: Path) -> Site:
    shutil.copy(example_site / "site.yaml", tmp_path)
    articles = tmp_path / "content" / "articles"
    articles.mkdir(parents=True)
    for name in ARTICLES:
        shutil.copy(example_site / "content" / "articles" / name, articles)
    return Site(tmp_path)


EDITS: dict[str, Callable[[Site], object]] = {
    "words": lambda site: site.add("lake-road-38km.md", "\n\n湖边新装路灯120盏。\n"),
    "a new article": lambda site: site.write(
        "content/articles/new.txt", "新来的一篇\n\n澜川市城市运行中心昨夜派单43件，3.2小时办结。\n"
    ),
    "an article less": lambda site: (site.articles / "yunting-tea-stream.md").unlink(),
    "another title": lambda site: site.write(
        "content/articles/lake-road-38km.edit.yaml", "title: 绕湖一圈\n"
    ),
    "a theme": lambda site: site.write(
        "site.yaml", (site.folder / "site.yaml").read_text("utf-8").replace("数字生活", "数码日子")
    ),
    "a topic": lambda site: site.write(
        "content/topics.yaml", "topics:\n  - name: 值班员\n    aliases: [值班]\n"
    ),
    "a template": lambda site: site.write(
        "templates/archive.html",
        '{% extends "builtin/archive.html" %}{% block head %}<!-- own -->{% endblock %}',
    ),
    "a style": lambda site: site.write("static/style.css", "body { color: green }"),
    "a free page": lambda site: site.write("content/pages/about.md", "---\ntitle: 关于\n---\n字\n"),
    "a glossary": lambda site: site.write(
        "content/glossary.yaml", "pairs:\n  - {hans: 直播, hant: 現場直播}\n"
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_every_file_is_that_of_a_whole_build(site: Site, edit: str) -> None:
    first = site.look()
    first.complete()
    EDITS[edit](site)
    files = site.look()
    whole = site.whole()
    assert [path for path in whole if files.read(path) != whole[path]] == []
    assert files.has("zh-hans/index.html")
    assert files.read("zh-hans/no-such-page/index.html") is None


def test_no_file_is_made_that_a_whole_build_does_not_have(site: Site) -> None:
    files = site.look()
    files.complete()
    assert set(files.made_so_far()) <= set(site.whole())


def test_a_page_is_made_when_it_is_asked_for_and_no_other(site: Site) -> None:
    files = site.look()
    asked = "zh-hant/archive/index.html"
    assert files.made(asked) is None
    assert files.read(asked)
    pages = [path for path in files.made_so_far() if path.endswith(".html")]
    assert pages == [asked]


def test_an_article_that_nothing_changed_for_is_not_made_again(site: Site) -> None:
    page = "zh-hans/articles/yunting-tea-stream/index.html"
    before = site.look().read(page)
    site.add("city-ops-night-notes.txt", "\n\n完了。\n")
    assert site.look().read(page) is before


def test_a_template_that_fails_is_found_by_trying_one_page_of_each_kind(site: Site) -> None:
    site.write("templates/topic.html", "{{ view.nothing }}")
    files = site.look()
    with pytest.raises(SiteError) as fault:
        files.try_each_kind()
    assert fault.value.problem.path == "templates/topic.html"
    assert list(files.faults) == [fault.value.problem]


def ended_at(step: int) -> Callable[[], None]:
    """Ends what is being made at the n-th step."""
    steps = count()
    return unless(lambda: next(steps) >= step)


def test_a_build_may_be_ended_at_any_step_and_the_next_is_that_of_a_whole_build(
    site: Site,
) -> None:
    site.look()
    site.add("lake-road-38km.md", "\n\n澜台昨夜派单4300件，湖边新装路灯120盏。\n")
    ended = 0
    while True:
        try:
            site.look(ended_at(ended))
        except Overtaken:
            ended += 1
        else:
            break
    assert ended > 50
    whole = site.whole()
    files = site.look()
    files.complete()
    assert {path: files.read(path) for path in whole} == whole


@pytest.mark.parametrize("path", ["zh-hans/digest.json", "zh-hans/figures/index.html"])
def test_a_file_may_be_ended_at_any_step_and_is_whole_when_it_is_asked_for(
    site: Site, path: str
) -> None:
    files = site.look()
    ended = 0
    while True:
        try:
            files.read(path, ended_at(ended))
        except Overtaken:
            ended += 1
            assert files.made(path) is None
        else:
            break
    assert ended > 0
    assert files.read(path) == site.whole()[path]


def test_all_articles_together_are_looked_at_once_while_none_of_them_changes(site: Site) -> None:
    site.look()
    site.write("static/style.css", "body { color: #123 }")
    site.look(ended_at(0))  # raises nothing: nothing is looked for


def test_new_words_can_be_seen_before_it_is_known_what_they_change_elsewhere(site: Site) -> None:
    before = site.look()
    site.add("lake-road-38km.md", "\n\n澜台昨夜派单4300件，湖边新装路灯120盏。\n")
    with pytest.raises(Overtaken):
        site.look(ended_at(0))
    [article] = [one for one in site.articles_read if one.facts.source == "lake-road-38km.md"]
    ahead = before.ahead(site.words(article), article.analysis)
    path = "zh-hans/articles/lake-road-38km/index.html"
    assert "湖边新装路灯120盏" in ahead[path].decode()
    assert "湖边新装路灯120盏" not in (before.read(path) or b"").decode()
    after = site.look().read(path) or b""
    words = re.compile(rb' id="p[0-9a-z]{10}".*?</p>', re.S)
    assert len(words.findall(after)) > 5
    assert words.findall(ahead[path]) == words.findall(after)


def test_an_article_at_another_address_is_not_shown_ahead(site: Site) -> None:
    before = site.look()
    site.write("content/articles/lake-road-38km.edit.yaml", "slug: ring\n")
    site.look()
    [article] = [one for one in site.articles_read if one.facts.slug == "ring"]
    assert before.ahead(site.words(article), article.analysis) == {}

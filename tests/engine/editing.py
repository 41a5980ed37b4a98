"""An editor at work: a small site, and edits of every kind drawn by chance."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from generator.articles import read_source
from generator.problems import Problem
from generator.read.folder import read_inputs

ARTICLES = (
    "city-ops-night-notes.txt",
    "lake-road-38km.md",
    "yunting-36-windows.html",
    "wechat-yunting-warm-bell.html",
    "lanchuan-notice-2023-41.html",
)


def begin(example_site: Path, site: Path) -> None:
    """A site of five of the example's articles, in three editions."""
    articles = site / "content" / "articles"
    articles.mkdir(parents=True)
    for name in ARTICLES:
        shutil.copy(example_site / "content" / "articles" / name, articles)
    for name in ("site.yaml", "content/topics.yaml", "content/glossary.yaml"):
        shutil.copy(example_site / name, site / name)
    shutil.copytree(example_site / "content" / "pages", site / "content" / "pages")
    translations = site / "content" / "translations" / "en"
    translations.mkdir(parents=True)
    for name in ("site.po", "city-ops-night-notes.po", "lake-road-38km.po"):
        shutil.copy(example_site / "content" / "translations" / "en" / name, translations)


class Editor:
    """Changes a site as editors do; the same seed makes the same changes."""

    def __init__(self, example_site: Path, site: Path, seed: int) -> None:
        self._example = example_site
        self._site = site
        self._chance = random.Random(seed)
        self._before: list[tuple[Path, bytes]] = []

    def change(self) -> str:
        kinds: list[Callable[[], str]] = [
            self.change_a_number,
            self.change_a_number,
            self.add_a_paragraph,
            self.drop_a_paragraph,
            self.add_an_article,
            self.remove_an_article,
            self.rename_an_article,
            self.write_a_sidecar,
            self.decide_on_a_passage,
            self.decide_on_a_link,
            self.drop_a_sidecar,
            self.change_the_settings,
            self.change_the_topics,
            self.change_the_glossary,
            self.change_a_template,
            self.change_the_style,
            self.change_a_translation,
            self.change_a_page,
            self.take_back,
        ]
        return self._chance.choice(kinds)()

    def _articles(self) -> list[Path]:
        folder = self._site / "content" / "articles"
        return sorted(path for path in folder.iterdir() if not path.name.endswith(".edit.yaml"))

    def _article(self) -> Path:
        return self._chance.choice(self._articles())

    def _write(self, path: Path, data: bytes) -> None:
        self._before.append((path, path.read_bytes() if path.exists() else b""))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _replace(self, path: Path, old: str, new: str) -> str:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        self._write(path, text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
        return f"{path.name}: {old[:12]!r} → {new[:12]!r}"

    def change_a_number(self) -> str:
        path = self._article()
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        digits = [at for at, one in enumerate(text) if one in "23456789"]
        if not digits:
            return "no number"
        at = self._chance.choice(digits)
        self._write(
            path,
            (text[:at] + self._chance.choice("23456789") + text[at + 1 :]).encode(
                "utf-8", "surrogateescape"
            ),
        )
        return f"{path.name}: a number at {at}"

    def add_a_paragraph(self) -> str:
        path = self._article()
        number = self._chance.randrange(100, 999)
        words = (
            f"全市新建5G基站{number}座，一网通办平台办件{number}万件，数据交易所挂牌{number}项。"
        )
        tail = f"<p>{words}</p>" if path.suffix == ".html" else f"\n\n{words}\n"
        self._write(path, path.read_bytes() + tail.encode())
        return f"{path.name}: one more paragraph"

    def drop_a_paragraph(self) -> str:
        path = self._article()
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        between = "</p>" if path.suffix == ".html" else "\n\n"
        parts = text.split(between)
        if len(parts) < 5:
            return "nothing to drop"
        del parts[self._chance.randrange(2, len(parts) - 1)]
        self._write(path, between.join(parts).encode("utf-8", "surrogateescape"))
        return f"{path.name}: one paragraph less"

    def add_an_article(self) -> str:
        folder = self._example / "content" / "articles"
        known = {path.name for path in self._articles()}
        fresh = [
            path
            for path in sorted(folder.iterdir())
            if path.name not in known and not path.name.endswith(".edit.yaml")
        ]
        if not fresh:
            return "none left to add"
        path = self._chance.choice(fresh)
        self._write(self._site / "content" / "articles" / path.name, path.read_bytes())
        return f"{path.name}: added"

    def remove_an_article(self) -> str:
        if len(self._articles()) < 3:
            return "too few to remove"
        path = self._article()
        self._before.append((path, path.read_bytes()))
        path.unlink()
        return f"{path.name}: removed"

    def rename_an_article(self) -> str:
        path = self._article()
        name = f"{self._chance.choice('abcxyz')}{self._chance.randrange(100)}-{path.name}"
        path.rename(path.with_name(name))
        return f"{path.name}: now {name}"

    def write_a_sidecar(self) -> str:
        path = self._article()
        lines = self._chance.choice(
            [
                "title: 另一个题目\n",
                "date: 2023-0{n}-1{n}\n",
                "draft: true\n",
                "slug: chosen-{n}\n",
                "publisher: 蓝川日报社\n",
                "summary: 编者写的一句话。\n",
                "themes: [economy]\n",
                "names: [于海云]\n",
            ]
        ).format(n=self._chance.randrange(1, 9))
        return self._write_sidecar(path, lines)

    def decide_on_a_passage(self) -> str:
        path = self._article()
        passage = self._passage(path)
        if passage is None:
            return "no passage"
        words = self._chance.choice(
            [
                f"passages:\n  {passage}: {{theme: economy}}\n",
                f"passages:\n  {passage}: {{theme: null}}\n",
                f"passages:\n  {passage}: {{omit: true}}\n",
                f"pin: [{passage}]\n",
                f"drop: [{passage}]\n",
            ]
        )
        return self._write_sidecar(path, words)

    def decide_on_a_link(self) -> str:
        path, other = self._article(), self._article()
        passage, there = self._passage(path), self._passage(other)
        if path == other or passage is None or there is None:
            return "no two passages"
        what = self._chance.choice(["add", "forbid"])
        return self._write_sidecar(path, f"links:\n  {what}: [[{passage}, {there}]]\n")

    def _passage(self, path: Path) -> str | None:
        """The id of one of its passages, where it can be read."""
        inputs, _ = read_inputs(self._site, today="2026-01-01")
        for source in inputs.sources:
            if source.name == path.name:
                read = read_source(source)
                if not isinstance(read, Problem):
                    ids = [passage.id for passage in read[0].passages()]
                    return self._chance.choice(ids) if ids else None
        return None

    def _write_sidecar(self, path: Path, words: str) -> str:
        sidecar = path.with_name(path.name.rsplit(".", 1)[0] + ".edit.yaml")
        self._write(sidecar, words.encode())
        return f"{sidecar.name}: {words.strip()}"

    def drop_a_sidecar(self) -> str:
        found = sorted((self._site / "content" / "articles").glob("*.edit.yaml"))
        if not found:
            return "no sidecar"
        path = self._chance.choice(found)
        path.unlink()
        return f"{path.name}: removed"

    def change_the_settings(self) -> str:
        path = self._site / "site.yaml"
        return self._replace(path, "title:", f"# {self._chance.random()}\ntitle:")

    def change_the_topics(self) -> str:
        number = self._chance.randrange(9)
        words = f"topics:\n  - name: 数据交易所\n    slug: exchange-{number}\n  - name: 一网通办\n"
        words += self._chance.choice(["", "    aliases: [政务大厅]\n", "ignore: [澜台, 湖路]\n"])
        self._write(self._site / "content" / "topics.yaml", words.encode())
        return f"topics.yaml: {words!r}"

    def change_the_glossary(self) -> str:
        word = self._chance.choice(["平臺", "平台"])
        words = f"pairs:\n  - {{hans: 平台, hant: {word}}}\n"
        self._write(self._site / "content" / "glossary.yaml", words.encode())
        return f"glossary.yaml: {word}"

    def change_a_template(self) -> str:
        name = self._chance.choice(["article.html", "home.html", "theme.html", "base.html"])
        built_in = (self._example / "templates" / name).read_text("utf-8")
        number = self._chance.randrange(3)
        words = built_in.replace("<p", f'<p data-tried="{number}"', 1)
        self._write(self._site / "templates" / name, words.encode())
        return f"{name}: {number}"

    def change_the_style(self) -> str:
        words = f"body {{ color: #{self._chance.randrange(100, 999)} }}"
        self._write(self._site / "static" / "style.css", words.encode())
        return "style.css"

    def change_a_translation(self) -> str:
        folder = self._site / "content" / "translations" / "en"
        path = self._chance.choice(sorted(folder.iterdir()))
        return self._replace(path, 'msgstr "The ', f'msgstr "This {self._chance.random()} ')

    def change_a_page(self) -> str:
        path = self._site / "content" / "pages" / "about.md"
        self._write(path, path.read_bytes() + f"\n又一行{self._chance.randrange(9)}。\n".encode())
        return "about.md"

    def take_back(self) -> str:
        """What editors do most: the last change undone, a file as it was."""
        if not self._before:
            return "nothing to take back"
        path, data = self._before.pop()
        if data:
            path.write_bytes(data)
        else:
            path.unlink(missing_ok=True)
        return f"{path.name}: as it was"

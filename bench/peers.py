"""The same articles for other generators: converted beforehand, in Markdown, with a minimal site.

Each gets what it is fastest with: two languages, one template for an article, one for the list, a
feed and a site map where it has them; no themes, no summaries, no links, no search, no conversion.
Sentences on drafts, taxonomies and the like are switched off.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import BASE_URL, Made, article, material
from generator.convert.configurations import convert_with

LANGUAGES = ("zh-hans", "zh-hant")


@dataclass(frozen=True)
class Peer:
    """How one generator is called in its folder, and where its pages go."""

    name: str
    command: tuple[str, ...]
    output: str
    caches: tuple[str, ...] = ()  # removed before a cold build
    template: str = ""  # edited for `one template edit`
    article: str = ""  # edited for `one article edited`; {} is the article's name


def peers(scratch: Path) -> tuple[Peer, ...]:
    """With programs that `bench.tools` installed into `scratch`."""
    bin_folder = scratch / "python" / "bin"
    eleventy = scratch / "node" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    return (
        Peer(
            name="hugo",
            command=(str(bin_folder / "hugo"), "--quiet"),
            output="public",
            caches=("resources",),
            template="layouts/_default/single.html",
            article="content/zh-hans/articles/{}.md",
        ),
        Peer(
            name="eleventy",
            command=("node", str(eleventy), "--quiet"),
            output="_site",
            template="_includes/article.njk",
            article="zh-hans/articles/{}.md",
        ),
        Peer(
            name="pelican",
            command=(str(bin_folder / "pelican"), "-q"),
            output="output",
            caches=("cache",),
            template="theme/templates/article.html",
            article="content/zh-hans/{}.md",
        ),
        Peer(
            name="mkdocs",
            command=(str(bin_folder / "mkdocs"), "build", "--quiet", "--clean"),
            output="site",
            template="theme/main.html",
            article="docs/zh-hans/{}.md",
        ),
    )


def write_peers(folder: Path, articles: int, seed: int = 1) -> None:
    of = material()
    for peer in ("hugo", "eleventy", "pelican", "mkdocs"):
        (folder / peer).mkdir(parents=True, exist_ok=True)
    _frames(folder)
    for number in range(articles):
        made = article(of, number, seed)
        for language in LANGUAGES:
            body = _converted(_markdown(made), language)
            facts = {
                "title": _converted(made.title, language),
                "date": made.date,
                "author": _converted(made.author, language),
                "publisher": _converted(made.publisher, language),
            }
            for place, text in _places(made, language, facts, body):
                path = folder / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")


def _converted(text: str, language: str) -> str:
    return convert_with("s2tw", text) if language == "zh-hant" else text


def _markdown(made: Made) -> str:
    return "\n\n".join(
        f"## {heading}\n\n" + "\n\n".join(paragraphs) for heading, paragraphs in made.sections
    )


def _places(
    made: Made, language: str, facts: dict[str, str], body: str
) -> Iterator[tuple[str, str]]:
    yaml = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()
    )
    name = f"{made.name}.md"
    yield f"hugo/content/{language}/articles/{name}", f"---\n{yaml}---\n\n{body}\n"
    front = f"---\nlayout: article.njk\ntags: {language}\n{yaml}---\n\n{body}\n"
    yield f"eleventy/{language}/articles/{name}", front
    metadata = "".join(f"{key.title()}: {value}\n" for key, value in facts.items())
    slug = f"Slug: {language}-{made.name}\nLang: {language}\nCategory: articles\n"
    yield f"pelican/content/{language}/{name}", f"{metadata}{slug}\n{body}\n"
    yield f"mkdocs/docs/{language}/{name}", f"---\n{yaml}---\n\n{body}\n"


_PAGE = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{url}"></head>
<body><header><a href="/">文摘</a></header>
<main><h1>{title}</h1><p>{publisher} <time>{date}</time> {author}</p>
{body}
</main></body>
</html>
"""
_LIST = """<!doctype html>
<html><head><meta charset="utf-8"><title>文摘</title></head>
<body><main><ul>
{items}
</ul></main></body></html>
"""


def _frames(folder: Path) -> None:
    for path, text in {**_hugo(), **_eleventy(), **_pelican(), **_mkdocs()}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def _hugo() -> dict[str, str]:
    languages = "".join(
        f'[languages.{language}]\n  contentDir = "content/{language}"\n  weight = {at}\n'
        for at, language in enumerate(LANGUAGES, 1)
    )
    page = _PAGE.format(
        lang="{{ .Language.Lang }}",
        title="{{ .Title }}",
        url="{{ .Permalink }}",
        publisher="{{ .Params.publisher }}",
        date='{{ .Date.Format "2006-01-02" }}',
        author="{{ .Params.author }}",
        body="{{ .Content }}",
    )
    item = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
    items = "{{ range .Site.RegularPages }}" + item + "{{ end }}"
    return {
        "hugo/hugo.toml": (
            f'baseURL = "{BASE_URL}"\ntitle = "文摘"\ndefaultContentLanguage = "zh-hans"\n'
            'defaultContentLanguageInSubdir = true\ndisableKinds = ["taxonomy", "term"]\n'
            f"{languages}"
        ),
        "hugo/layouts/_default/single.html": page,
        "hugo/layouts/_default/list.html": _LIST.format(items=items),
        "hugo/layouts/index.html": _LIST.format(items=items),
    }


def _eleventy() -> dict[str, str]:
    page = _PAGE.format(
        lang="{{ tags }}",
        title="{{ title }}",
        url="{{ page.url }}",
        publisher="{{ publisher }}",
        date="{{ date }}",
        author="{{ author }}",
        body="{{ content | safe }}",
    )
    files = {"eleventy/_includes/article.njk": page, "eleventy/package.json": "{}\n"}
    for language in LANGUAGES:
        item = '<li><a href="{{ one.url }}">{{ one.data.title }}</a></li>'
        items = "{% for one in collections['" + language + "'] %}" + item + "{% endfor %}"
        files[f"eleventy/{language}/index.njk"] = _LIST.format(items=items)
    return files


def _pelican() -> dict[str, str]:
    page = _PAGE.format(
        lang="{{ article.lang }}",
        title="{{ article.title }}",
        url="{{ article.url }}",
        publisher="{{ article.publisher }}",
        date="{{ article.date }}",
        author="{{ article.author }}",
        body="{{ article.content }}",
    )
    item = '<li><a href="{{ one.url }}">{{ one.title }}</a></li>'
    items = "{% for one in articles %}" + item + "{% endfor %}"
    off = "".join(
        f"{name}_SAVE_AS = ''\n" for name in ("AUTHOR", "CATEGORY", "TAG", "ARCHIVES", "AUTHORS")
    )
    return {
        "pelican/pelicanconf.py": (
            f"SITEURL = '{BASE_URL}'\nSITENAME = '文摘'\nPATH = 'content'\nTHEME = 'theme'\n"
            "TIMEZONE = 'UTC'\nDEFAULT_LANG = 'zh-hans'\nDIRECT_TEMPLATES = ['index']\n"
            "ARTICLE_SAVE_AS = '{lang}/articles/{slug}/index.html'\n"
            "ARTICLE_URL = '{lang}/articles/{slug}/'\n"
            "FEED_ALL_ATOM = 'feed.xml'\nCATEGORY_FEED_ATOM = None\nTRANSLATION_FEED_ATOM = None\n"
            f"CATEGORIES_SAVE_AS = ''\nTAGS_SAVE_AS = ''\nPLUGINS = []\n{off}"
        ),
        "pelican/theme/templates/article.html": page,
        "pelican/theme/templates/index.html": _LIST.format(items=items),
        "pelican/theme/static/.keep": "",
    }


def _mkdocs() -> dict[str, str]:
    page = _PAGE.format(
        lang="zh",
        title="{{ page.title }}",
        url="{{ page.canonical_url }}",
        publisher="{{ page.meta.publisher }}",
        date="{{ page.meta.date }}",
        author="{{ page.meta.author }}",
        body="{{ page.content }}",
    )
    return {
        "mkdocs/mkdocs.yml": (
            f"site_name: 文摘\nsite_url: {BASE_URL}\ntheme: {{name: null, custom_dir: theme}}\n"
            "plugins: []\nnav: [{首页: index.md}]\n"
            "validation: {nav: {omitted_files: ignore}}\n"
        ),
        "mkdocs/docs/index.md": "# 文摘\n",
        "mkdocs/theme/main.html": page,
    }

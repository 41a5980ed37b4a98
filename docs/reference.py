"""Writes `docs/reference.md` and `docs/zh-Hans/reference.md`: every key and every command.

Names, defaults and the help of options come from the program; what a key means stands in
`reference.yaml`. Fails where a name has no meaning there, or a meaning no name.

    python docs/reference.py            writes both files
    python docs/reference.py --check    says whether they are what would be written
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from generator.clean import front_fields
from generator.cli import command_parser
from generator.model import DigestOptions
from generator.read import editorial, look, sidecar, site

DOCS = Path(__file__).parent
LANGUAGES = ("en", "zh-Hans")
FRONT_MATTER = "front matter (at the head of an article)"
KEYS: Mapping[str, Collection[str]] = {
    "site.yaml": site.KEYS,
    "themes (in site.yaml)": site.THEME_KEYS,
    "digest (in site.yaml)": site.DIGEST_KEYS,
    "look (in site.yaml)": look.KEYS,
    "NAME.edit.yaml (beside an article)": sidecar.KEYS,
    "passages (in NAME.edit.yaml)": sidecar.PASSAGE_KEYS,
    "corrections (in NAME.edit.yaml)": sidecar.CORRECTION_KEYS,
    FRONT_MATTER: front_fields.KEYS,
    "content/topics.yaml": editorial.TOPICS_KEYS,
    "topics (in content/topics.yaml)": editorial.TOPIC_KEYS,
    "content/glossary.yaml": editorial.GLOSSARY_KEYS,
    "pairs (in content/glossary.yaml)": editorial.PAIR_KEYS,
}
_DEFAULTS = {option.name: option.default for option in fields(DigestOptions)}
_WORDS = {
    "en": {
        "title": "Reference",
        "lead": "Written from the program by `docs/reference.py`; do not edit by hand.",
        "commands": "Commands",
        "keys": "Files and their keys",
        "key": "| key | meaning | default |",
        "front": "| key | meaning | also read as |",
        "option": "| option | meaning |",
        "text": (
            "A *text* is a string, or one for each edition: `{zh-Hans: 数字经济, en: Digital "
            "economy}`. One Chinese script is enough, the other is converted."
        ),
        "unknown": "An unknown key is an error with a suggestion.",
    },
    "zh-Hans": {
        "title": "参考",
        "lead": "由 `docs/reference.py` 从程序写出，请勿手改。",
        "commands": "命令",
        "keys": "文件和其中的键",
        "key": "| 键 | 意思 | 默认 |",
        "front": "| 键 | 意思 | 也可以写作 |",
        "option": "| 选项 | 意思 |",
        "text": (
            "“文字”可以是一个字符串，也可以每个版本一个："
            "`{zh-Hans: 数字经济, en: Digital economy}`。简体繁体写一种就够，另一种由程序转换。"
        ),
        "unknown": "不认识的键是错误，程序会提示相近的写法。",
    },
}


def main() -> int:
    meanings = yaml.safe_load((DOCS / "reference.yaml").read_text("utf-8"))
    faults = list(missing(meanings))
    for fault in faults:
        print(f"docs/reference.yaml:1: error: {fault}", file=sys.stderr)
    stale = 0
    for language in LANGUAGES:
        path = DOCS / ("" if language == "en" else language) / "reference.md"
        text = "\n".join(reference(meanings, language)) + "\n"
        if "--check" in sys.argv:
            stale += not path.exists() or path.read_text("utf-8") != text
        else:
            path.write_text(text, "utf-8")
    if stale:
        print("docs/reference.md:1: error: not up to date — python docs/reference.py")
    return 1 if faults or stale else 0


def missing(meanings: Mapping[str, Any]) -> Iterator[str]:
    """What the program reads and nobody explained, and the other way round."""
    for file, keys in KEYS.items():
        told = meanings["files"].get(file, {})
        yield from (f"`{key}` of {file} is not explained — add it" for key in {*keys} - told.keys())
        yield from (f"`{key}` of {file} is not read — remove it" for key in told.keys() - {*keys})
    names = {name for name, _ in _commands()}
    yield from (f"command {name} has no Chinese" for name in names - meanings["commands"].keys())
    yield from (f"command {name} is gone" for name in meanings["commands"].keys() - names)
    yield from (
        f"{file} has no Chinese heading" for file in KEYS if file not in meanings["headings"]
    )
    options = {option for _, parser in _commands() for option, _, _ in _options(parser)}
    known = meanings["options"].keys()
    yield from (f"{one} has no Chinese" for one in options - known)
    yield from (f"option {one} is gone" for one in known - options)
    for name, parser in _commands():
        yield from (f"{one} of {name} has no help" for one, _, told in _options(parser) if not told)


def reference(meanings: Mapping[str, Any], language: str) -> Iterator[str]:
    words = _WORDS[language]
    column = LANGUAGES.index(language)
    yield from (f"# {words['title']}", "", words["lead"], "", f"## {words['commands']}", "")
    yield from (meanings["prose"]["ends"][column], "")
    for name, parser in _commands():
        about = parser.description or ""
        yield f"### wenzhai {name}"
        yield from ("", about if language == "en" else meanings["commands"][name], "")
        rows = list(_options(parser))
        if rows:
            yield from (words["option"], "| --- | --- |")
        for option, value, help_text in rows:
            meaning = help_text if language == "en" else meanings["options"].get(option, "")
            shown = f"{option} {value}".strip().replace("|", ", ")  # a bar would end the cell
            yield f"| `{shown}` | {meaning or ''} |"
        yield ""
    yield from (
        f"## {words['keys']}",
        "",
        words["text"],
        "",
        words["unknown"],
        "",
        meanings["prose"]["order"][column],
        "",
    )
    for file, keys in KEYS.items():
        heading = file if language == "en" else meanings["headings"][file]
        head = words["front" if file == FRONT_MATTER else "key"]
        yield from (f"### {heading}", "", head, "| --- | --- | --- |")
        for key in keys:
            default = _DEFAULTS.get(key)
            shown = "" if default is None or "digest" not in file else f"`{default}`".lower()
            if file == FRONT_MATTER:
                others = dict.fromkeys(front_fields.KEYS[key])
                shown = ", ".join(f"`{name}`" for name in others if name != key)
            yield f"| `{key}` | {meanings['files'][file][key][column]} | {shown} |"
        yield ""


def _commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in command_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help for choice in action._choices_actions}
            for name, parser in action.choices.items():
                parser.description = helps.get(name)
                yield name, parser


def _options(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, str | None]]:
    """(option or argument, what stands behind it, its help)"""
    for action in parser._actions:
        if action.dest == "help":
            continue
        name = action.option_strings[-1] if action.option_strings else str(action.metavar)
        value = "" if not action.option_strings or action.nargs == 0 else action.metavar
        if action.choices and action.option_strings:
            value = ", ".join(map(str, action.choices))
        yield name, str(value or ""), action.help


if __name__ == "__main__":
    sys.exit(main())

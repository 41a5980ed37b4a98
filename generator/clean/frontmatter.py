"""Front matter in YAML, TOML or JSON, cut off the top of a source.

Text comes in; the values, their lines, the raw lines and the rest go out. Not obvious: a source
may begin with `---` as a mere rule, so only a block that reads like `key: value` is front matter,
and only such a block must be closed.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time

from generator.problems import ProblemError, SourceError, error
from generator.read.strict_yaml import load_mapping

_KEY_LINE = re.compile(r"""\s*["']?[A-Za-z_\u4e00-\u9fff][\w.\u4e00-\u9fff -]{0,40}["']?\s*[:=]""")
_USUAL_KEY = re.compile(
    r"(?:title|date|author|authors|source|publisher|link|url|tags|categories|category|layout|slug"
    r"|summary|description|keywords|updated|modified|lang|comments|permalink|cover)\s*:(?:\s|$)",
    re.IGNORECASE,
)
_TOML_LINE = re.compile(r"at line (\d+)")
_JSON_START = re.compile(r'\{\s*"[^"\n]{1,60}"\s*:')
_MAX_JSON_DEPTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    values: dict[str, object] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    raw: str = ""  # without its fences


def split_front_matter(text: str, path: str) -> tuple[FrontMatter, str]:
    """(front matter, the text after it). Raises SourceError."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return FrontMatter(), text
    fence = lines[first].strip()
    if fence in ("---", "+++", ";;;", "---json"):
        return _fenced(lines, first, fence, text, path)
    if _JSON_START.match(text.lstrip()):
        return _bare_json(text, path)
    if _USUAL_KEY.match(lines[first]):
        return _unfenced(lines, first, text, path)
    return FrontMatter(), text


def _unfenced(lines: list[str], first: int, text: str, path: str) -> tuple[FrontMatter, str]:
    """`title: …` and more such lines on top, closed by `---` (Hexo) or an empty line (Pelican)."""
    last = first
    while last < len(lines) and (
        _USUAL_KEY.match(lines[last]) or re.match(r"\s*-\s+\S|\s+\S", lines[last])
    ):
        last += 1
    keys = [line for line in lines[first:last] if _USUAL_KEY.match(line)]
    closed = last == len(lines) or lines[last].strip() in ("", "---")
    if len(keys) < 2 or not closed or not any(line.lower().startswith("title") for line in keys):
        return FrontMatter(), text
    raw = "\n".join(lines[first:last])
    try:
        front = _yaml(raw, path, first + 1)
    except SourceError:  # nothing said that it is YAML
        return FrontMatter(), text
    rest = last + 1 if last < len(lines) and lines[last].strip() == "---" else last
    return front, "\n".join(lines[rest:])


def _fenced(
    lines: list[str], first: int, fence: str, text: str, path: str
) -> tuple[FrontMatter, str]:
    following = next((line for line in lines[first + 1 :] if line.strip()), "")
    if fence in ("---", "+++") and not (
        _KEY_LINE.match(following) or following.lstrip().startswith(("#", "["))
    ):
        if following.strip() == fence and fence == "---":  # empty front matter
            end = next(n for n in range(first + 1, len(lines)) if lines[n].strip())
            return FrontMatter(), "\n".join(lines[end + 1 :])
        return FrontMatter(), text
    closers = {"---": ("---", "..."), "---json": ("---",)}.get(fence, (fence,))
    last = next(
        (n for n in range(first + 1, len(lines)) if lines[n].rstrip() in closers),
        None,
    )
    if last is None:
        if not _KEY_LINE.match(following):
            return FrontMatter(), text  # a rule, then a heading
        raise SourceError(
            error(
                path,
                first + 1,
                "front matter is never closed",
                f"add a line `{closers[0]}` after it",
            )
        )
    raw = "\n".join(lines[first + 1 : last])
    rest = "\n".join(lines[last + 1 :])
    first_line = first + 2
    if fence == "---":
        return _yaml(raw, path, first_line), rest
    if fence == "+++":
        return _toml(raw, path, first_line), rest
    values = _json_object(raw, path, first_line)
    return FrontMatter(values=values, lines=_key_lines(raw, values, first_line), raw=raw), rest


def _yaml(raw: str, path: str, first_line: int) -> FrontMatter:
    try:
        values, lines = load_mapping(raw, path, first_line)
    except ProblemError as fault:
        raise SourceError(fault.problem) from None
    return FrontMatter(values=values, lines=lines, raw=raw)


def _toml(raw: str, path: str, first_line: int) -> FrontMatter:
    try:
        values = tomllib.loads(raw)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        found = _TOML_LINE.search(str(fault))
        line = first_line + (int(found.group(1)) - 1 if found else 0)
        cause = re.sub(r"\s*\(at .*\)", "", str(fault))
        raise SourceError(
            error(path, line, f"this is not TOML: {cause}", "check quotation marks and brackets")
        ) from None
    plain = {key: _plain(value) for key, value in values.items()}
    return FrontMatter(values=plain, lines=_key_lines(raw, plain, first_line), raw=raw)


def _plain(value: object) -> object:
    """Dates stay the strings an editor would write."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _bare_json(text: str, path: str) -> tuple[FrontMatter, str]:
    lead = len(text) - len(text.lstrip())
    first_line = text.count("\n", 0, lead) + 1
    body = text[lead:]
    _refuse_depth(body, path, first_line)
    try:
        values, end = json.JSONDecoder(object_pairs_hook=_no_duplicates).raw_decode(body)
    except (ValueError, RecursionError) as fault:
        raise _json_problem(fault, path, first_line) from None
    raw = body[:end]
    return (
        FrontMatter(values=values, lines=_key_lines(raw, values, first_line), raw=raw),
        body[end:],
    )


def _json_object(raw: str, path: str, first_line: int) -> dict[str, object]:
    _refuse_depth(raw, path, first_line)
    try:
        values = json.loads(raw, object_pairs_hook=_no_duplicates)
    except (ValueError, RecursionError) as fault:
        raise _json_problem(fault, path, first_line) from None
    if not isinstance(values, dict):
        raise SourceError(
            error(path, first_line, "front matter is not a JSON object", "write { … } around it")
        )
    return values


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in pairs:
        if key in values:
            raise ValueError(f"`{key}` is given twice")
        values[key] = value
    return values


def _json_problem(fault: Exception, path: str, first_line: int) -> SourceError:
    line = first_line + (fault.lineno - 1 if isinstance(fault, json.JSONDecodeError) else 0)
    said = fault.msg if isinstance(fault, json.JSONDecodeError) else str(fault)
    return SourceError(
        error(path, line, f"this is not JSON: {said}", "check commas, quotation marks and brackets")
    )


def _refuse_depth(raw: str, path: str, first_line: int) -> None:
    depth = 0
    for character in raw[:100_000]:
        depth += (character in "[{") - (character in "]}")
        if depth > _MAX_JSON_DEPTH:
            raise SourceError(
                error(path, first_line, "front matter is nested too deep", "write it flatter")
            )


def _key_lines(raw: str, values: dict[str, object], first_line: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(raw.split("\n")):
        for key in values:
            if key not in found and re.match(
                rf"""[\s{{,]*["']?{re.escape(key)}["']?\s*[:=]""", line
            ):
                found[key] = first_line + number
    return found

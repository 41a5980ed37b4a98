"""Takes out the commands that a site generator would have run: {{< figure >}}, {% include %}.

Text comes in; the text without them and the list of what went come out, and so do the signs of
notebooks (Obsidian's [[links]], ==highlights== and %% remarks %%). Not obvious: a command around
words ({{< quote >}} … {{< /quote >}}) leaves its words, one around code becomes a fence; code
blocks are left alone, for an article may write about templates.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model import Removed

_FENCED = re.compile(
    r"^(```|~~~)[^\n]*\n.*?(?:^\1[^\n]*$|\Z)|`[^`\n]+`|<pre\b.*?(?:</pre>|\Z)", re.S | re.M
)
_CODE = re.compile(
    r"\{\{[<%](?:(?!\{\{)[^\n]){0,400}?[%>]\}\}"  # Hugo
    r"|\{%(?:(?!\{%)[^\n]){0,400}?%\}"  # Jekyll, Hexo
    r"|\{\{(?:(?!\{\{)[^\n{}]){1,200}?\}\}"  # a variable
    r"|^[*+-][ \t]+(?:TOC|toc|[Cc]ontents?|目录|目錄)[ \t]*\n\{:toc[^{}\n]*\}[ \t]*$"
    r"|^\{:[^{}\n]{1,120}\}[ \t]*$"  # kramdown: what follows has a class
    r"|(?<=\S)[ \t]*\{[#.][\w .#=\"-]{1,60}\}[ \t]*$"  # the address of a heading
    r"|(?:^|(?<=\S)[ \t])\^[\w-]{1,40}[ \t]*$"  # the address of a block
    r"|^\[\[?(?:toc|TOC|_TOC_)\]\]?[ \t]*$|^@\[toc\][^\n]*$"
    # WordPress
    r"|\[/?(?:gallery|caption|embed|audio|video|contact-form|wp_\w+)\b[^\[\]\n]{0,300}\]"
    r"|^\\(?:newpage|pagebreak|tableofcontents)[ \t]*$",
    re.MULTILINE,
)


_CODE_BLOCK = re.compile(
    r"^[ \t]*(?:\{%-?\s*(?:highlight|codeblock)\b[^\n{}]{0,200}%\}"
    r"|\{\{[<%]\s*highlight\b[^\n{}]{0,200}[%>]\}\})[ \t]*\n(.*?)\n?[ \t]*"
    r"(?:\{%-?\s*end(?:highlight|codeblock)\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[%>]\}\})[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_REMARK = re.compile(r"%%(?!%)(?:(?!%%).){1,2000}%%", re.DOTALL)
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]{1,200}\]\]")
_WIKI_LINK = re.compile(
    r"\[\[([^\[\]|#\n]{1,80})(?:#[^\[\]|\n]{0,80})?(?:\|([^\[\]\n]{1,80}))?\]\]"
)
_HIGHLIGHT = re.compile(r"(?<!=)==(?=[\u4e00-\u9fff])([^=\n]{1,120}?)(?<=[\u4e00-\u9fff])==(?!=)")
_CALLOUT = re.compile(r"^([ \t]*>[ \t]*)(\[!\w[\w-]{1,20}\])[+-]?[ \t]*(.*)$", re.MULTILINE)
# #旧书 #城市/桐浦: a notebook's tags, two or more on a line of their own; # 旧书 is a heading.
_TAG_LINE = re.compile(r"^[ \t]*#[^\s#]{1,30}(?:[ \t]+#[^\s#]{1,30})+[ \t]*$", re.MULTILINE)


class Plain(NamedTuple):
    text: str
    removed: tuple[Removed, ...]


def without_shortcodes(text: str) -> Plain:
    text = (
        _CODE_BLOCK.sub(r"```\n\1\n```", text)
        if "highlight" in text or "codeblock" in text
        else text
    )
    if not any(sign in text for sign in ("{", "[", "\\", "%%", "==", "^", "#")):
        return Plain(text, ())
    removed: list[Removed] = []
    parts: list[str] = []
    last = 0
    for code in _FENCED.finditer(text):
        parts.append(_without_commands(text[last : code.start()], removed))
        parts.append(code.group())
        last = code.end()
    parts.append(_without_commands(text[last:], removed))
    return Plain("".join(parts), tuple(removed))


def _without_commands(text: str, removed: list[Removed]) -> str:
    def drop(match: re.Match[str]) -> str:
        kind = {_REMARK: "comment", _TAG_LINE: "tags"}.get(match.re, "shortcode")
        removed.append(Removed(kind=kind, text=match.group().strip()))
        return ""

    def plain_callout(match: re.Match[str]) -> str:
        removed.append(Removed(kind="shortcode", text=match.group(2)))
        return f"{match.group(1)}{match.group(3)}\n{match.group(1)}"

    if "%%" in text:
        text = _REMARK.sub(drop, text)
    if "#" in text:
        text = _TAG_LINE.sub(drop, text)
    if any(sign in text for sign in ("{", "[", "\\", "^")):
        text = _CODE.sub(drop, text)
    if "[[" in text:
        text = _EMBEDDED.sub(drop, text)
        text = _WIKI_LINK.sub(lambda match: match.group(2) or match.group(1), text)
    if "[!" in text:
        text = _CALLOUT.sub(plain_callout, text)
    if "==" in text:
        text = _HIGHLIGHT.sub(r"\1", text)
    return text

"""Takes out the commands that a site generator would have run: {{< figure >}}, {% include %}.

Text comes in; the text without them and the list of what went come out. Not obvious: a command
around words ({{< quote >}} … {{< /quote >}}) leaves its words; code blocks are left alone, for an
article may write about templates.
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
    r"|^[*+-][ \t]+TOC[ \t]*\n\{:toc[^{}\n]*\}[ \t]*$"
    r"|^\{:[^{}\n]{1,120}\}[ \t]*$"  # kramdown: what follows has a class
    r"|(?<=\S)[ \t]*\{[#.][\w .#=\"-]{1,60}\}[ \t]*$"  # the address of a heading
    r"|^\[\[?(?:toc|TOC|_TOC_)\]\]?[ \t]*$|^@\[toc\][^\n]*$"
    # WordPress
    r"|\[/?(?:gallery|caption|embed|audio|video|contact-form|wp_\w+)\b[^\[\]\n]{0,300}\]"
    r"|^\\(?:newpage|pagebreak|tableofcontents)[ \t]*$",
    re.MULTILINE,
)


class Plain(NamedTuple):
    text: str
    removed: tuple[Removed, ...]


def without_shortcodes(text: str) -> Plain:
    if not ("{" in text or "[" in text or "\\" in text) or not _CODE.search(text):
        return Plain(text, ())
    removed: list[Removed] = []

    def drop(match: re.Match[str]) -> str:
        removed.append(Removed(kind="shortcode", text=match.group().strip()))
        return ""

    parts: list[str] = []
    last = 0
    for code in _FENCED.finditer(text):
        parts.append(_CODE.sub(drop, text[last : code.start()]))
        parts.append(code.group())
        last = code.end()
    parts.append(_CODE.sub(drop, text[last:]))
    return Plain("".join(parts), tuple(removed))

"""HTML, a whole page or a fragment, → pieces of its main text.

What stands outside the main text (`window`) is handed on as not `inside`, so that the rules for
by-lines and junk can name it. Not obvious: many sources are fragments with Markdown
left in them (`<http://…>`, `[…](…)`), which is turned into HTML first.
"""

from __future__ import annotations

import html as entities
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.clean.characters import fold, han_count
from generator.clean.class_names import LONGEST_ROLE, TAG_HINTS, hint_named, holds_article, role_of
from generator.clean.embedded import with_embedded_text
from generator.clean.line_breaks import BREAK, lines_of, marks_of
from generator.clean.page import page_facts
from generator.clean.pieces import Draft, Piece, PieceKind, Role, make_piece, tidy
from generator.clean.tables import word_set
from generator.clean.window import main_text
from generator.model import Mark, MarkKind, Removed
from generator.problems import SourceError, error

_BLOCKS = word_set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main "
    "menu nav ol p pre section summary table tbody td tfoot th thead tr ul legend"
)
# Only these part a page; a paragraph or a list is not a place of its own.
_CONTAINERS = word_set(
    "article aside body center div form footer header main nav section td fieldset"
)
_DROPPED = {
    "script": "script",
    "noscript": "script",
    "style": "style",
    "template": "script",
    "iframe": "embed",
    "object": "embed",
    "embed": "embed",
    "video": "embed",
    "audio": "embed",
    "canvas": "embed",
    "svg": "embed",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "input": "form",
    "rp": "pinyin",
    "rt": "pinyin",
}
_MARKS: dict[str, MarkKind] = {
    "b": "strong",
    "strong": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "sup": "sup",
    "sub": "sub",
}
# A bar of links or buttons says no two sentences: `<div class="page">` may be a page of the text.
_NEVER_SENTENCES = frozenset(["navigation", "tool", "column", "share", "copyright"])
_SENTENCE = re.compile(r"[^\s。！？]{12,}[。！？]")
_TITLE_SIZES = frozenset(["5", "6", "7", "+2", "+3", "+4"])
_BULLET = re.compile(r"\s*[·•▪◦‣][\s\u00a0]+")
_BOLD = re.compile(
    r"font-weight\s*:\s*(?:bold|[6-9]00)|\bstrong(?:-bold)?\b|\bbold\b"
    # Editors of account posts set headings in coloured boxes.
    r"|background(?:-color)?\s*:\s*(?!\s|none|transparent|inherit|initial|#fff(?:fff)?\b|white|rgb\(255|url)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)",
    re.IGNORECASE,
)
_HIDING_RULE = re.compile(r"([^{}]{1,200})\{[^{}]*display\s*:\s*none[^{}]*\}", re.IGNORECASE)
_CLASS_OR_ID = re.compile(r"\s*([.#][\w-]+)\s*")
_ADDRESS = re.compile(r"https?://|mailto:|/|#|[\w.-]+(?:/|$)", re.IGNORECASE)
_PICTURE_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "src")

_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]{3,2000})>")
_MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,200})\]\(([^()\s]{1,1000})\)")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})[ \t]+([^\n<>]{1,200}?)[ \t]*#*$", re.MULTILINE)
# Neither runs past the next opening, so that a thousand unclosed ones cost no more than one.
_VERBATIM = re.compile(
    # An unclosed <title> swallows the rest: what is written in it is no markup.
    r"<(script|style|pre|code|textarea|title|xmp|noembed|noframes|plaintext|iframe)\b"
    r"(?:(?!<\1).)*?(?:</\1\s*>|(?=<\1)|\Z)|<!--(?:(?!<!--).)*?-->",
    re.DOTALL | re.IGNORECASE,
)
_LOOSE_BREAK = re.compile(r"\n[ \t\u3000]*\n")
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_NEVER_DEEP = word_set("p li br img hr input meta link td tr th dt dd option wbr col source")
# &amp;nbsp;: escaped twice by the system that wrote the page. In code it may be meant.
_TWICE = re.compile(
    r"&amp;(nbsp|[ec]?[nm]sp|[lr][sd]quo|hellip|[nm]dash|middot|bull|times|amp|#\d{2,6}"
    r"|#x[\da-fA-F]{2,5});"
)
_CODE = re.compile(r"<(?:code|pre|textarea)\b", re.IGNORECASE)
_MAX_DEPTH = 400
_WALK_DEPTH = 150

_INFORMATION_LABEL = re.compile(
    "索引号|发文机关|发文字号|成文日期|发布日期|主题分类|有效性|信息索引|发布机构|文号|公开方式|生成日期|"
    "体裁分类|组配分类|公开日期|公文时效|信息分类|标题|名称|关键词|主题词|废止日期|生效日期|发布机关|发布单位|发文单位|制发机关|印发日期|"
    "发布时间|上版日期|更新日期|公布日期|上稿单位|承办单位|联络人|新闻联络人|文件编号|责任部门"
)


def read_html(text: str, path: str) -> Draft:
    """Raises SourceError where the markup nests deeper than any page that was written by hand."""
    refuse_depth(text, path)
    whole = re.search(r"<html\b|<!doctype|<body\b", text[:5000], re.IGNORECASE) is not None
    if not whole:
        text = _markdown_remains(text)
    if not _CODE.search(text):
        text = _TWICE.sub(r"&\1;", text)
    text = with_embedded_text(text) if whole else text
    page = LexborHTMLParser(text)
    facts = page_facts(page, text)
    walk = _Walk(page)
    body = page.body
    root = page.root
    if body is not None:
        walk.enter(body, 0, (), "")
    walk.flush((), "")
    if root is not None:
        head = page.head
        if head is not None:
            walk.note_dropped_in_head(head)
    titles = facts.get("title", ()) + tuple(walk.first_headings)
    return Draft(
        format="html",
        pieces=main_text(
            walk.pieces, walk.names, walk.bodies, (facts.get("page_title") or ("",))[0], text
        )
        if whole
        else tuple(piece for piece, _ in walk.pieces),
        removed=tuple(walk.removed),
        titles=titles,
        meta=facts,
    )


def refuse_depth(text: str, path: str) -> None:
    """Raises SourceError: the parser's time grows with the square of the depth."""
    depth = 0
    for match in _OPEN_OR_CLOSE.finditer(text):
        name = match.group(2).lower()
        if name in _NEVER_DEEP or match.group(3):
            continue
        depth += -1 if match.group(1) else 1
        if depth > _MAX_DEPTH:
            line = text.count("\n", 0, match.start()) + 1
            raise SourceError(
                error(path, line, f"tags nest over {_MAX_DEPTH} deep", "close the tags before it")
            )
        depth = max(depth, 0)


def _markdown_remains(text: str) -> str:
    """Autolinks, links and headings of Markdown around a fragment of HTML, as HTML."""
    parts: list[str] = []
    last = 0
    for match in _VERBATIM.finditer(text):
        parts.append(_as_html(text[last : match.start()]))
        parts.append(match.group())
        last = match.end()
    parts.append(_as_html(text[last:]))
    return "".join(parts)


def _as_html(text: str) -> str:
    def link(words: str, target: str) -> str:
        return f'<a href="{entities.escape(target)}">{words}</a>'

    text = _AUTOLINK.sub(lambda match: link(entities.escape(match.group(1)), match.group(1)), text)
    text = _MARKDOWN_LINK.sub(lambda match: link(match.group(1), match.group(2)), text)
    return _MARKDOWN_HEADING.sub(
        lambda match: f"<h{len(match.group(1))}>{match.group(2)}</h{len(match.group(1))}>", text
    )


_Attributes = dict[str, str | None]


class _Walk:
    """One pass over the tree. Holds the running text of the block that is open."""

    def __init__(self, page: LexborHTMLParser) -> None:
        self.pieces: list[tuple[Piece, tuple[int, ...]]] = []
        self.removed: list[Removed] = []
        self.first_headings: list[str] = []
        self.names: dict[int, str] = {}  # of containers: tag and class
        self.bodies: set[int] = set()  # containers named as the article's own
        self._text: list[str] = []
        self._length = 0
        self._marks: list[tuple[int, int, MarkKind, str]] = []
        self._pictures: list[tuple[Piece, int]] = []  # with their place in the text
        self._seams: list[int] = []
        self._roles: list[Role] = []
        self._role = ""  # of the block that is open
        self._kind: PieceKind = "paragraph"
        self._level = 0
        self._hiding = _hiding_selectors(page)
        self._whole = _shown(page.body) if page.body is not None else 0

    # --- the tree ---

    def enter(self, node: LexborNode, depth: int, place: tuple[int, ...], hint: str) -> None:
        if depth > _WALK_DEPTH:
            self._add_text(node.text(deep=True))
            return
        child = node.first_child
        while child is not None:
            self._node(child, depth, place, hint)
            child = child.next

    def _node(self, node: LexborNode, depth: int, place: tuple[int, ...], hint: str) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._loose_text(node.text(deep=False), place, hint)
        elif tag == "-comment":
            self._drop("comment", (node.comment_content or "").strip())
        elif tag in _DROPPED:
            self._drop(_DROPPED[tag], node.text(deep=True).strip())
        elif tag == "br":
            self._add_text(BREAK)
        elif tag == "img":
            self._picture(node, hint)
        else:
            self._element(node, tag, node.attributes, depth, place, hint)

    def _element(
        self,
        node: LexborNode,
        tag: str,
        attributes: _Attributes,
        depth: int,
        place: tuple[int, ...],
        hint: str,
    ) -> None:
        if attributes and self._is_hidden(node, attributes):
            self._drop("hidden", tidy(node.text(deep=True)))
        elif tag == "table":
            self.flush(place, hint)
            self._table(node, depth, place, self._hint(node, tag, attributes, hint))
        elif tag == "pre":
            self.flush(place, hint)
            self._add_text(node.text(deep=True).strip("\n"))
            kind, self._kind = self._kind, "code"
            self.flush(place, hint)
            self._kind = kind
        elif tag == "hr":
            self.flush(place, hint)
            if self._kind != "note":  # the rule above footnotes
                self.pieces.append((Piece(kind="break", text="---"), place))
        elif tag in _BLOCKS:
            self._block(node, tag, attributes, depth, place, hint)
        else:
            self._inline(node, tag, attributes, depth, place, hint)

    def _block(
        self,
        node: LexborNode,
        tag: str,
        attributes: _Attributes,
        depth: int,
        place: tuple[int, ...],
        hint: str,
    ) -> None:
        self.flush(place, hint)
        hint = self._hint(node, tag, attributes, hint)
        if tag in _CONTAINERS:
            place = (*place, node.mem_id)
            self.names[node.mem_id] = f"{tag} {attributes.get('class') or ''}"
            if holds_article(attributes):
                self.bodies.add(node.mem_id)
        kind, level = self._kind, self._level
        if hint == "caption":
            self._kind, hint = "note", ""
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._kind, self._level = "heading", int(tag[1])
            if tag == "h1":
                self.first_headings.append(tidy(node.text(deep=True)))
        elif self._kind != "note" and (
            # Some pages set the whole article as an item of a list.
            (tag in ("li", "dd", "dt") and node.css_first("p ~ p, h1, h2, h3") is None)
            or (attributes.get("class") or "").startswith("MsoList")
        ):
            self._kind = "item"
        elif tag == "blockquote":
            self._kind = "quote"
        elif tag == "figcaption":
            self._kind = "note"
        if attributes and "footnote" in (attributes.get("class") or ""):
            self._kind = "note"
        role, inherited = self._role, self._role if self._role == "credits" else ""
        self._role = role_of(attributes) or inherited
        start = self._length
        if _says_bold(attributes):
            self.enter(node, depth + 1, place, hint)
            if self._length > start:
                self._marks.append((start, self._length, "strong", ""))
        else:
            self.enter(node, depth + 1, place, hint)
        self.flush(place, hint)
        self._kind, self._level, self._role = kind, level, role

    def _inline(
        self,
        node: LexborNode,
        tag: str,
        attributes: _Attributes,
        depth: int,
        place: tuple[int, ...],
        hint: str,
    ) -> None:
        start = self._length
        if tag == "a" and "footnote-" in (attributes.get("class") or ""):
            self._drop("footnote_mark", node.text(deep=True))
            return
        own_hint = self._hint(node, tag, attributes, "") if tag in ("span", "a", "label") else ""
        if own_hint in ("qr", "share") and not hint:
            self._drop(own_hint, tidy(node.text(deep=True)))
            return
        if own_hint == "caption" and not hint:
            self.flush(place, hint)
            kind, self._kind = self._kind, "note"
            self.enter(node, depth + 1, place, hint)
            self.flush(place, hint)
            self._kind = kind
            return
        if start:
            self._seams.append(start)
        self.enter(node, depth + 1, place, hint)
        end = self._length
        if end <= start:  # a block inside has closed the text, or there was none
            return
        self._seams.append(end)
        role = role_of(attributes)
        if role and end - start <= LONGEST_ROLE[role]:
            self._roles.append(Role(start, end, role))
        if tag == "a":
            target = (attributes.get("href") or "").strip()
            if target and _ADDRESS.match(target) and not target.lower().startswith("javascript"):
                self._marks.append((start, end, "link", target))
            else:
                self._marks.append((start, end, "link", ""))
        elif tag in _MARKS:
            self._marks.append((start, end, _MARKS[tag], ""))
        elif _says_bold(attributes) or (
            tag == "font" and (attributes.get("size") or "").strip() in _TITLE_SIZES
        ):
            self._marks.append((start, end, "strong", ""))

    def _table(self, node: LexborNode, depth: int, place: tuple[int, ...], hint: str) -> None:
        rows: list[list[str]] = []
        layout = False
        for row in node.css("tr"):
            cells: list[str] = []
            cell = row.first_child
            while cell is not None:
                if cell.tag in ("td", "th"):
                    words = tidy(cell.text(deep=True))
                    cells.append(words)
                    if len(words) > 120 or cell.css_first(
                        "table, h1, h2, h3, h4, p + p, div + div, ul"
                    ):
                        layout = True
                cell = cell.next
            if any(cells):
                rows.append(cells)
        if not rows:
            for row in node.css("img"):
                self._picture(row, hint)
            self.flush(place, hint)
            return
        if layout or max(len(cells) for cells in rows) < 2:
            self.enter(node, depth + 1, place, hint)
            self.flush(place, hint)
            return
        text = "\n".join("\t".join(cells) for cells in rows)
        labels = sum(
            bool(_INFORMATION_LABEL.match(fold(re.sub(r"\s", "", words))))
            for cells in rows
            for words in cells
        )
        # Two rows of labels with short values are as much of a table over a notice as ten.
        small = labels >= 2 and all(len(cells) == 2 for cells in rows) and len(text) <= 200
        inner = "information" if labels >= 3 or small else hint
        self.pieces.append((Piece(kind="table", text=text, hint=inner), place))

    def _picture(self, node: LexborNode, hint: str) -> None:
        attributes = node.attributes
        target = next(
            (
                address
                for name in _PICTURE_ATTRIBUTES
                if (address := (attributes.get(name) or "").strip())
                and not address.startswith("data:")
            ),
            "",
        )
        alternative = tidy(attributes.get("alt") or attributes.get("title") or "")
        tiny = any(
            (attributes.get(side) or "").strip("px ") in ("0", "1", "2")
            for side in ("width", "height")
        )
        if not target or tiny:
            if target:
                self._drop("image", target)
            return
        piece = make_picture(alternative, target, hint)
        self._pictures.append((piece, self._length))

    # --- the text of the open block ---

    def _loose_text(self, text: str, place: tuple[int, ...], hint: str) -> None:
        """Text straight in a container may hold paragraphs parted by empty lines only."""
        if _LOOSE_BREAK.search(text) and self._kind == "paragraph":
            parts = _LOOSE_BREAK.split(text)
            for part in parts[:-1]:
                self._add_text(part)
                self.flush(place, hint)
            self._add_text(parts[-1])
        else:
            self._add_text(text)

    def _add_text(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def flush(self, place: tuple[int, ...], hint: str) -> None:
        """Closes the open block: its text becomes one or several pieces."""
        raw = "".join(self._text)
        if not raw and not self._pictures:
            return
        bullet = _BULLET.match(raw) if self._kind == "item" else None
        if bullet:  # as Word writes it into its lists
            raw = " " * bullet.end() + raw[bullet.end() :]
        before = [piece for piece, at in self._pictures if not raw[:at].strip()]
        behind = [piece for piece, at in self._pictures if raw[:at].strip()]
        self.pieces.extend((picture, place) for picture in before)
        if raw.strip():
            if self._role and len(raw) <= LONGEST_ROLE[self._role]:
                self._roles.append(Role(0, len(raw), self._role))
            spans = lines_of(raw, self._marks, apart=self._role == "credits")
            for (start, end), marks in zip(spans, marks_of(spans, self._marks), strict=True):
                piece = make_piece(
                    self._kind,
                    raw[start:end].replace(BREAK, "\n"),
                    tuple(marks),
                    level=self._level,
                    hint=hint,
                    seams=self._seams_of(start, end),
                    roles=self._roles_of(start, end),
                )
                if piece:
                    self.pieces.append((piece, place))
        self.pieces.extend((picture, place) for picture in behind)
        self._text, self._length, self._marks, self._pictures = [], 0, [], []
        self._seams, self._roles = [], []

    def _seams_of(self, start: int, end: int) -> tuple[int, ...]:
        if not self._seams:
            return ()
        return tuple(at - start for at in self._seams if start < at < end)

    def _roles_of(self, start: int, end: int) -> tuple[Role, ...]:
        if not self._roles:
            return ()
        return tuple(
            Role(one.start - start, min(one.end, end) - start, one.name)
            for one in self._roles
            if start <= one.start < end
        )

    # --- judgements ---

    def _drop(self, kind: str, text: str) -> None:
        if text:
            self.removed.append(Removed(kind=kind, text=text))

    def note_dropped_in_head(self, head: LexborNode) -> None:
        for node in head.css("script, style"):
            self._drop(node.tag or "script", node.text(deep=True).strip())

    def _is_hidden(self, node: LexborNode, attributes: _Attributes) -> bool:
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            # WeChat hides the whole article until its script has run.
            if holds_article(attributes) and "display" not in (attributes.get("style") or ""):
                return False
            return han_count(node.text(deep=True)) * 2 < max(self._whole, 1)
        if not self._hiding:
            return False
        names = {f".{name}" for name in (attributes.get("class") or "").split()}
        names.add(f"#{attributes.get('id') or ''}")
        return bool(names & self._hiding)

    def _hint(self, node: LexborNode, tag: str, attributes: _Attributes, outer: str) -> str:
        """What the container is by its name, unless most of the page stands in it."""
        if outer:
            return outer
        hint = TAG_HINTS.get(tag, "")
        if not hint and attributes:
            named = attributes.get("class"), attributes.get("id")
            hint = hint_named(" ".join(filter(None, named)))
        if not hint:
            return ""
        text = node.text(deep=True)
        if han_count(text) * 3 > self._whole:
            return ""
        if hint in _NEVER_SENTENCES and not _FINE_PRINT.search(text):
            sentences = _SENTENCE.findall(text)
            if len(sentences) >= 2 or (hint == "navigation" and sentences):
                return ""
        return hint


_FINE_PRINT = re.compile(
    "[版著][权權]|[声聲]明|[转轉][载載]|[备備]案|ICP|©|Copyright", re.IGNORECASE
)


def make_picture(alternative: str, target: str, hint: str = "") -> Piece:
    mark = Mark(start=0, end=len(alternative), kind="link", target=target)
    return Piece(kind="image", text=alternative, marks=(mark,), hint=hint)


def _shown(body: LexborNode) -> int:
    """Han characters of the page without its scripts: some hold the text, or all comments."""
    scripts = sum(han_count(node.text(deep=True)) for node in body.css("script, style, textarea"))
    return han_count(body.text(deep=True)) - scripts


def _hiding_selectors(page: LexborHTMLParser) -> frozenset[str]:
    """Classes and ids that the page's own style sheets hide."""
    found: set[str] = set()
    for node in page.css("style"):
        for match in _HIDING_RULE.finditer(node.text(deep=True)[:100_000]):
            for selector in match.group(1).split(","):
                simple = _CLASS_OR_ID.fullmatch(selector)
                if simple:
                    found.add(simple.group(1))
    return frozenset(found)


def _says_bold(attributes: _Attributes) -> bool:
    return bool(attributes) and any(
        _BOLD.search(attributes.get(name) or "") for name in ("style", "class", "cms-style")
    )

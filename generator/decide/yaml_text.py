"""A YAML file with other values: the text and the values wanted in, the text that has them out.

Old and new values are compared, and only what differs is written, at the very place where the
strict reader's own parser found it. So comments, order, quoting, spacing and line ends of all the
rest stay byte for byte, which a dump of the whole file cannot promise. The result is read again
before it is handed out: it says exactly what was wanted, or there is a ProblemError.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from generator.problems import ProblemError, error
from generator.read.strict_yaml import compose, load_mapping

Values = dict[str, object]
"""What a YAML mapping says, in plain values, as `load_mapping` gives them."""

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_HEAD = re.compile(r"[|>][0-9+-]*([ \t]+#[^\r\n]*)?")
_ONE_LINE = 88  # a list that is longer is written with a line for each entry
_STEP = "  "


@dataclass(frozen=True, slots=True)
class _Splice:
    start: int
    end: int
    words: str


def values_of(text: str, path: str) -> Values:
    """What the file says now. Raises ProblemError with the line."""
    return load_mapping(text, path)[0]


def rewritten(text: str, wanted: Values, path: str) -> str:
    """Raises ProblemError where the file cannot be read, or cannot be changed safely."""
    old = values_of(text, path)
    if same(old, wanted):
        return text
    writer = _Writer(text)
    root = compose(text, path, 1)
    if root is None:
        splices = [writer.at_end(wanted)]
    else:
        assert isinstance(root, yaml.MappingNode)
        splices = list(writer.mapping(root, old, wanted, ""))
    result = _spliced(text, splices)
    try:
        kept = same(values_of(result, path), wanted)
    except ProblemError:
        kept = False
    if not kept:
        cause = "this file is written in a way that the desk cannot change safely"
        raise ProblemError(error(path, 1, cause, "write the decision into it by hand"))
    return result


def same(one: object, other: object) -> bool:
    """Equal, and true is not 1."""
    return _canonical(one) == _canonical(other)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _spliced(text: str, splices: Sequence[_Splice]) -> str:
    """Of several at one place, the first comes first."""
    order = sorted(enumerate(splices), key=lambda pair: (pair[1].start, pair[1].end, pair[0]))
    for _, splice in reversed(order):
        text = text[: splice.start] + splice.words + text[splice.end :]
    return text


class _Writer:
    """Where things stand in one text, and how new ones are written into it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.eol = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"

    # --- what differs -----------------------------------------------------------------------

    def mapping(
        self, node: yaml.MappingNode, old: Values, new: Values, indent: str
    ) -> Iterator[_Splice]:
        names = [key.value for key, _ in node.value]
        for name, (_, value) in zip(names, node.value, strict=True):
            if name in new and not same(old[name], new[name]):
                yield from self._value(value, old[name], new[name], indent, bool(node.flow_style))
        gone = [at for at, name in enumerate(names) if name not in new]
        added = {name: value for name, value in new.items() if name not in old}
        spans = [(key.start_mark.index, self._end(value)) for key, value in node.value]
        if node.flow_style:
            fresh = [f"{_key(name)}: {_flow(value)}" for name, value in added.items()]
            yield from self._flow_entries(node, spans, gone, {len(names): fresh} if fresh else {})
            return
        lines = [line for pair in added.items() for line in _entry_lines(*pair)]
        if lines and len(gone) == len(names) and self._is_compact(spans[0][0]):
            block = self._block(lines, indent).removeprefix(indent)  # the dash stays
            yield _Splice(spans[0][0], self._next_line(spans[-1][1]), block)
            return
        for at in gone:
            yield self._without(spans, at, compact=self._is_compact(spans[at][0]))
        if lines:
            yield self._lines_after(node.value[-1][1], lines, indent)

    def _value(
        self, node: yaml.Node, old: object, new: object, indent: str, in_flow: bool
    ) -> Iterator[_Splice]:
        if isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
            if new and old:
                column = indent if node.flow_style else " " * node.start_mark.column
                yield from self.mapping(node, old, new, column)
                return
        elif (
            isinstance(node, yaml.SequenceNode)
            and isinstance(old, list)
            and isinstance(new, list)
            and old
            and new
        ):
            column = indent if node.flow_style else " " * node.start_mark.column
            yield from self._sequence(node, old, new, column)
            return
        yield from self._replaced(node, new, indent, in_flow)

    def _sequence(
        self, node: yaml.SequenceNode, old: list[object], new: list[object], indent: str
    ) -> Iterator[_Splice]:
        matcher = difflib.SequenceMatcher(
            None, [_canonical(one) for one in old], [_canonical(one) for one in new], False
        )
        spans = [(item.start_mark.index, self._end(item)) for item in node.value]
        gone: list[int] = []
        added: dict[int, list[object]] = {}
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind == "equal":
                continue
            pairs = min(end - start, new_end - new_start)
            for at in range(pairs):
                before, after = old[start + at], new[new_start + at]
                flow = bool(node.flow_style)
                yield from self._value(node.value[start + at], before, after, indent, flow)
            gone += range(start + pairs, end)
            if new_start + pairs < new_end:
                added[start + pairs] = new[new_start + pairs : new_end]
        if node.flow_style:
            fresh = {at: [_flow(one) for one in ones] for at, ones in added.items()}
            yield from self._flow_entries(node, spans, gone, fresh)
            return
        for at in gone:
            yield self._without_item(spans[at])
        for at, ones in added.items():
            beside = node.value[at - 1] if at else node.value[0]
            flat = isinstance(beside, yaml.MappingNode) and bool(beside.flow_style)
            lines = [line for one in ones for line in _item_lines(one, flat)]
            if at:
                yield self._lines_after(node.value[at - 1], lines, indent)
            else:
                place = self._line_start(spans[0][0])
                yield _Splice(place, place, self._block(lines, indent))

    # --- writing ----------------------------------------------------------------------------

    def at_end(self, wanted: Values) -> _Splice:
        """For a file that says nothing yet; its comments stay above."""
        lines = [line for pair in wanted.items() for line in _entry_lines(*pair)]
        lead = "" if not self.text or self.text.endswith(("\n", "\r")) else self.eol
        place = len(self.text)
        return _Splice(place, place, lead + self._block(lines, ""))

    def _replaced(
        self, node: yaml.Node, new: object, indent: str, in_flow: bool
    ) -> Iterator[_Splice]:
        start, end = node.start_mark.index, self._end(node)
        if in_flow:
            space = "" if end > start or self.text[start - 1 : start].isspace() else " "
            yield _Splice(start, end, space + _flow(new, _style(node)))
            return
        head, tail = _written(new, _style(node))
        block = self._block(tail, indent + _STEP) if tail else ""
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            match = _HEAD.match(self.text, start)
            remark = match[1] or "" if match else ""
            finish = self._next_line(end)
            yield _Splice(start, finish, head + remark + self.eol + block)
        elif end == start:  # `key:` and nothing after it
            yield _Splice(start, start, f" {head}" if head else "")
            if block:
                yield self._inserted(self._next_line(end), block)
        elif self._begins_line(start) and not head:  # a block under its key
            yield _Splice(self._line_start(start), self._next_line(end), block)
        else:
            if not head and self.text[start - 1] == " ":
                start -= 1
            yield _Splice(start, end, head)
            if block:
                yield self._inserted(self._next_line(end), block)

    def _lines_after(self, node: yaml.Node, lines: Sequence[str], indent: str) -> _Splice:
        return self._inserted(self._next_line(self._end(node)), self._block(lines, indent))

    def _inserted(self, place: int, block: str) -> _Splice:
        if place and self.text[place - 1] not in "\r\n":  # the last line is not ended
            return _Splice(place, place, self.eol + block.removesuffix(self.eol))
        return _Splice(place, place, block)

    def _block(self, lines: Sequence[str], indent: str) -> str:
        return "".join((indent + line if line else "") + self.eol for line in lines)

    def _without(self, spans: Sequence[tuple[int, int]], at: int, compact: bool) -> _Splice:
        start, end = spans[at]
        if compact and at + 1 < len(spans):  # `- name: …`: the next key moves up to the dash
            return _Splice(start, spans[at + 1][0], "")
        return _Splice(self._line_start(start), self._next_line(end), "")

    def _without_item(self, span: tuple[int, int]) -> _Splice:
        dash = self.text.rindex("-", 0, span[0] + 1 if span[0] == span[1] else span[0])
        return _Splice(self._line_start(dash), self._next_line(span[1]), "")

    def _flow_entries(
        self,
        node: yaml.CollectionNode,
        spans: Sequence[tuple[int, int]],
        gone: Sequence[int],
        added: dict[int, list[str]],
    ) -> Iterator[_Splice]:
        """Entries of `[…]` or `{…}` taken out and put in; `added` by the place before which."""
        inside = node.start_mark.index + 1, node.end_mark.index - 1
        kept = [at for at in range(len(spans)) if at not in gone]
        if not kept:
            words = [one for ones in added.values() for one in ones]
            if gone or words:
                yield _Splice(*inside, ", ".join(words))
            return
        for at in gone:
            later = [one for one in kept if one > at]
            if later:  # with the comma after it
                yield _Splice(spans[at][0], spans[at + 1][0], "")
            else:  # at the end: with the comma before it
                yield _Splice(spans[at - 1][1], spans[at][1], "")
        for at, ones in added.items():
            later = [one for one in kept if one >= at]
            if later:
                place = spans[later[0]][0]
                yield _Splice(place, place, "".join(f"{one}, " for one in ones))
            else:
                place = spans[kept[-1]][1]
                yield _Splice(place, place, "".join(f", {one}" for one in ones))

    # --- places -----------------------------------------------------------------------------

    def _end(self, node: yaml.Node) -> int:
        """Where its last word ends. PyYAML lets a block reach over the comments that follow it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            head = _HEAD.match(self.text, start)
            # `|+` owns the empty lines below it; the last line break is the line's own.
            if head and "+" in head[0].partition("#")[0] and self.text[end - 1 : end] in "\r\n":
                return end - 1
            return start + len(self.text[start:end].rstrip())
        return end

    def _line_start(self, place: int) -> int:
        return max(self.text.rfind("\n", 0, place), self.text.rfind("\r", 0, place)) + 1

    def _next_line(self, place: int) -> int:
        match = re.compile(r"\r\n|\n|\r|\Z").search(self.text, place)
        return match.end() if match else len(self.text)

    def _begins_line(self, place: int) -> bool:
        return not self.text[self._line_start(place) : place].strip()

    def _is_compact(self, place: int) -> bool:
        return not self._begins_line(place)


def _style(node: yaml.Node) -> str | None:
    """Its quotation marks, which its next value keeps."""
    if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
        return str(node.style)
    return None


def _entry_lines(name: str, value: object) -> list[str]:
    head, tail = _written(value)
    return [f"{_key(name)}:{head and ' '}{head}", *(line and _STEP + line for line in tail)]


def _item_lines(value: object, flat: bool) -> list[str]:
    if isinstance(value, dict) and value and not flat:
        lines = [line for pair in value.items() for line in _entry_lines(*pair)]
        return [f"- {lines[0]}", *(line and _STEP + line for line in lines[1:])]
    if isinstance(value, str) and not flat:
        head, tail = _written(value)
        return [f"- {head}", *(line and _STEP + line for line in tail)]
    return [f"- {_flow(value)}"]


def _written(value: object, style: str | None = None) -> tuple[str, list[str]]:
    """What stands beside the key, and the lines that are indented below it."""
    if isinstance(value, dict) and value:
        lines = [line for pair in value.items() for line in _entry_lines(*pair)]
        return "", lines
    if isinstance(value, list) and value:
        flat = all(not isinstance(one, (dict, list)) for one in value)
        words = _flow(value)
        if flat and len(words) <= _ONE_LINE:
            return words, []
        return "", [line for one in value for line in _item_lines(one, isinstance(one, list))]
    if isinstance(value, str) and style is None and _as_block(value):
        keep = "|" if value.endswith("\n") else "|-"
        return keep, value.removesuffix("\n").split("\n")
    if isinstance(value, str):
        return _scalar(value, style, in_flow=False), []
    return _flow(value, style), []


def _as_block(text: str) -> bool:
    """Several paragraphs are easier to read and to compare as lines than in quotation marks."""
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1
        and bool(lines[0].strip())
        and bool(lines[-1].strip())
        and all(line == line.strip() and line.isprintable() for line in lines)
    )


def _flow(value: object, style: str | None = None) -> str:
    if isinstance(value, dict):
        inner = (f"{_key(name)}: {_flow(one)}" for name, one in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    return _scalar(str(value), style)


def _scalar(text: str, style: str | None = None, in_flow: bool = True) -> str:
    """Plain where the strict reader takes it as it stands, else quoted."""
    if style is None and _DAY.fullmatch(text):
        return text
    words = ""
    for attempt in (style, '"'):
        words = yaml.dump(
            [text] if in_flow else {"a": text},
            Dumper=yaml.SafeDumper,
            default_style=attempt,
            default_flow_style=in_flow,
            allow_unicode=True,
            width=2**30,
        ).strip()
        words = words[1:-1] if in_flow else words.partition(":")[2].strip()
        try:
            if values_of(f"a: [{words}]" if in_flow else f"a: {words}", "")["a"] in ([text], text):
                return words
        except ProblemError:
            continue
    return words


def _key(name: str) -> str:
    return _scalar(name)

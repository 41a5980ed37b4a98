"""YAML as editors mean it: text in, plain values and the line of each key out.

PyYAML reads `no` as False, `2022-13-45` as an error and the second of two equal keys as the only
one. Here a scalar is a string unless it is plainly true, false, null or a number; equal keys,
anchors, aliases, tags and merge keys are refused; every key knows its line.
"""

from __future__ import annotations

import re

import yaml

from generator.problems import ProblemError, error
from generator.read.unseen import UNSEEN

try:  # the C parser is nine times faster and gives the same nodes
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 12
MAX_CHARACTERS = 1_000_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
# Deep indentation, or many marks of a list on one line: `- - - - - - a`.
_MAY_NEST = re.compile(rf"^ {{{MAX_DEPTH}}}|(?:[-?:][ \t]+){{6}}", re.MULTILINE)
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
# What the YAML standard itself gives a node without a tag of its own.
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)


def load_mapping(
    text: str, path: str, first_line: int = 1
) -> tuple[dict[str, object], dict[str, int]]:
    """Values of a YAML mapping, and the line of each key by its dotted path (`themes.0.id`).

    `first_line` is the line of the file at which `text` begins. Raises ProblemError.
    """
    if len(text) > MAX_CHARACTERS:
        raise ProblemError(
            error(path, first_line, f"over {MAX_CHARACTERS} characters of YAML", "split the file")
        )
    node = compose(text, path, first_line)
    if node is None:
        return {}, {}
    walk = _Walk(path, first_line)
    if not isinstance(node, yaml.MappingNode):
        raise walk.fault(node, "expected lines of `key: value`", "write a mapping")
    values = walk.value(node, "", 0)
    assert isinstance(values, dict)
    return values, walk.lines


def compose(text: str, path: str, first_line: int) -> yaml.Node | None:
    """The parsed nodes with their places; None where there is nothing. Raises ProblemError."""
    loader = _Loader(text)
    try:
        _refuse_depth(text, path, first_line)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = first_line + (mark.line if mark else 0)
        said = " ".join(part for part in (fault.context, fault.problem) if part)
        fix = "check quotation marks, colons and indentation"
        raise ProblemError(error(path, line, f"this is not YAML: {said}", fix)) from None
    except (yaml.YAMLError, RecursionError) as fault:
        said = " ".join(str(fault).split())
        fix = "remove the characters named"
        raise ProblemError(error(path, first_line, f"this is not YAML: {said}", fix)) from None
    finally:
        loader.dispose()


def _refuse_depth(text: str, path: str, first_line: int) -> None:
    """The C parser makes nodes by recursion, and thousands of `[` bring the process down.

    Its events come one after the other, so the depth is counted on them first, where the text
    looks as if it could nest: events are ten times slower than nodes.
    """
    if text.count("[") + text.count("{") <= MAX_DEPTH and not _MAY_NEST.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH + 1:
                mark = event.start_mark
                line = first_line + (mark.line if mark else 0)
                cause = f"nested more than {MAX_DEPTH} deep"
                raise ProblemError(error(path, line, cause, "write it flatter"))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Walk:
    """One walk over the composed nodes: makes the values, notes the lines."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self._met: set[int] = set()

    def fault(self, node: yaml.Node, cause: str, fix: str) -> ProblemError:
        return ProblemError(error(self.path, self._line(node), cause, fix))

    def value(self, node: yaml.Node, key: str, depth: int) -> object:
        # An alias is composed as the very node it names, so a node met twice is an alias.
        if id(node) in self._met:
            raise self.fault(node, "anchors and aliases are not read", "write the value out")
        self._met.add(id(node))
        if node.tag not in _TAGS:
            raise self.fault(node, f"the tag {node.tag} is not read", "remove the tag")
        if depth > MAX_DEPTH:
            raise self.fault(node, f"nested more than {MAX_DEPTH} deep", "write it flatter")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key, depth)
        if isinstance(node, yaml.SequenceNode):
            return [
                self.value(item, self._note(f"{key}.{number}", item), depth + 1)
                for number, item in enumerate(node.value)
            ]
        assert isinstance(node, yaml.ScalarNode)
        self._refuse_unseen(node)
        # Quoted, or a block: a string, whatever it looks like.
        return node.value if node.style else _scalar(node.value)

    def _mapping(self, node: yaml.MappingNode, prefix: str, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.fault(key_node, "a key is not plain text", "write a plain key")
            self._refuse_unseen(key_node)
            name: str = key_node.value
            if name == "<<":
                raise self.fault(key_node, "merge keys (`<<`) are not read", "write the values out")
            if name in values:
                raise self.fault(key_node, f"`{name}` is given twice", "keep one of the two")
            key = self._note(f"{prefix}.{name}" if prefix else name, key_node)
            values[name] = self.value(value_node, key, depth + 1)
        return values

    def _refuse_unseen(self, node: yaml.ScalarNode) -> None:
        unseen = UNSEEN.search(node.value)
        if unseen is not None:
            point = f"U+{ord(unseen.group()):04X}"
            raise self.fault(node, f"the invisible character {point} stands here", "remove it")

    def _note(self, key: str, node: yaml.Node) -> str:
        self.lines[key] = self._line(node)
        return key

    def _line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)


def _scalar(text: str) -> object:
    lowered = text.lower()
    if lowered in _CONSTANTS:
        return _CONSTANTS[lowered]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text

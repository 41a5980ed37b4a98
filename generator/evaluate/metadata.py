"""How well title, authors, date, publisher, address, script and encoding were read.

Not obvious: a label may name values that are `half` right, such as an office for its department.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from datetime import datetime

from generator.evaluate.gold import Row
from generator.evaluate.match import essence
from generator.evaluate.measure import Measure
from generator.model import Entry

_Weighed = tuple[float, str]  # 1, 0.5 or 0; what was read, and what was wanted
_FIELDS = ("title", "authors", "date", "publisher", "url", "script", "encoding")
_MAY_BE_MISSING = ("title", "authors", "date", "publisher", "url")
# Names of one encoding, or of one that holds the other.
_CODECS = {"big5hkscs": "big5", "cp950": "big5", "gbk": "gb18030", "gb2312": "gb18030"}


def fields(articles: Sequence[tuple[Row, Entry]]) -> Iterator[Measure]:
    """A measure for each field that any of the labels names."""
    for key in _FIELDS:
        labelled = [_field(key, row, entry) for row, entry in articles if _label_key(key) in row]
        if labelled:
            yield _weighed(key, labelled)


def _label_key(key: str) -> str:
    return "author" if key == "authors" else key


def _field(key: str, row: Row, entry: Entry) -> _Weighed:
    have: object = getattr(entry.article, key)
    want: object = row[_label_key(key)]
    said = f"{row['source']}: {have} for {want}"
    if _same(key, have, want):
        return 1.0, said
    halves: list[object] = row.get("half", {}).get(_label_key(key), [])
    return (0.5 if any(_same(key, have, half) for half in halves) else 0.0), said


def _same(key: str, have: object, want: object) -> bool:
    if isinstance(have, tuple):
        wanted = want if isinstance(want, list) else []
        return [essence(one) for one in have] == [essence(one) for one in wanted]
    if not isinstance(have, str) or not isinstance(want, str):
        return have == want
    if key == "date":
        return have == want or _same_moment(have, want)
    if key == "encoding":
        return _codec(have) == _codec(want)
    if key == "script":
        return have == want
    return essence(have) == essence(want)


def _same_moment(have: str, want: str) -> bool:
    """Equal as far as the label is precise; a zone must be right where one is given."""
    if "T" not in want or len(have) <= len("2024-01-01"):
        return have.startswith(want)
    try:
        first, second = datetime.fromisoformat(have), datetime.fromisoformat(want)
    except ValueError:
        return False
    if first.tzinfo is not None and second.tzinfo is not None:
        return first == second
    return second.tzinfo is None and have.startswith(want)


def _codec(name: str) -> str:
    name = name.lower().removesuffix("-sig").replace("-le", "").replace("-be", "")
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return name
    return _CODECS.get(name, name)


def invented(row: Row, entry: Entry) -> Iterator[tuple[bool, str]]:
    """A value where the source has none. What the label takes for half is no invention."""
    for key in _MAY_BE_MISSING:
        want: object = row.get(_label_key(key), "")
        if want is None or want == []:
            have: object = getattr(entry.article, key)
            halves: list[object] = row.get("half", {}).get(_label_key(key), [])
            good = not have or any(_same(key, have, half) for half in halves)
            yield good, f"{row['source']}: {key} {have}"


def _weighed(name: str, results: Sequence[_Weighed]) -> Measure:
    value = sum(weight for weight, _ in results) / len(results)
    return Measure(name, value, len(results), tuple(said for weight, said in results if weight < 1))

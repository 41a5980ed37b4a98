"""What an editor can decide about one article, as changes to what its sidecar says.

Each function takes the values of a sidecar and gives the new ones; what is decided no longer leaves
nothing behind, so that a sidecar without decisions is an empty file.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from generator.decide.yaml_text import Values

_QUOTE = 16  # characters of a passage that let people, and an orphan's heir, know it

AUTOMATIC = "*"
"""In the place of a theme: what the program finds."""


def with_field(values: Values, key: str, value: object) -> Values:
    """A title, date, slug …; None or an empty one takes the decision back."""
    changed = deepcopy(values)
    if value is None or value == "" or value == []:
        changed.pop(key, None)
    else:
        changed[key] = value
    return changed


def with_theme(values: Values, passage: str, theme: str | None, text: str) -> Values:
    """`theme` None says that the passage belongs to none, AUTOMATIC takes the decision back."""
    changed = deepcopy(values)
    own = _passage(changed, passage)
    own.pop("theme", None)
    if theme != AUTOMATIC:
        own["theme"] = theme
    return _settled(changed, passage, own, text)


def with_omission(values: Values, passage: str, omit: bool, text: str) -> Values:
    changed = deepcopy(values)
    own = _passage(changed, passage)
    own.pop("omit", None)
    if omit:
        own["omit"] = True
    return _settled(changed, passage, own, text)


def with_sentence(values: Values, passage: str, choice: str) -> Values:
    """`choice`: pin (always in the summary), drop (never), or anything else: as it comes."""
    changed = deepcopy(values)
    for key in ("pin", "drop"):
        ones = _list(changed, key)
        if key == choice and passage not in ones:
            ones.append(passage)
        elif key != choice and passage in ones:
            ones.remove(passage)
        changed = with_field(changed, key, ones)
    return changed


def with_correction(values: Values, find: str, replace: str, why: str) -> Values:
    """A second correction of the same words takes the place of the first."""
    changed = deepcopy(values)
    correction: Values = {"find": find, "replace": replace}
    if why:
        correction["why"] = why
    ones = [
        one
        for one in _list(changed, "corrections")
        if not (isinstance(one, dict) and one.get("find") == find)
    ]
    return with_field(changed, "corrections", [*ones, correction])


def without_correction(values: Values, find: str) -> Values:
    ones = [
        one
        for one in _list(values, "corrections")
        if not (isinstance(one, dict) and one.get("find") == find)
    ]
    return with_field(values, "corrections", ones)


def with_link(values: Values, pair: Sequence[str], choice: str) -> Values:
    """`choice`: add (accept it), forbid, or anything else: as it comes."""
    changed = deepcopy(values)
    links = changed.get("links")
    links = links if isinstance(links, dict) else {}
    for key in ("add", "forbid"):
        ones = _list(links, key)
        ones = [one for one in ones if not (isinstance(one, list) and set(one) == set(pair))]
        if key == choice:
            ones.append(list(pair))
        links = with_field(links, key, ones)
    return with_field(changed, "links", links if links else None)


def moved(values: Values, old: str, new: str, text: str) -> Values:
    """All that was decided about a passage whose words have changed, for its heir."""
    changed = deepcopy(values)
    passages = changed.get("passages")
    if isinstance(passages, dict) and old in passages:
        own = {**(passages.pop(old) or {}), **(passages.get(new) or {})}
        own["quote"] = quote_of(text)
        passages[new] = own
    for key in ("pin", "drop"):
        ones = [new if one == old else one for one in _list(changed, key)]
        changed = with_field(changed, key, list(dict.fromkeys(map(str, ones))))
    links = changed.get("links")
    if isinstance(links, dict):
        for key, pairs in links.items():
            if isinstance(pairs, list):
                links[key] = [
                    [new if one == old else one for one in pair] if isinstance(pair, list) else pair
                    for pair in pairs
                ]
    return changed


def discarded(values: Values, passage: str) -> Values:
    """Without any decision about the passage."""
    changed = deepcopy(values)
    passages = changed.get("passages")
    if isinstance(passages, dict):
        passages.pop(passage, None)
        changed = with_field(changed, "passages", passages or None)
    return with_sentence(changed, passage, "")


def quote_of(text: str) -> str:
    return " ".join(text.split())[:_QUOTE]


def _passage(values: Values, passage: str) -> Values:
    passages = values.get("passages")
    own = passages.get(passage) if isinstance(passages, dict) else None
    return dict(own) if isinstance(own, dict) else {}


def _settled(values: Values, passage: str, own: Values, text: str) -> Values:
    passages = values.get("passages")
    passages = passages if isinstance(passages, dict) else {}
    if set(own) <= {"quote"}:
        passages.pop(passage, None)
    else:
        own.setdefault("quote", quote_of(text))
        passages[passage] = own
    return with_field(values, "passages", passages or None)


def _list(values: Values, key: str) -> list[object]:
    """A list, or the one text that may stand for it."""
    value = values.get(key)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]

"""What an editor can decide about topics and about script conversion, as changes to values.

`content/topics.yaml` holds `topics` and `ignore`, `content/glossary.yaml` holds `pairs` and
`protect`.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from generator.decide.sidecar import with_field
from generator.decide.yaml_text import Values


def with_topic(values: Values, name: str, aliases: Sequence[str] = ()) -> Values:
    """Approved: its page stays, whatever the sources. Other names of it are joined."""
    changed = _unignored(values, name)
    topic = _topic(changed, name)
    if topic is None:
        topic = {"name": name}
        changed["topics"] = [*_topics(changed), topic]
    _also_called(topic, aliases)
    return changed


def joined(values: Values, name: str, into: str, also: Sequence[str] = ()) -> Values:
    """One topic where there were two: `name` and its other names become aliases of `into`."""
    changed = with_topic(values, into)
    gone = _topic(changed, name)
    aliases = [name, *also]
    if gone is not None and name != into:
        aliases += [str(one) for one in _list(gone, "aliases")]
        changed["topics"] = [one for one in _topics(changed) if one is not gone]
    target = _topic(changed, into)
    assert target is not None
    _also_called(target, [one for one in aliases if one != into])
    return _unignored(changed, name)


def renamed(values: Values, name: str, to: str, also: Sequence[str] = ()) -> Values:
    """The old name still finds its passages."""
    changed = with_topic(values, name, also)
    topic = _topic(changed, name)
    assert topic is not None
    topic["name"] = to
    aliases = [one for one in _list(topic, "aliases") if one != to]
    topic.pop("aliases", None)
    _also_called(topic, [name, *map(str, aliases)])
    return changed


def unjoined(values: Values, name: str, alias: str) -> Values:
    changed = deepcopy(values)
    topic = _topic(changed, name)
    if topic is not None:
        kept = [one for one in _list(topic, "aliases") if one != alias]
        topic.pop("aliases", None)
        if kept:
            topic["aliases"] = kept
    return changed


def ignored(values: Values, name: str) -> Values:
    changed = deepcopy(values)
    left = [one for one in _topics(changed) if one.get("name") != name]
    changed = with_field(changed, "topics", left)
    ones = _list(changed, "ignore")
    return changed if name in ones else with_field(changed, "ignore", [*ones, name])


def unignored(values: Values, name: str) -> Values:
    return _unignored(values, name)


def described(values: Values, name: str, tag: str, words: str) -> Values:
    """What a topic is, for the editions of one tag; empty words take it back."""
    changed = with_topic(values, name)
    topic = _topic(changed, name)
    assert topic is not None
    told = topic.get("description")
    if not isinstance(told, dict):
        told = {"zh-Hans": told} if told and not tag.startswith("zh") else {}
    told = with_field(told, tag, words)
    topic.pop("description", None)
    if told:
        topic["description"] = told
    return changed


def forced(values: Values, hans: str, hant: str, edition: str = "") -> Values:
    """How the other script writes `hans`: in one edition, or in all."""
    changed = unforced(values, hans, edition)
    pair: Values = {"hans": hans, "hant": hant}
    if edition:
        pair["edition"] = edition
    return with_field(changed, "pairs", [*_list(changed, "pairs"), pair])


def unforced(values: Values, hans: str, edition: str = "") -> Values:
    pairs = [
        one
        for one in _list(values, "pairs")
        if not (
            isinstance(one, dict)
            and one.get("hans") == hans
            and str(one.get("edition") or "") == edition
        )
    ]
    return with_field(values, "pairs", pairs)


def protected(values: Values, term: str, keep: bool = True) -> Values:
    """Written as the source writes it, in every edition."""
    ones = [one for one in _list(values, "protect") if one != term]
    if keep and term in _list(values, "protect"):
        return deepcopy(values)
    return with_field(values, "protect", [*ones, term] if keep else ones)


def _topics(values: Values) -> list[Values]:
    return [one for one in _list(values, "topics") if isinstance(one, dict)]


def _topic(values: Values, name: str) -> Values | None:
    return next((one for one in _topics(values) if one.get("name") == name), None)


def _also_called(topic: Values, aliases: Sequence[str]) -> None:
    own = _list(topic, "aliases")
    added = [one for one in dict.fromkeys(aliases) if one not in own and one != topic["name"]]
    if added:
        topic["aliases"] = [*own, *added]


def _unignored(values: Values, name: str) -> Values:
    ones = [one for one in _list(values, "ignore") if one != name]
    return with_field(values, "ignore", ones)


def _list(values: Values, key: str) -> list[object]:
    value = values.get(key)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]

"""How well the digest was found: themes, summaries, links, topics, figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.evaluate.gold import Gold, Row
from generator.evaluate.match import essence, longest_common_share, passage_like
from generator.evaluate.measure import Measure, share
from generator.model import Digest, Entry, PassageRef, Placement

_NONE = "none"
_ALMOST = 0.8  # a summary sentence may lack an opening such as 二是


Place = Callable[[str], Placement]
"""Where a passage belongs that stands in no source."""


def measures(
    entries: Sequence[Entry], digest: Digest, gold: Gold, place: Place
) -> Iterator[Measure]:
    by_source = {entry.article.source: entry for entry in entries}
    yield from _themes(by_source, digest, gold.themes, place)
    yield from _summaries(by_source, digest, gold.summaries)
    yield from _links(by_source, digest, gold)
    if gold.topics:
        yield _topics(digest, gold.topics)
    yield from _figures(digest, gold.figures)


def _themes(
    by_source: Mapping[str, Entry], digest: Digest, labels: Sequence[Row], place: Place
) -> Iterator[Measure]:
    judged: list[tuple[float, str, Row]] = []
    for row in labels:
        if not row.get("source"):
            placement = place(row["text"])
            judged.append((placement.confidence, placement.theme or _NONE, row))
        elif row["source"] in by_source:
            passage = passage_like(row["text"], by_source[row["source"]])
            if passage is None:  # taken out as a by-line or credit: it is on no theme's page
                judged.append((1.0, _NONE, row))
                continue
            placement = digest.placements[PassageRef(row["source"], passage.id)]
            judged.append((placement.confidence, placement.theme or _NONE, row))
    if not judged:
        return
    said = [
        (theme == row["theme"], f"{row['id']} {theme} for {row['theme']}: {row['text'][:30]}")
        for _, theme, row in judged
    ]
    accepted = [
        (
            theme == row["theme"] or theme in row.get("also", ()),
            f"{row['id']} {theme} for {row['theme']}",
        )
        for _, theme, row in judged
    ]
    yield share("themes accuracy", said)
    yield share("themes accepted", accepted)
    surer = sorted(range(len(judged)), key=lambda index: -judged[index][0])[: len(judged) // 2]
    if surer:
        yield share("themes, surer half", [said[index] for index in surer])


def _summaries(
    by_source: Mapping[str, Entry], digest: Digest, labels: Sequence[Row]
) -> Iterator[Measure]:
    good: list[tuple[bool, str]] = []
    overlap = []
    for row in labels:
        if row["source"] not in by_source:
            continue
        chosen = [sentence.text for sentence in digest.article_summaries.get(row["source"], ())]
        fine = [essence(said(one)) for one in (*row["expert"], *row.get("alternates", ()))]
        good += [(among(text, fine), f"{row['source']}: {text}") for text in chosen]
        expert = essence("".join(said(one) for one in row["expert"]))
        overlap.append(longest_common_share(essence("".join(chosen)), expert))
    if overlap:
        yield share("summary sentences acceptable", good)
        yield Measure("summary ROUGE-L", sum(overlap) / len(overlap), len(overlap))


def said(one: Row | str) -> str:
    """A sentence of a summary: with its passage, or bare."""
    return one if isinstance(one, str) else str(one["text"])


def among(text: str, fine: Sequence[str]) -> bool:
    have = essence(text)
    return any(
        (have in one or one in have)
        and min(len(have), len(one)) >= _ALMOST * max(len(have), len(one))
        for one in fine
    )


def _links(by_source: Mapping[str, Entry], digest: Digest, gold: Gold) -> Iterator[Measure]:
    texts = {row["id"]: row for row in gold.themes}

    def ref(identity: str) -> PassageRef | None:
        row = texts.get(identity)
        if row is None or row.get("source") not in by_source:
            return None
        passage = passage_like(row["text"], by_source[row["source"]])
        return PassageRef(row["source"], passage.id) if passage else None

    shown_with = _copies(digest)
    wanted: dict[PassageRef, set[PassageRef]] = defaultdict(set)
    for row in gold.links:
        first, second = ref(row["a"]), ref(row["b"])
        if first and second:
            ours, theirs = shown_with.get(first, first), shown_with.get(second, second)
            if ours == theirs:  # that the one is a copy of the other
                ours, theirs = first, second
            wanted[ours].add(theirs)
            wanted[theirs].add(ours)
    ranked: dict[PassageRef, list[tuple[float, PassageRef]]] = defaultdict(list)
    for link in digest.links:
        if link.kind == "duplicate" and not {link.b} & wanted.get(link.a, set()):
            continue  # shown as one with it, not beside it
        ranked[link.a].append((-link.score, link.b))
        ranked[link.b].append((-link.score, link.a))
    precise, recalled = [], []
    for passage, others in wanted.items():
        found = [other for _, other in sorted(ranked[passage])]
        top = found[:3]
        hits = sum(other in others for other in top)
        precise.append(hits / min(3, len(others)))
        recalled.append(sum(other in others for other in found[:5]) / len(others))
    if wanted:
        yield Measure("links P@3", sum(precise) / len(precise), len(precise))
        yield Measure("links R@5", sum(recalled) / len(recalled), len(recalled))


def _copies(digest: Digest) -> dict[PassageRef, PassageRef]:
    """Passages of a copy of an article → the passage they are shown as one with."""
    return {
        link.b: link.a
        for link in digest.links
        if link.kind == "duplicate" and digest.texts[link.a.source] == digest.texts[link.b.source]
    }


def _topics(digest: Digest, labels: Sequence[Row]) -> Measure:
    have = {_name(name) for topic in digest.topics for name in (topic.name, *topic.aliases)}
    return share(
        "topics recall",
        [
            (
                any(_name(name) in have for name in (row["name"], *row.get("aliases", ()))),
                row["name"],
            )
            for row in labels
        ],
    )


def _name(name: str) -> str:
    return essence(name).strip("“”《》").lower()


def _figures(digest: Digest, labels: Sequence[Row]) -> Iterator[Measure]:
    if not labels:
        return
    sources = {row["source"] for row in labels}
    have = [figure for figure in digest.figures if figure.ref.source in sources]
    matched: set[int] = set()
    found, subjects = [], []
    for row in labels:
        span, sentence = essence(row["span"]), essence(row["sentence"])
        for index, figure in enumerate(have):
            text = essence(figure.text)
            if (
                index not in matched
                and figure.ref.source == row["source"]
                and (span in text or text in span)
                and _overlap(essence(figure.sentence), sentence)
            ):
                matched.add(index)
                subjects.append(
                    (
                        _shared(figure.subject, row["subject"]),
                        f"{figure.subject} for {row['subject']}",
                    )
                )
                found.append((True, ""))
                break
        else:
            found.append((False, f"{row['id']}: {row['span']} in {row['sentence'][:40]}"))
    yield share("figures recall", found)
    extra = [
        (index in matched, f"{one.ref.source}: {one.text} in {one.sentence[:40]}")
        for index, one in enumerate(have)
    ]
    yield share("figures precision", extra)
    yield share("figures subject", subjects)


def _overlap(first: str, second: str) -> bool:
    return first in second or second in first


def _shared(first: str, second: str) -> bool:
    """Whether half of the shorter subject's character pairs stand in the other."""
    one, two = essence(first), essence(second)
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, two)]
    smaller = min(pairs, key=len)
    return bool(smaller) and len(pairs[0] & pairs[1]) >= len(smaller) / 2

"""How topics, links and duplicates grow with the number of articles: CPU time and memory.

    python bench/growth.py                     1,000 to 100,000 articles of three passages
    python bench/growth.py --most 10000 --passages 30

Only what needs all articles at once is measured; articles are made of hashes and invented words in
the proportions of real ones: of each passage's words some are in every article, some in one in a
hundred, most in a few. A fiftieth of the articles are reprints of another with every tenth run of
words changed. If time per article stays level, the work grows with their number and no faster.
"""

from __future__ import annotations

import argparse
import resource
import time
import zlib
from collections.abc import Iterator

import numpy as np

from generator.digest.links import find_links
from generator.digest.topics import find_topics
from generator.digest.twins import text_groups
from generator.model import DigestOptions, Finds, PassageId, TopicEdits

WORDS, PAIRS, PHRASES, SAMPLE = 26, 70, 40, 24  # of a passage of about 100 characters
NAMES = 4_000
SYLLABLES = "澜云临鹭芎岚雄坪岸江塘坞渚桥湾岭泽原川溪"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--passages", type=int, default=3)
    options = parser.parse_args()
    print(
        f"{'articles':>9} {'passages':>9} {'twins':>7} {'topics':>7} {'links':>7}  µs an article",
        end="",
    )
    print(f" {'found':>9} {'MB':>6}")
    for number in (1_000, 3_000, 10_000, 30_000, 100_000):
        if number <= options.most:
            measure(number, options.passages)


def measure(articles: int, passages: int) -> None:
    finds = list(made(articles, passages))
    ids = [[PassageId(f"p{at}-{n}") for n in range(passages)] for at in range(articles)]
    spent: list[float] = []
    clock = time.process_time()

    def lap() -> None:
        nonlocal clock
        now = time.process_time()
        spent.append(1e6 * (now - clock) / articles)
        clock = now

    groups = text_groups(finds)
    lap()
    topics = find_topics(finds, ids, groups, TopicEdits(), DigestOptions()).topics
    lap()
    links = find_links(finds, ids, {}, topics, [()] * articles, groups, DigestOptions())
    lap()
    twins = articles - len(set(groups.values()))
    print(
        f"{articles:9} {articles * passages:9} {spent[0]:7.1f} {spent[1]:7.1f} {spent[2]:7.1f} "
        f"{sum(spent):13.1f}  {len(links) / articles / passages:4.1f} l/p {twins:5} t "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f}",
        flush=True,
    )


def made(articles: int, passages: int) -> Iterator[Finds]:
    """Articles as `find` would leave them."""
    chance = np.random.default_rng(7)
    vocabulary = 40_000 + 20 * articles  # new articles bring new words, ever fewer
    earlier: list[Finds] = []
    for number in range(articles):
        if number % 50 == 49:
            yield _reprint(earlier[number // 50 % len(earlier)], f"a{number}", chance)
            continue
        find = _article(f"a{number}", passages, vocabulary, chance)
        if len(earlier) < 500:
            earlier.append(find)
        yield find


def _article(source: str, passages: int, vocabulary: int, chance: np.random.Generator) -> Finds:
    keys, ends, places, starts = [], [], [], [0]
    texts: list[str] = []
    for _ in range(passages):
        spoken = [_name(int(chance.zipf(1.3)) % NAMES) for _ in range(5)]
        text = "，".join(spoken) + "，" + "的" * 60
        words = np.unique(_ranks(chance, WORDS, vocabulary) * 2654435761 % 2**32)
        pairs = np.unique(_ranks(chance, PAIRS, 8 * vocabulary) * 2246822519 % 2**32)
        keys += [words, pairs]
        ends += [len(words), len(pairs)]
        places.append(np.full(len(words), starts[-1] << 8 | 4))
        texts.append(text)
        starts.append(starts[-1] + len(text) + 1)
    text = "\n".join(texts)
    all_keys = np.concatenate(keys).astype(np.uint32)
    named = {name: at for at, name in _names_at(text)}
    return Finds(
        source=source,
        title="",
        text=text,
        starts=np.array(starts, np.uint32).tobytes(),
        dropped=(),
        keys=all_keys.tobytes(),
        counts=np.ones(len(all_keys), np.uint8).tobytes(),
        ends=np.cumsum(ends).astype(np.uint32).tobytes(),
        places=np.concatenate(places).astype(np.uint32).tobytes(),
        linkable=b"\1" * passages,
        sketch=np.sort(chance.integers(0, 2**32, SAMPLE * passages, dtype=np.uint32)).tobytes(),
        names=tuple(("quoted", name) for name in list(named)[:3]),
        phrases=np.array([zlib.crc32(name.encode()) | 1 for name in named], np.uint32).tobytes(),
        phrase_places=np.array(
            [at << 8 | len(name) for name, at in named.items()], np.uint32
        ).tobytes(),
        runs=(),
        keywords=(),
        link=(),
        unlink=(),
    )


def _ranks(chance: np.random.Generator, number: int, vocabulary: int) -> np.ndarray:  # type: ignore[type-arg]
    """Ranks of words as they come in texts: the second half as often as the first."""
    return np.minimum(np.exp(chance.random(number) * np.log(vocabulary)), vocabulary).astype(
        np.int64
    )


def _name(number: int) -> str:
    size = len(SYLLABLES)
    return (
        SYLLABLES[number % size]
        + SYLLABLES[number // size % size]
        + SYLLABLES[number // size**2 % size]
        + "中心"
    )


def _names_at(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for piece in text.replace("\n", "，").split("，"):
        if piece.endswith("中心"):
            yield at, piece
        at += len(piece) + 1


def _reprint(find: Finds, source: str, chance: np.random.Generator) -> Finds:
    sketch = np.frombuffer(find.sketch, np.uint32).copy()
    changed = chance.random(len(sketch)) < 0.1
    sketch[changed] = chance.integers(0, 2**32, int(changed.sum()), dtype=np.uint32)
    return Finds(
        **{
            name: getattr(find, name)
            for name in Finds.__dataclass_fields__
            if name not in ("source", "sketch")
        },
        source=source,
        sketch=np.sort(sketch).tobytes(),
    )


if __name__ == "__main__":
    main()

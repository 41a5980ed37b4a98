"""The labelled passages of `figures/labels.txt`, and how much of them is found.

python -m tests.digest.figure_labels            both parts, in figures
python -m tests.digest.figure_labels --misses   what was missed, of the part one may look at
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.convert.fold import fold
from generator.digest.figures import figures_of
from generator.model import Figure
from tests.digest.helpers import entry

_FILE = Path(__file__).parent / "figures" / "labels.txt"


@dataclass(frozen=True)
class Label:
    words: str
    value: float
    unit: str
    subject: str
    date: str | None
    kind: str


@dataclass
class Labelled:
    text: str
    published: str
    labels: list[Label] = field(default_factory=list)

    @property
    def script(self) -> str:
        return "Hans" if fold(self.text) == self.text.translate(_NARROW) else "Hant"


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def labelled(*, aside: bool) -> list[Labelled]:
    """The third kept aside, or the others."""
    return [one for at, one in enumerate(_read()) if (at % 3 == 2) is aside]


def _read() -> Iterator[Labelled]:
    published = ""
    current: Labelled | None = None
    for line in [*_FILE.read_text("utf-8").splitlines(), "> "]:
        if line.startswith("@ "):
            published = line[2:]
        elif line.startswith("> "):
            if current:
                yield current
            current = Labelled(line[2:], published)
        elif line and not line.startswith("#") and current:
            words, value, unit, subject, *more = [part.strip() for part in line.split("|")]
            date = (more[0] or None) if more else None
            kind = "target" if more[1:] == ["t"] else "actual"
            current.labels.append(Label(words, float(value), fold(unit), subject, date, kind))


@dataclass
class Score:
    """Right ones of all, by what was asked; and the misses in words."""

    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, what: str, good: bool, miss: str) -> None:
        self.of[what] = self.of.get(what, 0) + 1
        self.right[what] = self.right.get(what, 0) + good
        if not good:
            self.misses.append(f"{what}: {miss}")

    def share(self, what: str) -> float:
        return self.right[what] / self.of[what]


def score(passages: list[Labelled]) -> Score:
    result = Score()
    for passage in passages:
        found = list(
            figures_of(
                entry("a", passage.text, date=passage.published, script=passage.script)  # type: ignore[arg-type]
            )
        )
        for label in passage.labels:
            figure = next((one for one in found if _is_at(one, label)), None)
            result.add("found", figure is not None, f"{label.words} in {passage.text[:60]}")
            if figure is None:
                continue
            found.remove(figure)
            here = f"{label.words}: {{}} for {{}} in {passage.text[:60]}"
            result.add(
                "value",
                abs(figure.value - label.value) < 0.06,
                here.format(figure.value, label.value),
            )
            result.add("unit", figure.unit == label.unit, here.format(figure.unit, label.unit))
            result.add(
                "subject",
                _alike(fold(figure.subject), fold(label.subject)),
                here.format(figure.subject, label.subject),
            )
            result.add("date", figure.date == label.date, here.format(figure.date, label.date))
            result.add("kind", figure.kind == label.kind, here.format(figure.kind, label.kind))
        for figure in found:
            result.add("precise", False, f"{figure.text} in {passage.text[:60]}")
        for _ in range(len(passage.labels)):
            result.add("precise", True, "")
    return result


def _is_at(figure: Figure, label: Label) -> bool:
    """The same number, whatever hangs on it: 约30万元 is 30万元."""
    return label.words in figure.text or (figure.text in label.words and len(figure.text) > 1)


def _alike(first: str, second: str) -> bool:
    """Half of the shorter one's pairs of characters stand in the other, as `wenzhai eval` asks."""
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (first, second)]
    smaller = min(pairs, key=len)
    if not smaller:
        return first in second or second in first
    return len(pairs[0] & pairs[1]) >= len(smaller) / 2


if __name__ == "__main__":
    for name, aside in (("looked at", False), ("kept aside", True)):
        scored = score(labelled(aside=aside))
        print(name, {what: (round(scored.share(what), 3), scored.of[what]) for what in scored.of})
        if "--misses" in sys.argv and not aside:
            print("\n".join(scored.misses))

"""Brings articles into a site: files, folders and addresses → `content/articles/`, as they came.

The bytes that arrive are the bytes that lie there: nothing is cleaned, converted or re-encoded.
What came with them and stands nowhere in them (the address of a page) goes into the sidecar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.articles import read_source
from generator.bring.arrivals import Arrival, arrivals
from generator.bring.likeness import Known, same_text
from generator.bring.names import free_name, safe_name
from generator.decide.files import on_yaml
from generator.decide.sidecar import with_field
from generator.model import Article, Edits, Entry, Source
from generator.problems import Problem, ProblemError, error
from generator.read.files import MAX_FILE_BYTES, read_regular_file
from generator.read.folder import SOURCE_ENDINGS
from generator.read.sidecar import SUFFIX, read_edits
from generator.write.files import save

ARTICLES = Path("content", "articles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of one thing that arrived: one line for the editor."""

    origin: str
    name: str | None = None  # of the file in `content/articles/`
    title: str | None = None
    characters: int = 0
    left_out: str = ""  # why it was not brought in, where nothing is wrong with it
    problem: Problem | None = None  # why it could not be, or what to know about it

    def __str__(self) -> str:
        if self.name is None:
            return f"{self.origin}: left out, {self.left_out}"
        title = f"“{self.title}”" if self.title else "no title found"
        return f"{self.name}: {title}, {self.characters:,} characters, from {self.origin}"


def bring(
    asked: Sequence[str], site_folder: Path, *, again: bool = False, private: bool = False
) -> Iterator[Brought]:
    """One `Brought` for each thing that arrived, as soon as it is there.

    `again` brings in what is there already; `private` allows addresses of the local network.
    """
    folder = site_folder / ARTICLES
    known = Known()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in SOURCE_ENDINGS and not path.name.startswith("."):
            _learn(known, path)
    for arrival in arrivals(asked, private=private):
        if isinstance(arrival, Problem):
            yield Brought(origin=arrival.path, problem=arrival)
            continue
        try:
            yield _bring(arrival, folder, known, again)
        except ProblemError as fault:
            yield Brought(origin=arrival.origin, problem=fault.problem)


def _learn(known: Known, path: Path) -> None:
    try:
        data = read_regular_file(path)
        known.add(path.name, data, _entry(path.name, data))
    except ProblemError:
        return  # a broken article can be no twin, and the build names it


def _entry(name: str, data: bytes) -> Entry | Problem:
    result = read_source(Source(name=name, path=name, data=data, edits=Edits()))
    return result if isinstance(result, Problem) else result[0]


def _bring(arrival: Arrival, folder: Path, known: Known, again: bool) -> Brought:
    if len(arrival.data) > MAX_FILE_BYTES:
        cause = f"this is larger than {MAX_FILE_BYTES // 1_000_000} MB"
        raise ProblemError(error(arrival.origin, 1, cause, "split it into articles"))
    twin = known.bytes_of(arrival.data)
    if twin is not None and not again:
        return Brought(origin=arrival.origin, left_out=f"it is {twin}, to the byte")
    name = safe_name(arrival.name, arrival.data)
    entry = _entry(name, arrival.data)
    if isinstance(entry, Problem):
        raise ProblemError(replace(entry, path=arrival.origin))
    if arrival.untitled and entry.article.title:
        name = safe_name(f"{entry.article.title}.{name.rsplit('.', 1)[-1]}", arrival.data)
    other = same_text(entry, known)
    if other is not None and not again and other.share >= other.SAME:
        return Brought(
            origin=arrival.origin,
            left_out=f"it is the same article as {other.name} ({other.share:.0%}); "
            "--again brings it in",
        )
    name = free_name(name, {path.name for path in folder.glob("*")})
    save(arrival.data, folder / name)
    if arrival.address and entry.article.url != arrival.address:
        _note_address(folder / (name.rsplit(".", 1)[0] + SUFFIX), arrival.address)
    known.add(name, arrival.data, entry)
    problem = None
    if other is not None:
        cause = f"{other.share:.0%} of it stands in {other.name} too"
        problem = Problem(
            str(folder / name), 1, "warning", cause, "keep one of them if they are one article"
        )
    return Brought(
        origin=arrival.origin,
        name=name,
        title=entry.article.title,
        characters=_characters(entry.article),
        problem=problem,
    )


def _note_address(sidecar: Path, address: str) -> None:
    data = on_yaml(
        None,
        None,
        str(sidecar),
        lambda values: with_field(values, "url", address),
        lambda data, path: read_edits(data, path, ()),
    )
    if data is not None and not sidecar.exists():
        save(data, sidecar)


def _characters(article: Article) -> int:
    return sum(len(block.text) for block in article.blocks)

"""A cache and a published site in places that are no folders, as fsspec knows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.engine.codec import key_of
from generator.engine.remote import RemoteStore
from generator.model import Output
from generator.problems import SiteError
from generator.write import MARKER
from generator.write.remote import RemoteSite
from tests.engine.editing import begin
from tests.engine.test_incremental import differing, tree

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def place(request: pytest.FixtureRequest) -> str:
    return f"memory://{request.node.name}"


def lying(place: str) -> dict[str, bytes]:
    files, root = fsspec.core.url_to_fs(place)
    found = {name[len(root) + 1 :]: files.cat_file(name) for name in files.find(root)}
    found.pop(MARKER, None)
    return found


def published(place: str, *outputs: Output) -> tuple[int, int, int]:
    site = RemoteSite(place)
    for output in outputs:
        site.add(b"", output)
    done = site.swap()
    return done.files, done.written, done.removed


def page(path: str, data: bytes = b"words") -> Output:
    return Output(path=path, data=data)


def test_what_was_kept_at_an_address_is_there_for_another_machine(place: str) -> None:
    store = RemoteStore(place)
    store.put(key_of("a"), b"first")
    store.flush()
    store.put(key_of("b"), b"second")
    store.flush()
    again = RemoteStore(place)
    assert (again.get(key_of("a")), again.get(key_of("b"))) == (b"first", b"second")
    again.sweep([key_of("b")])
    assert (again.get(key_of("a")), again.get(key_of("b"))) == (None, b"second")


def test_a_damaged_object_is_a_miss(place: str) -> None:
    store = RemoteStore(place)
    store.put(key_of("a"), b"first" * 100)
    store.flush()
    files, root = fsspec.core.url_to_fs(place)
    (name,) = files.find(root)
    data = files.cat_file(name)
    for at in range(0, len(data), 7):
        files.pipe_file(name, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert RemoteStore(place).get(key_of("a")) in (None, b"first" * 100)
        files.pipe_file(name, data[:at])
        assert RemoteStore(place).get(key_of("a")) is None


def test_only_what_changed_is_written_and_what_is_gone_is_removed(place: str) -> None:
    assert published(place, page("index.html"), page("a.css"), page("b/c.html")) == (3, 3, 0)
    assert published(place, page("index.html", b"new"), page("a.css")) == (2, 1, 1)
    assert lying(place) == {"index.html": b"new", "a.css": b"words"}


def test_a_place_of_somebody_else_is_not_touched(place: str) -> None:
    files, root = fsspec.core.url_to_fs(place)
    files.pipe_file(f"{root}/thesis.txt", b"years of work")
    with pytest.raises(SiteError, match="not made by wenzhai"):
        RemoteSite(place)
    assert lying(place) == {"thesis.txt": b"years of work"}


def test_a_site_at_an_address_is_the_site_in_a_folder(
    place: str, example_site: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    begin(example_site, site)
    here = tmp_path / "here"
    run("build", "--site", site, "--cards", "none", "--no-cache", "--output", here)
    there = ["build", "--site", site, "--cards", "none"]
    there += ["--output", f"{place}/site", "--cache", f"{place}/cache"]
    assert run(*there).status == 0
    assert differing(tree(here), lying(f"{place}/site")) == []
    assert "(0 written" in run(*there).out


def test_an_address_of_an_unknown_kind_is_one_clear_line() -> None:
    with pytest.raises(SiteError, match="--output:1: error: nowhere://x"):
        RemoteSite("nowhere://x")
